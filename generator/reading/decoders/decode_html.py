"""Web pages: the visible text of a page, its tables with their spans, its other blocks as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, filterfalse, islice
from pathlib import Path
from typing import Any

from generator.diagnostics import Finding, Place
from generator.reading.decoders.asides import Kind, Shown, shown, told
from generator.reading.decoders.clean import MAX_CELLS, MAX_DEPTH, cell_place, clean
from generator.reading.decoders.html.html_elements import BLOCKS, is_hidden, is_right, is_unseen
from generator.reading.decoders.html.html_lists import number_items
from generator.reading.decoders.html.html_looks import PLAIN, Look, look_of
from generator.reading.decoders.html.html_sheets import put_into_elements
from generator.reading.decoders.html.html_unread import unread_of_page
from generator.reading.decoders.printed import Decoded, Printed
from generator.reading.remarks import passed_over, too_large, unreadable
from generator.sources.text_file import read_bytes

_ENDS_LINE = BLOCKS | {"br"}
_AROUND_ROWS = ("thead", "tbody", "tfoot", "form")
_AROUND_CELLS = (*_AROUND_ROWS, "tr")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_GAP = re.compile(r"\x1f|[\u00a0\u2002\u2003\u3000]{4,}")
_GAP_MARK = "\x1f"
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]+)", re.IGNORECASE)
_CHINESE = "gb18030"
_KNOWN = ("big5", "big5-hkscs", "utf-16", "utf-16le", "utf-16be", "iso-8859-1", "windows-1252")
_CELL = re.compile(rb"<\0?[tT]\0?[dDhH]\0?[\s>/]")
_ELEMENT = re.compile(rb"<\0?[a-zA-Z]")
"""In any encoding that pages are written in, UTF-16 among them."""
_MAX_ELEMENTS = 4 * MAX_CELLS
"""Cells hold paragraphs and spans; more than these are no form."""
_MAX_SPAN = 1000
_MAX_TAKEN = 10 * MAX_CELLS
"""Squares of tables' grids that cells may take: a cell can claim many."""


def decode_html(path: Path, name: str) -> Decoded:
    """The texts of a web page."""
    data, findings = read_bytes(path, name)
    return Decoded(findings=findings) if data is None else decode_page(data, name)


def decode_page(data: bytes, name: str) -> Decoded:
    """The texts of a web page that is in memory."""
    if _has_more(_CELL, data, MAX_CELLS) or _has_more(_ELEMENT, data, _MAX_ELEMENTS):
        return Decoded(findings=[too_large(name, f"网页里的表太大：最多读 {MAX_CELLS:,} 格、{_MAX_ELEMENTS:,} 个元素")])
    from lxml import etree, html

    encoding, findings = _encoding(data, name)
    try:
        parser = html.HTMLParser(encoding=encoding, huge_tree=False, remove_comments=True, remove_pis=True)
        root = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return Decoded(findings=[unreadable(name, "网页是空的，或已损坏", "在浏览器里打开它，另存一份再读")])
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        return Decoded(findings=[too_large(name, "网页里的元素一层套一层太深")])
    put_into_elements(root)
    number_items(root)
    page = _Page(name)
    page.read(root)
    if page.is_too_large:
        return Decoded(
            findings=[too_large(name, f"网页里的表太大，或一层套一层太深：最多读 {MAX_CELLS:,} 格、{MAX_DEPTH} 层")]
        )
    return Decoded(page.texts, [*findings, *page.findings, *unread_of_page(root, name)])


def _has_more(kind: re.Pattern[bytes], data: bytes, limit: int) -> bool:
    """Whether there are more than ``limit`` of something: before they are parsed, which takes twenty times their bytes."""
    return next(islice(kind.finditer(data), limit, None), None) is not None


