"""What a page's own style sheets say of single elements, where that changes what a reader sees: hidden, struck out, raised,
numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_RELEVANT = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|text-decoration(?:-line)?\s*:[^;{}]{0,100}line-through"
    r"|vertical-align\s*:\s*super|list-style(?:-type)?\s*:)[^;]*",
    re.IGNORECASE,
)
_SIMPLE = re.compile(r"(?P<tag>[a-zA-Z][a-zA-Z0-9]*)?(?:(?P<mark>[.#])(?P<name>[\w-]+))?")
"""An element's name, a class or an id, or the first with one of the others. What else selects is left to browsers."""
_TOKEN = re.compile(r"[{}]|[^{}]+")
_MAX_RULES = 10_000


def put_into_elements(root: Any) -> None:
    """Put what simple rules of the style sheets of a page say into the style of each element that they are about."""
    said: dict[tuple[str, str, str], str] = {}
    for sheet in root.iter("style"):
        if _RELEVANT.search(sheet.text or ""):
            said |= _rules(_without_comments(sheet.text))
    if not said:
        return
    for element in root.iter():
        if isinstance(element.tag, str):
            _put(element, said)


def _without_comments(sheet: str) -> str:
    first, *others = sheet.split("/*")
    return first + "".join(each.partition("*/")[2] for each in others)


def _put(element: Any, said: dict[tuple[str, str, str], str]) -> None:
    own = element.get("style") or ""
    marks = [("", ""), *((".", each) for each in (element.get("class") or "").split()), ("#", element.get("id") or "")]
    found = [said[key] for tag in (element.tag, "") for mark in marks if (key := (tag, *mark)) in said]
    kept = [each for each in found if each.partition(":")[0].strip().lower() not in own.lower()]
    if kept:
        element.set("style", ";".join([*kept, own]))


def _rules(sheet: str) -> Iterator[tuple[tuple[str, str, str], str]]:
    """By what they select, the declarations that matter; rules for paper and other devices are none."""
    depth, selector = 0, ""
    for count, token in enumerate(_TOKEN.findall(sheet)):
        if count > _MAX_RULES:
            return
        if token in "{}":
            depth = max(0, depth + (1 if token == "{" else -1))
        elif not depth:
            selector = token.rpartition(";")[2]
        elif depth == 1 and "@" not in selector:
            yield from _selected(selector, ";".join(_RELEVANT.findall(token)))


def _selected(selector: str, declarations: str) -> Iterator[tuple[tuple[str, str, str], str]]:
    for each in selector.split(",") if declarations else ():
        found = _SIMPLE.fullmatch(each.strip())
        if found is not None and found.group():
            yield ((found["tag"] or "").lower(), found["mark"] or "", found["name"] or ""), declarations
