"""Reads the markup of a layout's template into the sections of a form.

The markup is XHTML (well-formed) and holds only what the forms need:

``section`` (``name``, ``class``), ``h1``–``h4``, ``p``, ``span``, ``br``, ``nav`` (the table of contents),
``table``, ``colgroup``/``col`` (``width="12%"``), ``thead``, ``tbody``, ``tr``, ``th`` (``scope``), ``td``
(``rowspan``, ``colspan``, ``data-number``, ``data-format``). Anything else is a ``MarkupError``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import cast, get_args
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from generator.form import Block, Cell, Contents, Heading, Paragraph, Scope, Section, Table

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
_ATTRIBUTES = {
    "section": {"name", "class"},
    "p": {"class"},
    "span": {"class"},
    "br": set(),
    "nav": {"class", "data-depth"},
    "table": {"class"},
    "colgroup": set(),
    "col": {"width"},
    "thead": set(),
    "tbody": {"class"},
    "tr": {"class"},
    "th": {"class", "scope", "rowspan", "colspan", "data-number", "data-format"},
    "td": {"class", "rowspan", "colspan", "data-number", "data-format"},
} | {name: {"class"} for name in _HEADINGS}
_INLINE = {"span", "br"}
_CHILDREN = {
    "form": {"section"},
    "section": {*_HEADINGS, "p", "nav", "table"},
    "table": {"colgroup", "thead", "tbody"},
    "colgroup": {"col"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "th": {*_INLINE, "p"},
    "td": {*_INLINE, "p"},
    "col": set(),
    "br": set(),
}
"""What may stand in each element; in any other ``_INLINE`` may. Those not named with ``_INLINE`` hold no text."""
_WITHOUT_TEXT = frozenset(tag for tag, children in _CHILDREN.items() if not children >= _INLINE)
# Blanks of the markup fold as in HTML; the ideographic space (U+3000) is content and stays.
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_WIDTH = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)%?")
_SCOPES = frozenset(get_args(Scope))
_NATURAL = re.compile(r"[1-9][0-9]{0,5}")


class MarkupError(ValueError):
    """The composed markup of a layout is not a form: the layout's template has to be mended."""


def read_markup(markup: str) -> tuple[Section, ...]:
    """Read a template's output (``section`` elements, well-formed XHTML) into sections.

    Raises ``MarkupError`` where the markup is not well formed, uses an element or attribute that forms do not
    have, or holds a table whose cells overlap or leave a hole.
    """
    # The standard library's trees are half as dear to walk as lxml's. A document type, and with it an entity of its
    # own, cannot stand inside an element.
    parser = ElementTree.XMLParser(target=ElementTree.TreeBuilder(insert_pis=True))
    try:
        root = ElementTree.fromstring(f"<form>{markup}</form>", parser)
    except ElementTree.ParseError as error:
        raise MarkupError(f"模板输出不是合法的 XHTML：{error}") from error
    _refuse_unknown(root)
    reader = _Reader()
    sections = tuple(reader.section(element) for element in root)
    if not sections:
        raise MarkupError("模板没有输出任何 <section>")
    return sections


def _refuse_unknown(root: Element) -> None:
    """Refuse elements, attributes and texts that forms do not have."""
    elements = root.iter()
    _refuse_inside(next(elements))
    for element in elements:
        allowed = _ATTRIBUTES.get(element.tag)
        if allowed is None:
            raise MarkupError(_unsupported(element))
        if not allowed.issuperset(element.keys()):
            names = "、".join(name for name in element.keys() if name not in allowed)  # noqa: SIM118 - no mapping
            raise MarkupError(f"模板里 <{element.tag}> 有不支持的属性 {names}")
        if len(element) or element.tag in _WITHOUT_TEXT:
            _refuse_inside(element)


def _unsupported(element: Element) -> str:
    tag: object = element.tag  # of a processing instruction it is a function
    if not isinstance(tag, str):
        return f"模板里不能有处理指令 <?{str(element.text)[:40]}?>"
    return f"模板里有表单不支持的元素 <{tag}>"


def _refuse_inside(element: Element) -> None:
    """Refuse children that stand in the wrong place, and text where none may be."""
    children = _CHILDREN.get(element.tag, _INLINE)
    for child in element:
        if child.tag not in children and child.tag in _ATTRIBUTES:
            raise MarkupError(f"模板里 <{element.tag}> 里不能放 <{child.tag}>")
    if element.tag in _WITHOUT_TEXT:
        parts = (element.text, *(child.tail for child in element))
        stray = next((part.strip() for part in parts if part and not part.isspace()), None)
        if stray:
            raise MarkupError(f"模板里 <{element.tag}> 直接含有文字“{stray[:20]}”，应放进段落或单元格")


class _Reader:
    """Reads elements into blocks and numbers the headings' anchors."""

    def __init__(self) -> None:
        self._heading_count = 0

    def section(self, element: Element) -> Section:
        # A table without a row (a list that is empty in this spec) has nothing to draw.
        blocks = tuple(
            self._block(child) for child in element if child.tag != "table" or next(child.iter("tr"), None) is not None
        )
        return Section(name=element.get("name", ""), blocks=blocks, classes=_classes(element))

    def _block(self, element: Element) -> Block:
        tag = element.tag
        if tag in _HEADINGS:
            self._heading_count += 1
            return Heading(_HEADINGS[tag], _text(element), f"h{self._heading_count}", _classes(element))
        if tag == "p":
            return _paragraph(element)
        if tag == "nav":
            return Contents(_text(element), _natural(element, "data-depth", "2"))
        return _table(element)


