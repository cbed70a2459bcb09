"""What a piece of work took by the clock and of the processors; of a run with all the processes that it leaves behind."""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple, TypeVar

from bench.timing import _cpu_of_children

_Item = TypeVar("_Item")
_PR_SET_CHILD_SUBREAPER = 36


class Spent(NamedTuple):
    """Seconds: ``waited`` by the clock, ``cpu`` of all processors together."""

    waited: float
    cpu: float

    def over(self, pieces: int) -> Spent:
        """That of one of so many pieces."""
        return Spent(self.waited / pieces, self.cpu / pieces)


def medians(rounds: Sequence[Spent]) -> Spent:
    """The middle of each."""
    return Spent(median(each.waited for each in rounds), median(each.cpu for each in rounds))


def spent_on_each(items: Sequence[_Item], make: Callable[[_Item], object]) -> Spent:
    """What ``make`` takes for one of ``items``, in this process."""
    start, cpu = perf_counter(), process_time()
    for item in items:
        make(item)
    return Spent(perf_counter() - start, process_time() - cpu).over(len(items))


def spent_by(begin: Callable[[], subprocess.Popen[bytes]]) -> Spent:
    """What a process takes, and every process that it began."""
    # Workers are children of a server that outlives the run by a moment: it comes to this process, and with it their
    # times.
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    start, cpu = perf_counter(), _cpu_of_children()
    begin().communicate()
    waited = perf_counter() - start
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    return Spent(waited, _cpu_of_children() - cpu)
