"""Documents made by the processes of a pool on this machine; what became of one that was lost is told in Chinese."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator

from generator.batch.making.job import Job, Result, Task
from generator.batch.pool.pool import Pool
from generator.batch.pool.process import Limits
from generator.batch.pool.task import OUT_OF_MEMORY, Lost
from generator.batch.storage.location import is_address
from generator.batch.workers.executor import Perform, failed


class LocalPool:
    """Up to ``size`` processes that call ``perform``. ``preload`` names modules that are imported once for all."""

    def __init__(
        self, size: int, perform: Perform, limits: Limits | None = None, preload: tuple[str, ...] = ()
    ) -> None:
        self._limits = limits or Limits()
        self._pool: Pool[Task, Result] = Pool(size, perform, self._limits, preload)

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """The result of each task as soon as it is there."""
        for result in self._pool.run(tasks, goes_alone=_is_stored):
            yield failed(result.task, self._reason(result)) if isinstance(result, Lost) else result

    def stop(self) -> None:
        """Hand out no further task."""
        self._pool.stop()

    def close(self) -> None:
        """End all workers; what they are at is dropped."""
        self._pool.close()

    def _reason(self, lost: Lost[Task]) -> str:
        if lost.is_late:
            return f"未印，超过了时限 {self._limits.seconds:g} 秒"
        return f"未印，印它的进程两次中途被终止（{_cause(lost.exit_code)}）"


def _is_stored(task: Task) -> bool:
    """Whether a task puts its files to object storage, where they are at their place before their results are here.

    Such tasks go alone: what becomes of a worker may leave one of them unrecorded, not many.
    """
    return isinstance(task, Job) and is_address(task.staging)


def _cause(code: int | None) -> str:
    if code is not None and code < 0:
        name = signal.Signals(-code).name
        return f"信号 {name}" + ("，多半是内存不足" if name == "SIGKILL" else "")
    return "内存不足" if code == OUT_OF_MEMORY else f"退出码 {code}"
