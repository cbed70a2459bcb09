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

from generator.batch.choice import Settings
from tests.batch.support import batch

_WATCHED = ("open", "os.", "shutil.", "tempfile.")


def context() -> ForkServerContext:
    """Processes that begin with all modules loaded."""
    forkserver = multiprocessing.get_context("forkserver")
    forkserver.set_forkserver_preload(["tests.batch.kills", "generator.batch.preload"])
    return forkserver


def run_and_die(specs: Path, out: Path, step: int | None, steps: Any, wishes: dict[str, Any]) -> None:
    """Make all of ``specs`` in this process; it is killed before its ``step``-th access to a file."""
    sys.addaudithook(_counter(step, steps))
    batch(specs, out, Settings(few=1000), **wishes)
    sys.stdout.flush()
    os._exit(0)  # what Python does at its end is not counted


def _counter(step: int | None, steps: Any) -> Callable[[str, tuple[Any, ...]], None]:
    def count(event: str, _: tuple[Any, ...]) -> None:
        if event.startswith(_WATCHED):
            steps.value += 1
            if steps.value == step:
                os.kill(os.getpid(), signal.SIGKILL)

    return count


def run_in_pool(specs: Path, out: Path, wishes: dict[str, Any]) -> None:
    """Make all of ``specs`` with two workers."""
    batch(specs, out, Settings(workers=2), **wishes)
    os._exit(0)
