"""What a workbook holds beside its cells, and cells that show nothing: headers, notes, text boxes, unsaved results."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from generator.diagnostics import Finding, Place
from generator.reading import remarks
from generator.reading.decoders.unread import unread, unread_at_edges
from generator.reading.decoders.xlsx.visible_cells import VisibleSheet
from generator.sources.rich_text import rich_text, unescaped
from generator.sources.workbook_package import DamagedError, Package

_FIELD = re.compile(r'&"[^"]*"|&\d+|&K[0-9A-Fa-f]{6}|&\[[^\]]*\]|&[A-Za-z&]')
"""Fonts, sizes, colours, and what Excel puts in by itself: page numbers, dates, the file's name."""
_THIRDS = re.compile("&[LCR]")


def unread_beside_cells(sheet: VisibleSheet, package: Package, name: str) -> Iterator[Finding]:
    """One finding for each kind of text that a visible sheet holds beside its cells."""
    place = Place(name, sheet=sheet.title)
    try:
        related = package.related(sheet.part.info.part)
    except DamagedError as error:
        yield remarks.damaged_beside(str(error), place)
        return
    yield from _notes(package, related, place)
    yield from _boxes(package, related, place)


def unread_of_cells(sheet: VisibleSheet, name: str) -> Iterator[Finding]:
    """One finding for each kind of text that is left out of a visible sheet's heads, feet and cells."""
    place = Place(name, sheet=sheet.title)
    headers = chain.from_iterable(map(_THIRDS.split, sheet.part.headers))
    yield from unread_at_edges((_FIELD.sub(" ", text) for text in headers), place)
    for what, texts in sheet.part.left_out.items():
        at = place._replace(cell=texts[0][0]) if what not in _BY_CELL else place
        yield from unread(what, (text for _, text in texts), at)
    yield from unread("合并单元格盖住的格子", (cell.coordinate for cell in sheet.covered_texts()), place)
    yield from (remarks.unsure(message, place._replace(cell=ref)) for ref, message in sheet.part.doubts)


_BY_CELL = ("公式没有保存结果，格子",)
"""Kinds whose texts are the cells themselves."""

_Related = Mapping[str, tuple[str, str]]


def _notes(package: Package, related: _Related, place: Place) -> Iterator[Finding]:
    """The notes on cells, at the first of them."""
    found: list[tuple[str, str]] = []
    for _, tree in _trees(package, related, "comments"):
        if isinstance(tree, DamagedError):
            yield remarks.damaged_beside(str(tree), place)
            continue
        for note in tree.iter("{*}comment"):
            found += [(str(note.get("ref", "")), rich_text(text).text) for text in note.iter("{*}text")]
    if found:
        yield from unread("批注", (text for _, text in found), place._replace(cell=found[0][0]))


def _boxes(package: Package, related: _Related, place: Place) -> Iterator[Finding]:
    """The texts of the shapes that are drawn on a sheet."""
    texts: list[str] = []
    for _, tree in _trees(package, related, "drawing"):
        if isinstance(tree, DamagedError):
            yield remarks.damaged_beside(str(tree), place)
            continue
        for body in tree.iter("{*}txBody"):
            texts.append("".join(unescaped(text.text or "") for text in body.iter("{*}t")))
    yield from unread("文本框", texts, place)


def _trees(package: Package, related: _Related, kind: str) -> Iterator[tuple[str, Any]]:
    """The parts of a kind: each with its name and its tree, or what is wrong with it."""
    for part in (part for what, part in related.values() if what == kind):
        try:
            yield part, package.tree(part)
        except DamagedError as error:
            yield part, error
