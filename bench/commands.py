"""Commands as whole processes, as a user waits for them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.departments import as_yaml, department
from bench.rows import Row, within
from bench.timing import race_processes
from generator.layouts.load import find_layout

TITLE = "Commands, whole processes"
_JIXIAO = Path(sys.executable).with_name("jixiao")
_SPEC = Path(__file__).parent.parent / "specs" / "guangzhou" / "huadu-jiguan-gongwei.yaml"
_PROJECTS = 1000


def run(folder: Path) -> Iterator[Row]:
    """``--version`` against starting Python at all, ``check`` of one department and of a big one, ``render``."""
    large, form = folder / "large.yaml", folder / "form.yaml"
    large.write_text(as_yaml(department(find_layout("guangzhou"), _PROJECTS)), encoding="utf-8")
    form.write_text(as_yaml(department(find_layout("dongguan"), 1)), encoding="utf-8")

    version, floor = race_processes([_JIXIAO, "--version"], [sys.executable, "-c", "pass"], folder=folder, rounds=15)
    yield within("`jixiao --version`", version, 0.15, floor, "`python -c pass`")
    (one,) = race_processes([_JIXIAO, "check", _SPEC], folder=folder, rounds=9)
    yield within("`jixiao check`, a published department (Huadu)", one, 0.5)
    (many,) = race_processes([_JIXIAO, "check", large], folder=folder, rounds=7)
    yield within(f"`jixiao check`, {_PROJECTS:,} projects with {6 * _PROJECTS:,} indicators", many, 3)
    (word,) = race_processes([_JIXIAO, "render", form, "-f", "docx"], folder=folder, rounds=9)
    yield within("`jixiao render -f docx`, one form", word)
