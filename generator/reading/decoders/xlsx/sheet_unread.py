"""What a workbook holds beside its cells, and cells that show nothing: headers, notes, text boxes, unsaved results."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import Any

from lxml import etree

from generator.diagnostics import Finding, Place
from generator.reading.decoders.unread import unread, unread_at_edges
from generator.reading.decoders.xlsx.sheet_bounds import column_number
from generator.sources.workbook_package import DamagedError, Package

_FIELD = re.compile(r'&"[^"]*"|&\d+|&K[0-9A-Fa-f]{6}|&\[[^\]]*\]|&[A-Za-z&]')
"""Fonts, sizes, colours, and what Excel puts in by itself: page numbers, dates, the file's name."""
_HEADERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def unread_of_sheet(sheet: Any, package: Package, name: str, covered: Set[tuple[int, int]]) -> Iterator[Finding]:
    """One finding for each kind of text that is left out of a visible sheet; ``covered`` are cells that a merge hides."""
    place = Place(name, sheet=sheet.title)
    yield from unread_at_edges(_headers(sheet), place)
    noted = [cell for row in sheet.iter_rows() for cell in row if cell.comment is not None]
    if noted:
        first = Place(name, sheet=sheet.title, cell=noted[0].coordinate)
        yield from unread("批注", (str(cell.comment.text) for cell in noted), first)
    try:
        part = _part(package, sheet.title)
        yield from unread("文本框", _boxes(package, part), place)
        yield from _unseen_cells(package, part, covered, place)
    except (DamagedError, etree.LxmlError):
        return  # of a part that is damaged only the texts beside the form are lost; openpyxl has read its cells


def _headers(sheet: Any) -> Iterator[str]:
    for kind in _HEADERS:
        item = getattr(sheet, kind)
        for part in (item.left, item.center, item.right):
            yield _FIELD.sub(" ", part.text or "")


def _part(package: Package, title: str) -> str:
    """The name of a sheet's part."""
    relations = package.related(package.main)
    for element in package.tree(package.main).iter("{*}sheet"):
        if element.get("name") == title:
            return next((relations[value][1] for value in element.attrib.values() if value in relations), "")
    return ""


def _boxes(package: Package, part: str) -> Iterator[str]:
    """The texts of the shapes that are drawn on a sheet."""
    for kind, drawing in package.related(part).values():
        if kind == "drawing":
            for body in package.tree(drawing).iter("{*}txBody"):
                yield "".join(text.text or "" for text in body.iter("{*}t"))


def _unseen_cells(package: Package, part: str, covered: Set[tuple[int, int]], place: Place) -> Iterator[Finding]:
    """Formulas whose results were not saved, and what stands in cells that merged ones cover: by their coordinates."""
    unsaved: list[str] = []
    hidden: list[str] = []
    with package.open(part) as stream:
        elements: Any = etree.iterparse(stream, tag=("{*}c", "{*}row"), huge_tree=False)
        for _, element in elements:
            if element.tag.endswith("}row"):
                element.clear()
            elif _is_unsaved(element):
                unsaved.append(str(element.get("r")))
            elif _has_content(element) and _square(element) in covered:
                hidden.append(str(element.get("r")))
    yield from unread("公式没有保存结果，格子", unsaved, place)
    yield from unread("合并单元格盖住的格子", hidden, place)


def _has_content(cell: Any) -> bool:
    return any(text.strip() for text in cell.itertext())


def _is_unsaved(cell: Any) -> bool:
    """Whether a formula has no result; a text that is blank is one."""
    formula, result = cell.find("{*}f"), cell.find("{*}v")
    return formula is not None and cell.get("t") != "str" and (result is None or not result.text)


def _square(cell: Any) -> tuple[int, int]:
    found = _CELL.fullmatch(str(cell.get("r")))
    return (int(found[2]), column_number(found[1])) if found else (0, 0)
