"""The texts of sheets in reading order: bordered rows as tables, rows without borders as paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from generator.diagnostics import Place
from generator.reading.decoders.clean import clean
from generator.reading.decoders.printed import Decoded, Printed
from generator.reading.decoders.unread import unread
from generator.reading.decoders.xlsx.sheet_part import SeenCell
from generator.reading.decoders.xlsx.visible_cells import VisibleSheet


class SheetTexts:
    """Collects the texts of one sheet after another in ``decoded``; ``place_of`` says where a cell of a sheet is."""

    def __init__(self, place_of: Callable[[str, SeenCell], Place]) -> None:
        self.decoded = Decoded()
        self._place_of = place_of
        self._line = self._table = 0

    def read(self, sheet: VisibleSheet) -> None:
        """Add the texts of a sheet, and what its hidden rows and columns hold."""
        self._pass_over(sheet.in_hidden_columns, sheet.title, "列")
        self._pass_over(sheet.in_hidden_rows, sheet.title, "行")
        first = 0  # the row at which the open table begins; 0 outside of tables
        for row in sheet.rows:
            cells = sheet.cells(row)
            if not sheet.is_used(cells):
                first = 0
                continue
            self._line += 1
            if sheet.is_paragraph(cells, below_table=first > 0):
                first = 0
                cells = [cell for cell in cells if cell.text]
            elif not first:
                self._table, first = self._table + 1, row[0].row
            self.decoded.texts += [self._printed(sheet, cell, first) for cell in cells]

    def _pass_over(self, cells: list[SeenCell], title: str, what: str) -> None:
        if cells:
            place = self._place_of(title, cells[0])
            self.decoded.findings += unread(f"隐藏的{what}里的", (cell.text for cell in cells), place)

    def _printed(self, sheet: VisibleSheet, cell: SeenCell, first: int) -> Printed:
        """A cell of the table that begins at the row ``first``, or a text outside of tables (0)."""
        text = Printed(clean(cell.text), self._place_of(sheet.title, cell), self._line)
        if not first:
            return text
        rowspan, colspan = sheet.span(cell)
        row = cell.row - first + 1
        return replace(text, table=self._table, row=row, column=cell.column, rowspan=rowspan, colspan=colspan)
