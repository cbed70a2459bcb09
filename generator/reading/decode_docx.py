"""Word forms: paragraphs and tables in reading order, as a reader of the page sees them.

Deleted and hidden text, headers, footers and contents lists are no part of the form.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from generator.diagnostics import Finding, Place
from generator.reading.clean import MAX_CELLS, MAX_DEPTH, cell_place, clean, passed_over, too_large, unreadable
from generator.reading.printed import Decoded, Printed
from generator.reading.word_numbering import Numbering
from generator.sources.text_file import read_bytes
from generator.sources.workbook_package import MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED
from generator.spec.scalars import shorten

_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError, RuntimeError, ValueError)
_RATIO_FROM = 10 * 1024 * 1024
_SKIPPED = {"del", "moveFrom", "instrText", "delText", "Fallback", "footnoteReference", "endnoteReference", "pPr"}
_CONTENTS_STYLES = ("toc", "目录")


def decode_docx(path: Path, name: str) -> Decoded:
    """The texts of a Word document's body."""
    data, findings = read_bytes(path, name)
    if data is None:
        return Decoded(findings=findings)
    try:
        with ZipFile(BytesIO(data)) as archive:
            problem = _unsafe(archive, name)
            if problem is not None:
                return Decoded(findings=[problem])
            parts = {part: _tree(archive, f"word/{part}.xml") for part in ("document", "numbering", "styles")}
    except (*_BROKEN, etree.XMLSyntaxError):
        hint = "用 Word 或 WPS 打开它，另存为 .docx 再读"
        return Decoded(findings=[unreadable(name, "Word 文件已损坏，或不是 .docx", hint)])
    body = next((child for child in _tree_root(parts["document"]) if _tag(child) == "body"), None)
    if body is None:
        return Decoded(findings=[unreadable(name, "Word 文件里没有正文", "用 Word 或 WPS 打开它，另存一份再读")])
    document = _Document(name, Numbering(parts["numbering"]), _style_names(parts["styles"]))
    document.read(body)
    document.decoded.findings += _unseen(body, name)
    if len(document.decoded.texts) > MAX_CELLS:
        return Decoded(findings=[too_large(name, f"有 {len(document.decoded.texts):,} 格，最多读 {MAX_CELLS:,} 格")])
    return document.decoded


def _unsafe(archive: ZipFile, name: str) -> Finding | None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if any(entry.flag_bits & 1 for entry in entries):
        return unreadable(name, "文件有密码", "去掉密码后再读")
    is_bomb = any(
        entry.file_size > _RATIO_FROM and entry.file_size > entry.compress_size * MAX_RATIO for entry in entries
    )
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or is_bomb:
        return too_large(name, f"文件有 {len(entries):,} 个部件，解压后 {unpacked / 1048576:,.0f} MB，超过上限")
    return None


def _tree(archive: ZipFile, part: str) -> Any:
    if part not in archive.NameToInfo:
        if part == "word/document.xml":
            raise KeyError(part)
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(archive.read(part), parser)


def _tree_root(tree: Any) -> Any:
    return tree if tree is not None else ()


def _tag(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: Any, name: str = "val") -> str:
    """An attribute of Word's own namespace, whichever edition's."""
    for key, text in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(text)
    return ""


def _child(element: Any, *names: str) -> Any:
    for name in names:
        element = next((child for child in element if _tag(child) == name), None) if element is not None else None
    return element


def _style_names(styles: Any) -> dict[str, str]:
    return {
        _value(style, "styleId"): _value(_child(style, "name")).lower()
        for style in _tree_root(styles)
        if _tag(style) == "style" and _child(style, "name") is not None
    }


