"""Word's equations on one line: 1/2 for a fraction, m² for a square; what a line cannot hold is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from generator.reading.decoders.asides import Kind
from generator.reading.decoders.docx.word_xml import child_of, tag_of, value_of
from generator.reading.decoders.raised import Raised, raised_text

_PLAIN = (
    "oMath",
    "oMathPara",
    "r",
    "t",
    "e",
    "num",
    "den",
    "sup",
    "sub",
    "fName",
    "func",
    "box",
    "ins",
    "sSub",
    "d",
    "f",
)
"""Elements that lose nothing on one line."""
_UNSEEN = ("rPr", "ctrlPr", "del", "fPr", "dPr", "sSupPr", "sSubPr", "funcPr", "boxPr", "argPr", "oMathParaPr")
_SIMPLE = re.compile(r"\w*")


def is_math(element: Any) -> bool:
    """Whether an element is of Word's equations, whichever edition's."""
    return isinstance(element.tag, str) and element.tag.rpartition("}")[0].endswith("/math")


def piece_of_math(equation: Any) -> tuple[Kind, str]:
    """An equation as a text, and whether it is surely the same."""
    text = _linear(equation)
    is_plain = all(_is_plain(element) for element in equation.iter())
    return Kind.TEXT if is_plain else Kind.FORMULA, text


def _is_plain(element: Any) -> bool:
    if not is_math(element) or tag_of(element) in _PLAIN or tag_of(element).endswith("Pr"):
        return True
    if tag_of(element) == "sSup":
        return _power(element)[1] is Raised.PART
    holder = tag_of(element.getparent())
    return holder.endswith("Pr")


def _linear(element: Any) -> str:
    """What the parser lets in is no deeper than Python calls."""
    name = tag_of(element)
    if name in _UNSEEN or name.endswith("Pr"):
        return ""
    if name == "t":
        return element.text or ""
    known = _WRITTEN.get(name)
    return known(element) if known else "".join(_linear(child) for child in element)


def _part(element: Any, name: str) -> str:
    part = child_of(element, name)
    return _linear(part) if part is not None else ""


def _fraction(element: Any) -> str:
    return "/".join(
        text if _SIMPLE.fullmatch(text) else f"({text})" for text in (_part(element, "num"), _part(element, "den"))
    )


def _power(element: Any) -> tuple[str, Raised]:
    base = _part(element, "e")
    text, kind = raised_text(base, _part(element, "sup"))
    return base + text, kind


def _brackets(element: Any) -> str:
    inside = "|".join(_linear(child) for child in element if tag_of(child) == "e")
    return _bracket(element, "begChr", "(") + inside + _bracket(element, "endChr", ")")


def _bracket(element: Any, name: str, default: str) -> str:
    bracket = child_of(element, "dPr", name)
    return value_of(bracket) if bracket is not None else default


_WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "f": _fraction,
    "sSup": lambda element: _power(element)[0],
    "d": _brackets,
}
