"""Text on a terminal: how many columns it takes, and cutting, filling and wrapping it by columns.

A full-width character takes two columns, a combining or invisible one none. What a terminal would obey instead of
showing (escape sequences in a file's name, marks that turn the direction of writing) is made visible first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

ELLIPSIS = "…"
TAB = "    "

_OBEYED = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_NO_BREAK_BEFORE = frozenset("，。、；：！？）》”’〉】〕」』%,.;:!?)]}…")
_NO_BREAK_AFTER = frozenset("（《“‘〈【〔「『([{")


def visible(text: str) -> str:
    """``text`` on one line and without anything that a terminal obeys: such characters become ``�``."""
    return _OBEYED.sub("�", text)


@cache
def char_columns(char: str) -> int:
    """The columns that one character takes."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def columns(text: str) -> int:
    """The columns that ``text`` takes."""
    return len(text) if text.isascii() else sum(map(char_columns, text))


def fill(text: str, width: int, *, right: bool = False) -> str:
    """``text`` with blanks up to ``width`` columns, set to the left or to the right."""
    blanks = " " * (width - columns(text))
    return blanks + text if right else text + blanks


def head(text: str, width: int) -> str:
    """The longest beginning of ``text`` that ``width`` columns hold."""
    used = 0
    for index, char in enumerate(text):
        used += char_columns(char)
        if used > width:
            return text[:index]
    return text


def tail(text: str, width: int) -> str:
    """The longest end of ``text`` that ``width`` columns hold."""
    return head(text[::-1], width)[::-1]


def cut_front(text: str, width: int) -> str:
    """``text`` in at most ``width`` columns: a longer one loses its beginning, as of a path."""
    return text if columns(text) <= width else ELLIPSIS + tail(text, width - 1)


def around(text: str, index: int, width: int) -> tuple[str, int]:
    """The part of ``text`` around the character at ``index`` that ``width`` columns hold, and the column it has there.

    The column counts from 0. Where something is left out stands ``…``; ``index`` may be the end of the text.
    """
    if columns(text) <= width:
        return text, columns(text[:index])
    before = tail(text[:index], width // 3)
    left = ELLIPSIS if len(before) < index else ""
    rest = text[index:]
    room = width - columns(left + before)
    if columns(rest) > room:
        rest = head(rest, room - 1) + ELLIPSIS
    return left + before + rest, columns(left + before)


def wrap(text: str, width: int) -> Iterator[str]:
    """``text`` in lines of at most ``width`` columns, broken anywhere but before closing punctuation and in words."""
    while columns(text) > width:
        cut = _break(text, len(head(text, width)))
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    yield text


def _break(text: str, limit: int) -> int:
    """Where to break ``text`` so that its first line has at most ``limit`` characters; at least one."""
    for cut in range(limit, max(limit - 24, 1), -1):
        is_word = text[cut - 1].isascii() and text[cut].isascii() and " " not in text[cut - 1 : cut + 1]
        if not is_word and text[cut] not in _NO_BREAK_BEFORE and text[cut - 1] not in _NO_BREAK_AFTER:
            return cut
    return max(limit, 1)
