"""How texts of a web page look, where that says what they are: struck out, raised, a reading, drawn by a font of signs."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from generator.reading.decoders.asides import Kind
from generator.reading.decoders.symbol_fonts import is_symbol_font, signs_of

_STRUCK = ("del", "s", "strike")
_KINDS = {**dict.fromkeys(_STRUCK, Kind.STRUCK), "sup": Kind.RAISED, "rt": Kind.READING, "rtc": Kind.READING}
_SPEAKING = {*_KINDS, "font"}
"""Elements that say by themselves how their texts look."""
_INLINE = ("span", "font", "a", "b", "strong", "i", "em", "u", "small", "ins", "label")
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.IGNORECASE)
_SUPER = re.compile(r"vertical-align\s*:\s*super\b", re.IGNORECASE)
_FAMILY = re.compile(
    r"font-family\s*:\s*[\"']?([^\"';,]+)|font\s*:[^;,]*\s[\"']?((?:sym|wing|web)[a-z]+(?: [23])?)\b", re.IGNORECASE
)
_LONGEST = 1000
"""Characters of an element's style that are looked at."""


class Look(NamedTuple):
    """What a text is by its look, and which font of signs draws it."""

    kind: Kind = Kind.TEXT
    font: str = ""

    def piece(self, text: str) -> tuple[Kind, str]:
        """A text that looks so."""
        return self.kind, signs_of(self.font, text) if self.font else text

    def begins_with(self, element: Any) -> tuple[Kind, str]:
        """What an element shows before its first child."""
        text = self.piece(element.text or "")[1]
        return self.kind, "“" + text if element.tag == "q" else text

    def ends_with(self, element: Any) -> tuple[Kind, str]:
        """What an element shows at its end."""
        return self.kind, "”" if element.tag == "q" else ""


PLAIN = Look()


def look_of(element: Any, around: Look) -> Look:
    """How the texts in ``element`` look, which stands in what looks like ``around``."""
    style = (element.get("style") or "")[:_LONGEST]
    if not style and element.tag not in _SPEAKING:
        return around
    kind = around.kind if around.kind is not Kind.TEXT else _kind(element, style)
    font = _font(element, style)
    return Look(kind, around.font if font is None else font)


def _kind(element: Any, style: str) -> Kind:
    if style and _LINE_THROUGH.search(style):
        return Kind.STRUCK
    if style and element.tag in _INLINE and _SUPER.search(style):
        return Kind.RAISED
    return _KINDS.get(element.tag, Kind.TEXT)


def _font(element: Any, style: str) -> str | None:
    """The font that an element asks for, blank where it draws letters, ``None`` where it asks for none."""
    found = _FAMILY.search(style) if style else None
    family = found[1] or found[2] if found else element.get("face") if element.tag == "font" else None
    if family is None:
        return None
    first = family.split(",")[0].strip(" \"'")
    return first if is_symbol_font(first) else ""
