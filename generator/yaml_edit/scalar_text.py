"""A text as a YAML scalar: in the style that was there, where the new text allows it, else in the nearest that does."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.yaml_edit.text_lines import BREAK

_NULLS = frozenset(("", "~", "null"))
_SPECIAL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
"""Characters that only stand in double quotes, as escapes; line feeds also in blocks."""

_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_STARTS = "?:,[]{}#&*!|>'\"%@`="
_ESCAPES = {
    "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r",
    "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P", "\ufeff": "\\uFEFF",
}  # fmt: skip
_HEADER = re.compile(
    r"[|>](?:(?P<sign>[+-])?(?P<digit>[1-9])?|(?P<digit2>[1-9])(?P<sign2>[+-])?)(?P<rest>[ \t][^\n\r]*)?"
)


@dataclass(frozen=True, slots=True)
class Room:
    """Where a scalar stands: in brackets or not, the indent of its parent, that of a block's text, the line end."""

    flow: bool
    parent: int
    indent: int
    newline: str = "\n"
    block: bool = True
    """Whether a block may start here: not before a comment in the same line."""
    quote: str = ""
    """The quotes of a text that needs some, where either will do."""


def refused_character(text: str) -> str | None:
    """The first character of ``text`` that no YAML file may hold, however written, or ``None``."""
    found = _REFUSED.search(text)
    return found.group() if found else None


def render(text: str, room: Room, style: str = "", old: str = "") -> str:
    """``text`` as a scalar; ``style`` and ``old`` are those of the scalar that it replaces, if any."""
    if style in ("|", ">") and room.block:
        block = _like_block(text, room, style, old)
        if block is not None:
            return block
    if style == "'" and not _SPECIAL.search(text):
        return _single(text)
    if style == '"':
        return _double(text)
    if is_plain(text, room.flow):
        return text
    if "\n" in text and room.block and not room.flow:
        literal = _literal(text, room, room.indent)
        if literal is not None:
            return literal
    return quoted(text, room.quote)


def is_plain(text: str, flow: bool) -> bool:
    """Whether ``text`` may stand without quotes."""
    if text in _NULLS or text != text.strip() or text[0] in _STARTS or _SPECIAL.search(text):
        return False
    if text.startswith(("- ", "---", "...")) or text == "-":
        return False
    if ": " in text or text.endswith(":") or " #" in text:
        return False
    return not (flow and re.search(r"[\[\]{},:?]", text))


def quoted(text: str, quote: str = "") -> str:
    """``text`` in quotes: those that need no backslash, and where neither do, single ones if ``quote`` is that."""
    if _SPECIAL.search(text):
        return _double(text)
    return _single(text) if quote == "'" or re.search(r'["\\]', text) else _double(text)


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(char, char) for char in text) + '"'


def _like_block(text: str, room: Room, style: str, old: str) -> str | None:
    """``text`` as a block like ``old``: its sign, its indent and the comment in its header."""
    lines = re.split(BREAK, old)
    header = _HEADER.match(lines[0])
    if header is None:
        return None
    sign = header["sign"] or header["sign2"] or ""
    digit = header["digit"] or header["digit2"]
    filled = [line for line in lines[1:] if line.strip(" ")]
    indent = room.indent
    if digit:
        indent = max(room.parent, 0) + int(digit)
    elif filled:
        indent = len(filled[0]) - len(filled[0].lstrip(" "))
    width = max((len(line) - indent for line in filled), default=80)
    write = _literal if style == "|" else _folded
    return write(text, room, indent, sign == "+", bool(digit), header["rest"] or "", width)


def _literal(
    text: str, room: Room, indent: int, keep: bool = False, digit: bool = False, rest: str = "", _width: int = 0
) -> str | None:
    """``text`` after ``|``, or ``None`` where that cannot be."""
    return _block("|", text, text.rstrip("\n").split("\n"), room, indent, keep, digit, rest)


def _folded(
    text: str, room: Room, indent: int, keep: bool = False, digit: bool = False, rest: str = "", width: int = 80
) -> str | None:
    """``text`` after ``>``, its lines folded at single blanks to ``width``, or ``None`` where that cannot be."""
    paragraphs = text.rstrip("\n").split("\n")
    if any(line.startswith((" ", "\t")) for line in paragraphs) or not paragraphs[0]:
        return None
    lines: list[str] = []
    for index, paragraph in enumerate(paragraphs):
        if index and paragraphs[index - 1]:
            lines.append("")
        lines += _fold(paragraph, width)
    return _block(">", text, lines, room, indent, keep, digit, rest)


def _fold(paragraph: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in re.split("(?<=[^ \t]) (?=[^ \t])", paragraph):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _block(
    mark: str, text: str, lines: list[str], room: Room, indent: int, keep: bool, digit: bool, rest: str
) -> str | None:
    ends = len(text) - len(text.rstrip("\n"))
    if room.flow or not text.strip() or _SPECIAL.search(text.replace("\n", "").replace("\t", "")):
        return None
    if (ends > 1 and not keep) or any(line and not line.strip() for line in lines) or lines[0].startswith("\t"):
        return None
    first = next(line for line in lines if line)
    step = indent - max(room.parent, 0)
    if (digit or first.startswith(" ")) and not 1 <= step <= 9:
        return None
    number = str(step) if digit or first.startswith(" ") else ""
    sign = "-" if ends == 0 else "+" if ends > 1 or (keep and ends) else ""
    body = [" " * indent + line if line else "" for line in lines] + [""] * (ends - 1)
    return room.newline.join([f"{mark}{number}{sign}{rest}", *body])