def _encoding(data: bytes, name: str) -> tuple[str, list[Finding]]:
    """UTF-8 where the bytes are; else what the page declares; else what Chinese pages are written in."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8")):
        if data.startswith(mark):
            return encoding, []
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        found = _CHARSET.search(data[:4096])
        declared = found.group(1).decode("ascii").lower() if found else _CHINESE
        if declared in _KNOWN:
            return declared, []
        # GB 18030 holds all that is declared as one of its parts.
        of_china = declared in ("gb2312", "gbk", "utf-8", "utf8", _CHINESE)
        message = f"网页声明的编码“{declared[:40]}”不认识，按 GB18030 读"
        return _CHINESE, [] if of_china else [passed_over(Place(name), message)]
    return "utf-8", []


@dataclass(slots=True)
class _Page:
    """Collects texts; a paragraph grows until the next block begins."""

    name: str
    texts: list[Printed] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _open: list[tuple[Kind, str]] = field(default_factory=list)
    _around: dict[Any, Look] = field(default_factory=dict)
    """By element how texts in it look."""
    _at: int | None = None
    _line: int = 0
    _tables: int = 0
    _taken: int = 0
    is_too_large: bool = False
    """Whether a bound was met: what follows was not read."""

    def read(self, root: Any, depth: int = 0) -> None:
        """The texts below ``root``, which is within ``depth`` tables."""
        for element, (kind, text), is_end in _walk(root, self._look_around(root), tables=True):
            if self.is_too_large:
                return
            if element is not None:
                self._meet(element, root, depth, is_end=is_end)
            if text:
                self._open.append((kind, text))
                self._at = self._at or getattr(element, "sourceline", None)
        self._end()

    def _meet(self, element: Any, root: Any, depth: int, *, is_end: bool) -> None:
        """End the paragraph where an element begins or ends one; read a table."""
        if element.tag == "table" and element is not root:
            self._end()
            self._table(element, depth + 1)
        elif element.tag in _ENDS_LINE:
            self._end()
        elif not is_end and is_right(element):
            self._open.append((Kind.TEXT, _GAP_MARK))

    def _look_around(self, element: Any) -> Look:
        """How texts look for all that ``element`` stands in."""
        holder = element.getparent()
        if holder is None:
            return PLAIN
        if holder not in self._around:
            self._around[holder] = look_of(holder, self._look_around(holder))
        return self._around[holder]

    def _end(self) -> None:
        line = shown(self._open)
        texts = [clean(part) for part in _GAP.split(_collapsed(line.text))]
        place = Place(self.name, line=self._at)
        self.findings += told(line.asides, place)
        if any(texts):
            self._line += 1
            self.texts += [Printed(text, place, self._line) for text in texts if text]
        self._open, self._at = [], None

    def _table(self, table: Any, depth: int) -> None:
        if depth > MAX_DEPTH:
            self.is_too_large = True
            return
        rows = list(_rows(table))
        cells = list(chain.from_iterable(rows))
        for loose in _loose(table):
            self._read_loose(loose, depth)
        if _is_layout(rows):
            for cell in cells:
                self.read(cell, depth)
        else:
            self._grid(rows)
            for inner in chain.from_iterable(map(_tables_in, cells)):
                self._table(inner, depth + 1)

    def _read_loose(self, loose: Any, depth: int) -> None:
        """A caption, or what stands in a table outside of its cells: a paragraph."""
        if isinstance(loose, str):
            self._open.append((Kind.TEXT, loose))
            self._end()
        else:
            self.read(loose, depth)

    def _grid(self, rows: list[list[Any]]) -> None:
        """The cells of a table, each at the column where those that reach down leave room."""
        self._tables += 1
        number = self._tables
        reach: dict[int, int] = {}  # how far down each column is taken
        for row_number, cells in enumerate(rows, 1):
            self._line += 1
            column = 1
            for count, cell in enumerate(cells, 1):
                while reach.get(column, 0) >= row_number:
                    column += 1
                rowspan = min(_span(cell, "rowspan", len(rows)), len(rows) - row_number + 1)
                colspan = _span(cell, "colspan", 1)
                reach |= dict.fromkeys(range(column, column + colspan), row_number + rowspan - 1)
                place = cell_place(self.name, number, row_number, count)
                own = _own_text(cell, self._look_around(cell))
                self.findings += told(own.asides, place)
                self.texts.append(Printed(own.text, place, self._line, number, row_number, column, rowspan, colspan))
                column += colspan
                self._taken += rowspan * colspan
            if len(self.texts) > MAX_CELLS or self._taken > _MAX_TAKEN:
                self.is_too_large = True
                return


def _is_layout(rows: list[list[Any]]) -> bool:
    """Whether a table only lays out others: they stand in it, and besides them no more than one text a row."""
    cells = [cell for row in rows for cell in row]
    if not any(map(_has_table, cells)):
        return False
    return not any(_own_text(cell, PLAIN).text for cell in cells) or all(len(row) <= 1 for row in rows)


def _has_table(cell: Any) -> bool:
    return next(cell.iter("table"), None) is not None


_Met = tuple[Any, tuple[Kind, str], bool]
"""An element (``None`` between them), the piece of a text after its beginning or end, whether it ends."""


def _walk(root: Any, around: Look, *, tables: bool) -> Iterator[_Met]:
    """Elements as they begin and end, and the texts between, without what a reader does not see.

    Texts look as ``around`` says where ``root`` says nothing else. With ``tables`` a table is given as one; without,
    tables are passed over.
    """
    waiting: list[tuple[Any, bool, Look]] = [(root, False, around)]
    while waiting:
        element, is_end, look = waiting.pop()
        if is_end or isinstance(element, str):
            yield (element, look.ends_with(element), True) if is_end else (None, look.piece(element), False)
            continue
        is_table = element.tag == "table" and element is not root
        if is_unseen(element) or (is_table and not tables):
            continue
        own = look_of(element, look)
        yield element, own.begins_with(element), False
        if not is_table:
            waiting.append((element, True, own))
            waiting.extend((each, False, own) for each, _ in _inside(element))


def _inside(element: Any) -> Iterator[tuple[Any, bool]]:
    """The children of an element and the texts after them, the last first."""
    for child in reversed(element):
        if child.tail:
            yield child.tail, False
        yield child, False


def _collapsed(text: str) -> str:
    parts = text.split(_GAP_MARK) if _GAP_MARK in text else [text]
    return _GAP_MARK.join(_SPACE.sub(" ", part) for part in parts)


def _own_text(cell: Any, around: Look) -> Shown:
    """The text of a cell, its lines parted; tables in it are read by themselves."""
    lines: list[list[tuple[Kind, str]]] = [[]]
    for element, (kind, text), _ in _walk(cell, around, tables=False):
        if element is not None and element is not cell and element.tag in _ENDS_LINE:
            lines.append([])
        if text:
            lines[-1].append((kind, _SPACE.sub(" ", text)))
    found = list(map(shown, lines))
    text = clean("\n".join(line for line in (clean(line.text) for line in found) if line))
    return Shown(text, [aside for line in found for aside in line.asides])


def _rows(table: Any) -> Iterator[list[Any]]:
    """The rows of a table, without those of tables in it and those that are hidden."""
    for child in filterfalse(is_hidden, table):
        if child.tag == "tr":
            yield [cell for cell in filterfalse(is_hidden, child) if cell.tag in ("td", "th")]
        elif child.tag in _AROUND_ROWS:
            yield from _rows(child)


def _loose(table: Any) -> Iterator[Any]:
    """Elements and texts of a table that are in none of its rows' cells: captions, and what is where it must not be."""
    waiting: list[Any] = [table]
    while waiting:
        element = waiting.pop()
        if isinstance(element, str) or (element.tag not in _AROUND_CELLS and element is not table):
            yield element
            continue
        if (element.text or "").strip():
            yield element.text
        waiting.extend(each for each, _ in _inside(element) if _may_be_loose(each, element))


def _may_be_loose(each: Any, holder: Any) -> bool:
    """Whether a text or an element in ``holder`` is no cell, and is seen."""
    if isinstance(each, str):
        return bool(each.strip())
    is_cell = holder.tag == "tr" and each.tag in ("td", "th")
    return not is_cell and not is_unseen(each)


def _tables_in(cell: Any) -> list[Any]:
    """The outermost tables of a cell."""
    found, waiting = [], list(reversed(cell))
    while waiting:
        element = waiting.pop()
        if element.tag == "table":
            found.append(element)
        else:
            waiting.extend(reversed(element))
    return found


def _span(cell: Any, name: str, rest: int) -> int:
    """How many rows or columns a cell takes; 0 means all that are left."""
    text = (cell.get(name) or "1").strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(number or rest, _MAX_SPAN)
