"""Takes a listing apart: ``1、…。2、…。`` into its items, and each item into the texts of its slots."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.reading.pattern import Pattern, fold
from generator.reading.spots import Spot


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One item of a listing: its whole text, and the texts of its slots by mark; ``None`` where it is no such item."""

    text: str
    slots: dict[str, str] | None


def split_items(spot: Spot, text: str) -> list[ReadItem]:
    """The items of a listing, or nothing where ``text`` is none."""
    best: list[ReadItem] = []
    for pattern in dict.fromkeys((spot.pattern, *spot.choices.values())):
        items = _split(pattern, text)
        if _quality(items) > _quality(best):
            best = items
    return best


def _quality(items: list[ReadItem]) -> tuple[int, int]:
    read = sum(item.slots is not None for item in items)
    return (read, -len(items))


def _split(pattern: Pattern, text: str) -> list[ReadItem]:
    starts = _starts(pattern, text)
    if not starts:
        return []
    starts[0] = 0
    pieces = [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [ReadItem(piece, pattern.match(piece)) for piece in pieces]


def _starts(pattern: Pattern, text: str) -> list[int]:
    """Where items begin: at the head of the pattern, with the number that is next."""
    head = _head(pattern)
    starts: list[int] = []
    for found in head.finditer(text):
        number = found.groupdict().get("o0")
        if number is not None and starts and _number(number) not in (len(starts) + 1, 0):
            continue
        starts.append(found.start())
    return starts


@lru_cache(maxsize=64)
def _head(pattern: Pattern) -> re.Pattern[str]:
    """What begins an item: the text before its second slot."""
    marks = [index for index, char in enumerate(pattern.text) if char in pattern.slots]
    end = marks[1] if len(marks) > 1 else len(pattern.text)
    return re.compile(Pattern(pattern.text[:end], pattern.slots).source())


def other_writing(spot: Spot, items: list[ReadItem]) -> dict[str, str]:
    """The marks between the slots that the form has in another width: as they are printed, and as the form has them."""
    patterns = (spot.pattern, *spot.choices.values())
    own = {char for pattern in patterns for char in pattern.text if not char.isspace()}
    found: dict[str, str] = {}
    for item in items:
        rest = item.text
        for piece in sorted((item.slots or {}).values(), key=len, reverse=True):
            rest = rest.replace(piece, "", 1)
        for char in rest:
            same = next((form for form in sorted(own) if form != char and fold(form) == fold(char)), None)
            if char not in own and same is not None:
                found[char] = same
    return found


def _number(text: str) -> int:
    plain = fold(text)
    return int(plain) if plain.isascii() and plain.isdigit() else 0
