"""Tables: each cell is merged over the grid's columns and the sheet's rows that it covers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from generator.form import Cell, Table
from generator.writers.xlsx.canvas import Area, Canvas
from generator.writers.xlsx.rows import spread, table_heights
from generator.writers.xlsx.styles import Look
from generator.writers.xlsx.values import number_of, pieces


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """Where a table stands: its first row, the first below its head and the last; points from the sheet's top."""

    table: Table
    first: int
    body: int
    last: int
    body_offset: float
    head_height: float


def draw_table(canvas: Canvas, table: Table) -> DrawnTable:
    """Draw ``table`` at the bottom of ``canvas``."""
    before = canvas.height
    shares = _row_shares(canvas, table)
    first = canvas.add_rows(height for share in shares for height in share)
    starts = list(accumulate(map(len, shares), initial=first))
    _draw_cells(canvas, table, starts)
    head_height = sum(map(sum, shares[: table.head_rows]))
    return DrawnTable(table, first, starts[table.head_rows], starts[-1] - 1, before + head_height, head_height)


def _row_shares(canvas: Canvas, table: Table) -> list[list[float]]:
    """For each row of ``table`` the heights of the sheet rows that make it up."""
    heights = table_heights(table, canvas.layout)
    return [
        spread(height, canvas.layout.page, max((len(pieces(cell.text)) for cell in cells), default=1))
        for height, cells in zip(heights, table.rows, strict=True)
    ]


def _draw_cells(canvas: Canvas, table: Table, starts: list[int]) -> None:
    """``starts`` holds the first sheet row of each row of ``table``, and the one below the last."""
    marks = canvas.grid.marks(table)
    for cell in table.cells():
        bottom = starts[cell.row + cell.rowspan] - 1
        area = Area(starts[cell.row], marks[cell.column] + 1, bottom, marks[cell.column + cell.colspan])
        _draw_cell(canvas, cell, area)


def _draw_cell(canvas: Canvas, cell: Cell, area: Area) -> None:
    is_spread = area.bottom - area.top >= cell.rowspan
    look = Look(canvas.layout.style(cell.style), is_boxed=True, is_top=is_spread)
    number = number_of(cell)
    if number is None:
        canvas.put_text(area, cell.text, look)
    else:
        canvas.put_number(area, number, look)
