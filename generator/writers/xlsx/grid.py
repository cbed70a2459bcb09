"""One grid of columns for all that stands on a sheet.

A sheet has one set of columns, but its tables each have their own: the grid takes the edges of all of them, and a
cell is merged over the columns between its edges.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise

from generator.form import Cell, Paragraph, Section, Table
from generator.layouts.model import Layout
from generator.measure import CELL_PADDING_MM, MM_PER_PT, em_width, number_width
from generator.writers.xlsx.heights import lines_set
from generator.writers.xlsx.styles import style_of

_NEAR = 0.006
"""Edges of different tables that are this near to each other (1 mm on upright A4) become one."""
_ENDS = {0.0, 1.0}
# LibreOffice fits a sheet to the width of the page only where the sheet has a column to break after.
_HALVES = [0.0, 0.5, 1.0]
_READABLE_PT = 6.5
"""A column is made wider where its numbers would be shrunk further."""
_PIXELS_PER_MM = 96 / 25.4
_DIGIT_PIXELS = 7
"""Excel measures columns in digits of the workbook's default font; one of 宋体 10.5 pt is 7 pixels at 96 dpi.

What Excel shows as the width leaves out 5 pixels of padding; the file holds the whole, pixels ÷ 7.
"""


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns by their edges: rising fractions of the text width, from 0 to 1."""

    edges: tuple[float, ...]

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.edges) - 1

    def marks(self, table: Table) -> list[int]:
        """For each edge of ``table``'s columns the grid's edge that it became, as an index."""
        return [bisect_right(self.edges, edge) - 1 for edge in table_edges(table)]

    def widths(self, section: Section, layout: Layout) -> list[float]:
        """The width of each column as the file holds it (see ``_DIGIT_PIXELS``), in whole pixels.

        They make up the text width; more than that only where the numbers of ``section`` would be unreadable.
        """
        edges = accumulate(self._readable(section, layout), initial=0.0)
        pixels = [round(edge * _PIXELS_PER_MM) for edge in edges]
        # A width of nothing would hide the column. Excel holds widths in 256ths.
        return [math.floor(max(1, right - left) / _DIGIT_PIXELS * 256) / 256 for left, right in pairwise(pixels)]

    def _readable(self, section: Section, layout: Layout) -> list[float]:
        """The width of each column in mm. Excel shrinks a number to its cell, however small that makes it."""
        widths = [(right - left) * layout.page.text_width for left, right in pairwise(self.edges)]
        for table in (block for block in section.blocks if isinstance(block, Table)):
            marks = self.marks(table)
            for cell in [cell for cells in table.rows for cell in cells if cell.number is not None]:
                columns = slice(marks[cell.column], marks[cell.column + cell.colspan])
                growth = _needed(cell, layout, room := sum(widths[columns])) / room
                if growth > 1:
                    widths[columns] = [width * growth for width in widths[columns]]
        return widths


def _needed(cell: Cell, layout: Layout, room: float) -> float:
    """The width in mm at which the number of ``cell`` is readable, or just ``room`` where that surely is enough."""
    style = layout.style(cell.style)
    size = min(_READABLE_PT, style.size)
    if len(cell.text) * size * MM_PER_PT + CELL_PADDING_MM <= room:  # no character is wider than one em
        return room
    return number_width(cell.text, style, size) + CELL_PADDING_MM


def table_edges(table: Table) -> list[float]:
    """The edges of ``table``'s columns as fractions of the text width."""
    return [0.0, *accumulate(table.widths[:-1]), 1.0]


def grid_of(section: Section, layout: Layout) -> Grid:
    """The grid for all blocks of ``section``."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    edges = sorted(_ENDS.union(*map(table_edges, tables))) if tables else _HALVES
    grid = Grid(_merged(edges, _tolerance(tables)))
    for block in section.blocks:
        if isinstance(block, Paragraph) and block.right and block.text:
            grid = _with_room(grid, block, layout)
    return grid


def _tolerance(tables: Iterable[Table]) -> float:
    # Less than the narrowest column, so that no table loses one.
    narrowest = min((width for table in tables for width in table.widths), default=1.0)
    return min(_NEAR, narrowest * 0.9)


def _merged(edges: list[float], tolerance: float) -> tuple[float, ...]:
    """``edges`` without those that follow another within ``tolerance``."""
    kept = [edges[0]]
    for edge in edges[1:]:
        if edge - kept[-1] > tolerance:
            kept.append(edge)
    return tuple(kept)


def split_mark(grid: Grid, paragraph: Paragraph, layout: Layout) -> int:
    """The grid's edge (as an index) that parts a paragraph's text from its ``right`` with the fewest lines.

    Of several such edges the one that is nearest to where the texts' lengths would have it.
    """
    return grid.edges.index(_best_edge(grid, paragraph, layout)[1])


def _with_room(grid: Grid, paragraph: Paragraph, layout: Layout) -> Grid:
    """``grid``, with one more edge where ``paragraph`` would otherwise be parted badly."""
    ideal = _ideal(paragraph)
    if grid.columns > 1 and _best_edge(grid, paragraph, layout)[0] <= _lines(ideal, paragraph, layout):
        return grid
    return Grid(tuple(sorted({*grid.edges, ideal})))


def _best_edge(grid: Grid, paragraph: Paragraph, layout: Layout) -> tuple[int, float]:
    """How many lines ``paragraph`` takes when it is parted best, and where that is."""
    ideal = _ideal(paragraph)
    fewest = 1 + max(paragraph.text.count("\n"), (paragraph.right or "").count("\n"))
    best: tuple[int, float] | None = None
    for edge in sorted(grid.edges[1:-1], key=lambda edge: abs(edge - ideal)):
        lines = _lines(edge, paragraph, layout)
        if best is None or lines < best[0]:
            best = lines, edge
        if lines == fewest:  # mostly at once
            break
    assert best is not None  # a grid that parts a paragraph has an edge within
    return best


def _ideal(paragraph: Paragraph) -> float:
    left, right = em_width(paragraph.text), em_width(paragraph.right or "")
    return min(0.85, max(0.15, left / (left + right)))


def _lines(edge: float, paragraph: Paragraph, layout: Layout) -> int:
    """How many lines the fuller part takes when ``paragraph`` is parted at ``edge``."""
    size = layout.style(style_of(paragraph, layout)).size
    parts = ((paragraph.text, edge), (paragraph.right or "", 1 - edge))
    width = layout.page.text_width
    return max(lines_set(text, width * share - 2 * CELL_PADDING_MM, size) for text, share in parts)
