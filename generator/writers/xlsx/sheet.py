"""A worksheet to draw on from top to bottom: rows of given heights, areas of cells with one text or number."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from generator.layouts.model import Layout
from generator.writers.office import escape
from generator.writers.xlsx.book import ROW, Book, Frame, column_letter
from generator.writers.xlsx.grid import Grid
from generator.writers.xlsx.styles import Look
from generator.writers.xlsx.values import pieces


class Area(NamedTuple):
    """A rectangle of cells, all four sides included; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def cut(self, parts: int) -> Iterable[Area]:
        """``parts`` areas below each other that make up this one, of nearly equal heights."""
        if parts == 1:
            return (self,)
        height = self.bottom - self.top + 1
        starts = [self.top + height * part // parts for part in range(parts + 1)]
        return (self._replace(top=top, bottom=below - 1) for top, below in pairwise(starts))

    def __str__(self) -> str:
        return f"{column_letter(self.left)}{self.top}:{column_letter(self.right)}{self.bottom}"


class Sheet:
    """A worksheet that is filled from top to bottom."""

    def __init__(self, name: str, grid: Grid, book: Book) -> None:
        self.name = name
        self.grid = grid
        self.book = book
        self.height = 0.0
        """The height of all rows so far, in points."""
        self._heights: list[float] = []
        self._cells: list[list[tuple[int, str]]] = []
        self._merged: list[str] = []
        self._links: list[tuple[Area, str]] = []

    @property
    def layout(self) -> Layout:
        """The layout whose styles the sheet is drawn in."""
        return self.book.layout

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self._heights)

    def add_rows(self, heights: Iterable[float]) -> int:
        """Add rows at the bottom and return the number of the first."""
        first = self.rows + 1
        self._heights += heights
        self._cells += ([] for _ in range(first, self.rows + 1))
        self.height += sum(self._heights[first - 1 :])
        return first

    def full_width(self, top: int) -> Area:
        """The area of the rows from ``top`` to the last, over all columns."""
        return Area(top, 1, self.rows, self.grid.columns)

    def put_text(self, area: Area, text: str, look: Look) -> None:
        """Write ``text`` into ``area``, over several cells where Excel does not allow so much in one.

        ``area`` has a row at least for each of the text's ``pieces``.
        """
        parts = pieces(text)
        for part, piece in zip(area.cut(len(parts)), parts, strict=True):
            frame = self.book.frame(area.left, area.right, look._replace(is_quoted=piece.is_misread))
            self.put(part, frame, self.book.text(piece))

    def put(self, area: Area, frame: Frame, content: str) -> None:
        """Make ``area`` one cell with ``content``; ``frame`` is that of its columns."""
        top, left, bottom, right = area
        self._cells[top - 1].append((left, f"{frame.start}{content}{frame.rest}"))
        if bottom > top:
            for cells in self._cells[top:bottom] if frame.below else ():
                cells.append((left, frame.below))
        if bottom > top or right > left:
            self._merged.append(f'<mergeCell ref="{area}"/>')

    def link(self, area: Area, anchor: str) -> None:
        """Let the cells of ``area`` lead to the heading ``anchor``, which may be drawn later."""
        self._links.append((area, anchor))

    def rows_markup(self) -> str:
        """The rows with their cells."""
        return "".join(
            [
                f'<row r="{ROW}" ht="{height:g}" customHeight="1">'
                f"{''.join([markup for _, markup in sorted(cells)])}</row>".replace(ROW, str(number))
                for number, (height, cells) in enumerate(zip(self._heights, self._cells, strict=True), 1)
            ]
        )

    def areas_markup(self) -> str:
        """What stands below the rows: merged cells and links. Call it once all headings are drawn."""
        merged = f'<mergeCells count="{len(self._merged)}">{"".join(self._merged)}</mergeCells>' if self._merged else ""
        targets = self.book.targets
        links = [
            f'<hyperlink ref="{area}" location="{escape(targets[anchor])}"/>'
            for area, anchor in self._links
            if anchor in targets
        ]
        return merged + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")


def quoted(name: str) -> str:
    """The name of a sheet as it stands before the name of a cell."""
    return "'" + name.replace("'", "''") + "'"
