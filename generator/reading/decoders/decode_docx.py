"""Word forms: paragraphs and tables in reading order, as a reader of the page sees them.

Deleted and hidden text, headers, footers, notes and comments are no part of the form; they are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from generator.diagnostics import Finding, Place
from generator.reading.decoders.asides import Aside, Shown, told
from generator.reading.decoders.clean import MAX_CELLS, MAX_DEPTH, cell_place, clean
from generator.reading.decoders.docx.word_numbering import Numbering
from generator.reading.decoders.docx.word_package import MAIN, word_parts
from generator.reading.decoders.docx.word_runs import RunReader
from generator.reading.decoders.docx.word_styles import Styles
from generator.reading.decoders.docx.word_unread import unread_of_word
from generator.reading.decoders.docx.word_xml import boxes, child_of, tag_of, value_of
from generator.reading.decoders.printed import Decoded, Printed
from generator.reading.decoders.unread import unread
from generator.reading.remarks import too_large, unreadable, unsure
from generator.sources.text_file import read_bytes

_CONTENTS_STYLES = ("toc", "目录")
_AROUND = ("ins", "moveTo", "smartTag", "customXml", "AlternateContent", "Choice")
"""Elements around blocks that a reader does not see."""


def decode_docx(path: Path, name: str) -> Decoded:
    """The texts of a Word document's body."""
    data, findings = read_bytes(path, name)
    if data is None:
        return Decoded(findings=findings)
    parts, findings = word_parts(data, name)
    if MAIN not in parts:
        return Decoded(findings=findings)
    body = child_of(parts[MAIN], "body")
    if body is None:
        return Decoded(findings=[unreadable(name, "Word 文件里没有正文", "用 Word 或 WPS 打开它，另存一份再读")])
    runs = RunReader(Styles(parts.get("styles")), body)
    numbering = Numbering(parts.get("numbering"), runs.styles)
    document = _Document(name, numbering, runs)
    document.read(body)
    document.decoded.findings += [
        *findings,
        *_unknown_numbers(numbering, name),
        *unread_of_word(body, parts, runs, name),
        *unread("表格里的文本框", document.boxed, Place(name, sheet="正文")),
    ]
    if len(document.decoded.texts) > MAX_CELLS:
        return Decoded(findings=[too_large(name, f"有 {len(document.decoded.texts):,} 格，最多读 {MAX_CELLS:,} 格")])
    return document.decoded


def _unknown_numbers(numbering: Numbering, name: str) -> Iterator[Finding]:
    for form, number in numbering.unknown.items():
        yield unsure(f"自动编号的格式“{form}”不认识，按 {number} 这样的数字读了", Place(name, sheet="正文"))


@dataclass(slots=True)
class _Cell:
    """A cell of a table, which may reach down into the rows below."""

    text: str
    line: int
    row: int
    column: int
    colspan: int
    asides: list[Aside]
    rowspan: int = 1


@dataclass(slots=True)
class _Table:
    """The cells of a table row by row, and the tables in them."""

    cells: list[_Cell] = field(default_factory=list)
    inner: list[Any] = field(default_factory=list)


