"""The tasks of a pool, in the bundles in which they are handed out: quick ones together, others alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import length_hint

from generator.batch.job import Job, Measure, Piece, Result, Task

_MOST = 32
"""Tasks in a bundle at most: with more, a form takes hardly less time."""
_SECONDS = 0.2
"""What a bundle is to take at most: so late is it seen what came of a task, and so late is a run stopped."""
_A_MOMENT = 0.001
"""Seconds of the quickest task."""

Bundle = Sequence[Task]
"""Tasks that a worker does in step."""


class Bundles:
    """Gives out ``tasks`` in order, so that each of ``shares`` equal parts of them may be a bundle.

    How quick tasks are is known only from those that were done, so the first are given out alone.
    """

    def __init__(self, tasks: Iterable[Task], shares: int) -> None:
        self._tasks, self._shares = iter(tasks), shares
        self._first: deque[Task] = deque()
        self._suspects: set[Task] = set()
        self._seconds = _SECONDS

    def next(self) -> Bundle:
        """The next one; nothing if no task is left."""
        bundle: list[Task] = []
        most = self._most()
        while len(bundle) < most and (task := self._next()) is not None:
            is_single = self._is_single(task)
            if is_single and bundle:
                self._first.appendleft(task)
            else:
                bundle.append(task)
            if is_single:
                break
        return bundle

    def learn(self, results: Sequence[Result]) -> None:
        """Learn from a bundle that was done how quick tasks are now."""
        self._seconds = sum(result.seconds for result in results) / len(results)

    def put_back(self, bundles: Iterable[Bundle]) -> None:
        """Give out again, before all others, what was given out and not begun."""
        self._first.extendleft(reversed([*chain(*bundles)]))

    def suspect(self, bundle: Bundle) -> None:
        """Give out again, before all others, the tasks of a bundle that came to no end; each alone."""
        self._suspects.update(bundle)
        self.put_back([bundle])

    def _next(self) -> Task | None:
        return self._first.popleft() if self._first else next(self._tasks, None)

    def _most(self) -> int:
        """How many tasks make a bundle now: few where they take long, and where few are left."""
        share = (len(self._first) + length_hint(self._tasks)) // self._shares
        return max(1, min(_MOST, share, int(_SECONDS / max(self._seconds, _A_MOMENT))))

    def _is_single(self, task: Task) -> bool:
        """Whether a task is given out alone: one that takes long, or that may be what its bundle came to no end for."""
        if isinstance(task, Measure | Piece) or (isinstance(task, Job) and task.pieces):
            return True
        return bool(self._suspects) and task in self._suspects
