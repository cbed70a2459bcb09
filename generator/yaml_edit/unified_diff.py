"""A unified diff made from the replacements themselves: a search for the differences would take minutes in large files."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from generator.yaml_edit.patch_work import Document
from generator.yaml_edit.text_changes import Change, apply

_CONTEXT = 3


def unified_diff(document: Document, changes: list[Change], name: str) -> Iterator[str]:
    """The lines of the diff, without line ends."""
    regions = list(_regions(document, changes))
    if regions:
        yield f"--- {name}"
        yield f"+++ {name}"
    shift = 0
    for start, end, inside in regions:
        first, last = _with_context(document, start, end)
        old = document.text[first:last].splitlines()
        new = apply(document.text, inside, first, last).splitlines()
        line = document.lines.number(first)
        yield f"@@ -{line},{len(old)} +{line + shift},{len(new)} @@"
        yield from (text.rstrip("\n") for text in list(difflib.unified_diff(old, new, n=10**6, lineterm=""))[3:])
        shift += len(new) - len(old)


def _regions(document: Document, changes: list[Change]) -> Iterator[tuple[int, int, list[Change]]]:
    """Lines that change, with the changes in them; regions whose contexts would touch are one."""
    inside: list[Change] = []
    start = end = 0
    for change in sorted(changes):
        if inside and _context_end(document, end) < _context_start(document, change.start):
            yield start, end, inside
            inside = []
        if not inside:
            start = end = change.start
        inside.append(change)
        end = max(end, change.end)
    if inside:
        yield start, end, inside


def _with_context(document: Document, start: int, end: int) -> tuple[int, int]:
    return _context_start(document, start), _context_end(document, end)


def _context_start(document: Document, offset: int) -> int:
    start = document.lines.start(offset)
    for _ in range(_CONTEXT):
        start = document.lines.start(start - 1) if start else 0
    return start


def _context_end(document: Document, offset: int) -> int:
    if document.lines.start(offset) != offset:
        offset = document.lines.end(offset)
    for _ in range(_CONTEXT):
        offset = document.lines.end(offset)
    return offset
