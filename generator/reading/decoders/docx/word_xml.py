"""Word's XML: names without namespaces, attributes and children by them, the visible text of a paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

SKIPPED = {"del", "moveFrom", "instrText", "delText", "Fallback", "footnoteReference", "endnoteReference", "pPr"}
"""Elements of a paragraph whose text is no visible part of it."""
_NO_BOXES = SKIPPED | {"tbl"}
BOX = "txbxContent"
"""The element that holds the paragraphs of a text box."""


def tag_of(element: Any) -> str:
    """An element's name, blank for comments and the like."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def value_of(element: Any, name: str = "val") -> str:
    """An attribute of Word's own namespace, whichever edition's; blank if it is not there."""
    for key, text in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(text)
    return ""


def child_of(element: Any, *names: str) -> Any:
    """The first child of that name, its child of the next name and so on; ``None`` if there is none."""
    for name in names:
        element = next((each for each in element if tag_of(each) == name), None) if element is not None else None
    return element


def is_hidden(run: Any) -> bool:
    """Whether Word does not show a run."""
    vanish = child_of(run, "rPr", "vanish")
    return vanish is not None and value_of(vanish) not in ("0", "false", "off")


def pieces(element: Any) -> Iterator[str]:
    """The visible text of a paragraph, in order; fields are their results, text boxes are none of it."""
    waiting = [iter(element)]
    while waiting:
        each = next(waiting[-1], None)
        if each is None:
            waiting.pop()
            continue
        name = tag_of(each)
        text = _own_text(each, name)
        if text is not None:
            yield text
        elif _shows_more(each, name):
            waiting.append(iter(each))


def _own_text(element: Any, name: str) -> str | None:
    """The text that an element of that name is, ``None`` where others in it may be."""
    if name == "t":
        return element.text or ""
    if name in ("br", "cr"):
        return "" if value_of(element, "type") in ("page", "column") else "\n"
    if name == "tab" and tag_of(element.getparent()) != "tabs":
        return "\t"
    return "-" if name == "noBreakHyphen" else None


def _shows_more(element: Any, name: str) -> bool:
    """Whether visible text of the paragraph may be in an element of that name."""
    return name != BOX and name not in SKIPPED and not (name == "r" and is_hidden(element))


def boxes(element: Any) -> list[Any]:
    """The outermost text boxes in a paragraph or cell, each once; not their copies for older programs, nor a table's."""
    found, waiting = [], list(reversed(element))
    while waiting:
        each = waiting.pop()
        if tag_of(each) == BOX:
            found.append(each)
        elif tag_of(each) not in _NO_BOXES:
            waiting.extend(reversed(each))
    return found
