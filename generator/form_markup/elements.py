"""The elements that the markup of a form consists of, and what may stand in each; their texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
ATTRIBUTES = {
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
} | {name: {"class"} for name in HEADINGS}
_INLINE = {"span", "br"}
_CHILDREN = {
    "form": {"section"},
    "section": {*HEADINGS, "p", "nav", "table"},
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
_NATURAL = re.compile(r"[1-9][0-9]{0,5}")


class MarkupError(ValueError):
    """The composed markup of a layout is not a form: the layout's template has to be mended."""


def refuse_unknown(root: Element) -> None:
    """Refuse elements, attributes and texts that forms do not have."""
    elements = root.iter()
    _refuse_inside(next(elements))
    for element in elements:
        allowed = ATTRIBUTES.get(element.tag)
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
        if child.tag not in children and child.tag in ATTRIBUTES:
            raise MarkupError(f"模板里 <{element.tag}> 里不能放 <{child.tag}>")
    if element.tag in _WITHOUT_TEXT:
        parts = [element.text or "", *[child.tail or "" for child in element]]
        stray = "".join(parts).strip()
        if stray:
            raise MarkupError(f"模板里 <{element.tag}> 直接含有文字“{stray[:20]}”，应放进段落或单元格")


def text_of(element: Element) -> str:
    """The text of an element: ``br`` and inner paragraphs part lines, blanks fold to one."""
    if not len(element):  # most hold plain text
        return folded(element.text or "")
    pieces: list[str] = []
    _collect(element, pieces)
    return "\n".join(map(folded, "".join(pieces).split("\0"))).strip("\n")


def folded(line: str) -> str:
    """``line`` with its blanks folded to one, and none around it."""
    if line.isprintable() and "  " not in line:  # a single space is the one blank that is printable
        return line.strip(" ")
    return _BLANKS.sub(" ", line).strip(" ")


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


def natural(tag: str, attributes: Mapping[str, str], name: str, default: int) -> int:
    """The attribute ``name`` of an element ``tag`` as a number from 1 on."""
    text = attributes.get(name)
    if text is None:
        return default
    if not _NATURAL.fullmatch(text):
        raise MarkupError(f"<{tag}> 的 {name} 应为正整数，却是“{text[:40]}”")
    return int(text)