def _paragraph(element: Element) -> Paragraph:
    right = next((span for span in element.findall("span") if "right" in _classes(span)), None)
    if right is None:
        return Paragraph(_text(element), None, _classes(element))
    right_text = _text(right)
    tail = right.tail
    element.remove(right)
    if tail and tail.strip():
        raise MarkupError('<span class="right"> 之后不能再有文字')
    return Paragraph(_text(element), right_text, _classes(element))


def _classes(element: Element) -> tuple[str, ...]:
    return _split(element.get("class", ""))


@lru_cache(maxsize=256)
def _split(names: str) -> tuple[str, ...]:
    return tuple(names.split())


def _text(element: Element) -> str:
    """The text of an element: ``br`` and inner paragraphs part lines, blanks fold to one."""
    if not len(element):  # most cells hold plain text
        text = element.text
        return _BLANKS.sub(" ", text).strip(" ") if text else ""
    pieces: list[str] = []
    _collect(element, pieces)
    lines = (_BLANKS.sub(" ", line).strip(" ") for line in "".join(pieces).split("\0"))
    return "\n".join(lines).strip("\n")


def _collect(element: Element, pieces: list[str]) -> None:
    # "\0" cannot stand in XML, so it is free to mark the line breaks that are meant.
    pieces.append(element.text or "")
    last = element[-1] if len(element) else None
    for child in element:
        if child.tag == "br":
            pieces.append("\0")
        else:
            _collect(child, pieces)
            if child.tag == "p" and child is not last:
                pieces.append("\0")
        pieces.append(child.tail or "")


def _table(element: Element) -> Table:
    widths = _widths(element)
    groups = [child for child in element if child.tag != "colgroup"]
    heads = [row for group in groups if group.tag == "thead" for row in group]
    bodies = [row for group in groups if group.tag == "tbody" for row in group]
    if any(before.tag == "tbody" and after.tag == "thead" for before, after in pairwise(groups)):
        raise MarkupError("<table> 里 <thead> 要写在 <tbody> 之前")
    # A cell may not reach from the head into the body: the head alone is repeated on the next page.
    rows = _tile(heads, len(widths), 0) + _tile(bodies, len(widths), len(heads))
    return Table(widths, rows, len(heads), _classes(element))


def _widths(element: Element) -> tuple[float, ...]:
    written = [_WIDTH.fullmatch(col.get("width", "")) for col in element.iter("col")]
    shares = [float(match[1]) for match in written if match]
    if not shares or len(shares) < len(written) or min(shares) == 0:
        raise MarkupError('<table> 要用 <colgroup><col width="…%"/></colgroup> 写明每一列的宽度')
    total = sum(shares)
    return tuple(share / total for share in shares)


def _tile(rows: list[Element], width: int, first: int) -> tuple[tuple[Cell, ...], ...]:
    """Lay the cells of ``rows`` into a grid of ``width`` columns, as HTML does, and insist that they tile it.

    ``first`` is the number of the first row in the table.
    """
    taken: list[int] = [0] * width  # for each column: how many rows from here on are covered from above
    result: list[tuple[Cell, ...]] = []
    for index, row in enumerate(rows, first):
        column, cells = 0, []
        for element in row:
            while column < width and taken[column] > 0:
                column += 1
            cell = _cell(element, index, column)
            _cover(taken, cell, width, first + len(rows))
            cells.append(cell)
            column += cell.colspan
        if 0 in taken:
            raise MarkupError(f"表格第 {index + 1} 行第 {taken.index(0) + 1} 列没有单元格")
        taken = [rows_left - 1 for rows_left in taken]
        result.append(tuple(cells))
    return tuple(result)


def _cover(taken: list[int], cell: Cell, width: int, height: int) -> None:
    end = cell.column + cell.colspan
    if end > width or cell.row + cell.rowspan > height:
        raise MarkupError(f"{_where(cell)}超出了表格或表头（到第 {height} 行第 {width} 列为止）")
    if any(taken[cell.column : end]):
        raise MarkupError(f"{_where(cell)}与上面的单元格重叠")
    taken[cell.column : end] = [cell.rowspan] * cell.colspan


def _where(cell: Cell) -> str:
    return f"表格第 {cell.row + 1} 行第 {cell.column + 1} 列的单元格“{cell.text[:20]}”"


def _cell(element: Element, row: int, column: int) -> Cell:
    written = element.attrib
    return Cell(
        text=_text(element),
        row=row,
        column=column,
        rowspan=_natural(element, "rowspan", "1") if "rowspan" in written else 1,
        colspan=_natural(element, "colspan", "1") if "colspan" in written else 1,
        is_header=element.tag == "th",
        scope=_scope(element),
        number=_number(element) if "data-number" in written else None,
        number_format=written.get("data-format"),
        classes=_split(written["class"]) if "class" in written else (),
    )


def _scope(element: Element) -> Scope | None:
    scope = element.get("scope")
    if scope is None:
        return "col" if element.tag == "th" else None
    if scope in _SCOPES:
        return cast(Scope, scope)
    raise MarkupError(f"<th> 的 scope 应为 col、row、colgroup 或 rowgroup，却是“{scope}”")


def _number(element: Element) -> Decimal | None:
    text = element.get("data-number", "")
    try:
        number = Decimal(text) if text else None
    except ArithmeticError as error:
        raise MarkupError(f"<td> 的 data-number 应为数，却是“{text[:40]}”") from error
    if number is not None and not number.is_finite():
        raise MarkupError(f"<td> 的 data-number 应为数，却是“{text}”")
    return number


def _natural(element: Element, name: str, default: str) -> int:
    text = element.get(name, default)
    if not _NATURAL.fullmatch(text):
        raise MarkupError(f"<{element.tag}> 的 {name} 应为正整数，却是“{text[:40]}”")
    return int(text)
