"""Where tasks are done: a few small ones here, for starting processes costs more; otherwise in a pool."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.batch.cluster import Cluster
from generator.batch.executor import Executor, InProcess, Perform
from generator.batch.job import Result, Task
from generator.batch.pool import Limits, Pool
from generator.batch.worker import perform

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
    few: int = 8
    cluster: str | None = None


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Chosen:
    """Chooses this process, a pool or the cluster for each round of tasks. What was started stays between rounds."""

    def __init__(self, settings: Settings, formats: Sequence[str]) -> None:
        self._settings = settings
        self._formats = formats
        self._started: Pool | Cluster | None = None
        self._current: Executor | None = None
        self._is_stopped = False

    def run(self, tasks: Sequence[Task]) -> Iterator[Result]:
        """The result of each task as soon as it is there."""
        if self._is_stopped or not tasks:
            return
        self._current = InProcess(self._settings.perform) if self._are_few(tasks) else self._workers()
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

    def _are_few(self, tasks: Sequence[Task]) -> bool:
        asked = (self._settings.workers, self._settings.seconds, self._settings.cluster, self._started)
        is_free = all(wish is None for wish in asked)
        paths = {task.source.path for task in tasks[: self._settings.few + 1]}
        return is_free and len(tasks) <= self._settings.few and sum(map(size_of, paths)) <= _SMALL

    def _workers(self) -> Pool | Cluster:
        if self._started is None:
            address = self._settings.cluster
            self._started = (
                Cluster(address, self._settings.perform, self._formats)
                if address
                else _pool(self._settings, self._formats)
            )
        return self._started


def _pool(settings: Settings, formats: Sequence[str]) -> Pool:
    limits = settings.limits
    if settings.seconds is not None:
        limits = Limits(settings.seconds, limits.documents, limits.memory)
    preload = ("generator.batch.preload", *(["generator.batch.preload_pdf"] if "pdf" in formats else []))
    return Pool(settings.workers or cores(), settings.perform, limits, preload)


def size_of(path: str) -> int:
    """The bytes of a file; none where there is no such file."""
    with suppress(OSError):
        return Path(path).stat().st_size
    return 0
