"""Where tasks are done: a few small ones here, for starting processes costs more; otherwise in a pool."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.batch.executor import Executor, InProcess, Perform
from generator.batch.job import Result, Task
from generator.batch.pool import Limits, Pool
from generator.batch.worker import perform

_SMALL = 200_000
"""Bytes of all specs together: about a hundred projects."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run works: ``workers`` and ``seconds`` are ``None`` where nobody asked for a number.

    Up to ``few`` documents are made in this process.
    """

    workers: int | None = None
    seconds: float | None = None
    perform: Perform = perform
    limits: Limits = field(default_factory=Limits)
    few: int = 8


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Local:
    """Chooses between this process and a pool for each round of tasks. The pool stays between rounds."""

    def __init__(self, settings: Settings, formats: Sequence[str]) -> None:
        self._settings = settings
        self._formats = formats
        self._pool: Pool | None = None
        self._current: Executor | None = None
        self._is_stopped = False

    def run(self, tasks: Sequence[Task]) -> Iterator[Result]:
        """The result of each task as soon as it is there."""
        if self._is_stopped or not tasks:
            return
        self._current = InProcess(self._settings.perform) if self._are_few(tasks) else self._the_pool()
        yield from self._current.run(tasks)

    def stop(self) -> None:
        """Take up no further task."""
        self._is_stopped = True
        if self._current is not None:
            self._current.stop()

    def close(self) -> None:
        """End the workers."""
        if self._pool is not None:
            self._pool.close()

    def _are_few(self, tasks: Sequence[Task]) -> bool:
        is_free = self._settings.workers is None and self._settings.seconds is None and self._pool is None
        paths = {task.source.path for task in tasks[: self._settings.few + 1]}
        return is_free and len(tasks) <= self._settings.few and sum(map(size_of, paths)) <= _SMALL

    def _the_pool(self) -> Pool:
        if self._pool is None:
            limits = self._settings.limits
            if self._settings.seconds is not None:
                limits = Limits(self._settings.seconds, limits.documents, limits.memory)
            preload = ("generator.batch.preload", *(["generator.batch.preload_pdf"] if "pdf" in self._formats else []))
            size = self._settings.workers or cores()
            self._pool = Pool(size, self._settings.perform, limits, preload)
        return self._pool


def size_of(path: str) -> int:
    """The bytes of a file; none where there is no such file."""
    with suppress(OSError):
        return Path(path).stat().st_size
    return 0
