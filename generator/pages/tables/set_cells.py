"""A table's cells with their lines, and how high its rows have to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from generator.form import Cell, Table
from generator.layouts.model import Layout
from generator.measure import CELL_PADDING_MM, MM_PER_PT, fitting_size
from generator.pages.breaking import Line
from generator.pages.laid_out import Element
from generator.pages.typesetting import Type, types_of

RULE = 0.6
"""How wide the lines of a table are, in points."""
_PADDING = CELL_PADDING_MM / MM_PER_PT
_PADDING_EM = 0.25
"""What is free above and below a cell's text."""
_CONTINUED = "（续）"
_HIGHEST_HEAD = 1 / 2
"""The part of a page up to which a table's head is one."""


@dataclass(eq=False, slots=True)
class SetCell:
    """A cell with its lines; ``done`` of them stand on earlier pages. Lengths are points."""

    cell: Cell
    type: Type
    lines: Sequence[Line]
    x: float
    width: float
    padding: float
    done: int = 0
    element: Element | None = None

    @property
    def rows(self) -> range:
        """The rows that it spans."""
        return range(self.cell.row, self.cell.row + self.cell.rowspan)

    @property
    def is_printed(self) -> bool:
        """Whether all its lines stand on earlier pages."""
        return self.done > 0 and self.done == len(self.lines)

    @property
    def left(self) -> int:
        """How many of its lines are still to be set."""
        return len(self.lines) - self.done

    def height(self) -> float:
        """How high it has to be for what is to be set of it: a line, where nothing is."""
        if self.is_printed and self.cell.is_header:
            return len(self.label()) * self.label_type.leading + self.padding
        return self.of_lines(max(1, self.left))

    def of_lines(self, count: int) -> float:
        """How high it has to be for ``count`` lines."""
        return count * self.type.leading + self.padding

    def fitting(self, height: float) -> int:
        """How many of the lines left to set where it is ``height`` high and goes on on the next page.

        Not all but one, which would stand alone there.
        """
        fit = max(0, int((height - self.padding) / self.type.leading + 1e-6))
        if fit >= self.left:
            return self.left
        return fit - 1 if self.left - fit == 1 and fit > 2 else fit

    def label(self) -> Sequence[Line]:
        """What is printed in place of a label that stands on an earlier page; nothing for a cell that is none."""
        if not self.cell.is_header:
            return ()
        return self.label_type.label_lines(self.cell.text.replace("\n", "") + _CONTINUED, self.room)

    @property
    def label_type(self) -> Type:
        """How a label is set that is printed again: smaller, where one line could not hold the mark itself."""
        size = min(self.type.size, max(1.0, self.room / len(_CONTINUED)))
        return self.type.sized(size) if size < self.type.size else self.type

    @property
    def room(self) -> float:
        """The width that its text has."""
        return self.width - 2 * _PADDING

    @property
    def text_x(self) -> float:
        """Where its text begins."""
        return self.x + _PADDING


class Grid:
    """The cells of ``table`` where it is ``width`` wide from ``left``: ``rows[r]`` begin in row ``r``."""

    def __init__(self, table: Table, layout: Layout, left: float, width: float) -> None:
        self._layout, self._types = layout, types_of(layout)
        edges = _edges(table.widths, left + RULE / 2, width - RULE)
        self.rows = [[self._set(cell, edges) for cell in cells] for cells in table.rows]
        self.heights = _heights(self.rows)
        is_low = sum(self.heights[: table.head_rows]) <= layout.page.text_height / MM_PER_PT * _HIGHEST_HEAD
        self.head_rows = table.head_rows if is_low else 0
        """The rows that each page repeats: those of the head, unless it is so high that it is set like other rows."""

    @property
    def head_height(self) -> float:
        """The height of the rows that each page repeats."""
        return sum(self.heights[: self.head_rows])

    def spanning(self) -> list[SetCell]:
        """The cells that span several rows."""
        return [one for row in self.rows for one in row if one.cell.rowspan > 1]

    def _set(self, cell: Cell, edges: Sequence[float]) -> SetCell:
        x = edges[cell.column]
        wide = edges[cell.column + cell.colspan] - x
        size = 0.0 if cell.number is None else fitting_size(cell, wide * MM_PER_PT, self._layout)
        kind = self._types.of(cell.style, size)
        room = wide - 2 * _PADDING
        if room < kind.size:  # a column narrower than one character
            kind = self._types.of(cell.style, max(room, 1.0))
        padding = 2 * _PADDING_EM * kind.size + RULE
        lines = kind.label_lines(cell.text, room) if cell.is_header else kind.lines(cell.text, room)
        return SetCell(cell, kind, lines, x, wide, padding)


def _edges(widths: Iterable[float], left: float, width: float) -> list[float]:
    edges = [left]
    for share in widths:
        edges.append(edges[-1] + share * width)
    return edges


def _heights(rows: Sequence[Sequence[SetCell]]) -> list[float]:
    """What the cells of each row need; what spans several rows and needs more is spread over them."""
    heights = [0.0] * len(rows)
    for one in sorted((one for row in rows for one in row), key=attrgetter("cell.rowspan")):
        lacking = one.height() - sum(heights[row] for row in one.rows)
        if lacking > 0:
            for row in one.rows:
                heights[row] += lacking / one.cell.rowspan
    return heights
