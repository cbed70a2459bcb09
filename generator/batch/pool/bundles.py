"""The tasks of a pool, in the bundles in which they are handed out: quick ones together, others alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import length_hint
from typing import Generic

from generator.batch.pool.task import Bundle, Task, Timed

_MOST = 32
"""Tasks in a bundle at most: with more, each takes hardly less time."""
_SECONDS = 0.2
"""What a bundle is to take at most, about: so late is it seen what came of a task, and so late is a run stopped."""
_NOT_ZERO = 1e-6


def _never(_: object) -> bool:
    return False


class Bundles(Generic[Task]):
    """Gives out ``tasks`` in order, in bundles that leave enough for ``shares`` of them (workers × bundles ahead).

    How quick tasks are is known only from those that were done, so the first are given out alone; and so is, always,
    one of which ``goes_alone`` says so.
    """

    def __init__(self, tasks: Iterable[Task], shares: int, goes_alone: Callable[[Task], bool] = _never) -> None:
        self._tasks, self._shares, self._goes_alone = iter(tasks), shares, goes_alone
        self._before_others: deque[Task] = deque()
        self._suspects: set[Task] = set()
        self._seconds = _SECONDS

    def next(self) -> Bundle[Task]:
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

    def learn(self, results: Sequence[Timed]) -> None:
        """Learn from a bundle that was done how quick tasks are now.

        Slow ones are believed at once, quick ones by and by: they may be those that came to nothing.
        """
        self._seconds = max(sum(result.seconds for result in results) / len(results), self._seconds / 2)

    def put_back(self, bundles: Iterable[Bundle[Task]]) -> None:
        """Give out again, before all others, what was given out and not begun."""
        self._before_others.extendleft(reversed([*chain(*bundles)]))

    def suspect(self, bundle: Bundle[Task]) -> None:
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
        """Whether a task is given out alone: also one that may be what its bundle came to no end for."""
        return self._goes_alone(task) or (bool(self._suspects) and task in self._suspects)
