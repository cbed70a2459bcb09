"""The tasks of a pool, in the bundles in which they are handed out: quick ones together, others alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import length_hint

from generator.batch.making.job import Job, Result, Task
from generator.batch.storage.location import is_address

_MOST = 32
"""Tasks in a bundle at most: with more, a form takes hardly less time."""
_SECONDS = 0.2
"""What a bundle is to take at most, about: so late is it seen what came of a task, and so late is a run stopped."""
_NOT_ZERO = 1e-6

Bundle = Sequence[Task]
"""Tasks that a worker does in step."""


class Bundles:
    """Gives out ``tasks`` in order, in bundles that leave enough for ``shares`` of them (workers × bundles ahead).

    How quick tasks are is known only from those that were done, so the first are given out alone.
    """

    def __init__(self, tasks: Iterable[Task], shares: int) -> None:
        self._tasks, self._shares = iter(tasks), shares
        self._before_others: deque[Task] = deque()
        self._suspects: set[Task] = set()
        self._seconds = _SECONDS

    def next(self) -> Bundle:
        """The next one; nothing if no task is left."""
        bundle: list[Task] = []
        most = self._most()
        while len(bundle) < most and (task := self._next_task()) is not None:
            is_single = self._is_single(task)
            if is_single and bundle:
                self._before_others.appendleft(task)
            else:
                bundle.append(task)
            if is_single:
                break
        return bundle

    def learn(self, results: Sequence[Result]) -> None:
        """Learn from a bundle that was done how quick tasks are now.

        Slow ones are believed at once, quick ones by and by: they may be those that came to nothing.
        """
        self._seconds = max(sum(result.seconds for result in results) / len(results), self._seconds / 2)

    def put_back(self, bundles: Iterable[Bundle]) -> None:
        """Give out again, before all others, what was given out and not begun."""
        self._before_others.extendleft(reversed([*chain(*bundles)]))

    def suspect(self, bundle: Bundle) -> None:
        """Give out again, before all others, the tasks of a bundle that came to no end; each alone."""
        self._suspects.update(bundle)
        self.put_back([bundle])

    def _next_task(self) -> Task | None:
        return self._before_others.popleft() if self._before_others else next(self._tasks, None)

    def _most(self) -> int:
        """How many tasks make a bundle now: few where they take long, and where few are left."""
        share = (len(self._before_others) + length_hint(self._tasks)) // self._shares
        return max(1, min(_MOST, share, int(_SECONDS / max(self._seconds, _NOT_ZERO))))

    def _is_single(self, task: Task) -> bool:
        """Whether a task is given out alone: one that may be what its bundle came to no end for.

        So are those on object storage, where files are at their place before their results are here: what becomes of
        a worker may leave one of them unrecorded, not many.
        """
        is_stored = isinstance(task, Job) and is_address(task.staging)
        return is_stored or (bool(self._suspects) and task in self._suspects)
