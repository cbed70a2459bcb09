"""Workers that die or dawdle, for specs whose file name asks for it. Tasks of a bundle are done one after another."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path

from generator.batch.making.job import Outcome, Result, Task
from generator.batch.making.make_documents import perform
from generator.batch.workers.executor import Perform, failed


def each(do: Callable[[Task], Result]) -> Perform:
    """Does ``do`` with each task."""

    @wraps(do)
    def do_each(tasks: Sequence[Task]) -> list[Result]:
        return [do(task) for task in tasks]

    return do_each


def perform_one(task: Task) -> Result:
    """What a worker makes of one task."""
    (result,) = perform([task])
    return result


@each
def perform_or_die(task: Task) -> Result:
    """``dies`` kills its worker each time, ``once`` the first time, ``hangs`` never ends, ``eats`` takes all memory."""
    _die_if_asked(Path(task.source.path))
    return perform_one(task)


@each
def tell_or_die(task: Task) -> Result:
    """As ``perform_or_die``, but no document is made: done at once, so that tasks come in bundles."""
    _die_if_asked(Path(task.source.path))
    return tell_process([task])[0]


@each
def tell_process(task: Task) -> Result:
    """Says which process was at it."""
    done = failed(task, str(os.getpid()))
    return done._replace(seconds=0)


@each
def perform_until_full(task: Task) -> Result:
    """The disk is full from the 41st document on."""
    if task.serial < 40:
        return perform_one(task)
    return Outcome(task.serial, failures=("写不了文件 x（满）",), obstacle="写不了文件 x（满）")


@each
def answer_at_length(task: Task) -> Result:
    """With as much as the task says."""
    return failed(task, task.source.path)


@each
def print_a_word(task: Task) -> Result:
    """As a library might that has something to say."""
    print("word", flush=True)
    return failed(task, "")


def times_begun(path: Path) -> int:
    """How often something was begun that kills its worker or never ends."""
    mark = path.with_suffix(".begun")
    return mark.stat().st_size if mark.exists() else 0


def _die_if_asked(path: Path) -> None:
    if not any(word in path.stem for word in ("dies", "once", "hangs", "eats")):
        return
    with path.with_suffix(".begun").open("a", encoding="utf-8") as mark:
        mark.write(".")
    if "dies" in path.stem or ("once" in path.stem and _is_first(path)):
        os.kill(os.getpid(), signal.SIGKILL)
    if "hangs" in path.stem:
        time.sleep(3600)
    if "eats" in path.stem:
        raise MemoryError


def _is_first(path: Path) -> bool:
    try:
        path.with_suffix(".seen").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
