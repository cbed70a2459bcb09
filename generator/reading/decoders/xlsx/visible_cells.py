"""What a reader sees of a sheet: rows and columns that are not hidden, cells that no merged one covers, what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, pairwise
from typing import Any

from generator.reading.decoders.clean import MAX_CELLS
from generator.writers.xlsx.values import shown

_SECTION = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|[¥￥$ ]')
_WIDE = 0.6
"""The share of a sheet's columns that a text reaches over which is not one of a table's cells."""


class VisibleSheet:
    """A sheet of openpyxl's as it is seen."""

    def __init__(self, sheet: Any) -> None:
        self.title: str = sheet.title
        self._spans, self.covered = _merges(sheet)
        self._width = _used_width(sheet)
        self._hidden = _hidden_columns(sheet)
        rows = list(sheet.iter_rows(max_col=self._width))
        hidden = {row[0].row for row in rows if sheet.row_dimensions[row[0].row].hidden}
        filled = list(filter(text_of, chain.from_iterable(rows)))
        self.in_hidden_columns = [cell for cell in filled if cell.column in self._hidden]
        self.in_hidden_rows = [cell for cell in filled if cell.row in hidden and cell.column not in self._hidden]
        self.rows = [row for row in rows if row[0].row not in hidden]
        self._has_borders = any(map(_has_border, chain.from_iterable(rows)))
        self._above_blank = _above_blank(self.rows)

    def cells(self, row: Sequence[Any]) -> list[Any]:
        """The cells of a row that are seen."""
        return [cell for cell in row if (cell.row, cell.column) not in self.covered and cell.column not in self._hidden]

    def span(self, cell: Any) -> tuple[int, int]:
        """How many rows and columns a cell takes."""
        return self._spans.get((cell.row, cell.column), (1, 1))

    def is_used(self, cells: Sequence[Any]) -> bool:
        """Whether a row's cells hold a text, or are a table's."""
        return any(map(text_of, cells)) or (self._has_borders and any(map(_has_border, cells)))

    def is_paragraph(self, cells: Sequence[Any], *, below_table: bool) -> bool:
        """Whether a row's cells stand outside of tables; ``below_table``: right below a table's row."""
        filled = list(filter(text_of, cells))
        if self._has_borders:
            return not any(map(_has_border, filled))
        is_wide = sum(self.span(cell)[1] for cell in filled) >= _WIDE * self._width
        if below_table:  # two texts go on with the table
            return is_wide and len(filled) == 1
        if len(filled) == 2:
            return is_wide or filled[0].row in self._above_blank
        return len(filled) == 1


def _above_blank(rows: Sequence[Sequence[Any]]) -> set[int]:
    """The numbers of the rows with a blank row below, or none."""
    blank = {row[0].row for row in rows if not any(map(text_of, row))}
    return {row[0].row for row, after in pairwise([*rows, ()]) if not after or after[0].row in blank}


def _hidden_columns(sheet: Any) -> set[int]:
    """The columns that are hidden, as numbers."""
    return {
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min or 1, min(dimension.max or 1, MAX_CELLS) + 1)
    }


def _merges(sheet: Any) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """The spans of merged cells by their first cell, and the cells that they cover."""
    spans, covered = {}, set()
    for area in sheet.merged_cells.ranges:
        spans[area.min_row, area.min_col] = (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        if area.size["rows"] * area.size["columns"] <= MAX_CELLS:
            covered |= {(row, column) for row, column in _cells_of(area)}
    return spans, covered


def _cells_of(area: Any) -> Iterator[tuple[int, int]]:
    for row in range(area.min_row, area.max_row + 1):
        for column in range(area.min_col, area.max_col + 1):
            if (row, column) != (area.min_row, area.min_col):
                yield row, column


def _used_width(sheet: Any) -> int:
    """The last column with a text or a border; columns to its right were only formatted."""
    merged: list[int] = [area.max_col for area in sheet.merged_cells.ranges]
    used: list[int] = [
        cell.column for row in sheet.iter_rows() for cell in row if cell.value is not None or _has_border(cell)
    ]
    return max([1, *used, *merged])


def _has_border(cell: Any) -> bool:
    border = cell.border
    return any(side is not None and side.style for side in (border.left, border.right, border.top, border.bottom))


def text_of(cell: Any) -> str:
    """What the cell shows."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), str(cell.number_format))
    if hasattr(value, "strftime"):
        return str(value).removesuffix(" 00:00:00")
    return str(value)


def _number(number: Decimal, number_format: str) -> str:
    plain = _SECTION.sub("", number_format.split(";")[0])
    text = shown(number, plain)
    if text is not None:
        return text
    rounded = number.quantize(Decimal("1e-10")).normalize() if abs(number) < 10**15 else number
    return f"{rounded:f}"
