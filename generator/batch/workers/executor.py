"""Who does the tasks: this process, a pool of processes, or a cluster. All give back results as they come."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from typing import Protocol

from generator.batch.making.job import Outcome, Result, Survey, Surveyed, Task

Perform = Callable[[Sequence[Task]], list[Result]]
"""Does tasks; the result of each, in their order."""


def perform(tasks: Sequence[Task]) -> list[Result]:
    """Do ``tasks``. The program is loaded with the first: a run whose workers do it all needs none of it."""
    from generator.batch.making.make_documents import perform as perform_here

    return perform_here(tasks)


class Executor(Protocol):
    """Does tasks, a bounded number at a time."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """The result of each task as soon as it is there, in any order."""
        ...

    def stop(self) -> None:
        """Take up no further task; those under way are finished."""
        ...

    def close(self) -> None:
        """Let go of everything; what is under way is dropped."""
        ...


class InProcess:
    """Does one task after another in this process: for a few documents the quickest way."""

    def __init__(self, perform: Perform) -> None:
        self._perform = perform
        self._is_stopped = False

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """The results in order."""
        for task in tasks:
            if self._is_stopped:
                return
            with redirect_stdout(sys.stderr):  # as in a pool: stdout is for what is told of the run
                result = self._result(task)
            yield result

    def _result(self, task: Task) -> Result:
        try:
            (result,) = self._perform([task])
        except MemoryError:
            return failed(task, "未印，内存不足")
        return result

    def stop(self) -> None:
        """Take up no further task."""
        self._is_stopped = True

    def close(self) -> None:
        """There is nothing to let go of."""


def failed(task: Task, reason: str) -> Result:
    """The result of a task that could not be done."""
    if isinstance(task, Survey):
        return Surveyed(task.serial, "", None)
    return Outcome(task.serial, failures=(reason,))