class _Document:
    def __init__(self, name: str, numbering: Numbering, runs: RunReader) -> None:
        self.decoded = Decoded()
        self.boxed: list[str] = []
        """The texts of text boxes in tables: what they belong to, their cell does not say."""
        self._name = name
        self._numbering = numbering
        self._runs = runs
        self._line = self._table = self._paragraphs = 0

    def read(self, body: Any, depth: int = 0, *, is_contents: bool = False) -> None:
        """The blocks of a body, in order; ``is_contents``: they are a contents list."""
        for block in body if depth <= MAX_DEPTH else ():
            tag = tag_of(block)
            if tag == "p":
                self._read_paragraph(block, depth, is_contents=is_contents)
            elif tag == "tbl":
                self._read_table(block, depth)
            elif tag == "sdt":
                self.read(_content(block), depth, is_contents=is_contents or _is_contents_list(block))
            elif tag in _AROUND:
                self.read(block, depth + 1, is_contents=is_contents)

    def _read_paragraph(self, paragraph: Any, depth: int, *, is_contents: bool) -> None:
        """A paragraph, then the text boxes in it."""
        self._paragraph(paragraph, is_contents=is_contents or self._is_contents(paragraph))
        for box in boxes(paragraph):
            self.read(box, depth + 1)

    def _paragraph(self, paragraph: Any, *, is_contents: bool) -> None:
        shown = self._shown(paragraph)
        texts = [clean(text) for text in shown.text.split("\t")]
        is_blank = not any(texts)
        if is_blank and not shown.asides:
            return
        self._line += not is_blank
        self._paragraphs += not is_blank
        place = Place(self._name, sheet="正文", cell=f"第 {self._paragraphs or 1} 段")
        self.decoded.findings += told(shown.asides, place)
        self.decoded.texts += [Printed(text, place, self._line, is_contents=is_contents) for text in texts if text]

    def _is_contents(self, paragraph: Any) -> bool:
        styles = self._runs.styles
        return styles.name(styles.style_of(paragraph)).startswith(_CONTENTS_STYLES)

    def _shown(self, paragraph: Any) -> Shown:
        """What a paragraph shows, with the number that Word puts before it."""
        shown = self._runs.shown(paragraph)
        return Shown(self._numbering.label(paragraph) + shown.text, shown.asides)

    # --- tables -----------------------------------------------------------------------------------------------

    def _read_table(self, table: Any, depth: int) -> None:
        if depth < MAX_DEPTH and _is_layout(table):
            for cell in chain.from_iterable(map(_cells, _rows(table))):
                self.read(cell, depth + 1)
        else:
            self._read_cells(table, depth)

    def _read_cells(self, table: Any, depth: int) -> None:
        """The cells of a table, then the tables in them."""
        self._table += 1
        number = self._table
        found = _Table()
        above: dict[int, _Cell] = {}
        for row_number, row in enumerate(_rows(table), 1):
            self._line += 1
            above = self._read_row(row, row_number, above, found)
        self._add_cells(number, found.cells)
        for nested_table in found.inner if depth < MAX_DEPTH else ():
            self._read_table(nested_table, depth + 1)

    def _read_row(self, row: Any, number: int, above: Mapping[int, _Cell], table: _Table) -> dict[int, _Cell]:
        """Add a row's cells to ``table``; returns those that may go on in the next row, by column."""
        below: dict[int, _Cell] = {}
        for column, span, cell in _grid(row):
            merge = child_of(cell, "tcPr", "vMerge")
            shown = self._shown_in_cell(cell)
            if merge is not None and column in above and _goes_on(shown.text, merge, above[column]):
                above[column].rowspan += 1
                below[column] = above[column]
                continue
            table.inner += _tables_in(cell)
            self.boxed += chain.from_iterable(map(self._runs.texts, boxes(cell)))
            table.cells.append(_Cell(shown.text, self._line, number, column, span, shown.asides))
            if merge is not None:
                below[column] = table.cells[-1]
        return below

    def _add_cells(self, number: int, cells: Iterable[_Cell]) -> None:
        for row, entries in groupby(cells, key=lambda cell: cell.row):
            for count, cell in enumerate(entries, 1):
                place = cell_place(self._name, number, row, count)
                self.decoded.findings += told(cell.asides, place)
                self.decoded.texts.append(
                    Printed(cell.text, place, cell.line, number, row, cell.column, cell.rowspan, cell.colspan)
                )

    def _shown_in_cell(self, cell: Any) -> Shown:
        lines = list(map(self._shown, _paragraphs(cell)))
        text = clean("\n".join(clean(line.text.replace("\t", " ")) for line in lines))
        return Shown(text, [aside for line in lines for aside in line.asides])


def _goes_on(text: str, merge: Any, above: _Cell) -> bool:
    """Whether a cell is a part of the merged one above: Word hides its text, so another text begins a new one."""
    return value_of(merge) != "restart" and text in ("", above.text)


def _tables_in(cell: Any) -> list[Any]:
    """The outermost tables of a cell."""
    found, waiting = [], list(reversed(cell))
    while waiting:
        element = waiting.pop()
        if tag_of(element) == "tbl":
            found.append(element)
        else:
            waiting.extend(reversed(element))
    return found


def _is_layout(table: Any) -> bool:
    """Whether a table only lays out others: they stand in it, and no row has a second cell."""
    if next((child for row in _rows(table) for child in row.iter() if tag_of(child) == "tbl"), None) is None:
        return False
    return all(sum(1 for _ in _cells(row)) <= 1 for row in _rows(table))


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        tag = tag_of(child)
        if tag == "tr" and child_of(child, "trPr", "del") is None:
            yield child
        elif tag in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(child)


def _grid(row: Any) -> Iterator[tuple[int, int, Any]]:
    """The cells of a row, each with its column (from 1) and how many it takes."""
    before = child_of(row, "trPr", "gridBefore")
    column = 1 + (_count(before) if before is not None else 0)
    for cell in _cells(row):
        span = child_of(cell, "tcPr", "gridSpan")
        width = max(1, _count(span)) if span is not None else 1
        merge = child_of(cell, "tcPr", "hMerge")
        if merge is None or value_of(merge) == "restart":
            yield column, width, cell
        column += width


def _count(element: Any) -> int:
    text = value_of(element)
    return min(int(text), 1000) if text.isascii() and text.isdigit() else 0


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if tag_of(child) == "tc":
            yield child
        elif tag_of(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _cells(child)


def _paragraphs(cell: Any) -> Iterator[Any]:
    """The paragraphs of a cell; those of tables in it are read with the table."""
    for child in cell:
        if tag_of(child) == "p":
            yield child
        elif tag_of(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _paragraphs(child)


def _content(control: Any) -> Any:
    """What a content control holds."""
    content = child_of(control, "sdtContent")
    return content if content is not None else ()


def _is_contents_list(block: Any) -> bool:
    gallery = child_of(block, "sdtPr", "docPartObj", "docPartGallery")
    return gallery is not None and "table of contents" in value_of(gallery).lower()
