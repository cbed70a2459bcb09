"""Excel forms: every visible sheet, its bordered rows as tables, rows without borders as paragraphs."""

from __future__ import annotations

import warnings
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from generator.diagnostics import Finding, Place, has_errors
from generator.files import is_editing_workbook
from generator.reading.decoders.clean import MAX_CELLS, clean
from generator.reading.decoders.printed import Decoded, Printed
from generator.reading.decoders.unread import unread
from generator.reading.decoders.xlsx.sheet_bounds import is_too_large
from generator.reading.decoders.xlsx.sheet_unread import unread_of_sheet
from generator.reading.decoders.xlsx.visible_cells import VisibleSheet, text_of
from generator.reading.remarks import too_large, unreadable
from generator.sources.text_file import read_bytes
from generator.sources.workbook_package import Package, open_package


def decode_xlsx(path: Path, name: str) -> Decoded:
    """The texts of a workbook, as its cells show them."""
    data, findings = read_bytes(path, name)
    if data is None:
        return Decoded(findings=findings)
    package, findings = open_package(data, name)
    if has_errors(findings):
        return Decoded(findings=[_as_reading(finding) for finding in findings])
    assert package is not None
    if is_too_large(package):
        return Decoded(findings=[too_large(name, f"有工作表超过 {MAX_CELLS:,} 格（合并的也算）")])
    if is_editing_workbook(path):
        hint = f"它已经是数据：jixiao check {path}，或 jixiao excel import {path} --into 数据文件.yaml"
        return Decoded(findings=[unreadable(name, "这是填写用的工作簿，不是已公开的表", hint)])
    try:
        workbook = _open(data)
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        hint = "用 Excel 或 WPS 打开它，另存一份再读"
        return Decoded(findings=[unreadable(name, f"工作簿已损坏（{type(error).__name__}）", hint)])
    return _Sheets(name, package).decode(workbook)


def _as_reading(finding: Finding) -> Finding:
    return replace(finding, code="REA02" if finding.code == "WBK02" else "REA01")


def _open(data: bytes) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that are not kept; nothing is written back
        return load_workbook(BytesIO(data), data_only=True)


class _Sheets:
    def __init__(self, name: str, package: Package) -> None:
        self._name = name
        self._package = package
        self._decoded = Decoded()
        self._line = self._table = 0

    def decode(self, workbook: Any) -> Decoded:
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                place = Place(self._name, sheet=sheet.title)
                self._decoded.findings += unread("隐藏的工作表", [sheet.title], place)
            elif (sheet.max_row or 0) * (sheet.max_column or 0) > MAX_CELLS:
                message = (
                    f"工作表“{sheet.title}”有 {sheet.max_row:,} 行 {sheet.max_column:,} 列，最多读 {MAX_CELLS:,} 格"
                )
                return Decoded(findings=[too_large(self._name, message)])
            else:
                self._read(sheet)
        return self._decoded

    def _read(self, sheet: Any) -> None:
        visible = VisibleSheet(sheet)
        self._pass_over(visible.in_hidden_columns, visible.title, "列")
        self._pass_over(visible.in_hidden_rows, visible.title, "行")
        self._decoded.findings += unread_of_sheet(sheet, self._package, self._name, visible.covered)
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
                cells = list(filter(text_of, cells))
            elif not first:
                self._table, first = self._table + 1, row[0].row
            self._decoded.texts += [self._printed(sheet, cell, first) for cell in cells]

    def _pass_over(self, cells: list[Any], title: str, what: str) -> None:
        if cells:
            place = Place(self._name, sheet=title, cell=cells[0].coordinate)
            self._decoded.findings += unread(f"隐藏的{what}里的", map(text_of, cells), place)

    def _printed(self, sheet: VisibleSheet, cell: Any, first: int) -> Printed:
        """A cell of the table that begins at the row ``first``, or a text outside of tables (0)."""
        text, place = clean(text_of(cell)), Place(self._name, sheet=sheet.title, cell=cell.coordinate)
        if not first:
            return Printed(text, place, self._line)
        return Printed(text, place, self._line, self._table, cell.row - first + 1, cell.column, *sheet.span(cell))
