"""What the docs tell to type can be typed, and what they name is there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli.main import build_parser

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md")), *sorted(ROOT.glob(".github/*.md"))]
_FENCED = re.compile(r"```\w*\n(.*?)```", re.DOTALL)
_QUOTED = re.compile(r"`([^`\n]+)`")


def named(page: Path) -> Iterator[str]:
    """What stands in code: the lines of blocks, and what is quoted within a line."""
    text = page.read_text(encoding="utf-8")
    for block in _FENCED.findall(text):
        yield from block.splitlines()
    yield from _QUOTED.findall(_FENCED.sub("", text))


def of_all_pages(pattern: str) -> set[str]:
    """The first groups of ``pattern``, wherever it matches what stands in code."""
    return {found.group(1) for page in PAGES for code in named(page) if (found := re.match(pattern, code.strip()))}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_in_blocks_are_understood(page: Path) -> None:
    lines = [line for block in _FENCED.findall(page.read_text(encoding="utf-8")) for line in block.splitlines()]
    for line in lines:
        if line.startswith("jixiao "):
            words = shlex.split(line, comments=True)[1:]
            build_parser().parse_args(words[: words.index(">")] if ">" in words else words)


def test_many_commands_are_shown() -> None:
    assert len(of_all_pages(r"(jixiao .*)")) > 40


def test_make_has_what_is_told_to_be_made() -> None:
    goals = set(re.findall(r"^(\w+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    told = of_all_pages(r"make (\w+)")
    assert {"demo", "quick", "test", "thorough"} <= told <= goals


def test_scripts_and_modules_are_there() -> None:
    told = of_all_pages(r"(?:\S*python|bash) (-m (?:bench|scripts|tests)[\w.]*|\S+\.(?:py|sh))\b")
    assert len(told) > 4
    missing = [name for name in told if not any((ROOT / file).is_file() for file in _files(name))]
    assert missing == []


def _files(name: str) -> list[str]:
    """Where a script, or a module that is run by its name, may stand."""
    if not name.startswith("-m "):
        return [name]
    path = name.removeprefix("-m ").replace(".", "/")
    return [f"{path}.py", f"{path}/__main__.py"]


def test_paths_lead_somewhere() -> None:
    told = of_all_pages(r"((?:generator|tests|templates|scripts|bench|docs|specs)/[\w./-]+)$")
    assert len(told) > 20
    assert {path for path in told if not (ROOT / path).exists()} == set()
