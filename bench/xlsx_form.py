"""Excel forms: a form as a workbook, against XlsxWriter given the same cells, looks, heights and widths ready-made."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench import xlsx_peer
from bench.departments import department
from bench.rows import Row, faster
from bench.timing import race
from bench.xlsx_peer import Sheet
from generator.form import Form
from generator.layouts.compose import compose
from generator.layouts.load import find_layout
from generator.layouts.model import Layout
from generator.writers.xlsx import write

TITLE = "Excel forms"
_ROUNDS = 9
_FORMS = 5  # different ones, so that nobody measures a form that was made before
_AT_LEAST = 1
_CASES = (
    ("guangzhou", "Guangzhou table", 10),
    ("dongguan", "Dongguan form", 1),
    ("caofeidian", "Caofeidian forms", 20),
)
"""Layouts, what their forms are called here, and how many projects their departments have."""


def run(folder: Path) -> Iterator[Row]:  # noqa: ARG001 - nothing is written
    """A workbook of each layout. Ours works out looks, heights and widths itself; the peer is told all of them."""
    for name, what, projects in _CASES:
        layout = find_layout(name)
        forms = [compose(department(layout, projects, seed=seed), layout) for seed in range(_FORMS)]
        contents = [xlsx_peer.sheets_of(data) for data in _ours(forms, layout)]
        _insist_on_same_sheets(contents)
        jobs = partial(_ours, forms, layout), partial(_theirs, contents)
        ours, peer = race(*jobs, rounds=_ROUNDS, pieces=_FORMS)
        told = f"{what}, {projects} projects" if projects > 1 else what
        yield faster(f"{told}, from the composed form", ours, peer, "XlsxWriter, from ready cells", _AT_LEAST)


def _ours(forms: list[Form], layout: Layout) -> list[bytes]:
    return [write(form, layout) for form in forms]


def _theirs(contents: list[list[Sheet]]) -> list[bytes]:
    return [xlsx_peer.write_sheets(sheets) for sheets in contents]


def _insist_on_same_sheets(contents: list[list[Sheet]]) -> None:
    """The peer's workbooks hold the same cells, merged alike and of the same looks, and are set up alike."""
    if [xlsx_peer.sheets_of(data) for data in _theirs(contents)] != contents:
        raise AssertionError("the workbooks of ours and XlsxWriter's do not hold the same")
