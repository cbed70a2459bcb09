"""A pool of worker processes that outlives its workers.

Each worker has a pipe of its own, so it is known at any moment which document it is at: one that dies or runs out of
time costs that document and no other. A worker whose parent is killed finds its pipe closed, and ends.
(`concurrent.futures` gives up the whole pool when a worker dies, has no time limit, and leaves its workers behind.)
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic

from generator.batch.clock import Clock
from generator.batch.executor import Perform, failed
from generator.batch.job import Piece, Result, Task
from generator.batch.ready import Ready

FEW = 8
"""Documents up to which starting processes costs more than it gains."""
_AHEAD = 2
"""Tasks that a worker is given at once: it need not wait while its result is filed."""
_TICK = 0.5
"""Seconds after which a wait is over, to see whether the run is to stop."""
_GLANCE = 0.1
"""Seconds after which a worker looks again at the memory it holds: to look takes a hundredth of a small form."""
_PATIENCE = 5.0
"""Seconds that workers have to end when they are told to."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may use up: seconds for one task, be it a document, a piece, a measure or a survey.

    After so many ``documents`` (tasks of any kind), or with so many bytes of ``memory``, it is replaced.
    """

    seconds: float = 600
    documents: int = 2000
    memory: int = 1 << 30


class Pool:
    """Up to ``size`` workers that call ``perform``. ``preload`` names modules that are imported once for all."""

    def __init__(
        self, size: int, perform: Perform, limits: Limits | None = None, preload: tuple[str, ...] = ()
    ) -> None:
        self._size, self._perform, self._limits = size, perform, limits or Limits()
        self._context = _started_context(preload)
        self._workers: list[_Worker] = []
        self._ready: Ready[_Worker] = Ready()
        self._clock = Clock()
        self._retries: deque[Task] = deque()
        self._tried: set[Task] = set()
        self._is_stopped = False

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """The result of each task as soon as it is there."""
        waiting = iter(tasks)
        self._tried.clear()
        while True:
            self._clock.look()
            self._hand_out(waiting)
            if not any(worker.tasks for worker in self._workers):
                return
            for worker in self._ready.wait(_TICK):
                yield from self._result(worker)
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
            worker.end(max(0.0, deadline - monotonic()) if not worker.tasks else 0.0)
        self._workers.clear()
        self._ready.close()

    # --- handing out ----------------------------------------------------------------------------------------

    def _hand_out(self, waiting: Iterator[Task]) -> None:
        """Give every worker something to do, the first task to each before the second to any."""
        if self._is_stopped:
            return
        for depth in range(1, _AHEAD + 1):
            for number in range(self._size):
                if number < len(self._workers) and not self._takes(self._workers[number], depth):
                    continue
                task = self._retries.popleft() if self._retries else next(waiting, None)
                if task is None:
                    return
                self._worker(number).give(task)

    def _takes(self, worker: _Worker, depth: int) -> bool:
        """Whether a worker is given a task now: one that has done its share first finishes what it has.

        So does one that is at a piece: that takes seconds, in which another may come free for the task.
        """
        if not worker.tasks:
            return True
        is_long = isinstance(worker.tasks[0], Piece)
        return len(worker.tasks) < depth and not (is_long or worker.is_spent(self._limits))

    def _worker(self, number: int) -> _Worker:
        """The worker with this number, made when there is something for it to do."""
        if number == len(self._workers):
            self._workers.append(self._new_worker())
        elif self._workers[number].is_spent(self._limits):
            self._workers[number].tell_to_end()
            self._workers[number] = self._new_worker()
        return self._workers[number]

    def _new_worker(self) -> _Worker:
        return _Worker(self._context, self._perform, self._ready, self._clock)

    # --- taking back ----------------------------------------------------------------------------------------

    def _result(self, worker: _Worker) -> Iterator[Result]:
        try:
            yield worker.take()
        except (EOFError, OSError):
            yield from self._after_death(worker)

    def _overdue(self) -> Iterator[Result]:
        """Workers that are at a document for too long are ended."""
        since = self._clock.now - self._limits.seconds
        late = [worker for worker in self._workers if worker.tasks and worker.since < since]
        for worker in [worker for worker in late if not worker.pipe.poll()]:  # what is done is not too late
            worker.end(0)
            yield failed(self._replace(worker), f"未印，超过了时限 {self._limits.seconds:g} 秒")

    def _after_death(self, worker: _Worker) -> Iterator[Result]:
        """The document that a dead worker was at is tried once more; a second death is its result."""
        worker.end(_PATIENCE)
        task = self._replace(worker)
        if task in self._tried:
            yield failed(task, f"未印，印它的进程两次中途被终止（{_cause(worker.process.exitcode)}）")
        else:
            self._tried.add(task)
            self._retries.append(task)

    def _replace(self, worker: _Worker) -> Task:
        """Put another worker into the place of one that has ended; the task that this was at."""
        task, *others = worker.tasks
        self._retries.extendleft(reversed(others))  # handed out, but not begun
        self._workers[self._workers.index(worker)] = self._new_worker()
        return task


@dataclass(slots=True)
class _Memory:
    documents: int = 0
    bytes: int = 0


@dataclass(eq=False)
class _Worker:
    """A process with the tasks that it has been given, the one it is at first; it is watched while it has any."""

    context: BaseContext
    perform: Perform
    ready: Ready[_Worker]
    clock: Clock
    tasks: deque[Task] = field(default_factory=deque)
    used: _Memory = field(default_factory=_Memory)
    since: float = 0

    def __post_init__(self) -> None:
        self.pipe, theirs = self.context.Pipe()
        self.process: BaseProcess = self.context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, self.perform), daemon=True
        )
        self.process.start()
        theirs.close()  # or the end of the worker would not be seen

    def give(self, task: Task) -> None:
        """Hand it a task. If it is dead already, reading from it tells."""
        if not self.tasks:
            self.since = self.clock.now
            self.ready.watch(self.pipe, self)
        self.tasks.append(task)
        with suppress(OSError):
            _send(self.pipe, task)

    def take(self) -> Result:
        """Its next result. Raises ``EOFError`` or ``OSError`` where it is dead."""
        result, memory = self.pipe.recv()
        self.tasks.popleft()
        self.used.documents += 1
        self.used.bytes = memory
        self.since = self.clock.now
        if not self.tasks:
            self.ready.forget(self.pipe)
        done: Result = result
        return done

    def is_spent(self, limits: Limits) -> bool:
        """Whether it has done its share."""
        return self.used.documents >= limits.documents or self.used.bytes >= limits.memory

    def tell_to_end(self) -> None:
        """Ask it to end after what it has been given."""
        with suppress(OSError):
            _send(self.pipe, None)

    def end(self, patience: float) -> None:
        """Wait for its end, and make an end of it where it does not come."""
        self.process.join(patience)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        if self.tasks:
            self.ready.forget(self.pipe)
        self.pipe.close()


def preloads(formats: Iterable[str], modules: Iterable[str] = ()) -> tuple[str, ...]:
    """The modules that workers start with: those of ``formats``, and ``modules``."""
    writers = [f"generator.writers.{name}" for name in formats if name != "pdf"]
    return (
        *modules,
        *writers,
        "generator.batch.preload",
        *(["generator.batch.preload_pdf"] if "pdf" in formats else []),
    )


def warm_up(preload: tuple[str, ...]) -> None:
    """Have the modules loaded that workers start with, while this process still loads its own."""
    _started_context(preload)


def _started_context(preload: tuple[str, ...]) -> BaseContext:
    # A server forked off before there is any thread or document: new workers start at once, with all modules loaded.
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    _start_server()
    return context


def _start_server() -> None:
    """Start the server unless it runs; Ctrl-C, which reaches the whole group of processes, is for this one alone.

    The server ignores it by itself only once its modules are loaded: until then it would end with a traceback, and
    with it the run. A blocked signal stays blocked in the process that is started meanwhile.
    """
    from multiprocessing import forkserver, resource_tracker

    resource_tracker.ensure_running()  # first, because it unblocks the signal
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


def _serve(pipe: Connection, perform: Perform) -> None:
    """A worker: does what comes through the pipe until it closes."""
    # Ctrl-C reaches the whole group of processes; what becomes of this one is for its parent to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(OSError):  # some services run without stderr
        os.dup2(2, 1)  # stdout is for what is told of the run: a library's word must not come between JSON events
    memory, looked = 0, -_GLANCE
    with suppress(EOFError, OSError):
        while (task := pipe.recv()) is not None:
            result = perform(task)
            if monotonic() - looked >= _GLANCE:
                memory, looked = memory_used(), monotonic()
            _send(pipe, (result, memory))


def _send(pipe: Connection, message: object) -> None:
    """As ``Connection.send`` does, for what holds no sockets and locks: readying a pickler for those costs half a task."""
    pipe.send_bytes(pickle.dumps(message))


def memory_used() -> int:
    """The bytes of memory that this process holds now; its peak where the system does not tell."""
    with suppress(OSError, ValueError):
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _cause(code: int | None) -> str:
    if code is not None and code < 0:
        name = signal.Signals(-code).name
        return f"信号 {name}" + ("，多半是内存不足" if name == "SIGKILL" else "")
    return f"退出码 {code}"