class _Document:
    def __init__(self, name: str, numbering: Numbering, styles: dict[str, str]) -> None:
        self.decoded = Decoded()
        self._name = name
        self._numbering = numbering
        self._styles = styles
        self._line = self._table = self._paragraphs = 0

    def read(self, body: Any, depth: int = 0) -> None:
        """The blocks of a body, in order."""
        for block in body:
            tag = _tag(block)
            if tag == "p":
                self._paragraph(block)
            elif tag == "tbl":
                self._read_table(block, depth)
            elif tag == "sdt":
                if not _is_contents_list(block):
                    self.read(_child(block, "sdtContent") or (), depth)
            elif tag in ("ins", "moveTo", "smartTag", "customXml") and depth < MAX_DEPTH:
                self.read(block, depth + 1)

    def _paragraph(self, paragraph: Any) -> None:
        if self._is_contents(paragraph):
            return
        texts = [clean(text) for text in self._text(paragraph).split("\t")]
        if not any(texts):
            return
        self._line += 1
        self._paragraphs += 1
        place = Place(self._name, sheet="正文", cell=f"第 {self._paragraphs} 段")
        self.decoded.texts += [Printed(text, place, self._line) for text in texts if text]

    def _is_contents(self, paragraph: Any) -> bool:
        style = _child(paragraph, "pPr", "pStyle")
        name = self._styles.get(_value(style), _value(style).lower()) if style is not None else ""
        return name.startswith(_CONTENTS_STYLES)

    def _text(self, paragraph: Any) -> str:
        return self._numbering.label(paragraph) + "".join(_pieces(paragraph))

    # --- tables -----------------------------------------------------------------------------------------------

    def _read_table(self, table: Any, depth: int) -> None:
        if depth < MAX_DEPTH and _is_layout(table):
            for cell in (cell for row in _rows(table) for cell in _cells(row)):
                self.read(cell, depth + 1)
            return
        self._table += 1
        number = self._table
        inner: list[Any] = []
        cells: dict[int, list[Any]] = {}
        above: dict[int, list[Any]] = {}
        for row_number, row in enumerate(_rows(table), 1):
            self._line += 1
            below: dict[int, list[Any]] = {}
            for column, span, cell in _grid(row):
                merge = _child(cell, "tcPr", "vMerge")
                if merge is not None and column in above and self._goes_on(cell, merge, above[column]):
                    above[column][1] += 1
                    below[column] = above[column]
                    continue
                inner += _tables_in(cell)
                entry = [self._cell_text(cell), 1, row_number, column, span, self._line]
                cells.setdefault(row_number, []).append(entry)
                if merge is not None:
                    below[column] = entry
            above = below
        self._add_cells(number, cells)
        for nested_table in inner if depth < MAX_DEPTH else ():
            self._read_table(nested_table, depth + 1)

    def _goes_on(self, cell: Any, merge: Any, above: list[Any]) -> bool:
        """Whether a cell is a part of the merged one above: Word hides its text, so another text begins a new one."""
        return _value(merge) != "restart" and self._cell_text(cell) in ("", above[0])

    def _add_cells(self, number: int, cells: dict[int, list[Any]]) -> None:
        for row, entries in cells.items():
            for count, (text, rowspan, _, column, span, line) in enumerate(entries, 1):
                place = cell_place(self._name, number, row, count)
                self.decoded.texts.append(Printed(text, place, line, number, row, column, rowspan, span))

    def _cell_text(self, cell: Any) -> str:
        paragraphs = [clean(self._text(block).replace("\t", " ")) for block in _paragraphs(cell)]
        return clean("\n".join(paragraphs))


def _tables_in(cell: Any) -> list[Any]:
    """The outermost tables of a cell."""
    found, waiting = [], list(reversed(cell))
    while waiting:
        element = waiting.pop()
        if _tag(element) == "tbl":
            found.append(element)
        else:
            waiting.extend(reversed(element))
    return found


def _is_layout(table: Any) -> bool:
    """Whether a table only lays out others: they stand in it, and no row has a second cell."""
    if next((child for row in _rows(table) for child in row.iter() if _tag(child) == "tbl"), None) is None:
        return False
    return all(sum(1 for _ in _cells(row)) <= 1 for row in _rows(table))


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        tag = _tag(child)
        if tag == "tr" and _child(child, "trPr", "del") is None:
            yield child
        elif tag in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(child)


def _grid(row: Any) -> Iterator[tuple[int, int, Any]]:
    """The cells of a row, each with its column (from 1) and how many it takes."""
    before = _child(row, "trPr", "gridBefore")
    column = 1 + (_count(before) if before is not None else 0)
    for cell in _cells(row):
        span = _child(cell, "tcPr", "gridSpan")
        width = max(1, _count(span)) if span is not None else 1
        merge = _child(cell, "tcPr", "hMerge")
        if merge is None or _value(merge) == "restart":
            yield column, width, cell
        column += width


def _count(element: Any) -> int:
    text = _value(element)
    return min(int(text), 1000) if text.isascii() and text.isdigit() else 0


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if _tag(child) == "tc":
            yield child
        elif _tag(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _cells(child)


def _paragraphs(cell: Any) -> Iterator[Any]:
    """The paragraphs of a cell; those of tables in it are read with the table."""
    for child in cell:
        if _tag(child) == "p":
            yield child
        elif _tag(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _paragraphs(child)


def _pieces(element: Any) -> Iterator[str]:
    """The visible text of a paragraph, in order; fields are their results."""
    waiting = [iter(element)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
            continue
        tag = _tag(child)
        if tag == "t":
            yield child.text or ""
        elif tag in ("br", "cr"):
            yield "" if _value(child, "type") in ("page", "column") else "\n"
        elif tag == "tab" and _tag(child.getparent()) != "tabs":
            yield "\t"
        elif tag == "noBreakHyphen":
            yield "-"
        elif tag not in _SKIPPED and not (tag == "r" and _is_hidden(child)):
            waiting.append(iter(child))


def _unseen(body: Any, name: str) -> Iterator[Finding]:
    """What Word does not show: deletions that nobody accepted yet, and hidden words."""
    deleted = [element.text for element in body.iter() if _tag(element) == "delText" and element.text]
    hidden = [_own_text(run) for run in body.iter() if _tag(run) == "r" and _is_hidden(run) and _own_text(run)]
    for texts, what in ((deleted, "删除了但没有接受的修订"), (hidden, "隐藏的文字")):
        if texts:
            yield passed_over(Place(name, sheet="正文"), f"{what}“{shorten(texts[0], 20)}”等 {len(texts)} 处，没有读")


def _own_text(run: Any) -> str:
    return "".join(child.text or "" for child in run if _tag(child) == "t")


def _is_hidden(run: Any) -> bool:
    vanish = _child(run, "rPr", "vanish")
    return vanish is not None and _value(vanish) not in ("0", "false", "off")


def _is_contents_list(block: Any) -> bool:
    gallery = _child(block, "sdtPr", "docPartObj", "docPartGallery")
    return gallery is not None and "table of contents" in _value(gallery).lower()
