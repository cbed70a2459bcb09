"""Reads the markup of a layout's template into the sections of a form.

The markup is XHTML (well-formed) and holds only what the forms need:

``section`` (``name``, ``class``), ``h1``–``h4``, ``p``, ``span``, ``br``, ``nav`` (the table of contents),
``table``, ``colgroup``/``col`` (``width="12%"``), ``thead``, ``tbody``, ``tr``, ``th`` (``scope``), ``td``
(``rowspan``, ``colspan``, ``data-number``, ``data-format``). Anything else is a ``MarkupError``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from generator.form import Block, Contents, Heading, Paragraph, Section, Table
from generator.form_markup.cells import Row, classes_of, kind_of, kinds_of
from generator.form_markup.elements import HEADINGS, MarkupError, natural, refuse_unknown, text_of
from generator.form_markup.rows import part_tables
from generator.form_markup.tables import Shell, shell_of, table_of

__all__ = ["MarkupError", "read_markup"]

_TableReader = Callable[[Element], Table | None]
"""Reads a ``table``; there is none to draw where it has no row (a list that is empty in this spec)."""


def read_markup(markup: str) -> tuple[Section, ...]:
    """Read a template's output (``section`` elements, well-formed XHTML) into sections.

    Raises ``MarkupError`` where the markup is not well formed, uses an element or attribute that forms do not
    have, or holds a table whose cells overlap or leave a hole.
    """
    parted = part_tables(markup)
    if parted is None:
        return _sections(_parsed(markup), _table)
    shells, rows = iter(parted.shells), iter(parted.rows)
    try:
        return _sections(_parsed(parted.rest), lambda _: _filled(_shell(next(shells)), rows))
    except MarkupError:
        return _sections(_parsed(markup), _table)  # what is wrong is said of the whole markup


def _table(element: Element) -> Table | None:
    """The table of a ``table`` with all its rows."""
    rows = [[_row(row)] for row in element.iter("tr")]
    return table_of(shell_of(element), iter(rows)) if rows else None


def _row(element: Element) -> Row:
    """The row that a ``tr`` is."""
    cells = kinds_of(kind_of(cell.tag, cell.attrib) for cell in element)
    return Row(cells, [text_of(cell) for cell in element])


def _filled(shell: Shell, rows: Iterator[list[Row]]) -> Table | None:
    return table_of(shell, rows) if shell.heads or shell.bodies else None


@lru_cache(maxsize=64)
def _shell(text: str) -> Shell:
    """The shell of a table, read from what stands between its tags: the same in all forms of a layout."""
    return shell_of(_parsed(f"<section><table{text}</table></section>")[0][0])


def _parsed(markup: str) -> Element:
    # The standard library's trees are half as dear to walk as lxml's. A document type, and with it an entity of its
    # own, cannot stand inside an element.
    parser = ElementTree.XMLParser(target=ElementTree.TreeBuilder(insert_pis=True))
    try:
        root = ElementTree.fromstring(f"<form>{markup}</form>", parser)
    except ElementTree.ParseError as error:
        raise MarkupError(f"模板输出不是合法的 XHTML：{error}") from error
    refuse_unknown(root)
    return root


def _sections(root: Element, read_table: _TableReader) -> tuple[Section, ...]:
    reader = _Reader(read_table)
    sections = tuple(reader.section(element) for element in root)
    if not sections:
        raise MarkupError("模板没有输出任何 <section>")
    return sections


class _Reader:
    """Reads elements into blocks and numbers the headings' anchors."""

    def __init__(self, read_table: _TableReader) -> None:
        self._read_table = read_table
        self._heading_count = 0

    def section(self, element: Element) -> Section:
        blocks = [block for child in element if (block := self._block(child)) is not None]
        return Section(name=element.get("name", ""), blocks=tuple(blocks), classes=classes_of(element.attrib))

    def _block(self, element: Element) -> Block | None:
        tag = element.tag
        if tag in HEADINGS:
            self._heading_count += 1
            return Heading(HEADINGS[tag], text_of(element), f"h{self._heading_count}", classes_of(element.attrib))
        if tag == "p":
            return _paragraph(element)
        if tag == "nav":
            return Contents(text_of(element), natural(tag, element.attrib, "data-depth", "2"))
        return self._read_table(element)


def _paragraph(element: Element) -> Paragraph:
    classes = classes_of(element.attrib)
    right = next((span for span in element.findall("span") if "right" in classes_of(span.attrib)), None)
    if right is None:
        return Paragraph(text_of(element), None, classes)
    right_text = text_of(right)
    tail = right.tail
    element.remove(right)
    if tail and tail.strip():
        raise MarkupError('<span class="right"> 之后不能再有文字')
    return Paragraph(text_of(element), right_text, classes)
