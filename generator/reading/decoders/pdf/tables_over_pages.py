"""Tables over several pages: their parts put together, with rows that a page's end has cut."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from generator.reading.decoders.pdf.glyph_lines import Line, is_full, joined, lines_of
from generator.reading.decoders.pdf.ruled_cells import TOLERANCE, Cell, Grid, distinct

_CONTINUED = re.compile(r"\s*[（(]\s*续[表前上页]*\s*[）)]\s*$")
_LONG = 4
"""A text of so many lines may go on on the next page with a new paragraph."""


@dataclass(slots=True)
class TableCell:
    """A cell with its lines; ``row`` counts in its page's part of the table, from 0."""

    cell: Cell
    page: int
    width: float
    lines: list[Line]
    label: str = ""
    """What it goes on with from the page before, where that is printed again."""

    @property
    def text(self) -> str:
        """What stands in it."""
        return joined(self.lines, self.width)


@dataclass(slots=True)
class Part:
    """What of a table stands on one page: its rows of cells, by where they begin."""

    page: int
    grid: Grid
    rows: list[list[TableCell]]
    number_on_page: int = 1


@dataclass(slots=True)
class Table:
    """A table: its parts, and all positions where a column begins or ends."""

    parts: list[Part]
    xs: tuple[float, ...] = field(default=())
    last: list[TableCell] = field(default_factory=list)
    """The cells at its foot, which the next page may go on with."""

    def column(self, x: float) -> int:
        """Which column begins at a position, from 0."""
        return bisect_left(self.xs, x - 2 * TOLERANCE)


def table_of(part: Part) -> Table:
    """The table that begins with a part."""
    return Table([part], part.grid.xs, _foot(part))


def part_of(grid: Grid, page: int, number_on_page: int) -> Part:
    """The lines of a table's cells."""
    lines = {id(cell): list(chain.from_iterable(lines_of(cell.glyphs))) for cell in grid.cells}
    widest = _widest(grid, lines) if grid.is_inferred else {}
    gaps = [line.x0 - cell.x0 for cell in grid.cells for line in lines[id(cell)]]
    padding = max(0.0, min(gaps, default=0.0))
    rows: dict[int, list[TableCell]] = {}
    for cell in grid.cells:
        width = widest.get(cell.column, cell.x1 - cell.x0 - 2 * padding)
        rows.setdefault(cell.row, []).append(TableCell(cell, page, width, lines[id(cell)]))
    return Part(page, grid, list(rows.values()), number_on_page)


def _widest(grid: Grid, lines: dict[int, list[Line]]) -> dict[int, float]:
    """By column how wide its texts are: where no line shows its sides, its longest line fills it."""
    found: dict[int, float] = {}
    for cell in grid.cells:
        for line in lines[id(cell)]:
            found[cell.column] = max(found.get(cell.column, 0.0), line.x1 - line.x0)
    return found


def _foot(part: Part) -> list[TableCell]:
    rows = len(part.grid.ys) - 1
    return [cell for row in part.rows for cell in row if cell.cell.row + cell.cell.rowspan == rows]


def goes_on(table: Table, part: Part) -> bool:
    """Whether a part at the top of a page is the rest of a table at the end of the page before."""
    last = table.parts[-1].grid
    if abs(last.xs[0] - part.grid.xs[0]) > TOLERANCE or abs(last.xs[-1] - part.grid.xs[-1]) > TOLERANCE:
        return False
    if _within(part.grid.xs, table.xs) or _within(table.xs, part.grid.xs):
        return True
    return len(list(_pairs(table.last, part.rows[0]))) == len(table.last)


def _within(some: Sequence[float], others: Sequence[float]) -> bool:
    return all(any(abs(one - other) <= 2 * TOLERANCE for other in others) for one in some)


def add_part(table: Table, part: Part) -> None:
    """Add the rest of a table; a row that the page's end has cut becomes one again."""
    repeated, foot = _repeated(table.parts[0], part), _foot(part)
    if repeated < len(part.rows):
        _drop_repeated_labels(table.last, part.rows[repeated])
    if repeated < len(part.rows) and _is_rest(table.last, part.rows[repeated]):
        _join(table.last, part.rows.pop(repeated))
    if repeated < len(part.rows):
        table.last = foot
    table.parts.append(part)
    table.xs = merged_xs([table.xs, part.grid.xs])


def merged_xs(all_xs: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """All positions, those that are the same once."""
    return tuple(distinct(sorted(chain.from_iterable(all_xs)), 2 * TOLERANCE))


def _repeated(first: Part, part: Part) -> int:
    """How many rows a part begins with that are the table's first ones again."""
    count = 0
    while count < min(len(first.rows), len(part.rows)) and _texts(first.rows[count]) == _texts(part.rows[count]):
        count += 1
    return count


def _texts(row: Sequence[TableCell]) -> list[str]:
    return [cell.text for cell in row]


def _drop_repeated_labels(row: Sequence[TableCell], rest: Sequence[TableCell]) -> None:
    """Clear the cells whose label is printed again because the page's end has cut them: 产出指标（续）."""
    for before, after in _pairs(row, rest):
        label, printed = _CONTINUED.sub("", after.text), before.label or before.text
        if label != after.text and _bare(printed) == _bare(label):
            after.label = printed
            after.lines.clear()


def _bare(text: str) -> str:
    return "".join(text.split())


def _is_rest(row: Sequence[TableCell], rest: Sequence[TableCell]) -> bool:
    """Whether a row's cells go on in the next page's: all that go on were cut where their line was full."""
    pairs = list(_pairs(row, rest))
    if len(pairs) != len(rest):
        return False
    going = [(before, after) for before, after in pairs if after.lines]
    if not going or not all(before.lines for before, _ in going):
        return False
    if all(_is_cut(before, after) for before, after in going):
        return True
    # Cut between two paragraphs of a long text, while the cells beside it have ended.
    return len(going) < len(pairs) and all(len(before.lines) >= _LONG for before, _ in going)


def _is_cut(before: TableCell, after: TableCell) -> bool:
    return is_full(before.lines[-1], after.lines[0], before.width)


def _pairs(row: Sequence[TableCell], rest: Sequence[TableCell]) -> list[tuple[TableCell, TableCell]]:
    """The cells of two rows that stand at the same place across."""
    return [
        (before, after)
        for after in rest
        for before in row
        if abs(before.cell.x0 - after.cell.x0) <= TOLERANCE and abs(before.cell.x1 - after.cell.x1) <= TOLERANCE
    ]


def _join(row: Sequence[TableCell], rest: Sequence[TableCell]) -> None:
    for before, after in _pairs(row, rest):
        before.lines += after.lines
