"""A worksheet to draw on from top to bottom: rows of given heights, areas of cells with one text or number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

from openpyxl.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from generator.form import Section
from generator.layouts.model import Layout
from generator.writers.xlsx.grid import Grid
from generator.writers.xlsx.styles import Look, Styler
from generator.writers.xlsx.values import Number, clean, escaped, is_misread, pieces


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, all four sides included; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_single(self) -> bool:
        """Whether it is one cell, so that there is nothing to merge."""
        return self.top == self.bottom and self.left == self.right

    def cut(self, parts: int) -> Iterator[Area]:
        """``parts`` areas below each other that make up this one, of nearly equal heights."""
        height = self.bottom - self.top + 1
        starts = [self.top + height * part // parts for part in range(parts + 1)]
        return (replace(self, top=top, bottom=below - 1) for top, below in pairwise(starts))

    def __str__(self) -> str:
        return f"{get_column_letter(self.left)}{self.top}:{get_column_letter(self.right)}{self.bottom}"


class Merges(MultiCellRange):
    """Merged areas in a fixed order; adding one does not search all others, as openpyxl's own does."""

    def add(self, coord: CellRange) -> None:
        """Add an area that overlaps no other."""
        self.ranges.add(coord)

    def __iter__(self) -> Iterator[CellRange]:
        return iter(sorted(self.ranges, key=lambda area: (area.min_row, area.min_col)))


class Links:
    """The links of a workbook, from its contents to headings that may be drawn later."""

    def __init__(self) -> None:
        self._targets: dict[str, str] = {}
        self._wanted: list[tuple[SheetCell, Area, str]] = []

    def mark(self, anchor: str, sheet: Worksheet, row: int) -> None:
        """The heading ``anchor`` stands in ``row`` of ``sheet``."""
        self._targets[anchor] = f"{quote_sheetname(sheet.title)}!A{row}"

    def want(self, cell: SheetCell, area: Area, anchor: str) -> None:
        """The cells of ``area``, the first of which is ``cell``, are to lead to the heading ``anchor``."""
        self._wanted.append((cell, area, anchor))

    def tie(self) -> None:
        """Make all links, once all headings are drawn."""
        for cell, area, anchor in self._wanted:
            if anchor in self._targets:
                link = Hyperlink(ref="", location=self._targets[anchor])
                cell.hyperlink = link
                # openpyxl links the first cell only; a click anywhere in the line is meant.
                link.ref = str(area)


class Canvas:
    """A worksheet that is filled from top to bottom."""

    def __init__(
        self, sheet: Worksheet, section: Section, grid: Grid, layout: Layout, styler: Styler, links: Links
    ) -> None:
        self.sheet = sheet
        self.grid = grid
        self.layout = layout
        self.links = links
        self.height = 0.0
        """The height of all rows so far, in points."""
        self._styler = styler
        self._rows = 0
        sheet.merged_cells = Merges()
        for number, width in enumerate(grid.widths(section, layout), 1):
            sheet.column_dimensions[get_column_letter(number)].width = width

    @property
    def next_row(self) -> int:
        """The number of the row that ``add_rows`` adds next."""
        return self._rows + 1

    def add_rows(self, heights: Iterable[float]) -> int:
        """Add rows at the bottom and return the number of the first."""
        first = self.next_row
        for height in heights:
            self._rows += 1
            self.height += height
            self.sheet.row_dimensions[self._rows].height = height
        return first

    def full_width(self, top: int) -> Area:
        """The area of the rows from ``top`` to the last, over all columns."""
        return Area(top, 1, self._rows, self.grid.columns)

    def put_text(self, area: Area, text: str, look: Look) -> SheetCell:
        """Write ``text`` into ``area``, over several cells where Excel does not allow so much in one.

        ``area`` has a row at least for each of the text's ``pieces``.
        """
        parts = pieces(clean(text))
        cells = [self._put(part, piece, look) for part, piece in zip(area.cut(len(parts)), parts, strict=True)]
        return cells[0]

    def put_number(self, area: Area, number: Number, look: Look) -> None:
        """Write ``number`` into ``area``."""
        cell = self._fill(area, replace(look, number_format=number.number_format))
        # openpyxl would write a Decimal by way of a float: 9.95 as 9.949999999999999.
        cell.value = number.digits
        cell.data_type = "n"

    def _put(self, area: Area, text: str, look: Look) -> SheetCell:
        cell = self._fill(area, replace(look, is_quoted=is_misread(text)))
        if text:
            cell.value = escaped(text)
            # openpyxl takes =1+1 for a formula and #N/A for an error.
            cell.data_type = "s"
        return cell

    def _fill(self, area: Area, look: Look) -> SheetCell:
        """Make ``area`` one cell and return it. All its cells have the borders: Excel draws those at its sides."""
        if not area.is_single:
            self.sheet.merged_cells.add(CellRange(str(area)))
        corner = self._cell(area.top, area.left)
        self._styler.apply(corner, look)
        if look.is_boxed:
            self._box(area, replace(look, is_quoted=False))
        return corner

    def _box(self, area: Area, look: Look) -> None:
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                if (row, column) != (area.top, area.left):
                    self._styler.apply(self._cell(row, column), look)

    def _cell(self, row: int, column: int) -> SheetCell:
        # openpyxl's own merging would leave other things than cells; here all are.
        return cast(SheetCell, self.sheet.cell(row, column))
