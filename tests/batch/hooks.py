"""Workers that die or dawdle, for specs whose file name asks for it."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

from generator.batch.executor import failed
from generator.batch.job import Result, Task
from generator.batch.worker import perform


def perform_or_die(task: Task) -> Result:
    """``dies`` kills its worker each time, ``once`` the first time, ``hangs`` never ends."""
    path = Path(task.source.path)
    if "dies" in path.stem or ("once" in path.stem and _is_first(path)):
        os.kill(os.getpid(), signal.SIGKILL)
    if "hangs" in path.stem:
        time.sleep(3600)
    return perform(task)


def tell_process(task: Task) -> Result:
    """Says which process was at it."""
    done = failed(task, str(os.getpid()))
    return replace(done, seconds=0)


def _is_first(path: Path) -> bool:
    mark = path.with_suffix(".seen")
    is_first = not mark.exists()
    mark.touch()
    return is_first
