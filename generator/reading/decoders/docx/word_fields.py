"""Word's fields that show what the file's text does not hold: rings around numbers, signs, ticked boxes, chosen entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.reading.decoders.asides import Kind
from generator.reading.decoders.docx.word_styles import is_on
from generator.reading.decoders.docx.word_xml import child_of, tag_of, value_of
from generator.reading.decoders.symbol_fonts import sign_of

_SILENT = (
    "xe",
    "tc",
    "ta",
    "rd",
    "set",
    "private",
    "advance",
    "toc",
    "hyperlink",
    "ref",
    "noteref",
    "index",
    "comments",
)
"""Fields that show nothing by themselves, or only what stands elsewhere."""
_RINGS = re.compile(r"\\o\s*(?:\\a[clr]\s*)?\(\s*[○〇◯]\s*[,，;；]\s*(\d{1,2})\s*\)", re.IGNORECASE)
_SIGN = re.compile(
    r'(?:(?P<code>0x[0-9a-f]+|\d+)|"?(?P<char>\S)"?)(?:.*?\\f\s*"?(?P<font>[^"\\]+?)"?\s*(?:\\|$))?', re.IGNORECASE
)
_RING = 0x245F
"""Before ①."""
_MAX_RING = 20
_BUTTON = re.compile(r"\S+\s*(?P<text>.*)", re.DOTALL)


@dataclass(slots=True)
class Field:
    """A field that has begun: where its pieces start among the paragraph's, what its code is."""

    start: int
    data: Any = None
    """The element that holds what a box or a list of a form was set to."""
    code: str = ""
    has_result: bool = False


def piece_of(field: Field) -> tuple[Kind, str]:
    """What a field without the text of a result shows."""
    name, _, rest = field.code.strip().partition(" ")
    known = _SHOWING.get(name.lower())
    if known is not None:
        return known(rest.strip(), field)
    if field.has_result or not name or name.lower() in _SILENT:
        return Kind.TEXT, ""
    return Kind.FIELD, field.code.strip()


def _equation(code: str, field: Field) -> tuple[Kind, str]:
    found = _RINGS.search(code)
    if found is None or not 0 < int(found[1]) <= _MAX_RING:
        return Kind.FIELD, field.code.strip()
    return Kind.TEXT, chr(_RING + int(found[1]))


def _sign(code: str, field: Field) -> tuple[Kind, str]:
    found = _SIGN.match(code)
    if found is None:
        return Kind.FIELD, field.code.strip()
    number = int(found["code"], 0) if found["code"] else ord(found["char"])
    sign = sign_of(found["font"] or "", number)
    return (Kind.TEXT, sign) if sign else (Kind.SIGN, f"{found['font']} {number:04X}")


def _box(_: str, field: Field) -> tuple[Kind, str]:
    box = child_of(field.data, "checkBox")
    state = next((found for name in ("checked", "default") if (found := child_of(box, name)) is not None), None)
    return Kind.TEXT, "☑" if state is not None and is_on(state) else "☐"


def _choice(_: str, field: Field) -> tuple[Kind, str]:
    choices = child_of(field.data, "ddList")
    entries = [value_of(entry) for entry in (choices if choices is not None else ()) if tag_of(entry) == "listEntry"]
    chosen = next((found for name in ("result", "default") if (found := child_of(choices, name)) is not None), None)
    number = value_of(chosen) if chosen is not None else "0"
    is_known = number.isascii() and number.isdigit() and int(number) < len(entries)
    return (Kind.TEXT, entries[int(number)]) if is_known else (Kind.TEXT, "")


def _button(code: str, _: Field) -> tuple[Kind, str]:
    found = _BUTTON.match(code)
    return Kind.PROMPT, found["text"] if found else ""


_SHOWING: Mapping[str, Callable[[str, Field], tuple[Kind, str]]] = {
    "eq": _equation,
    "symbol": _sign,
    "formcheckbox": _box,
    "formdropdown": _choice,
    "macrobutton": _button,
    "gotobutton": _button,
}
