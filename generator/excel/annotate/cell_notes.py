"""Notes on cells: Excel wants each twice, as text (comments) and as a box (VML)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeGuard

from lxml import etree
from openpyxl.utils import coordinate_to_tuple

from generator.diagnostics import LABELS, Finding
from generator.excel.annotate.package_parts import OFFICE_RELATIONS, Parts
from generator.excel.sheets.as_written import clean
from generator.sources.workbook_package import DamagedError

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
AUTHOR = "jixiao 校验"
_NAMESPACES: dict[str | None, str] = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_V, _O, _X = (f"{{{name}}}" for name in _NAMESPACES.values())
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# What the schema puts after the drawing of notes.
_AFTER = {
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
}
_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
MAX_NOTES = 5_000
"""Notes a sheet; the sheet 校验结果 lists all."""


def is_cell(ref: str | None) -> TypeGuard[str]:
    """Whether a place names one cell."""
    return ref is not None and _CELL.fullmatch(ref) is not None


def note_text(findings: Sequence[Finding]) -> str:
    """What a note says of the findings of its cell."""
    lines = []
    for finding in findings:
        label = "已认可" if finding.accepted is not None else LABELS[finding.severity]
        lines.append(f"【{label} {finding.code}】{finding.message}\n→ {finding.accepted or finding.hint}")
    return clean("\n".join(lines))[:8_000]


def drop_notes(parts: Parts, sheet: str) -> None:
    """Take the notes of an earlier check off a sheet; those of other authors stay."""
    comments, drawing = parts.related(sheet, "comments"), parts.related(sheet, "vmlDrawing")
    if not comments or not drawing:
        return
    tree = parts.tree(comments)
    own = {str(number) for number, author in enumerate(tree.iter("{*}author")) if author.text == AUTHOR}
    refs = set()
    for comment in list(tree.iter("{*}comment")):
        if comment.get("authorId", "0") in own:
            refs.add(_place(comment))
            comment.getparent().remove(comment)
    if refs:
        parts.put(comments, tree)
        shapes = parts.tree(drawing)
        for shape in list(shapes.iter(f"{_V}shape")):
            if _shape_ref(shape) in refs:
                shapes.remove(shape)
        parts.put(drawing, shapes)


def _place(comment: Any) -> tuple[int, int]:
    """The row and the column of a note; zeros where it names no cell."""
    ref = comment.get("ref")
    return coordinate_to_tuple(ref) if is_cell(ref) else (0, 0)


def _shape_ref(shape: Any) -> tuple[int, int]:
    """The row and the column of a note's box; zeros for what is none."""
    written = [(shape.findtext(f".//{_X}{name}") or "").strip() for name in ("Row", "Column")]
    return (int(written[0]) + 1, int(written[1]) + 1) if all(text.isdecimal() for text in written) else (0, 0)


def add_notes(parts: Parts, sheet: str, findings: Sequence[Finding]) -> None:
    """Put a note on each cell that findings name."""
    by_cell: dict[str, list[Finding]] = {}
    for finding in findings:
        if is_cell(finding.place.cell):
            by_cell.setdefault(finding.place.cell, []).append(finding)
    if not by_cell:
        return
    comments, drawing = _prepared(parts, sheet)
    texts, shapes = parts.tree(comments), parts.tree(drawing)
    author = _author(texts)
    listed = next(texts.iter("{*}commentList"), None)
    if author is None or listed is None:
        raise DamagedError(comments)
    taken = {comment.get("ref") for comment in listed}
    for cell, own in list(by_cell.items())[:MAX_NOTES]:
        if cell in taken:
            _extend(listed, cell, note_text(own))
            continue
        comment = etree.SubElement(listed, f"{MAIN}comment", ref=cell, authorId=str(author))
        _say(comment, note_text(own))
        shapes.append(_box(cell, note_text(own)))
    listed[:] = sorted(listed, key=_place)
    parts.put(comments, texts)
    parts.put(drawing, shapes)


