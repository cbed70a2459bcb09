"""Texts that list items one after another in one place: ``1、…。2、…。``."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from generator.reading.form.marked_texts import Listed, MarkedText, vector_of
from generator.reading.form.marks import Slot


def listed(marked: MarkedText, slots: Mapping[str, Slot]) -> Listed | None:
    """How the text lists items, or ``None`` where it belongs to one."""
    depth = len(marked.vector)
    indexes: list[tuple[int, int]] = []
    way: tuple[str, ...] | None = None
    for place, char in enumerate(marked.text):
        slot = slots.get(char)
        if slot is None or slot.kind in ("level1", "level2", "unit"):
            continue
        vector = vector_of(slot)
        if len(vector) > depth:
            way = vector[depth].of
            indexes.append((place, vector[depth].number))
    if way is None or len({index for _, index in indexes}) < 2:
        return None
    return _cut(marked.text, indexes, way, slots)


def _cut(text: str, indexes: list[tuple[int, int]], way: tuple[str, ...], slots: Mapping[str, Slot]) -> Listed:
    tail = text[indexes[-1][0] + 1 :]
    cuts = [0]
    for (place, index), (after, following) in pairwise(indexes):
        if index != following:
            cuts.append(_boundary(text, place + 1, after, tail, slots))
    cuts.append(len(text))
    return Listed(way, text[cuts[0] : cuts[1]], text[cuts[1] : cuts[2]])


def _boundary(text: str, start: int, end: int, tail: str, slots: Mapping[str, Slot]) -> int:
    """Where the next item begins between two values: after what ends the last item too, else at its first mark."""
    if text.startswith(tail, start):
        return start + len(tail)
    return next((place for place in range(start, end) if text[place] in slots), end)
