"""Timing on a noisy machine: contenders take turns, so that what slows the machine slows them all alike.

Work in this process is timed by its CPU seconds, which leave out when other programs had the processor; a whole
process by the clock, as its user waits for it.
"""

from __future__ import annotations

import gc
import os
import resource
import statistics
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

Job = Callable[[], object]
_SHORTEST_TURN = 0.05
"""Seconds: a job that is done sooner is repeated within its turn, so that the clock's grain does not count."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Seconds for one piece of work, measured once a round."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one: what to expect."""
        return statistics.median(self.seconds)

    @property
    def best(self) -> float:
        """The shortest one: what the work takes where nothing else runs."""
        return min(self.seconds)


@dataclass(frozen=True, slots=True)
class Process:
    """What whole processes took: by the clock, as their user waits, and of the processor."""

    waited: Sample
    cpu: Sample


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as long one sample takes as another: of the medians, and the lowest and highest of a round."""

    of_medians: float
    lowest: float
    highest: float


def ratio(long: Sample, short: Sample) -> Ratio:
    """How many times as long as ``short`` ``long`` takes. Both come from the same rounds."""
    each = [one / other for one, other in zip(long.seconds, short.seconds, strict=True)]
    return Ratio(long.median / short.median, min(each), max(each))


def added(whole: Sample, part: Sample) -> Sample:
    """What ``whole`` takes beyond ``part``, round by round."""
    return Sample(tuple(one - other for one, other in zip(whole.seconds, part.seconds, strict=True)))


def race(*jobs: Job, rounds: int, pieces: int = 1) -> list[Sample]:
    """CPU seconds a piece for each of ``jobs``, which take turns for ``rounds`` rounds after one that is not counted.

    A job does ``pieces`` pieces of work when it is called.
    """
    repeats = [_repeats(job) for job in jobs]
    taken: list[list[float]] = [[] for _ in jobs]
    for _ in range(rounds):
        for job, repeat, seconds in zip(jobs, repeats, taken, strict=True):
            seconds.append(_time(job, repeat) / pieces)
    return [Sample(tuple(seconds)) for seconds in taken]


def race_processes(*commands: Sequence[str | Path], folder: Path, rounds: int) -> list[Process]:
    """Times of each of ``commands`` as a whole process in ``folder``; it fails where one of them does.

    Bytecode is kept in ``folder``, as an installed program's is, whatever the environment says.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    taken: list[list[tuple[float, float]]] = [[] for _ in commands]
    for _ in range(rounds + 1):
        for arguments, times in zip(commands, taken, strict=True):
            start, cpu = perf_counter(), _cpu_of_children()
            subprocess.run(arguments, cwd=folder, env=environment, check=True, capture_output=True)
            times.append((perf_counter() - start, _cpu_of_children() - cpu))
    return [Process(*(Sample(seconds) for seconds in zip(*times[1:], strict=True))) for times in taken]


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _repeats(job: Job) -> int:
    """How often a job has to run to fill a turn; runs it, which warms the caches."""
    job()
    return max(1, round(_SHORTEST_TURN / _time(job, 1)))


def _time(job: Job, repeat: int) -> float:
    gc.collect()  # no contender pays for what another left behind
    start = process_time()
    for _ in range(repeat):
        job()
    return (process_time() - start) / repeat
