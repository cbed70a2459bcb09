"""Heads of tables: which column of a table is which of the form's, and which the form does not have.

Offices add a column for numbers or remarks, or leave one out that is blank everywhere. The labels above say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

from generator.diagnostics import Finding
from generator.reading import remarks
from generator.reading.alignment.cell_columns import Cell, by_table
from generator.reading.decoders.printed import Printed
from generator.reading.form.form_spots import FormSpots, Spot
from generator.reading.texts.fold import fold

_FEW = 4
"""A head has at least so many labels."""
_MISSING = 2
"""So many labels of the form's head may be missing."""

Line = Mapping[str, Sequence[Spot]]
"""The labels of one head of the form; one that stands in several columns has several spots."""


@dataclass(slots=True)
class Fitted:
    """Texts without the columns that the form does not have, the columns that the others have in it, what is to say."""

    texts: list[Printed]
    columns: dict[Cell, dict[int, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Head:
    """A table's head: from which row on it holds, the form's column for a column, and the columns it has not."""

    row: int
    width: int
    own: Mapping[int, int]
    foreign: Mapping[int, Printed]

    @property
    def is_as_in_the_form(self) -> bool:
        """Whether there is nothing to move."""
        return not self.foreign and all(column == own + 1 for column, own in self.own.items())


def fit_columns(texts: Sequence[Printed], form: FormSpots) -> Fitted:
    """Bring the tables of ``texts`` to the columns of ``form``, where their heads tell which those are."""
    heads = _heads(texts, _lines(form))
    fitted = Fitted([])
    for text in texts:
        head = heads.get(text.table)
        fitted.texts += [text] if head is None else _moved(text, head, fitted)
    return fitted


def _heads(texts: Sequence[Printed], lines: Sequence[Line]) -> dict[int, _Head]:
    """The heads that differ from the form's, by table."""
    heads: dict[int, _Head] = {}
    last: tuple[int, _Head] | None = None  # a table without a head goes on with the one before, if it is as wide
    for table, cells in by_table(texts).items():
        width = max(cell.column + cell.colspan for cell in cells)
        head = next(filter(None, map(partial(_head, cells), lines)), None)
        if head is None:
            if last is not None and last[0] == width:
                heads[table] = replace(last[1], row=0)
        elif head.is_as_in_the_form:
            last = None
        else:
            last, heads[table] = (width, head), head
    return heads


def _lines(form: FormSpots) -> list[Line]:
    """The form's lines that hold labels only."""
    lines: dict[tuple[int, int, int], list[Spot]] = {}
    for spot in form.spots:
        if spot.kind == "cell":
            lines.setdefault(spot.line, []).append(spot)
    found = [_by_label(spots) for spots in lines.values() if all(spot.is_label for spot in spots)]
    return [line for line in found if len(line) >= _FEW]


def _by_label(spots: Sequence[Spot]) -> dict[str, list[Spot]]:
    found: dict[str, list[Spot]] = {}
    for spot in spots:
        found.setdefault(spot.pattern.literal, []).append(spot)
    return found


def _head(cells: Sequence[Printed], line: Line) -> _Head | None:
    """The head of a table, on one row or on two, if it has most labels of ``line``."""
    rows: dict[int, list[Printed]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    numbers = sorted(rows)
    for number, after in pairwise([*numbers, numbers[-1] + 1]):
        for row in (rows[number], [*rows[number], *rows.get(after, [])]):
            if len({fold(cell.text) for cell in row} & line.keys()) >= max(_FEW, len(line) - _MISSING):
                return _Head(number, *_columns(row, line))
    return None


def _columns(row: Sequence[Printed], line: Line) -> tuple[int, dict[int, int], dict[int, Printed]]:
    """How wide the form's table is, its column for each of the row's labels, and the columns that it has not."""
    labels = [cell for cell in row if fold(cell.text) in line]
    waiting = {label: list(spots) for label, spots in line.items()}
    spots = {
        cell.column: waiting[fold(cell.text)].pop(0)
        for cell in sorted(labels, key=lambda cell: cell.column)
        if waiting[fold(cell.text)]
    }
    own = {column: spot.column for column, spot in spots.items()}
    return next(iter(spots.values())).width, own, _foreign(row, labels, line)


def _foreign(row: Sequence[Printed], labels: Sequence[Printed], line: Line) -> dict[int, Printed]:
    """The columns whose head is none of the form's labels, nor a part of one."""
    known = {column for cell in labels for column in _reach(cell)}
    others = [cell for cell in row if cell.text and known.isdisjoint(_reach(cell)) and not _is_part_of(cell, line)]
    return {column: cell for cell in others for column in _reach(cell)}


def _reach(cell: Printed) -> range:
    return range(cell.column, cell.column + cell.colspan)


def _is_part_of(cell: Printed, line: Line) -> bool:
    """Whether a cell says a part of one of the labels, or more than it."""
    text = fold(cell.text)
    return any(text in label or label in text for label in line)


def _moved(text: Printed, head: _Head, fitted: Fitted) -> Iterator[Printed]:
    """A cell where it stands without the foreign columns; nothing, if it stands in one below the head."""
    columns = set(_reach(text))
    if text.row >= head.row and columns <= set(head.foreign):
        fitted.findings += _told(text, head)
        return
    left = sum(column < text.column for column in head.foreign)
    moved = replace(text, column=text.column - left, colspan=max(1, len(columns - set(head.foreign))))
    if text.row >= head.row and text.column in head.own and len(head.own) > 1:
        fitted.columns[moved.table, moved.row, moved.column] = {head.width: head.own[text.column]}
    yield moved


def _told(text: Printed, head: _Head) -> Iterator[Finding]:
    """What is to be said of a cell in a foreign column: numbers of rows are nobody's content."""
    if text is head.foreign[text.column]:
        yield remarks.foreign_column(text.text, text.place)
    elif text.text and not text.text.isdecimal():
        yield remarks.unplaced([text.text], text.place)
