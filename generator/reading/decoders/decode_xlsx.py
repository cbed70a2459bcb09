"""Excel forms: every visible sheet, its bordered rows as tables, rows without borders as paragraphs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.diagnostics import Finding, Place, has_errors
from generator.files import is_editing_workbook
from generator.reading import remarks
from generator.reading.decoders.clean import MAX_CELLS
from generator.reading.decoders.printed import Decoded
from generator.reading.decoders.unread import unread
from generator.reading.decoders.xlsx.sheet_part import read_sheet
from generator.reading.decoders.xlsx.sheet_texts import SheetTexts
from generator.reading.decoders.xlsx.sheet_unread import unread_beside_cells, unread_of_cells
from generator.reading.decoders.xlsx.visible_cells import VisibleSheet
from generator.sources.text_file import read_bytes
from generator.sources.workbook_cells import Book, TooManyCellsError
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
    texts = SheetTexts(lambda title, cell: Place(name, sheet=title, cell=cell.coordinate))
    findings = texts.decoded.findings
    for info in book.sheets.values():
        if not info.is_visible:
            findings += unread("隐藏的工作表", [info.name], Place(name, sheet=info.name))
            continue
        sheet = VisibleSheet(read_sheet(book, info))
        texts.read(sheet)
        findings += [*unread_of_cells(sheet, name), *unread_beside_cells(sheet, package, name)]
    if book.styles.is_damaged:
        message = "样式读不出来：数字照存的数读，百分数、日期和带着文字的数可能与显示的不同"
        findings.append(remarks.unsure(message, Place(name), "请与原件核对每个数"))
    return texts.decoded
