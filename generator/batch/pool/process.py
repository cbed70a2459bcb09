"""A worker process: what the pool does with it, and what it does itself."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Generic

from generator.batch.pool.clock import Clock
from generator.batch.pool.pipe_watch import PipeWatch
from generator.batch.pool.task import OUT_OF_MEMORY, Bundle, Perform, Result, Task

if TYPE_CHECKING:
    from generator.batch.pool.fork_server import StartContext

_GLANCE = 0.1
"""Seconds after which a worker looks again at the memory it holds: to look takes some hundredths of a millisecond."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may use up: seconds for one task.

    A bundle that takes as long is given up as well, and each of its tasks done alone.
    After so many ``tasks``, or with so many bytes of ``memory``, it is replaced, once it has
    done what it was given.
    """

    seconds: float = 600
    tasks: int = 2000
    memory: int = 1 << 30


@dataclass(slots=True)
class _Used:
    tasks: int = 0
    bytes: int = 0


@dataclass(eq=False)
class Worker(Generic[Task, Result]):
    """A process with the bundles of tasks that it has been given, the one it is at first.

    It is watched while it has any.
    """

    context: StartContext
    perform: Perform[Task, Result]
    pipes: PipeWatch[Worker[Task, Result]]
    clock: Clock
    bundles: deque[Bundle[Task]] = field(default_factory=deque)
    used: _Used = field(default_factory=_Used)
    since: float = 0

    def __post_init__(self) -> None:
        self.pipe, theirs = self.context.Pipe()
        self.process: BaseProcess = self.context.Process(target=_serve, args=(theirs, self.perform), daemon=True)
        self.process.start()
        theirs.close()  # or the end of the worker would not be seen

    def give(self, bundle: Bundle[Task]) -> None:
        """Hand it tasks. If it is dead already, reading from it tells."""
        if not self.bundles:
            self.since = self.clock.now
            self.pipes.watch(self.pipe, self)
        self.bundles.append(bundle)
        with suppress(OSError):
            _send(self.pipe, bundle)

    def take(self) -> list[Result]:
        """The results of a bundle. Raises ``EOFError`` or ``OSError`` where it is dead."""
        results: list[Result]
        results, memory = self.pipe.recv()
        bundle = self.bundles.popleft()
        assert len(results) == len(bundle)
        self.used.tasks += len(results)
        self.used.bytes = memory
        self.since = self.clock.now
        if not self.bundles:
            self.pipes.forget(self.pipe)
        return results

    def is_spent(self, limits: Limits) -> bool:
        """Whether it has done its share."""
        return self.used.tasks >= limits.tasks or self.used.bytes >= limits.memory

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
        if self.bundles:
            self.pipes.forget(self.pipe)
        self.pipe.close()


def _serve(pipe: Connection, perform: Perform[Task, Result]) -> None:
    """A worker: does what comes through the pipe until it closes."""
    # Ctrl-C reaches the whole group of processes; what becomes of this one is for its parent to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(OSError):  # some services run without stderr
        os.dup2(2, 1)  # stdout is for what the parent tells: a library's word must not come between
    waiting: SimpleQueue[Bundle[Task] | None] = SimpleQueue()
    # Read beside the work: else the parent, which is at sending the next bundle, and this process, which is at sending
    # results, may wait for each other where a pipe holds little.
    Thread(target=_receive, args=(pipe, waiting), daemon=True).start()
    memory, looked = 0, -_GLANCE
    with suppress(OSError):
        while (tasks := waiting.get()) is not None:
            try:
                results = perform(tasks)
            except MemoryError:
                os._exit(OUT_OF_MEMORY)  # at once: what a proper end takes may not be there
            if monotonic() - looked >= _GLANCE:
                memory, looked = memory_used(), monotonic()
            _send(pipe, (results, memory))


def _receive(pipe: Connection, waiting: SimpleQueue[Bundle[Task] | None]) -> None:
    """Put into ``waiting`` what comes through the pipe; ``None`` at the end, also where the parent is gone."""
    with suppress(EOFError, OSError):
        while (tasks := pipe.recv()) is not None:
            waiting.put(tasks)
    waiting.put(None)


def _send(pipe: Connection, message: object) -> None:
    """As ``Connection.send``, for what holds no sockets and locks: readying a pickler for those costs half a quick task."""
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
