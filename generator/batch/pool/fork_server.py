"""The process that workers are forked off from, in which the modules that they need are loaded already."""

from __future__ import annotations

import multiprocessing
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

    StartContext = ForkServerContext | SpawnContext


def warm_up(preload: tuple[str, ...]) -> None:
    """Start the server now, so that it loads its modules while this process still loads its own."""
    started_context(preload)


def started_context(preload: tuple[str, ...]) -> StartContext:
    """What starts workers: a server forked off before there is any thread or task, if the system can fork.

    It loads ``preload`` once for all: new workers start at once. A server that runs already is left as it is.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    _start_server()
    return context


def _start_server() -> None:
    """Start the server unless it runs; Ctrl-C, which reaches the whole group of processes, is for this one alone.

    The server ignores it by itself only once its modules are loaded: until then it would end with a traceback, and
    with it all. A blocked signal stays blocked in the process that is started meanwhile.
    """
    from multiprocessing import forkserver, resource_tracker

    resource_tracker.ensure_running()  # first, because it unblocks the signal
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
