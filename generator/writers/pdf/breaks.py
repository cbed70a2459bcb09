"""Where pages may break inside tables."""

from __future__ import annotations

from itertools import pairwise

from generator.form import Cell, Table
from generator.layouts.model import Layout
from generator.writers.markup import RowClasses
from generator.writers.measure import MM_PER_PT, row_heights

_LONG = 0.4
"""A row that takes this part of a page or more may break; a shorter one moves to the next page whole."""
_TOGETHER = 1 / 2
"""Rows beside a merged cell stay together up to this part of a page."""


def row_classes(layout: Layout) -> RowClasses:
    """Marks rows: ``long`` ones may break, ``keep`` ones stay with the next row."""
    page = layout.page.text_height / MM_PER_PT

    def classes(table: Table) -> list[str]:
        heights = row_heights(table, layout, layout.page.text_width)
        kept = _kept_with_next(table, heights, page * _TOGETHER)
        long = {row for row, height in enumerate(heights) if height >= page * _LONG}
        return [
            " ".join(name for name, rows in (("long", long), ("keep", kept)) if row in rows)
            for row in range(len(heights))
        ]

    return classes


def _kept_with_next(table: Table, heights: list[float], limit: float) -> set[int]:
    """The rows that a merged cell holds together with the next one, where the whole group is not too high."""
    groups = (_rows_of(cell) for cell in table.cells() if cell.rowspan > 1)
    short = (group for group in groups if sum(heights[row] for row in group) <= limit)
    return {row for group in short for row, _ in pairwise(group)}


def _rows_of(cell: Cell) -> range:
    return range(cell.row, cell.row + cell.rowspan)
