"""Numbers in the marked form that count items: they are told from numbers in labels by comparing items."""

from __future__ import annotations

import re
from collections import defaultdict

from generator.reading.form.marked_texts import MarkedText, Vector
from generator.reading.form.text_pattern import ORDINAL

_RUN = re.compile(r"\d+|[〇零一二三四五六七八九十百千]+")
_CHINESE = {numeral: number for number, numeral in enumerate("〇一二三四五六七八九十")}


def replace_ordinals(texts: list[MarkedText]) -> None:
    """Replace in ``texts`` each number that counts the item that its text belongs to by ``ORDINAL``."""
    counts = _counts(texts)
    groups: dict[object, list[MarkedText]] = defaultdict(list)
    for marked in texts:
        if marked.listed:
            marked.text = _of_listed(marked.text, marked.listed.second)
        if marked.vector:
            ways = tuple(item.of for item in marked.vector)
            key = marked.kind, marked.table, marked.position.column, ways, _RUN.sub("\0", marked.text)
            groups[key].append(marked)
    for group in groups.values():
        _replace(group, counts)


def _of_listed(item: str, second: str) -> str:
    """The first item's text with ORDINAL where it has 1 and the second has 2."""
    others = iter(_RUN.findall(second))
    return _RUN.sub(
        lambda run: ORDINAL if (_number(run.group()), _number(next(others, ""))) == (1, 2) else run.group(), item
    )


def _counts(texts: list[MarkedText]) -> dict[Vector, int]:
    """How many items of its list, in the whole document, there are up to each item."""
    counts: dict[Vector, int] = {}
    seen: dict[tuple[str, ...], int] = defaultdict(int)
    for marked in texts:
        for depth in range(1, len(marked.vector) + 1):
            vector = marked.vector[:depth]
            if vector not in counts:
                seen[vector[-1].of] += 1
                counts[vector] = seen[vector[-1].of]
    return counts


def _replace(group: list[MarkedText], counts: dict[Vector, int]) -> None:
    runs = [_RUN.findall(marked.text) for marked in group]
    for place in reversed(range(len(runs[0]))):  # from the end, so that the places before stay
        values = [run[place] for run in runs]
        if len(set(values)) > 1 and all(
            _number(value) in (marked.vector[-1].number + 1, counts[marked.vector])
            for value, marked in zip(values, group, strict=True)
        ):
            for marked in group:
                marked.text = _with_ordinal(marked.text, place)


def _with_ordinal(text: str, place: int) -> str:
    run = list(_RUN.finditer(text))[place]
    return text[: run.start()] + ORDINAL + text[run.end() :]


def _number(run: str) -> int:
    return int(run) if run.isascii() and run.isdigit() else _CHINESE.get(run, 0)
