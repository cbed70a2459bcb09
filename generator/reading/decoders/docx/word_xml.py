"""Word's XML: names without namespaces, attributes and children by them, text boxes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

SKIPPED = {"del", "moveFrom", "delText", "delInstrText", "Fallback", "pPr", "rPr"}
"""Elements of a paragraph whose text is no visible part of it."""
_NO_BOXES = SKIPPED | {"tbl"}
BOX = "txbxContent"
"""The element that holds the paragraphs of a text box."""


def tag_of(element: Any) -> str:
    """An element's name, blank for comments and the like."""
    return _local(element.tag)


@lru_cache(maxsize=4096)
def _local(name: Any) -> str:
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
        element = _child(element, name) if element is not None else None
    return element


def _child(element: Any, name: str) -> Any:
    for each in element:
        if _local(each.tag) == name:
            return each
    return None


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
