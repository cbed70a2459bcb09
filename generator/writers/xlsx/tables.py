"""Tables: each cell is merged over the grid's columns and the sheet's rows that it covers."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from generator.form import Cell, Table
from generator.writers.xlsx.book import Book, Frame, number_content
from generator.writers.xlsx.heights import row_heights, spread
from generator.writers.xlsx.sheet import Area, Sheet
from generator.writers.xlsx.styles import Look
from generator.writers.xlsx.values import SURELY_ONE, number_of, pieces


class DrawnTable(NamedTuple):
    """Where a table stands: its first row, the first below its head and the last; points from the sheet's top."""

    table: Table
    first: int
    body: int
    last: int
    body_offset: float
    head_height: float


def draw_table(sheet: Sheet, table: Table) -> DrawnTable:
    """Draw ``table`` at the bottom of ``sheet``."""
    before = sheet.height
    shares = _row_shares(sheet, table)
    first = sheet.add_rows(height for share in shares for height in share)
    starts = list(accumulate(map(len, shares), initial=first))
    _draw_cells(sheet, table, starts)
    head_height = sum(map(sum, shares[: table.head_rows]))
    return DrawnTable(table, first, starts[table.head_rows], starts[-1] - 1, before + head_height, head_height)


def _row_shares(sheet: Sheet, table: Table) -> list[list[float]]:
    """For each row of ``table`` the heights of the sheet rows that make it up."""
    page = sheet.layout.page
    heights = row_heights(table, sheet.layout)
    return [spread(height, page, _cells_below(cells)) for height, cells in zip(heights, table.rows, strict=True)]


def _cells_below(cells: tuple[Cell, ...]) -> int:
    """How many cells below each other the longest text of a row needs."""
    longest = max([len(cell.text) for cell in cells], default=0)
    return max(len(pieces(cell.text)) for cell in cells) if longest > SURELY_ONE else 1


def _draw_cells(sheet: Sheet, table: Table, starts: list[int]) -> None:
    """``starts`` holds the first sheet row of each row of ``table``, and the one below the last."""
    marks = sheet.grid.marks(table)
    for cells in table.rows:
        for cell in cells:
            row, column = cell.row, cell.column
            bottom = starts[row + cell.rowspan] - 1
            _draw_cell(sheet, cell, Area(starts[row], marks[column] + 1, bottom, marks[column + cell.colspan]))


def _draw_cell(sheet: Sheet, cell: Cell, area: Area) -> None:
    number = None if cell.number is None else number_of(cell)
    if number is not None:
        sheet.put(area, _frame(sheet.book, cell, area, number.number_format), number_content(number))
        return
    parts = pieces(cell.text)
    for part, piece in zip(area.cut(len(parts)), parts, strict=True):
        sheet.put(part, _frame(sheet.book, cell, area, None, piece.is_misread), sheet.book.text(piece))


def _frame(book: Book, cell: Cell, area: Area, number_format: str | None, is_quoted: bool = False) -> Frame:
    is_top = area.bottom - area.top >= cell.rowspan  # of a cell that takes more rows of the sheet than of its table
    # Cells of the same columns and looks are many, and a look takes long to look up.
    kind = area.left, area.right, cell.is_header, cell.classes, number_format, is_quoted, is_top
    frame = book.frames.get(kind)
    if frame is None:
        style = book.layout.style(cell.style)
        look = Look(style, is_boxed=True, number_format=number_format, is_quoted=is_quoted, is_top=is_top)
        frame = book.frames[kind] = book.frame(area.left, area.right, look)
    return frame
