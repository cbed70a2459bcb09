"""What a reader sees of a sheet: rows and columns that are not hidden, cells that no merged one covers, what they show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from generator.reading.decoders.clean import MAX_CELLS
from generator.reading.decoders.xlsx.sheet_part import Area, SeenCell, SheetPart
from generator.sources.workbook_cells import TooManyCellsError

_WIDE = 0.6
"""The share of a sheet's columns that a text reaches over which is not one of a table's cells."""


class VisibleSheet:
    """A sheet as it is seen. Raises ``TooManyCellsError`` where the rectangle that it fills is too large."""

    def __init__(self, part: SheetPart) -> None:
        self.title = part.info.name
        self.part = part
        self._spans = {(area.top, area.left): area for area in part.areas}
        self.covered = set(chain.from_iterable(map(_covered, part.areas)))
        self._width = _used_width(part)
        rows = list(self._all_rows())
        filled = [cell for cell in chain.from_iterable(rows) if cell.text]
        self.in_hidden_columns = [cell for cell in filled if cell.column in part.hidden_columns]
        self.in_hidden_rows = [
            cell for cell in filled if cell.row in part.hidden_rows and cell.column not in part.hidden_columns
        ]
        self.rows = [row for row in rows if row[0].row not in part.hidden_rows]
        self._has_borders = any(cell.has_border for cell in chain.from_iterable(rows))
        self._above_blank = _above_blank(self.rows)

    def _all_rows(self) -> Iterator[list[SeenCell]]:
        last = max([0, *self.part.rows, *(area.bottom for area in self.part.areas)])
        if last * self._width > MAX_CELLS:
            raise TooManyCellsError
        for number in range(1, last + 1):
            row = self.part.rows.get(number, {})
            yield [row.get(column) or SeenCell(number, column) for column in range(1, self._width + 1)]

    def covered_texts(self) -> Iterator[SeenCell]:
        """The cells with a text that a merged one covers."""
        for row in self.part.rows.values():
            yield from (cell for cell in row.values() if cell.text.strip() and (cell.row, cell.column) in self.covered)

    def cells(self, row: Sequence[SeenCell]) -> list[SeenCell]:
        """The cells of a row that are seen."""
        hidden = self.part.hidden_columns
        return [cell for cell in row if (cell.row, cell.column) not in self.covered and cell.column not in hidden]

    def span(self, cell: SeenCell) -> tuple[int, int]:
        """How many rows and columns a cell takes."""
        area = self._spans.get((cell.row, cell.column))
        return (area.bottom - area.top + 1, area.right - area.left + 1) if area else (1, 1)

    def is_used(self, cells: Sequence[SeenCell]) -> bool:
        """Whether a row's cells hold a text, or are a table's."""
        return any(cell.text for cell in cells) or (self._has_borders and any(cell.has_border for cell in cells))

    def is_paragraph(self, cells: Sequence[SeenCell], *, below_table: bool) -> bool:
        """Whether a row's cells stand outside of tables; ``below_table``: right below a table's row."""
        filled = [cell for cell in cells if cell.text]
        if self._has_borders:
            return not any(cell.has_border for cell in filled)
        is_wide = sum(self.span(cell)[1] for cell in filled) >= _WIDE * self._width
        if below_table:  # two texts go on with the table
            return is_wide and len(filled) == 1
        if len(filled) == 2:
            return is_wide or filled[0].row in self._above_blank
        return len(filled) == 1


def _above_blank(rows: Sequence[Sequence[SeenCell]]) -> set[int]:
    """The numbers of the rows with a blank row below, or none."""
    blank = {row[0].row for row in rows if not any(cell.text for cell in row)}
    return {row[0].row for row, after in pairwise([*rows, ()]) if not after or after[0].row in blank}


def _covered(area: Area) -> Iterator[tuple[int, int]]:
    """The cells that the first one of ``area`` covers."""
    for row in range(area.top, area.bottom + 1):
        for column in range(area.left, area.right + 1):
            if (row, column) != (area.top, area.left):
                yield row, column


def _used_width(part: SheetPart) -> int:
    """The last column with a text or a border; columns to its right were only formatted."""
    used = (cell.column for row in part.rows.values() for cell in row.values() if cell.text or cell.has_border)
    return max([1, *used, *(area.right for area in part.areas)])
