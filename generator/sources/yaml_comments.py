"""Texts that YAML cuts: in ``养护绿地 #12公顷`` all from the blank on is a comment to YAML, and part of the text to its author."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from generator.diagnostics import Finding, Severity
from generator.sources.node import Mapping, Node, Scalar, Sequence
from generator.sources.yaml_source import Source, clip

_GLUED = re.compile(r"(?<=\S) #[^\s#!]")
"""One blank before the sign and none behind it: comments are set off, or have a blank behind their sign."""

_WORDS = re.compile("[^\x00-\x7f].*[^\x00-\x7f]")
_CHOICES = frozenset(("万元",))
"""A comment behind one of few words that may stand there, or behind a figure or a code, takes nothing from it."""


def cut_texts(root: Node, source: Source) -> list[Finding]:
    """A warning (SRC11) for each plain text that YAML cuts at a sign that its author may have meant."""
    if _GLUED.search(source.text) is None:
        return []
    glued = {number: found.start() for number, line in enumerate(source.lines, 1) if (found := _GLUED.search(line))}
    begun = sorted(((node.place.line, node) for node in _scalars(root) if node.place.line), key=itemgetter(0))
    lines = [line for line, _ in begun]
    before = ((begun[at - 1][1], line, end) for line, end in glued.items() if (at := bisect_right(lines, line)))
    return [finding for node, line, end in before if (finding := _cut(node, source, line, end))]


def _cut(node: Scalar, source: Source, number: int, end: int) -> Finding | None:
    """What is to be said of the text that begins at or before line ``number``, if it ends there where a sign stands."""
    line, text = source.line(number), node.text or ""
    start = (node.place.column or 1) - 1 if number == node.place.line else 0
    written, read = line[start:].strip(), line[start:end].strip()
    if not read or not text.endswith(read) or text in _CHOICES or not _WORDS.search(text):
        return None  # quoted, a text of several lines that holds the sign, or none from which words are missing
    message = f"「{clip(written)}」里，空格和 # 以后的被 YAML 当作注释，只读到「{clip(read)}」"
    quoted = f"，如：'{clip(written)}'" if number == node.place.line and "'" not in written else ""
    hint = f"是文字的一部分时，用引号把整个值括起来{quoted}；是注释的，在 # 后面空一格。"
    return Finding("SRC11", Severity.WARNING, message, hint, node.place)


def _scalars(root: Node) -> Iterator[Scalar]:
    """Every value that is a text."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, Sequence):
            stack += reversed(node.items)
        elif isinstance(node, Mapping):
            stack += [value for _, value in reversed(node.entries)]
