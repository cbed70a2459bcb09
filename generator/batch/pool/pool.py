"""A pool of worker processes that outlives its workers and loses no task.

Each worker has a pipe of its own, so it is known at any moment what it is at. Quick tasks are handed out in bundles.
Where a worker dies or runs out of time at one, its tasks are done again, each alone: so that costs the task that it was
at and no other. A worker whose parent is killed finds its pipe closed, and ends.
(Why it is not one of those that there are: ``docs/decisions/001-own-pool.md``.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import Generic

from generator.batch.pool.bundles import Bundles
from generator.batch.pool.clock import Clock
from generator.batch.pool.fork_server import started_context
from generator.batch.pool.pipe_watch import PipeWatch
from generator.batch.pool.process import Limits, Worker
from generator.batch.pool.task import Lost, Perform, Result, Task

_AHEAD = 2
"""Bundles that a worker is given at once: it need not wait while its results are taken."""
_TICK = 0.5
"""Seconds after which a wait is over, to see whether the pool is to stop."""
_PATIENCE = 5.0
"""Seconds that workers have to end when they are told to."""


class Pool(Generic[Task, Result]):
    """Up to ``size`` workers that call ``perform``. ``preload`` names modules that are imported once for all."""

    def __init__(
        self, size: int, perform: Perform[Task, Result], limits: Limits | None = None, preload: tuple[str, ...] = ()
    ) -> None:
        self._size, self._perform, self._limits = size, perform, limits or Limits()
        self._context = started_context(preload)
        self._workers: list[Worker[Task, Result]] = []
        self._pipes: PipeWatch[Worker[Task, Result]] = PipeWatch()
        self._clock = Clock()
        self._bundles: Bundles[Task] = Bundles((), size)
        self._tried: set[Task] = set()
        self._is_stopped = False

    def run(
        self, tasks: Iterable[Task], goes_alone: Callable[[Task], bool] | None = None
    ) -> Iterator[Result | Lost[Task]]:
        """The result of each task as soon as it is there; in no bundle with others where it ``goes_alone``."""
        self._bundles = Bundles(tasks, self._size * _AHEAD, *((goes_alone,) if goes_alone else ()))
        self._tried.clear()
        while True:
            self._clock.look()
            self._hand_out()
            if not any(worker.bundles for worker in self._workers):
                return
            for worker in self._pipes.wait(_TICK):
                yield from self._results(worker)
            yield from self._overdue()

    def stop(self) -> None:
        """Hand out no further task."""
        self._is_stopped = True

    def close(self) -> None:
        """End all workers; what they are at is dropped."""
        for worker in self._workers:
            worker.tell_to_end()
        deadline = monotonic() + _PATIENCE
        for worker in self._workers:
            worker.end(max(0.0, deadline - monotonic()) if not worker.bundles else 0.0)
        self._workers.clear()
        self._pipes.close()

    # --- handing out ----------------------------------------------------------------------------------------

    def _hand_out(self) -> None:
        """Give every worker something to do, the first bundle to each before the second to any."""
        if self._is_stopped:
            return
        for depth in range(1, _AHEAD + 1):
            for number in range(self._size):
                if number < len(self._workers) and not self._takes(self._workers[number], depth):
                    continue
                bundle = self._bundles.next()
                if not bundle:
                    return
                self._worker(number).give(bundle)

    def _takes(self, worker: Worker[Task, Result], depth: int) -> bool:
        """Whether a worker is given a task now: one that has done its share first finishes what it has."""
        return not worker.bundles or (len(worker.bundles) < depth and not worker.is_spent(self._limits))

    def _worker(self, number: int) -> Worker[Task, Result]:
        """The worker with this number, made when there is something for it to do."""
        if number == len(self._workers):
            self._workers.append(self._new_worker())
        elif self._workers[number].is_spent(self._limits):
            self._workers[number].tell_to_end()
            self._workers[number] = self._new_worker()
        return self._workers[number]

    def _new_worker(self) -> Worker[Task, Result]:
        return Worker(self._context, self._perform, self._pipes, self._clock)

    # --- taking back ----------------------------------------------------------------------------------------

    def _results(self, worker: Worker[Task, Result]) -> Iterator[Result | Lost[Task]]:
        try:
            results = worker.take()
        except (EOFError, OSError):
            yield from self._after_death(worker)
            return
        self._bundles.learn(results)
        yield from results

    def _overdue(self) -> Iterator[Lost[Task]]:
        """Workers that are at a task for too long are ended; those that are at a bundle, if it takes as long."""
        since = self._clock.now - self._limits.seconds
        late = [worker for worker in self._workers if worker.bundles and worker.since < since]
        for worker in [worker for worker in late if not worker.pipe.poll()]:  # what is done is not too late
            worker.end(0)
            task = self._replace(worker)
            if task is not None:
                yield Lost(task, is_late=True)

    def _after_death(self, worker: Worker[Task, Result]) -> Iterator[Lost[Task]]:
        """The task that a dead worker was at is tried once more; a second death is its result."""
        worker.end(_PATIENCE)
        task = self._replace(worker)
        if task is None:
            return
        if task in self._tried:
            yield Lost(task, exit_code=worker.process.exitcode)
        else:
            self._tried.add(task)
            self._bundles.suspect([task])

    def _replace(self, worker: Worker[Task, Result]) -> Task | None:
        """Put another worker into the place of one that has ended; the task that this was at, if it is known.

        Of a bundle it is not: its tasks are done again, each alone.
        """
        bundle, *others = worker.bundles
        self._bundles.put_back(others)
        self._workers[self._workers.index(worker)] = self._new_worker()
        if len(bundle) == 1:
            return bundle[0]
        self._bundles.suspect(bundle)
        return None
