"""Where tasks are done: a few small ones here, for starting processes costs more; otherwise in a pool."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.batch.making.job import Result, Task
from generator.batch.pool.process import Limits
from generator.batch.workers.executor import Executor, InProcess, Perform, perform
from generator.batch.workers.local_pool import LocalPool
from generator.batch.workers.preloads import preloads

FEW = 8
"""Documents up to which starting processes costs more than it gains."""
_SMALL = 200_000
"""Bytes of all specs together: about a hundred projects."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run works: ``workers`` and ``seconds`` are ``None`` where nobody asked for a number.

    Up to ``few`` documents are made in this process; ``cluster`` is the address of a scheduler that does them all.
    """

    workers: int | None = None
    seconds: float | None = None
    perform: Perform = perform
    limits: Limits = field(default_factory=Limits)
    few: int = FEW
    cluster: str | None = None

    def are_few(self, count: int, size: int = 0) -> bool:
        """Whether so many documents, whose specs have ``size`` bytes together, are made in this process."""
        is_free = all(wish is None for wish in (self.workers, self.seconds, self.cluster))
        return is_free and count <= self.few and size <= _SMALL


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Chosen:
    """Chooses this process, a pool or the cluster for each round of tasks. What was started stays between rounds."""

    def __init__(self, settings: Settings, formats: Sequence[str], modules: Sequence[str] = ()) -> None:
        """``modules`` are imported once for all workers of a pool, besides those that every document needs."""
        self._settings = settings
        self._formats = formats
        self._modules = modules
        self._started: Executor | None = None
        self._current: Executor | None = None
        self._is_stopped = False

    def run(self, tasks: Sequence[Task], size: int) -> Iterator[Result]:
        """The result of each task as soon as it is there; their specs have ``size`` bytes together."""
        if self._is_stopped or not tasks:
            return
        is_here = self._started is None and self._settings.are_few(len(tasks), size)
        self._current = InProcess(self._settings.perform) if is_here else self._workers()
        yield from self._current.run(tasks)

    def stop(self) -> None:
        """Take up no further task."""
        self._is_stopped = True
        if self._current is not None:
            self._current.stop()

    def close(self) -> None:
        """End the workers."""
        if self._started is not None:
            self._started.close()

    def _workers(self) -> Executor:
        if self._started is None:
            self._started = (_cluster if self._settings.cluster else _pool)(
                self._settings, self._formats, self._modules
            )
        return self._started


def _cluster(settings: Settings, formats: Sequence[str], _: Sequence[str]) -> Executor:
    from generator.batch.workers.dask_cluster import Cluster

    assert settings.cluster is not None
    return Cluster(settings.cluster, settings.perform, formats)


def _pool(settings: Settings, formats: Sequence[str], modules: Sequence[str]) -> Executor:
    limits = settings.limits
    if settings.seconds is not None:
        limits = replace(limits, seconds=settings.seconds)
    return LocalPool(settings.workers or cores(), settings.perform, limits, preloads(formats, modules))
