"""A text as a YAML block scalar: after ``|`` with its lines as they are, after ``>`` with lines folded at blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.yaml_edit.text_lines import BREAK

SPECIAL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
"""Characters that only stand in double quotes, as escapes; line feeds also in blocks."""

_HEADER = re.compile(
    r"[|>](?:(?P<sign>[+-])?(?P<digit>[1-9])?|(?P<digit2>[1-9])(?P<sign2>[+-])?)(?P<rest>[ \t][^\n\r]*)?"
)
_DEFAULT_WIDTH = 80


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


@dataclass(frozen=True, slots=True)
class _Header:
    """How a block begins, taken over from the one that is replaced; what the text itself asks for is not here."""

    mark: str = "|"
    keeps: bool = False
    """Whether line ends at the end were all kept (``+``)."""
    has_indent: bool = False
    """Whether the indent was stated."""
    rest: str = ""
    """What followed in its line: a comment."""


def literal_block(text: str, room: Room) -> str | None:
    """A text of several lines after ``|``, or ``None`` where that cannot be."""
    return _literal(text, room, _Header()) if "\n" in text and room.block else None


def block_like(text: str, room: Room, style: str, old: str) -> str | None:
    """``text`` after ``style`` in a block like ``old``: its sign, its indent and the comment in its header.

    ``None`` where that cannot be, or ``style`` is no block's.
    """
    if style not in ("|", ">") or not room.block:
        return None
    first, *lines = re.split(BREAK, old)
    found = _HEADER.match(first)
    if found is None:
        return None
    digit = found["digit"] or found["digit2"]
    filled = [line for line in lines if line.strip(" ")]
    indent = max(room.parent, 0) + int(digit) if digit else _indent(filled, room.indent)
    header = _Header(style, "+" in (found["sign"], found["sign2"]), bool(digit), found["rest"] or "")
    room = replace(room, indent=indent)
    if style == "|":
        return _literal(text, room, header)
    return _folded(text, room, header, max((len(line) - indent for line in filled), default=_DEFAULT_WIDTH))


def _indent(filled: list[str], default: int) -> int:
    return len(filled[0]) - len(filled[0].lstrip(" ")) if filled else default


def _literal(text: str, room: Room, header: _Header) -> str | None:
    return _block(text, text.rstrip("\n").split("\n"), room, header)


def _folded(text: str, room: Room, header: _Header, width: int) -> str | None:
    """The lines folded at single blanks to ``width``."""
    paragraphs = text.rstrip("\n").split("\n")
    if any(line.startswith((" ", "\t")) for line in paragraphs) or not paragraphs[0]:
        return None
    lines: list[str] = []
    for index, paragraph in enumerate(paragraphs):
        if index and paragraphs[index - 1]:
            lines.append("")
        lines += _fold(paragraph, width)
    return _block(text, lines, room, header)


def _fold(paragraph: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in re.split("(?<=[^ \t]) (?=[^ \t])", paragraph):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _block(text: str, lines: list[str], room: Room, header: _Header) -> str | None:
    """The block of ``lines``, which say ``text``, or ``None`` where none can say it here."""
    ends = len(text) - len(text.rstrip("\n"))
    if room.flow or not _can_be_block(text, lines) or (ends > 1 and not header.keeps):
        return None
    number = _indicator(lines, room, header)
    if number is None:
        return None
    body = [" " * room.indent + line if line else "" for line in lines] + [""] * (ends - 1)
    return room.newline.join([f"{header.mark}{number}{_sign(ends, header)}{header.rest}", *body])


def _can_be_block(text: str, lines: list[str]) -> bool:
    """Whether a block can hold the text: it needs no escapes, and no line is one that YAML would take otherwise."""
    if not text.strip() or SPECIAL.search(text.replace("\n", "").replace("\t", "")):
        return False
    return not lines[0].startswith("\t") and all(not line or line.strip() for line in lines)


def _indicator(lines: list[str], room: Room, header: _Header) -> str | None:
    """The indent, where it is to be stated: as it was, or because the first line begins with blanks."""
    if not header.has_indent and not next(line for line in lines if line).startswith(" "):
        return ""
    step = room.indent - max(room.parent, 0)
    return str(step) if 1 <= step <= 9 else None


def _sign(ends: int, header: _Header) -> str:
    """What says how many line ends the text has at its end."""
    if ends == 0:
        return "-"
    return "+" if ends > 1 or header.keeps else ""
