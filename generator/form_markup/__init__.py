"""Reads the markup of a layout's template into the sections of a form.

The markup is XHTML (well-formed) and holds only what the forms need:

``section`` (``name``, ``class``), ``h1``–``h4``, ``p``, ``span``, ``br``, ``nav`` (the table of contents),
``table``, ``colgroup``/``col`` (``width="12%"``), ``thead``, ``tbody``, ``tr``, ``th`` (``scope``), ``td``
(``rowspan``, ``colspan``, ``data-number``, ``data-format``). Anything else is a ``MarkupError``.
"""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from generator.form import Block, Contents, Heading, Paragraph, Section
from generator.form_markup.cells import classes_of
from generator.form_markup.elements import HEADINGS, MarkupError, natural, refuse_unknown, text_of
from generator.form_markup.table_elements import read_table

__all__ = ["MarkupError", "read_markup"]


def read_markup(markup: str) -> tuple[Section, ...]:
    """Read a template's output (``section`` elements, well-formed XHTML) into sections.

    Raises ``MarkupError`` where the markup is not well formed, uses an element or attribute that forms do not
    have, or holds a table whose cells overlap or leave a hole.
    """
    reader = _Reader()
    sections = tuple(reader.section(element) for element in _parsed(markup))
    if not sections:
        raise MarkupError("模板没有输出任何 <section>")
    return sections


def _parsed(markup: str) -> Element:
    # The standard library's trees are half as dear to walk as lxml's.
    # A document type, and with it an entity of its own, cannot stand inside an element.
    parser = ElementTree.XMLParser(target=ElementTree.TreeBuilder(insert_pis=True))
    try:
        root = ElementTree.fromstring(f"<form>{markup}</form>", parser)
    except ElementTree.ParseError as error:
        raise MarkupError(f"模板输出不是合法的 XHTML：{error}") from error
    refuse_unknown(root)
    return root


class _Reader:
    """Reads elements into blocks and numbers the headings' anchors."""

    def __init__(self) -> None:
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
            return Contents(text_of(element), natural(tag, element.attrib, "data-depth", 2))
        return read_table(element)


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
