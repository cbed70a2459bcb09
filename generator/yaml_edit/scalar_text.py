"""A text as a YAML scalar: in the style that was there, where the new text allows it, else in the nearest that does."""

from __future__ import annotations

import re

from generator.yaml_edit.block_scalar import SPECIAL, Room, block_like, literal_block

_NULLS = frozenset(("", "~", "null"))
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_STARTS = re.compile(r"[?:,\[\]{}#&*!|>'\"%@`=]|-(?: |\Z)|---|\.\.\.")
_WITHIN = re.compile(rf"{SPECIAL.pattern}|: |:\Z| #")
_IN_FLOW = re.compile(r"[\[\]{},:?]")
"""What a text without quotes may not begin with, not hold, and not hold between brackets."""
_ESCAPES = {
    "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r",
    "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P", "\ufeff": "\\uFEFF",
}  # fmt: skip


def refused_character(text: str) -> str | None:
    """The first character of ``text`` that no YAML file may hold, however written, or ``None``."""
    found = _REFUSED.search(text)
    return found.group() if found else None


def render(text: str, room: Room, style: str = "", old: str = "") -> str:
    """``text`` as a scalar; ``style`` and ``old`` are those of the scalar that it replaces, if any."""
    block = block_like(text, room, style, old)
    if block is not None:
        return block
    if style == "'" and not SPECIAL.search(text):
        return _single(text)
    if style == '"':
        return _double(text)
    return text if is_plain(text, room.flow) else literal_block(text, room) or quoted(text, room.quote)


def is_plain(text: str, flow: bool) -> bool:
    """Whether ``text`` may stand without quotes."""
    if text in _NULLS or text != text.strip() or _STARTS.match(text) or _WITHIN.search(text):
        return False
    return not (flow and _IN_FLOW.search(text))


def quoted(text: str, quote: str = "") -> str:
    """``text`` in quotes: those that need no backslash, and where neither do, single ones if ``quote`` is that."""
    if SPECIAL.search(text):
        return _double(text)
    return _single(text) if quote == "'" or re.search(r'["\\]', text) else _double(text)


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(char, char) for char in text) + '"'
