"""Web pages: the visible text of a page, its tables with their spans, its other blocks as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.diagnostics import Place
from generator.reading.clean import MAX_CELLS, cell_place, clean, too_large, unreadable
from generator.reading.printed import Decoded, Printed
from generator.sources.text_file import read_bytes

_DROPPED = {"script", "style", "template", "nav", "head", "noscript", "button", "select", "svg", "iframe", "object"}
_BLOCKS = {"p", "div", "section", "article", "main", "header", "footer", "ul", "ol", "li", "dl", "dt", "dd", "center"}
_BLOCKS |= {
    "blockquote",
    "pre",
    "form",
    "fieldset",
    "figure",
    "figcaption",
    "address",
    "aside",
    "hr",
    "body",
    "caption",
}
_BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_RIGHT = re.compile(r"float\s*:\s*right|text-align\s*:\s*right", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_GAP = re.compile(r"\x1f|[\u00a0\u2002\u2003\u3000]{4,}")
_GAP_MARK = "\x1f"
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]+)", re.IGNORECASE)
_MAX_SPAN = 1000


def decode_html(path: Path, name: str) -> Decoded:
    """The texts of a web page."""
    data, findings = read_bytes(path, name)
    if data is None:
        return Decoded(findings=findings)
    from lxml import etree, html

    try:
        parser = html.HTMLParser(encoding=_encoding(data), huge_tree=False, remove_comments=True, remove_pis=True)
        root = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, LookupError, AssertionError):
        return Decoded(findings=[unreadable(name, "网页是空的，或已损坏", "在浏览器里打开它，另存一份再读")])
    page = _Page(name)
    page.read(root)
    if len(page.texts) > MAX_CELLS:
        return Decoded(findings=[too_large(name, f"有 {len(page.texts):,} 格，最多读 {MAX_CELLS:,} 格")])
    return Decoded(page.texts)


def _encoding(data: bytes) -> str:
    """UTF-8 where the bytes are; else what the page declares; else what Chinese pages are written in."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8")):
        if data.startswith(mark):
            return encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        found = _CHARSET.search(data[:4096])
        declared = found.group(1).decode("ascii").lower() if found else "gb18030"
        # GB 18030 holds all that is declared as one of its parts.
        return "gb18030" if declared in ("gb2312", "gbk", "utf-8", "utf8") else declared
    return "utf-8"


@dataclass(slots=True)
class _Page:
    """Collects texts; a paragraph grows until the next block begins."""

    name: str
    texts: list[Printed] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _at: int | None = None
    _line: int = 0
    _tables: int = 0

    def read(self, root: Any) -> None:
        """The texts below ``root``."""
        for element, text, is_end in _walk(root, tables=True):
            if element is not None and element.tag == "table":
                self._end()
                self._table(element)
            elif element is not None and (element.tag in _BLOCKS or element.tag == "br"):
                self._end()
            elif element is not None and not is_end and _is_right(element):
                self._open.append(_GAP_MARK)
            if text:
                self._open.append(text)
                self._at = self._at or (element.sourceline if element is not None else None)
        self._end()

    def _end(self) -> None:
        texts = [clean(part) for part in _GAP.split(_collapsed("".join(self._open)))]
        if any(texts):
            self._line += 1
            place = Place(self.name, line=self._at)
            self.texts += [Printed(text, place, self._line) for text in texts if text]
        self._open, self._at = [], None

    def _table(self, table: Any) -> None:
        rows = list(_rows(table))
        inner = [found for row in rows for cell in row for found in _tables_in(cell)]
        if inner and not any(_own_text(cell) for row in rows for cell in row):
            self._inner(inner)  # a table that only lays out others
            return
        self._tables += 1
        number = self._tables
        taken: dict[tuple[int, int], bool] = {}
        for row_number, cells in enumerate(rows, 1):
            self._line += 1
            column = 1
            for count, cell in enumerate(cells, 1):
                while (row_number, column) in taken:
                    column += 1
                rowspan = min(_span(cell, "rowspan", len(rows)), len(rows) - row_number + 1)
                colspan = _span(cell, "colspan", 1)
                taken |= dict.fromkeys(
                    ((row_number + down, column + right) for down in range(rowspan) for right in range(colspan)), True
                )
                place = cell_place(self.name, number, row_number, count)
                text = _own_text(cell)
                self.texts.append(Printed(text, place, self._line, number, row_number, column, rowspan, colspan))
                column += colspan
        self._inner(inner)

    def _inner(self, tables: list[Any]) -> None:
        for table in tables:
            self._table(table)


def _walk(root: Any, *, tables: bool) -> Iterator[tuple[Any, str, bool]]:
    """Elements as they begin and end, and the texts between, without what a reader does not see.

    With ``tables`` a table is given as one; without, tables are passed over.
    """
    waiting: list[tuple[Any, bool]] = [(root, False)]
    while waiting:
        element, is_end = waiting.pop()
        if is_end:
            yield element, "", True
            continue
        if isinstance(element, str):
            yield None, element, False
            continue
        if _is_unseen(element) or (element is not root and element.tag == "table" and not tables):
            continue
        yield element, element.text or "", False
        if element is root or element.tag != "table":
            waiting.append((element, True))
            waiting.extend(_inside(element))


def _inside(element: Any) -> Iterator[tuple[Any, bool]]:
    """The children of an element and the texts after them, the last first."""
    for child in reversed(element):
        if child.tail:
            yield child.tail, False
        yield child, False


def _is_unseen(element: Any) -> bool:
    """Whether a reader does not see it: a comment, a script, something hidden."""
    return not isinstance(element.tag, str) or element.tag in _DROPPED or _is_hidden(element)


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _is_right(element: Any) -> bool:
    classes = (element.get("class") or "").split()
    return element.tag == "span" and ("right" in classes or bool(_RIGHT.search(element.get("style") or "")))


def _collapsed(text: str) -> str:
    parts = text.split(_GAP_MARK) if _GAP_MARK in text else [text]
    return _GAP_MARK.join(_SPACE.sub(" ", part) for part in parts)


def _own_text(cell: Any) -> str:
    """The text of a cell, its lines parted; tables in it are read by themselves."""
    lines = [""]
    for element, text, _ in _walk(cell, tables=False):
        if element is not None and element is not cell and (element.tag in _BLOCKS or element.tag == "br"):
            lines.append("")
        lines[-1] += _SPACE.sub(" ", text) if text else ""
    return clean("\n".join(line for line in map(clean, lines) if line))


def _rows(table: Any) -> Iterator[list[Any]]:
    """The rows of a table, without those of tables in it and those that are hidden."""
    for child in table:
        if child.tag == "tr" and not _is_hidden(child):
            yield [cell for cell in child if cell.tag in ("td", "th") and not _is_hidden(cell)]
        elif child.tag in ("thead", "tbody", "tfoot") and not _is_hidden(child):
            yield from _rows(child)


def _tables_in(cell: Any) -> list[Any]:
    """The outermost tables of a cell."""
    found, waiting, depth = [], list(cell), 0
    while waiting and depth < MAX_CELLS:
        depth += 1
        element = waiting.pop(0)
        if element.tag == "table":
            found.append(element)
        else:
            waiting = [*element, *waiting]
    return found


def _span(cell: Any, name: str, rest: int) -> int:
    """How many rows or columns a cell takes; 0 means all that are left."""
    text = (cell.get(name) or "1").strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(number or rest, _MAX_SPAN)
