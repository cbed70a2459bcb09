"""The text of a cell or a note of a workbook: its runs joined, without those that are struck out or raised."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from generator.sources.workbook_styles import is_on

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_POWERS = {"2": "²", "3": "³"}
_LETTER = re.compile("[A-Za-z]")
_PICTURE = re.compile(r"=(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)


class RichText(NamedTuple):
    """A text as it is meant; ``struck`` was struck out, ``raised`` stood above the line as the mark of a note does."""

    text: str
    struck: str = ""
    raised: str = ""


def plain_text(element: Any) -> str | None:
    """The text of a string of one run without a look, as nearly all are; ``None`` of others."""
    if len(element) != 1:
        return None
    (child,) = element
    return unescaped(child.text or "") if child.tag.endswith("}t") else None


def rich_text(element: Any) -> RichText:
    """The text of a string, without the readings that Japanese files have beside them."""
    kept: list[str] = []
    left_out: dict[str, list[str]] = {"struck": [], "raised": []}
    for child in element:
        if child.tag.endswith("}t"):
            kept.append(child.text or "")
        elif child.tag.endswith("}r"):
            text = "".join(part.text or "" for part in child if part.tag.endswith("}t"))
            how = _look(child)
            if how == "raised" and text in _POWERS and kept and _LETTER.match(kept[-1][-1:]):
                kept.append(_POWERS[text])  # m², km³
            else:
                left_out.get(how, kept).append(text)
    return RichText(*(unescaped("".join(parts)) for parts in (kept, *left_out.values())))


def _look(run: Any) -> str:
    """Whether a run is ``struck``, ``raised``, or neither."""
    look = run.find("{*}rPr")
    if look is None:
        return ""
    if is_on(look.find("{*}strike")):
        return "struck"
    place = look.find("{*}vertAlign")
    return "raised" if place is not None and place.get("val") == "superscript" else ""


def unescaped(text: str) -> str:
    """``text`` with the characters that the file writes by their numbers (``_x000D_``; ECMA-376 part 1, 22.9.2.19)."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return found[0] if 0xD800 <= number <= 0xDFFF else chr(number)  # half a character is none


def is_picture(formula: str) -> bool:
    """Whether a formula is WPS's way to keep a picture in a cell."""
    return _PICTURE.match(formula if formula.startswith("=") else f"={formula}") is not None
