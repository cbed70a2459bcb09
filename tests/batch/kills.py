"""Runs in processes of their own that are killed at a chosen moment."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

from generator.batch.run import run
from generator.batch.storage.location import location
from generator.batch.storage.spec_search import find_specs_at
from generator.batch.wish import Wish
from generator.batch.workers.choose_executor import Settings
from tests.batch.support import Told, batch

FILES = ("open", "os.", "shutil.", "tempfile.")
REQUESTS = ("socket.connect",)
"""The server that the tests use closes each connection, so each request makes one."""


def context() -> ForkServerContext:
    """Processes that begin with all modules loaded."""
    forkserver = multiprocessing.get_context("forkserver")
    forkserver.set_forkserver_preload(["s3fs", "tests.batch.kills", "generator.batch.workers.preload"])
    return forkserver


def run_and_die(specs: Path, out: Path, step: int | None, steps: Any, wishes: dict[str, Any]) -> None:
    """Make all of ``specs`` in this process; it is killed before its ``step``-th access to a file."""
    sys.addaudithook(_counter(FILES, step, steps))
    batch(specs, out, Settings(few=1000), **wishes)
    sys.stdout.flush()
    os._exit(0)  # what Python does at its end is not counted


def run_stored_and_die(
    specs: str, out: str, environment: dict[str, str], step: int | None, steps: Any, wishes: dict[str, Any]
) -> None:
    """As ``run_and_die`` on object storage: it is killed before its ``step``-th request."""
    os.environ.update(environment)
    sys.addaudithook(_counter(REQUESTS, step, steps))
    files = list(find_specs_at([location(specs)]))
    run(Wish(out=location(out), **wishes), files, Settings(few=1000), Told())
    os._exit(0)


def _counter(watched: tuple[str, ...], step: int | None, steps: Any) -> Callable[[str, tuple[Any, ...]], None]:
    def count(event: str, _: tuple[Any, ...]) -> None:
        if event.startswith(watched):
            steps.value += 1
            if steps.value == step:
                os.kill(os.getpid(), signal.SIGKILL)

    return count


def run_in_pool(specs: Path, out: Path, wishes: dict[str, Any]) -> None:
    """Make all of ``specs`` with two workers."""
    batch(specs, out, Settings(workers=2), **wishes)
    os._exit(0)
