"""Takes a listing apart: ``1、…。2、…。`` into its items, and each item into the texts of its slots."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from generator.layouts.model import Layout
from generator.reading.form.form_spots import Spot
from generator.reading.form.text_pattern import NUMERAL, ORDINAL, Pattern, literal_source
from generator.reading.texts.fold import fold

_ANY_NUMBER = rf"[(（]?\s*(?:{NUMERAL})\s*[)）.．、,，:：]+\s*"
_ENDS = "。；;，,、 \n"
"""What may end an item."""


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One item of a listing: its whole text, and the texts of its slots by mark; ``None`` where it is no such item.

    ``should_be`` is how the form writes an item that is numbered or ended in another way.
    """

    text: str
    slots: dict[str, str] | None
    should_be: str = ""


def split_items(spot: Spot, text: str, layout: Layout) -> list[ReadItem]:
    """The items of a listing, or nothing where ``text`` is none."""
    best: list[ReadItem] = []
    for split in (_split, partial(_split_loosely, layout=layout)):
        for pattern in dict.fromkeys((spot.pattern, *spot.choices.values())):
            items = split(pattern, text)
            if _quality(items) > _quality(best):
                best = items
    return best


def _quality(items: list[ReadItem]) -> tuple[int, int]:
    read = sum(item.slots is not None for item in items)
    return (read, -len(items))


# --- as the form numbers and ends them ------------------------------------------------------------------------


def _split(pattern: Pattern, text: str) -> list[ReadItem]:
    starts = _starts(pattern, text)
    if not starts:
        return []
    starts[0] = 0
    return [ReadItem(piece, pattern.match(piece)) for piece in _pieces(text, starts)]


def _pieces(text: str, starts: list[int]) -> list[str]:
    return [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


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
    marks = _places_of_marks(pattern)
    end = marks[1] if len(marks) > 1 else len(pattern.text)
    return re.compile(Pattern(pattern.text[:end], pattern.slots).source())


@lru_cache(maxsize=64)
def _places_of_marks(pattern: Pattern) -> tuple[int, ...]:
    return tuple(index for index, char in enumerate(pattern.text) if char in pattern.slots)


# --- numbered and ended in other ways -------------------------------------------------------------------------


def _split_loosely(pattern: Pattern, text: str, layout: Layout) -> list[ReadItem]:
    """Items that begin with a 一级 of the layout, whatever number stands before and whatever ends them."""
    marks = _places_of_marks(pattern)
    if not marks or pattern.slots[pattern.text[marks[0]]].kind != "level1":
        return []
    head = _loose_head(pattern.text[marks[0] + 1], tuple(_names(layout)))
    starts = [found.start() for found in head.finditer(text)]
    if not starts:
        return []
    before = [ReadItem(text[: starts[0]].strip(), None)] if text[: starts[0]].strip() else []
    bare = _bare(pattern)
    return before + [
        _loose_item(piece, head, bare, pattern, number) for number, piece in enumerate(_pieces(text, starts), 1)
    ]


def _loose_item(piece: str, head: re.Pattern[str], bare: Pattern, pattern: Pattern, number: int) -> ReadItem:
    found = head.match(piece)
    slots = bare.match(piece[found.start("level1") :].rstrip(_ENDS)) if found else None
    return ReadItem(piece, slots, _written(pattern, number, slots) if slots else "")


@lru_cache(maxsize=64)
def _loose_head(separator: str, names: tuple[str, ...]) -> re.Pattern[str]:
    level1 = "|".join(literal_source(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?:{_ANY_NUMBER})?(?P<level1>(?:{level1}){literal_source(separator)})")


def _names(layout: Layout) -> Iterator[str]:
    for level1 in layout.classification:
        yield from (level1.label, level1.name, *level1.aliases)


@lru_cache(maxsize=64)
def _bare(pattern: Pattern) -> Pattern:
    """The pattern from its first slot to its last: without what numbers and what ends an item."""
    marks = _places_of_marks(pattern)
    start, end = marks[0], marks[-1] + 1
    optional = tuple((max(first - start, 0), min(last, end) - start) for first, last in pattern.optional)
    return Pattern(pattern.text[start:end], pattern.slots, optional)


def _written(pattern: Pattern, number: int, slots: dict[str, str]) -> str:
    """An item as the form writes it; parts whose slot is blank are left out."""
    left_out = {
        index
        for first, last in pattern.optional
        if slots.keys().isdisjoint(pattern.text[first:last])
        for index in range(first, last)
    }
    kept = [char for index, char in enumerate(pattern.text) if index not in left_out]
    return "".join(str(number) if char == ORDINAL else slots.get(char, char) for char in kept)


# --- what was written in another way --------------------------------------------------------------------------


def other_writing(spot: Spot, items: Iterable[ReadItem]) -> dict[str, str]:
    """The marks between the slots that the form has in another width: as they are printed, and as the form has them."""
    patterns = (spot.pattern, *spot.choices.values())
    own = "".join(sorted({char for pattern in patterns for char in pattern.text if not char.isspace()}))
    found: dict[str, str] = {}
    for char in "".join(map(_around_slots, items)):
        same = next((form for form in own if form != char and fold(form) == fold(char)), None)
        if char not in own and same is not None:
            found[char] = same
    return found


def _around_slots(item: ReadItem) -> str:
    text = item.text
    for piece in sorted((item.slots or {}).values(), key=len, reverse=True):
        text = text.replace(piece, "", 1)
    return text


def _number(text: str) -> int:
    plain = fold(text)
    return int(plain) if plain.isascii() and plain.isdigit() else 0
