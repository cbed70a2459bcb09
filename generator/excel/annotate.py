"""Findings put into a workbook: a note on each cell, and a sheet that lists them with links to the cells.

The file is patched, not written anew: a library that reads and writes it would drop what it does not know, and the
results of formulas with it, so that the workbook could not be read again before Excel had opened it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree
from openpyxl.utils import coordinate_to_tuple

from generator.diagnostics import Finding
from generator.excel.columns import RESULT_SHEET
from generator.excel.notes import MAIN, RELATIONS, add_notes, drop_notes, is_cell
from generator.excel.result import add_styles, result_sheet
from generator.sources.workbook_cells import Book
from generator.sources.workbook_package import DamagedError, open_package

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def annotate(workbook: bytes, findings: Iterable[Finding]) -> bytes:
    """``workbook`` with its findings as notes and as the sheet 校验结果; those of an earlier check are replaced.

    Raises ``ValueError`` for what is no workbook (reading it says why).
    """
    package, problems = open_package(workbook, "")
    if package is None:
        raise ValueError(problems[-1].message)
    try:
        book = Book(package)
        parts = Parts({name: package.archive.read(name) for name in package.names()}, package.main)
    except DamagedError as error:
        raise ValueError(f"工作簿已损坏：{error}") from error
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


class Parts:
    """The parts of a workbook's file, to be changed."""

    def __init__(self, parts: dict[str, bytes], main: str) -> None:
        self.data = parts
        self.main = main

    def tree(self, name: str) -> Any:
        """A part as XML."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(self.data[name], parser)

    def put(self, name: str, tree: Any) -> None:
        """Set a part."""
        self.data[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    def free_name(self, pattern: str) -> str:
        """The first name of the pattern ``xl/comments{}.xml`` that no part has."""
        return next(name for name in (pattern.format(number) for number in range(1, 10_000)) if name not in self.data)

    def relations(self, part: str) -> tuple[str, Any]:
        """The name and the tree of the relations of a part, made if there are none."""
        folder, _, name = part.rpartition("/")
        path = f"{folder}/_rels/{name}.rels"
        return path, self.tree(path) if path in self.data else etree.Element(f"{RELATIONS}Relationships")

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation to the part ``target``; its id."""
        path, tree = self.relations(part)
        used = {item.get("Id") for item in tree}
        new_id = next(name for name in (f"rIdJ{number}" for number in range(1, 10_000)) if name not in used)
        etree.SubElement(tree, f"{RELATIONS}Relationship", Id=new_id, Type=f"{_RELATION}/{kind}", Target=f"/{target}")
        self.put(path, tree)
        return new_id

    def declare(self, part: str, content_type: str) -> None:
        """Give a part its content type."""
        tree = self.tree("[Content_Types].xml")
        if all(item.get("PartName") != f"/{part}" for item in tree):
            etree.SubElement(tree, f"{_TYPES}Override", PartName=f"/{part}", ContentType=content_type)
            self.put("[Content_Types].xml", tree)

    def declare_suffix(self, suffix: str, content_type: str) -> None:
        """Give all parts with a suffix their content type."""
        tree = self.tree("[Content_Types].xml")
        if all(item.get("Extension", "").lower() != suffix for item in tree):
            tree.insert(0, etree.Element(f"{_TYPES}Default", Extension=suffix, ContentType=content_type))
            self.put("[Content_Types].xml", tree)

    def packed(self) -> bytes:
        """The file: the same for the same parts."""
        first = ("[Content_Types].xml", "_rels/.rels")
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
            for name in sorted(self.data, key=lambda name: (name not in first, name)):
                entry = ZipInfo(name, _EPOCH)
                entry.compress_type, entry.create_system = ZIP_DEFLATED, _UNIX
                archive.writestr(entry, self.data[name])
        return buffer.getvalue()


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
    sheets = next(tree.iter(f"{MAIN}sheets"))
    number = max((int(item.get("sheetId", "0")) for item in sheets), default=0) + 1
    etree.SubElement(
        sheets, f"{MAIN}sheet", {"name": RESULT_SHEET, "sheetId": str(number), f"{{{_RELATION}}}id": new_id}
    )
    parts.put(parts.main, tree)
