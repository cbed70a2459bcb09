"""Draws a table of a form as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from generator import measure
from generator.form import Cell, Table
from generator.writers.docx.looks import Look
from generator.writers.docx.markup import TWIPS_PER_MM, TWIPS_PER_PT, run
from generator.writers.docx.styles import TABLE_STYLE, cell_margins, table_borders
from generator.writers.docx.surface import Frame, Surface
from generator.writers.office import escape

_UNBROKEN_SHARE = 1 / 3
"""A row up to this share of the text's height moves to the next page as a whole; a higher one may break."""


def draw_table(table: Table, surface: Surface, caption: str) -> str:
    """``table`` as wide as the text, with column edges on whole twips so that the grid adds up.

    ``caption`` is what is read out in place of the table, and not printed.
    """
    pen = _TablePen(table, surface)
    return f"<w:tbl>{_properties(table, surface, caption)}{pen.grid()}{pen.rows()}</w:tbl>"


class _TablePen:
    """Draws the rows of one table, and notes which texts may make a row high."""

    def __init__(self, table: Table, surface: Surface) -> None:
        self._table, self._surface = table, surface
        self._edges = _edges(table.widths, surface.width)
        self._frames = surface.frames_of(table.widths)
        self._limit = surface.height / TWIPS_PER_PT * _UNBROKEN_SHARE
        self._long: list[Cell] = []

    def grid(self) -> str:
        columns = [f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(self._edges)]
        return f"<w:tblGrid>{''.join(columns)}</w:tblGrid>"

    def rows(self) -> str:
        drawn = [self._row(cells, row) for row, cells in enumerate(_grid_rows(self._table))]
        heads = self._table.head_rows
        return "".join(
            [
                f"<w:tr>{_row_properties(row < heads, is_unbroken)}{cells}</w:tr>"
                for row, (cells, is_unbroken) in enumerate(zip(drawn, self._unbroken(), strict=True))
            ]
        )

    def _row(self, cells: Sequence[Cell], row: int) -> str:
        drawn, frames = [], self._frames
        for cell in cells:
            kind = cell.column, cell.colspan, cell.rowspan > 1, cell.is_header, cell.classes
            frame = frames.get(kind)
            if frame is None:
                frame = frames[kind] = self._frame(cell)
            if cell.row < row:
                drawn.append(frame.below)
                continue
            text = cell.text
            if len(text) > frame.low or "\n" in text:
                self._long.append(cell)
            look = frame.look if cell.number is None else self._number_look(cell, frame.look)
            drawn.append(f"{frame.start}{_lines(text, look)}</w:tc>")
        return "".join(drawn)

    def _frame(self, cell: Cell) -> Frame:
        width, look = self._width(cell), self._surface.looks.named(cell.style)
        low = measure.longest_low(width / TWIPS_PER_MM, self._surface.layout.style(cell.style), self._limit)
        if cell.rowspan == 1:
            return Frame(_cell_start(width, cell.colspan, ""), look, low)
        below = f"{_cell_start(width, cell.colspan, '<w:vMerge/>')}{_lines('', look)}</w:tc>"
        return Frame(_cell_start(width, cell.colspan, '<w:vMerge w:val="restart"/>'), look, low, below)

    def _number_look(self, cell: Cell, look: Look) -> Look:
        layout = self._surface.layout
        size = measure.fitting_size(cell, self._width(cell) / TWIPS_PER_MM, layout)
        return look.for_number(None if size == layout.style(cell.style).size else size)

    def _width(self, cell: Cell) -> int:
        return self._edges[cell.column + cell.colspan] - self._edges[cell.column]

    def _unbroken(self) -> list[bool]:
        """For each row, once all are drawn, whether it moves to the next page as a whole."""
        table, layout, width = self._table, self._surface.layout, self._surface.width / TWIPS_PER_MM
        # No row is higher than what one of its cells needs: a cell over several rows adds to each only what all of them
        # together lack. So where no cell needs much, the heights need not be added up.
        needs = (measure.cell_height(cell, table.width_of(cell) * width, layout) for cell in self._long)
        if all(need <= self._limit - measure.ROUNDING_PT for need in needs):
            return [True] * len(table.rows)
        return [height <= self._limit for height in measure.row_heights(table, layout, width)]


def _properties(table: Table, surface: Surface, caption: str) -> str:
    style = next(filter(None, map(surface.looks.table_style, (*table.classes, TABLE_STYLE))), None)
    named = f'<w:tblStyle w:val="{escape(style)}"/>' if style else ""
    borders, margins = ("", "") if style else (table_borders(), cell_margins(measure.CELL_PADDING_MM))
    head = '<w:tblLook w:val="0020" w:firstRow="1"/>' if table.head_rows else '<w:tblLook w:val="0000"/>'
    return (
        f'<w:tblPr>{named}<w:tblW w:w="{surface.width}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        f'{margins}{head}<w:tblCaption w:val="{escape(caption)}"/></w:tblPr>'
    )


def _row_properties(is_head: bool, is_unbroken: bool) -> str:
    if is_head:
        return "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    return "<w:trPr><w:cantSplit/></w:trPr>" if is_unbroken else ""


def _grid_rows(table: Table) -> list[Sequence[Cell]]:
    """For each row the cells that show in it, from left to right, also those that began in a row above."""
    rows: list[Sequence[Cell]] = list(table.rows)
    from_above: dict[int, list[Cell]] = {}
    for cells in table.rows:
        for cell in cells:
            if cell.rowspan > 1:
                for below in range(cell.row + 1, cell.row + cell.rowspan):
                    from_above.setdefault(below, []).append(cell)
    for row, added in from_above.items():
        rows[row] = sorted([*rows[row], *added], key=attrgetter("column"))
    return rows


def _cell_start(width: int, colspan: int, merge: str) -> str:
    """A cell up to its content."""
    span = f'<w:gridSpan w:val="{colspan}"/>' if colspan > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'


@lru_cache(maxsize=1024)
def _lines(text: str, look: Look) -> str:
    """A paragraph for each line of ``text``. Labels and common values come again in every form."""
    if "\n" not in text:
        return look.paragraph(run(text, look.run))
    return "".join([look.paragraph(run(line, look.run)) for line in text.split("\n")])


def _edges(widths: Iterable[float], total: int) -> list[int]:
    edges, share = [0], 0.0
    for width in widths:
        share += width
        edges.append(round(share * total))
    edges[-1] = total
    return edges
