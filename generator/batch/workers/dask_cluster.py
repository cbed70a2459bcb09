"""The same tasks on a Dask cluster. Jobs carry names: workers read specs from the folder that all of them share,
and put files into the run's staging folder there; only the run itself moves and records them, as with local workers.
On object storage workers read and write by address, and the run records.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from contextlib import contextmanager
from functools import cache, partial
from importlib import import_module
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import Any

from generator.batch.making.job import Job, Outcome, Result, Source, Survey, Task
from generator.batch.storage.location import is_address
from generator.batch.workers.executor import Perform, failed
from generator.batch.workers.toolset import Toolset, refusal, toolset_of

_AHEAD = 4
"""Tasks that are submitted for each thread of the cluster: enough to keep it busy, few enough to stop soon."""
_PATIENCE = 10
"""Seconds to wait for the scheduler, and for its first worker."""
_TICK = 2.0
"""Seconds after which a wait is over, to see whether there is anything left to wait for."""


_LOSS = "与集群的联系断了（调度器已退出，或网络不通）"


class ClusterError(Exception):
    """The cluster cannot be used; the message is for the user."""


class Cluster:
    """Has the cluster whose scheduler is at ``address`` call ``perform``."""

    def __init__(self, address: str, perform: Perform, formats: Iterable[str]) -> None:
        self._perform = perform
        self._toolset = cache(
            partial(toolset_of, tuple(formats))
        )  # a run has its layouts from the same folders throughout
        self._client = _connect(address)
        self._executor = self._client.get_executor(pure=False)
        self._is_stopped = False

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """The result of each task as soon as it is there; raises ``ClusterError`` as ``_lost`` does."""
        waiting = iter(tasks)
        pending: dict[Future[Result], Task] = {}
        try:
            yield from self._results(waiting, pending)
        except _LostError:
            yield from (_result(future, task) if future.done() else _lost(task) for future, task in pending.items())
            # Also of one that waits: there may be none under way.
            yield from map(_lost, islice(waiting, 1))

    def stop(self) -> None:
        """Submit no further task."""
        self._is_stopped = True

    def close(self) -> None:
        """Leave the cluster; what is still under way there is given up."""
        self._executor.shutdown(wait=False)
        self._client.close()

    def _results(self, waiting: Iterator[Task], pending: dict[Future[Result], Task]) -> Iterator[Result]:
        while True:
            self._hand_out(waiting, pending)
            if not pending:
                return
            done = wait(pending, timeout=_TICK, return_when=FIRST_COMPLETED).done
            if not done and self._is_stopped and not self._threads():
                return  # no worker is left that could finish anything
            for future in done:
                yield _result(future, pending.pop(future))

    def _hand_out(self, waiting: Iterator[Task], pending: dict[Future[Result], Task]) -> None:
        if self._is_stopped:
            return
        for _ in range(max(1, self._threads() * _AHEAD) - len(pending)):
            task = next(waiting, None)
            if task is None:
                return
            future = self._submit(absolute(task), self._toolset(task.source.layout_folders))
            pending[future] = task

    def _submit(self, task: Task, toolset: Toolset) -> Future[Result]:
        with _asking():
            future: Future[Result] = self._executor.submit(perform_there, self._perform, task, toolset)
        return future

    def _threads(self) -> int:
        """How many tasks the cluster does at a time now."""
        with _asking():
            return sum(self._client.nthreads().values())


class _LostError(Exception):
    """The scheduler is gone, or nobody can reach it."""


@contextmanager
def _asking() -> Iterator[None]:
    """The client is asked: it raises as many kinds of error as there are ways to lose a scheduler."""
    try:
        yield
    except Exception as error:
        raise _LostError from error


def perform_there(perform: Perform, task: Task, toolset: Toolset) -> Result:
    """Do ``task`` on a worker, if it draws with what the manifest will name."""
    reason = refusal(toolset, task.source.layout_folders)
    (result,) = perform([task]) if reason is None else [failed(task, reason)]
    if isinstance(result, Outcome) and result.obstacle:
        return result._replace(obstacle=f"工作节点 {socket.gethostname()}：{result.obstacle}")
    return result


def absolute(task: Task) -> Task:
    """``task`` with paths that mean the same whatever folder a worker runs in."""
    source = _absolute_source(task.source)
    if isinstance(task, Job):
        return task._replace(source=source, staging=_absolute(task.staging))
    return task._replace(source=source)


def _absolute_source(source: Source) -> Source:
    folders = tuple(str(Path(folder).resolve()) for folder in source.layout_folders)
    return Source(_absolute(source.path), source.layout, folders)


def _absolute(path: str) -> str:
    return path if is_address(path) else str(Path(path).absolute())


def _connect(address: str) -> Any:
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise ClusterError("没有安装集群组件：pip install 'jixiao[cluster]'") from error
    # What it logs of a lost connection are tracebacks; what that means for the run is told by the run.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    client = _client(distributed, address)
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        client.close()
        raise ClusterError(f"集群 {address} 里没有工作节点；在每台机器上运行 dask worker {address}") from error
    return client


def _client(distributed: Any, address: str) -> Any:
    """A client of the scheduler. What answers and is none keeps it waiting for ever: so it is waited for from here."""
    clients: list[Any] = []
    errors: list[Exception] = []

    def connect() -> None:
        try:
            clients.append(distributed.Client(address, timeout=_PATIENCE, set_as_default=False))
        except Exception as error:  # of as many kinds as there are wrong addresses and protocols
            errors.append(error)

    thread = Thread(target=connect, daemon=True)
    thread.start()
    thread.join(2 * _PATIENCE)
    if clients:
        return clients[0]
    if errors:
        raise ClusterError(f"连不上集群 {address}（{type(errors[0]).__name__}: {errors[0]}）") from errors[0]
    raise ClusterError(f"{address} 有应答，但不像 Dask 的调度器；请核对端口（默认 8786，网页的端口不行）")


def _result(future: Future[Result], task: Task) -> Result:
    """A worker that dies costs its task a retry elsewhere, by the scheduler; a task that kills several is given up."""
    try:
        return future.result()
    except CancelledError:  # by the client, when it has given up its scheduler
        return _lost(task)
    except Exception as error:
        return failed(task, f"未印，集群没有做成（{type(error).__name__}: {str(error)[:200]}）")


def _lost(task: Task) -> Result:
    """The result of a task whose cluster is gone: the run ends, for no other task will fare better.

    Raises ``ClusterError`` while specs are only looked into: what they hold is not known, and nothing is to be recorded.
    """
    if isinstance(task, Survey):
        raise ClusterError(_LOSS)
    return Outcome(task.serial, failures=(f"未印，{_LOSS}",), obstacle=_LOSS)
