"""Names of worksheets, within what Excel allows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from generator.invisible import without_unseen

MAX_LENGTH = 31
"""Excel's limit, in UTF-16 units."""

# Excel forbids []:*?/\ and, where it speaks Chinese or Japanese, their full-width forms as well.
_FORBIDDEN = re.compile(r"[\[\]:*?/\\［］：＊？／＼\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_TRIMMED = "' \t\u3000"
# Excel keeps this name to itself.
_RESERVED = "history"


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """A valid name for each wanted one, all different even to readers who see no case and no width."""
    taken: set[str] = set()
    copies: dict[str, int] = {}
    return [_unique(_valid(name) or f"表{number}", taken, copies) for number, name in enumerate(wanted, 1)]


def _valid(name: str) -> str:
    name = cut(_FORBIDDEN.sub("-", without_unseen(name)).strip(_TRIMMED), MAX_LENGTH).rstrip(_TRIMMED)
    if not name.strip("-"):
        return ""
    return f"{name}-" if name.lower() == _RESERVED else name


def _unique(name: str, taken: set[str], copies: dict[str, int]) -> str:
    candidate, key = name, _key(name)
    while _key(candidate) in taken:
        copies[key] = copies.get(key, 1) + 1
        suffix = f"({copies[key]})"
        candidate = cut(name, MAX_LENGTH - len(suffix)) + suffix
    taken.add(_key(candidate))
    return candidate


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def cut(text: str, units: int) -> str:
    """The beginning of ``text`` that takes at most ``units`` UTF-16 units."""
    if len(text) * 2 <= units:
        return text
    # A half of a pair that the cut leaves behind is dropped.
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", errors="ignore")
