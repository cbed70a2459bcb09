"""Excel forms: every visible sheet, its bordered rows as tables, rows without borders as paragraphs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.diagnostics import Finding, Place, has_errors
from generator.files import is_editing_workbook
from generator.reading import remarks
from generator.reading.decoders.clean import MAX_CELLS, clean
from generator.reading.decoders.printed import Decoded, Printed
from generator.reading.decoders.unread import unread
from generator.reading.decoders.xlsx.sheet_part import SeenCell, read_sheet
from generator.reading.decoders.xlsx.sheet_unread import unread_of_sheet
from generator.reading.decoders.xlsx.visible_cells import VisibleSheet
from generator.sources.text_file import read_bytes
from generator.sources.workbook_cells import Book, SheetInfo, TooManyCellsError
from generator.sources.workbook_package import DamagedError, Package, damaged, open_package


def decode_xlsx(path: Path, name: str) -> Decoded:
    """The texts of a workbook, as its cells show them."""
    data, findings = read_bytes(path, name)
    if data is None:
        return Decoded(findings=findings)
    package, findings = open_package(data, name)
    if package is None or has_errors(findings):
        return Decoded(findings=[_as_reading(finding) for finding in findings])
    if is_editing_workbook(path):
        hint = f"它已经是数据：jixiao check {path}，或 jixiao excel import {path} --into 数据文件.yaml"
        return Decoded(findings=[remarks.unreadable(name, "这是填写用的工作簿，不是已公开的表", hint)])
    try:
        return _decoded(package, name)
    except DamagedError as error:
        return Decoded(findings=[_as_reading(damaged(error, name))])
    except TooManyCellsError:
        message = f"有工作表超过 {MAX_CELLS:,} 格（合并的也算）"
        return Decoded(findings=[remarks.too_large(name, message)])


def _as_reading(finding: Finding) -> Finding:
    return replace(finding, code="REA02" if finding.code == "WBK02" else "REA01")


def _decoded(package: Package, name: str) -> Decoded:
    book = Book(package)
    decoded = _Sheets(name, book).decode()
    if book.styles.is_damaged:
        message = "样式读不出来：数字照存的数读，百分数、日期和带着文字的数可能与显示的不同"
        decoded.findings.append(remarks.unsure(message, Place(name), "请与原件核对每个数"))
    return decoded


class _Sheets:
    def __init__(self, name: str, book: Book) -> None:
        self._name = name
        self._book = book
        self._decoded = Decoded()
        self._line = self._table = 0

    def decode(self) -> Decoded:
        for sheet in self._book.sheets.values():
            if sheet.is_visible:
                self._read(sheet)
            else:
                self._decoded.findings += unread("隐藏的工作表", [sheet.name], Place(self._name, sheet=sheet.name))
        return self._decoded

    def _read(self, info: SheetInfo) -> None:
        visible = VisibleSheet(read_sheet(self._book, info))
        self._pass_over(visible.in_hidden_columns, visible.title, "列")
        self._pass_over(visible.in_hidden_rows, visible.title, "行")
        self._decoded.findings += unread_of_sheet(visible, self._book.package, self._name)
        self._read_rows(visible)

    def _read_rows(self, sheet: VisibleSheet) -> None:
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
            self._decoded.texts += [self._printed(sheet, cell, first) for cell in cells]

    def _pass_over(self, cells: list[SeenCell], title: str, what: str) -> None:
        if cells:
            place = Place(self._name, sheet=title, cell=cells[0].coordinate)
            self._decoded.findings += unread(f"隐藏的{what}里的", (cell.text for cell in cells), place)

    def _printed(self, sheet: VisibleSheet, cell: SeenCell, first: int) -> Printed:
        """A cell of the table that begins at the row ``first``, or a text outside of tables (0)."""
        text, place = clean(cell.text), Place(self._name, sheet=sheet.title, cell=cell.coordinate)
        if not first:
            return Printed(text, place, self._line)
        return Printed(text, place, self._line, self._table, cell.row - first + 1, cell.column, *sheet.span(cell))
