"""Commands as whole processes, as a user waits for them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.departments import as_yaml, department
from bench.rows import Row, grows, waits
from bench.timing import race_processes
from generator.layouts.load import find_layout

_AT_MOST = 1.3
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
    yield waits("`jixiao --version`", version, 0.15, floor, "`python -c pass`")
    commands: list[tuple[str, list[str | Path], float | None]] = [
        ("`jixiao check`, a published department (Huadu)", ["check", _SPEC], 0.5),
        (f"`jixiao check`, {_PROJECTS:,} projects with {6 * _PROJECTS:,} indicators", ["check", large], 3),
        ("`jixiao render -f docx`, one form", ["render", form, "-f", "docx"], None),
    ]
    yield _pdf_against_word(folder)
    for what, arguments, limit in commands:
        (process,) = race_processes([_JIXIAO, *arguments], folder=folder, rounds=9)
        yield waits(what, process, limit)


def _pdf_against_word(folder: Path) -> Row:
    """What a department's PDF takes of the processor, against its Word file; each time all is drawn anew."""
    render = [_JIXIAO, "render", _SPEC, "--force-all", "-o"]
    pdf, word = race_processes(
        [*render, folder / "pdf", "-f", "pdf"], [*render, folder / "word", "-f", "docx"], folder=folder, rounds=9
    )
    return grows("`jixiao render -f pdf`, a department, CPU", pdf.cpu, word.cpu, "`-f docx`", _AT_MOST)
