"""Replacements in a text, and the text that they make of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Change(NamedTuple):
    """A replacement of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


class OverlapError(Exception):
    """Two replacements would touch the same text: the patch is wrong."""


def apply(text: str, changes: Iterable[Change], start: int = 0, end: int | None = None) -> str:
    """``text`` from ``start`` to ``end`` with ``changes``; insertions stand before what is replaced at the same place."""
    parts: list[str] = []
    at = start
    ordered = sorted(enumerate(changes), key=lambda pair: (pair[1].start, pair[1].end > pair[1].start, pair[0]))
    for _, change in ordered:
        if change.start < at:
            raise OverlapError(f"two changes at {change.start}")
        parts += (text[at : change.start], change.text)
        at = change.end
    parts.append(text[at : len(text) if end is None else end])
    return "".join(parts)