def _prepared(parts: Parts, sheet: str) -> tuple[str, str]:
    """The parts for texts and boxes of a sheet, made and bound to it if there are none."""
    comments, drawing = parts.related(sheet, "comments"), parts.related(sheet, "vmlDrawing")
    if comments and drawing:
        return comments, drawing
    comments = parts.free_name("xl/comments{}.xml")
    tree = etree.Element(f"{MAIN}comments", nsmap={None: MAIN[1:-1]})
    etree.SubElement(tree, f"{MAIN}authors")
    etree.SubElement(tree, f"{MAIN}commentList")
    parts.put(comments, tree)
    parts.declare(comments, _COMMENTS_TYPE)
    parts.relate(sheet, "comments", comments)
    if not drawing:
        drawing = parts.free_name("xl/drawings/vmlDrawing{}.vml")
        parts.put(drawing, _drawing())
        parts.declare_suffix("vml", _VML_TYPE)
        _bind(parts, sheet, parts.relate(sheet, "vmlDrawing", drawing))
    return comments, drawing


def _bind(parts: Parts, sheet: str, relation: str) -> None:
    with parts.without_rows(sheet) as tree:
        _bind_drawing(tree, relation)


def _bind_drawing(tree: Any, relation: str) -> None:
    element = etree.Element(f"{tree.tag.partition('}')[0]}}}legacyDrawing", {f"{{{OFFICE_RELATIONS}}}id": relation})
    later = next((item for item in tree if etree.QName(item).localname in _AFTER), None)
    if later is None:
        tree.append(element)
    else:
        later.addprevious(element)


def _author(tree: Any) -> int | None:
    """Our number among the authors; ``None`` where the part has no list of them."""
    authors = next(tree.iter("{*}authors"), None)
    if authors is None:
        return None
    for number, author in enumerate(authors):
        if author.text == AUTHOR:
            return number
    etree.SubElement(authors, f"{MAIN}author").text = AUTHOR
    return len(authors) - 1


def _say(comment: Any, text: str) -> None:
    inner = etree.SubElement(etree.SubElement(comment, f"{MAIN}text"), f"{MAIN}t")
    inner.text = text
    inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _extend(listed: Any, cell: str, text: str) -> None:
    """Add to the note that someone else has put on the cell."""
    comment = next(comment for comment in listed if comment.get("ref") == cell)
    own = next(comment.iter("{*}text"), None)
    if own is None:
        own = etree.SubElement(comment, f"{MAIN}text")
    run = etree.SubElement(own, f"{MAIN}r") if own.find("{*}t") is None else None
    if run is None:
        first = own.find("{*}t")
        first.text = f"{first.text or ''}\n{text}"
    else:
        inner = etree.SubElement(run, f"{MAIN}t")
        inner.text = f"\n{text}"
        inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _drawing() -> Any:
    tree = etree.Element("xml", nsmap=_NAMESPACES)
    kind = etree.SubElement(
        tree, f"{_V}shapetype", id="_x0000_t202", coordsize="21600,21600", path="m,l,21600r21600,l21600,xe"
    )
    kind.set(f"{_O}spt", "202")
    etree.SubElement(kind, f"{_V}stroke", joinstyle="miter")
    etree.SubElement(kind, f"{_V}path", gradientshapeok="t").set(f"{_O}connecttype", "rect")
    return tree


def _box(cell: str, text: str) -> Any:
    """The box of a note, beside its cell and high enough for its text."""
    row, column = coordinate_to_tuple(cell)
    lines = sum(1 + len(line) // 22 for line in text.split("\n"))
    style = f"position:absolute;width:240pt;height:{min(20 + 15 * lines, 400)}pt;z-index:1;visibility:hidden"
    shape = etree.Element(f"{_V}shape", type="#_x0000_t202", style=style, fillcolor="#ffffe1", nsmap=_NAMESPACES)
    shape.set(f"{_O}insetmode", "auto")
    etree.SubElement(shape, f"{_V}fill", color2="#ffffe1")
    etree.SubElement(shape, f"{_V}path").set(f"{_O}connecttype", "none")
    etree.SubElement(etree.SubElement(shape, f"{_V}textbox"), "div", style="text-align:left")
    data = etree.SubElement(shape, f"{_X}ClientData", ObjectType="Note")
    etree.SubElement(data, f"{_X}MoveWithCells")
    etree.SubElement(data, f"{_X}SizeWithCells")
    anchor = f"{column}, 10, {max(row - 2, 0)}, 5, {column + 3}, 10, {row + lines}, 5"
    etree.SubElement(data, f"{_X}Anchor").text = anchor
    etree.SubElement(data, f"{_X}AutoFill").text = "False"
    etree.SubElement(data, f"{_X}Row").text = str(row - 1)
    etree.SubElement(data, f"{_X}Column").text = str(column - 1)
    return shape
