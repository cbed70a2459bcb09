"""Work in steps: several works can be done in step with each other.

A document goes through more code than a processor keeps at hand: made one after another, each fetches all of it anew.
Where a step is done for several before the next one, its code is fetched once for all of them: many small forms in step
take about two thirds of the time that they take in turn.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from time import perf_counter
from typing import TypeVar

_Result = TypeVar("_Result")
Steps = Generator[None, None, _Result]
"""Work that stops after each of its steps (``yield``), and returns its result after the last."""


def finish(steps: Steps[_Result]) -> _Result:
    """The result of all steps, one after another. Raises what they raise."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: _Result = end.value
            return result


def in_step(works: Sequence[Steps[_Result]]) -> list[tuple[_Result, float]]:
    """The result of each work, and the seconds that it took: one step of each, then the next. Raises what they raise."""
    results: dict[int, _Result] = {}
    seconds = [0.0] * len(works)
    under_way = list(enumerate(works))
    while under_way:
        for number, work in under_way:
            start = perf_counter()
            try:
                next(work)
            except StopIteration as end:
                results[number] = end.value
            seconds[number] += perf_counter() - start
        under_way = [pair for pair in under_way if pair[0] not in results]
    return [(results[number], seconds[number]) for number in range(len(works))]
