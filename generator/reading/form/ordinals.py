"""Numbers in the marked form that count items: they are told from numbers in labels by comparing items."""

from __future__ import annotations

import re
from collections import defaultdict

from generator.reading.form.marked_texts import Mould, Vector
from generator.reading.form.text_pattern import ORDINAL

_RUN = re.compile(r"\d+|[〇零一二三四五六七八九十百千]+")
_CHINESE = {numeral: number for number, numeral in enumerate("〇一二三四五六七八九十")}


def replace_ordinals(moulds: list[Mould]) -> None:
    """Replace in ``moulds`` each number that counts the item that its text belongs to by ``ORDINAL``."""
    counts = _counts(moulds)
    groups: dict[object, list[Mould]] = defaultdict(list)
    for mould in moulds:
        if mould.listed:
            mould.text = _of_listed(mould.text, mould.listed.second)
        if mould.vector:
            ways = tuple(item.of for item in mould.vector)
            key = mould.kind, mould.table, mould.position.column, ways, _RUN.sub("\0", mould.text)
            groups[key].append(mould)
    for group in groups.values():
        _replace(group, counts)


def _of_listed(item: str, second: str) -> str:
    """The first item's text with ORDINAL where it has 1 and the second has 2."""
    others = iter(_RUN.findall(second))
    return _RUN.sub(
        lambda run: ORDINAL if (_number(run.group()), _number(next(others, ""))) == (1, 2) else run.group(), item
    )


def _counts(moulds: list[Mould]) -> dict[Vector, int]:
    """How many items of its list, in the whole document, there are up to each item."""
    counts: dict[Vector, int] = {}
    seen: dict[tuple[str, ...], int] = defaultdict(int)
    for mould in moulds:
        for depth in range(1, len(mould.vector) + 1):
            vector = mould.vector[:depth]
            if vector not in counts:
                seen[vector[-1].of] += 1
                counts[vector] = seen[vector[-1].of]
    return counts


def _replace(group: list[Mould], counts: dict[Vector, int]) -> None:
    runs = [_RUN.findall(mould.text) for mould in group]
    for place in reversed(range(len(runs[0]))):  # from the end, so that the places before stay
        values = [run[place] for run in runs]
        if len(set(values)) > 1 and all(
            _number(value) in (mould.vector[-1].number + 1, counts[mould.vector])
            for value, mould in zip(values, group, strict=True)
        ):
            for mould in group:
                mould.text = _with_ordinal(mould.text, place)


def _with_ordinal(text: str, place: int) -> str:
    run = list(_RUN.finditer(text))[place]
    return text[: run.start()] + ORDINAL + text[run.end() :]


def _number(run: str) -> int:
    return int(run) if run.isascii() and run.isdigit() else _CHINESE.get(run, 0)
