"""Excel forms: every visible sheet, its bordered rows as tables, rows without borders as paragraphs."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from generator.diagnostics import Finding, Place, has_errors
from generator.files import is_editing_workbook
from generator.reading.decoders.clean import MAX_CELLS, clean
from generator.reading.decoders.printed import Decoded, Printed
from generator.reading.decoders.unread import unread
from generator.reading.decoders.xlsx.sheet_bounds import is_too_large
from generator.reading.decoders.xlsx.sheet_unread import unread_of_sheet
from generator.reading.remarks import too_large, unreadable
from generator.sources.text_file import read_bytes
from generator.sources.workbook_package import Package, open_package
from generator.writers.xlsx.values import shown

_SECTION = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|[¥￥$ ]')
_WIDE = 0.6
"""The share of a sheet's columns that a text reaches over which is not one of a table's cells."""
_Neighbours = Literal["below", "above", "alone"]
"""Where a row stands: below a table's row, above another row, or with blank rows around it."""


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
    from dataclasses import replace

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
                self._sheet(sheet)
        return self._decoded

    def _sheet(self, sheet: Any) -> None:
        spans, covered = _merges(sheet)
        width = _used_width(sheet)
        has_borders = any(_has_border(cell) for row in sheet.iter_rows(max_col=width) for cell in row)
        is_open, first = False, 0
        hidden = _hidden_columns(sheet)
        unseen = [cell for row in sheet.iter_rows(max_col=width) for cell in row if cell.column in hidden]
        self._pass_over([cell for cell in unseen if _text(cell)], sheet, "列")
        rows = list(sheet.iter_rows(max_col=width))
        unseen = [cell for row in rows if _is_hidden(sheet, row) for cell in row if cell.column not in hidden]
        self._pass_over([cell for cell in unseen if _text(cell)], sheet, "行")
        self._decoded.findings += unread_of_sheet(sheet, self._package, self._name, covered)
        rows = [row for row in rows if not _is_hidden(sheet, row)]
        blank = [not any(map(_text, row)) for row in rows]
        for index, row in enumerate(rows):
            cells = [cell for cell in row if (cell.row, cell.column) not in covered and cell.column not in hidden]
            filled = [cell for cell in cells if _text(cell)]
            if not filled and not (has_borders and any(map(_has_border, cells))):
                is_open = False
                continue
            self._line += 1
            place: _Neighbours = "below" if is_open else "alone" if all(blank[index + 1 : index + 2]) else "above"
            reach = sum(spans.get((cell.row, cell.column), (1, 1))[1] for cell in filled)
            if self._is_paragraph(filled, reach >= _WIDE * width, has_borders, place):
                is_open = False
                self._decoded.texts += [self._printed(sheet, cell, (1, 1), 0, 0) for cell in filled]
                continue
            if not is_open:
                self._table, is_open, first = self._table + 1, True, row[0].row
            for cell in cells:
                span = spans.get((cell.row, cell.column), (1, 1))
                self._decoded.texts.append(self._printed(sheet, cell, span, self._table, cell.row - first + 1))

    def _pass_over(self, cells: list[Any], sheet: Any, what: str) -> None:
        if cells:
            place = Place(self._name, sheet=sheet.title, cell=cells[0].coordinate)
            self._decoded.findings += unread(f"隐藏的{what}里的", map(_text, cells), place)

    @staticmethod
    def _is_paragraph(filled: list[Any], wide: bool, bordered: bool, place: _Neighbours) -> bool:
        """Whether a row stands outside of tables."""
        if bordered:
            return not any(_has_border(cell) for cell in filled)
        if place == "below":  # two texts go on with the table
            return wide and len(filled) == 1
        return len(filled) == 1 or (len(filled) == 2 and (wide or place == "alone"))

    def _printed(self, sheet: Any, cell: Any, span: tuple[int, int], table: int, row: int) -> Printed:
        place = Place(self._name, sheet=sheet.title, cell=cell.coordinate)
        column = cell.column if table else 1
        return Printed(clean(_text(cell)), place, self._line, table, row, column, span[0], span[1])


def _is_hidden(sheet: Any, row: Sequence[Any]) -> bool:
    return bool(sheet.row_dimensions[row[0].row].hidden)


def _hidden_columns(sheet: Any) -> set[int]:
    """The columns that are hidden, as numbers."""
    return {
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min or 1, min(dimension.max or 1, MAX_CELLS) + 1)
    }


def _merges(sheet: Any) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """The spans of merged cells by their first cell, and the cells that they cover."""
    spans, covered = {}, set()
    for area in sheet.merged_cells.ranges:
        spans[area.min_row, area.min_col] = (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        if area.size["rows"] * area.size["columns"] <= MAX_CELLS:
            covered |= {(row, column) for row, column in _cells_of(area)}
    return spans, covered


def _cells_of(area: Any) -> Iterator[tuple[int, int]]:
    for row in range(area.min_row, area.max_row + 1):
        for column in range(area.min_col, area.max_col + 1):
            if (row, column) != (area.min_row, area.min_col):
                yield row, column


def _used_width(sheet: Any) -> int:
    """The last column with a text or a border; columns to its right were only formatted."""
    merged: list[int] = [area.max_col for area in sheet.merged_cells.ranges]
    used: list[int] = [
        cell.column for row in sheet.iter_rows() for cell in row if cell.value is not None or _has_border(cell)
    ]
    return max([1, *used, *merged])


def _has_border(cell: Any) -> bool:
    border = cell.border
    return any(side is not None and side.style for side in (border.left, border.right, border.top, border.bottom))


def _text(cell: Any) -> str:
    """What the cell shows."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), str(cell.number_format))
    if hasattr(value, "strftime"):
        return str(value).removesuffix(" 00:00:00")
    return str(value)


def _number(number: Decimal, number_format: str) -> str:
    plain = _SECTION.sub("", number_format.split(";")[0])
    text = shown(number, plain)
    if text is not None:
        return text
    rounded = number.quantize(Decimal("1e-10")).normalize() if abs(number) < 10**15 else number
    return f"{rounded:f}"
