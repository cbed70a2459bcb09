"""What a pool asks of tasks and results: hardly anything, and nothing of what they are about."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

Task = TypeVar("Task", bound=Hashable)
"""What is to be done. It can be pickled, and equal ones are one."""


class Timed(Protocol):
    """What came of a task; it can be pickled."""

    @property
    def seconds(self) -> float:
        """How long the task took."""
        ...


Result = TypeVar("Result", bound=Timed)
Bundle = Sequence[Task]
"""Tasks that a worker does at a time."""
Perform = Callable[[Sequence[Task]], list[Result]]
"""Does tasks in a worker; the result of each, in their order. It can be pickled."""


@dataclass(frozen=True, slots=True)
class Lost(Generic[Task]):
    """A task without a result: it ``is_late``, or two workers have died of it, the second with ``exit_code``.

    That is a signal's number, negative, or ``OUT_OF_MEMORY``; ``None`` where it is not known.
    """

    task: Task
    is_late: bool = False
    exit_code: int | None = None


OUT_OF_MEMORY = 12
"""The exit code of a worker that was refused memory: as the system numbers that error."""
