"""The same tasks on a Dask cluster. Jobs carry names: workers read specs from the folder that all of them share,
and put files into the run's staging folder there; only the run itself moves and records them, as with local workers.
On object storage workers read and write by address, and the run records.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from generator.batch.executor import Perform, failed
from generator.batch.fingerprint import engine_digest, program_digest
from generator.batch.job import Job, Measure, Piece, Result, Source, Task
from generator.batch.location import is_address

_AHEAD = 4
"""Tasks that are submitted for each thread of the cluster: enough to keep it busy, few enough to stop soon."""
_PATIENCE = 10
"""Seconds to wait for the scheduler."""


class ClusterError(Exception):
    """The cluster cannot be used; the message is for the user."""


class Cluster:
    """Has the cluster whose scheduler is at ``address`` call ``perform``."""

    def __init__(self, address: str, perform: Perform, formats: Iterable[str]) -> None:
        self._perform = perform
        self._expected = (program_digest(), engine_digest() if "pdf" in formats else None)
        self._client = _connect(address)
        self._executor = self._client.get_executor(pure=False)
        self._is_stopped = False

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """The result of each task as soon as it is there."""
        waiting = iter(tasks)
        pending: dict[Future[Result], Task] = {}
        while True:
            for task in self._next(waiting, len(pending)):
                there = absolute(task)
                pending[self._executor.submit(perform_there, self._perform, there, *self._expected)] = task
            if not pending:
                return
            for future in wait(pending, return_when=FIRST_COMPLETED).done:
                yield _result(future, pending.pop(future))

    def stop(self) -> None:
        """Submit no further task."""
        self._is_stopped = True

    def close(self) -> None:
        """Leave the cluster; what is still under way there is given up."""
        self._executor.shutdown(wait=False)
        self._client.close()

    def _next(self, waiting: Iterator[Task], pending: int) -> Iterator[Task]:
        if self._is_stopped:
            return
        threads = sum(self._client.nthreads().values())
        for _ in range(max(1, threads * _AHEAD) - pending):
            task = next(waiting, None)
            if task is None:
                return
            yield task


def perform_there(perform: Perform, task: Task, program: str, engine: str | None) -> Result:
    """Do ``task`` on a worker, if its program (and its fonts) are the ones that the manifest will name."""
    if program != program_digest():
        return failed(task, f"未印，工作节点 {socket.gethostname()} 上的程序与本机不是同一版本")
    if engine is not None and engine != _engine():
        return failed(task, f"未印，工作节点 {socket.gethostname()} 上的字体与本机不同")
    return perform(task)


def absolute(task: Task) -> Task:
    """``task`` with paths that mean the same whatever folder a worker runs in."""
    if isinstance(task, Measure | Piece):
        return replace(task, job=_absolute_job(task.job))
    return _absolute_job(task) if isinstance(task, Job) else replace(task, source=_absolute_source(task.source))


def _absolute_job(job: Job) -> Job:
    pieces = tuple(replace(piece, path=piece.path and _absolute(piece.path)) for piece in job.pieces)
    return replace(job, source=_absolute_source(job.source), staging=_absolute(job.staging), pieces=pieces)


def _absolute_source(source: Source) -> Source:
    folders = tuple(str(Path(folder).resolve()) for folder in source.layout_folders)
    return Source(_absolute(source.path), source.layout, folders)


def _absolute(path: str) -> str:
    return path if is_address(path) else str(Path(path).absolute())


_engine = cache(engine_digest)


def _connect(address: str) -> Any:
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise ClusterError("没有安装集群组件：pip install 'jixiao[cluster]'") from error
    try:
        return distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"连不上集群 {address}（{error}）") from error


def _result(future: Future[Result], task: Task) -> Result:
    """A worker that dies costs its task a retry elsewhere, by the scheduler; a task that kills several is given up."""
    try:
        return future.result()
    except Exception as error:
        return failed(task, f"未印，集群没有做成（{type(error).__name__}: {str(error)[:200]}）")
