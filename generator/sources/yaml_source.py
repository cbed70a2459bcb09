"""A YAML text as its explanations need it: its lines and spots, what it may not hold, and how little of it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.diagnostics import Finding, Place, Severity
from generator.sources.text_file import LINE_END

CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML refuses, lone surrogates among them."""

_CONTROL_NAMES = {0x00: "空字符", 0x07: "响铃符", 0x08: "退格符", 0x0B: "垂直制表符", 0x0C: "换页符", 0x1B: "转义符"}


class Spot(NamedTuple):
    """A line and a column, 1-based."""

    line: int
    column: int


@dataclass
class Source:
    """A text without BOM and the name of its file."""

    name: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines as the parser counts them; only split when there is something to explain."""
        return LINE_END.split(self.text)

    def line(self, number: int) -> str:
        """The line ``number`` (1-based), empty outside the text."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def before(self, spot: Spot) -> str:
        """What stands left of ``spot`` in its line."""
        return self.line(spot.line)[: spot.column - 1]

    def rest(self, spot: Spot) -> str:
        """What stands in the line of ``spot`` from there on."""
        return self.line(spot.line)[spot.column - 1 :]

    def spot(self, offset: int) -> Spot:
        """The line and column of a character."""
        ends = list(LINE_END.finditer(self.text, 0, offset))
        return Spot(len(ends) + 1, offset - (ends[-1].end() if ends else 0) + 1)

    def error(self, code: str, spot: Spot | None, message: str, hint: str) -> Finding:
        """An error at ``spot``, or of the file as a whole."""
        return Finding(code, Severity.ERROR, message, hint, Place(self.name, *(spot or ())))


def control_character(source: Source) -> Finding | None:
    """The finding for the first character that YAML refuses, with the number of such characters."""
    found = CONTROL.search(source.text)
    if found is None:
        return None
    count = sum(1 for _ in CONTROL.finditer(source.text))
    message = f"这里有一个看不见的控制字符 {code_point(found.group())}，文本里不能有；全文共 {count:,} 个"
    hint = "请删除这个字符并重新输入前后的文字；这种字符多半是从其他软件粘贴进来的。"
    return source.error("SRC10", source.spot(found.start()), message, hint)


def code_point(char: str) -> str:
    """``U+0007（响铃符）``: the number of a character and its name, if it has a frequent one."""
    number = ord(char)
    name = _CONTROL_NAMES.get(number)
    return f"U+{number:04X}" + (f"（{name}）" if name else "")


def excerpt(line: str, column: int) -> str:
    """The part of a line around a column (1-based) that is short enough for a message."""
    if column <= 35:
        return clip(line.strip())
    first = column - 20
    return "…" + clip(line[first : first + 42].strip())


def clip(text: str, limit: int = 40) -> str:
    """A text short enough for a message."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
