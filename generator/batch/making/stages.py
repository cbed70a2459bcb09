"""Several documents done one stage after another, each stage for all of them before the next.

A document goes through more code than a processor keeps at hand: made one after another, each fetches all of it anew.
So the code of a stage is fetched once for all: many small forms take about two thirds of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import TypeVar


@dataclass(eq=False)
class Work:
    """One of those under way. A stage that finds that no other is needed sets ``is_done``."""

    seconds: float = field(default=0, init=False)
    is_done: bool = field(default=False, init=False)
    error: Exception | None = field(default=None, init=False)


_Work = TypeVar("_Work", bound=Work)


def in_stages(works: Sequence[_Work], *stages: Callable[[_Work], None]) -> None:
    """Do each of ``stages`` with all ``works`` that are neither done nor failed. What one raises is its ``error``.

    Raises ``MemoryError``: which of the works takes it all shows only where each is alone.
    """
    for stage in stages:
        for work in works:
            if work.is_done or work.error is not None:
                continue
            start = perf_counter()
            try:
                stage(work)
            except MemoryError:
                raise
            except Exception as error:
                work.error = error
            work.seconds += perf_counter() - start
