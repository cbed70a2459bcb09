"""Damaged workbooks: whatever bit is flipped, wherever the file is cut, every command ends with a finding or a result.

``python -m tests.test_damaged_workbooks 5000`` tries so many of each kind of damage.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from generator.cli.main import main
from generator.layouts.load import find_layout
from generator.pipeline import load, render
from tests.excel.books import book_of, sample

TRIED = 12
"""How many of each kind of damage a run of the tests tries on each workbook with each command."""

COMMANDS: dict[str, Callable[[Path, Path], list[str]]] = {
    "read": lambda path, out: ["read", str(path), "-o", str(out / "read.yaml"), "--force"],
    "annotate": lambda path, out: ["check", str(path), "--annotate", str(out / "annotated.xlsx"), "--force"],
    "import": lambda path, out: ["excel", "import", str(path), "--into", str(out / "new.yaml"), "--dry-run"],
    "render": lambda path, out: ["render", str(path), "-o", str(out), "-f", "html", "--force"],
}


def flipped(data: bytes, chance: Random) -> bytes:
    """``data`` with one bit flipped."""
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def cut(data: bytes, chance: Random) -> bytes:
    """``data`` cut short."""
    return data[: chance.randrange(len(data))]


def flipped_within(data: bytes, chance: Random) -> bytes:
    """``data`` with one bit of one part flipped, packed again, so that no checksum tells."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for other, content in parts.items():
            archive.writestr(other, flipped(content, chance) if other == name and content else content)
    return packed.getvalue()


DAMAGES = {"flipped": flipped, "cut": cut, "flipped within": flipped_within}


@cache
def workbooks() -> dict[str, bytes]:
    """An editing workbook, and a form."""
    with tempfile.TemporaryDirectory() as folder:
        path = find_layout("guangzhou").folder / "sample.yaml"
        (form,) = render(load(path), Path(folder), formats=["xlsx"]).files
        return {"editing": book_of(sample("guangzhou")), "form": form.read_bytes()}


def trials(tried: int) -> Iterator[tuple[str, int, bytes]]:
    """The damaged workbooks, each with its name and the seed that makes it again."""
    for kind, data in workbooks().items():
        for damage, change in DAMAGES.items():
            for seed in range(tried):
                yield f"{kind} {damage}", seed, change(data, Random(seed))


def end_of(command: str, data: bytes, folder: Path) -> int:
    """The exit code of a command that reads a file with these bytes."""
    path = folder / "damaged.xlsx"
    path.write_bytes(data)
    return main(COMMANDS[command](path, folder))


@pytest.mark.parametrize("command", COMMANDS)
def test_damage_is_a_finding_or_a_right_result(command: str, tmp_path: Path) -> None:
    wrong = [(name, seed) for name, seed, data in trials(TRIED) if end_of(command, data, tmp_path) not in (0, 1)]
    assert wrong == []


def _try(tried: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, seed, data in trials(tried):
            for command in COMMANDS:
                if end_of(command, data, Path(folder)) not in (0, 1):
                    print("WRONG", command, name, seed, file=sys.stderr)


if __name__ == "__main__":
    _try(int(sys.argv[1]))
