"""What a web page holds beside the form: hidden words, menus, controls, embedded pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.diagnostics import Finding, Place
from generator.reading.decoders.html.html_elements import CONTROLS, EMBEDDED, SCRIPTS, is_unseen
from generator.reading.decoders.unread import unread

_FIELDS = {"text", "number", "search", "date", ""}
"""Kinds of ``input`` that show their value."""

_KINDS = {"nav": "导航", **dict.fromkeys(CONTROLS, "网页控件")}


def unread_of_page(root: Any, name: str) -> Iterator[Finding]:
    """One finding for each kind of text that is left out of a web page. Its title is of the browser's tab, not of the page."""
    told: dict[str, list[str]] = {}
    for element in _unseen(root):
        what, text = _kind_and_text(element)
        told.setdefault(what, []).append(" ".join(text.split()))
    for what, kind_texts in told.items():
        yield from unread(what, kind_texts, Place(name))


def _unseen(root: Any) -> Iterator[Any]:
    """The outermost elements that nobody sees, and fields that are filled in."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in SCRIPTS:
            continue
        if element is not root and (is_unseen(element) or element.tag == "input"):
            if element.tag != "rp" and not _is_contents(element):
                yield element
        else:
            waiting.extend(reversed(element))


def _is_contents(element: Any) -> bool:
    """Whether a menu only leads to places on the page: what it says stands there, too."""
    links = [str(link.get("href") or "") for link in element.iter("a")]
    return element.tag == "nav" and bool(links) and all(link.startswith("#") for link in links)


def _kind_and_text(element: Any) -> tuple[str, str]:
    if element.tag == "input":
        is_shown = str(element.get("type", "")).lower() in _FIELDS
        return "网页上填的", str(element.get("value", "")) if is_shown else ""
    if element.tag in EMBEDDED:
        return "网页里嵌入的", str(element.get("src") or element.get("data", ""))
    return _KINDS.get(element.tag, "网页上看不见的"), " ".join(_words(element))


def _words(element: Any) -> Iterator[str]:
    for each in element.iter():
        if isinstance(each.tag, str) and each.tag not in SCRIPTS:
            yield each.text or ""
        if each is not element:
            yield each.tail or ""
