"""Findings put into a workbook: a note on each cell, and a sheet that lists them with links to the cells.

The file is patched, not written anew: a library that reads and writes it would drop what it does not know, and the
results of formulas with it, so that the workbook could not be read again before Excel had opened it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from lxml import etree
from openpyxl.utils import coordinate_to_tuple

from generator.diagnostics import Finding
from generator.excel.annotate.cell_notes import MAIN, add_notes, drop_notes, is_cell
from generator.excel.annotate.package_parts import OFFICE_RELATIONS, Parts
from generator.excel.annotate.result_sheet import add_styles, result_sheet
from generator.excel.sheets.table_columns import RESULT_SHEET
from generator.sources.workbook_cells import Book
from generator.sources.workbook_package import DamagedError, Package, open_package

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def annotate(workbook: bytes, findings: Iterable[Finding]) -> bytes:
    """``workbook`` with its findings as notes and as the sheet 校验结果; those of an earlier check are replaced.

    Raises ``ValueError`` for what is no workbook (reading it says why), and where a part that holds notes is damaged.
    """
    package, problems = open_package(workbook, "")
    if package is None:
        raise ValueError(problems[-1].message)
    try:
        return _annotated(package, findings)
    except DamagedError as error:
        raise ValueError(f"工作簿已损坏：部件 {error} 读不出来") from error


def _annotated(package: Package, findings: Iterable[Finding]) -> bytes:
    book = Book(package)
    parts = Parts({name: package.read(name) for name in package.names()}, package.main)
    parts.leave_strict_form()
    listed = sorted(findings, key=_order([*book.sheets]))
    known = {sheet.name: sheet.part for sheet in book.sheets.values() if sheet.name != RESULT_SHEET}
    for name, part in known.items():
        drop_notes(parts, part)
        add_notes(parts, part, [finding for finding in listed if finding.place.sheet == name and finding.place.cell])
    styles = add_styles(parts, package.related(package.main))
    sheet = book.sheets.get(RESULT_SHEET)
    _put_sheet(parts, result_sheet(listed, styles, known), sheet.part if sheet else None)
    return parts.packed()


def _order(sheets: Sequence[str]) -> Callable[[Finding], tuple[int, int, int]]:
    """The order of the workbook: sheet, row, column; what has no cell stands first."""
    numbers = {name: number for number, name in enumerate(sheets, 1)}

    def key(finding: Finding) -> tuple[int, int, int]:
        row, column = coordinate_to_tuple(finding.place.cell) if is_cell(finding.place.cell) else (0, 0)
        return numbers.get(finding.place.sheet or "", 0), row, column

    return key


def _put_sheet(parts: Parts, sheet: bytes, part: str | None) -> None:
    """Set the sheet 校验结果, as the last one if there is none yet."""
    if part is not None:
        parts.data[part] = sheet
        folder, _, name = part.rpartition("/")
        parts.data.pop(f"{folder}/_rels/{name}.rels", None)
        return
    part = parts.free_name("xl/worksheets/sheet{}.xml")
    parts.data[part] = sheet
    parts.declare(part, _SHEET_TYPE)
    new_id = parts.relate(parts.main, "worksheet", part)
    tree = parts.tree(parts.main)
    sheets = next(tree.iter(f"{MAIN}sheets"), None)
    if sheets is None:
        raise DamagedError(parts.main)
    numbers = [item.get("sheetId", "") for item in sheets]
    number = max((int(text) for text in numbers if text.isdecimal()), default=0) + 1
    etree.SubElement(
        sheets, f"{MAIN}sheet", {"name": RESULT_SHEET, "sheetId": str(number), f"{{{OFFICE_RELATIONS}}}id": new_id}
    )
    parts.put(parts.main, tree)
