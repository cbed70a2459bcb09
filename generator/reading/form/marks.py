"""Marks: one private character for each value of the specimen, so that a composed form tells where each value stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

FIRST, LAST = "\ue000", "\uf8ff"
"""Unicode's private characters: no office writes them."""

Kind = Literal["text", "value", "code", "year", "unit", "amount", "percent", "sum", "level1", "level2"]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a value of the spec stands in a form.

    ``field`` is the way to the value without indexes (``units projects name``), ``items`` the indexes of the lists on
    that way. A ``sum`` adds up the amounts ``parts`` of everything below ``items``. A level's ``items`` are unknown:
    it belongs to the indicator beside it.
    """

    field: tuple[str, ...]
    kind: Kind
    items: tuple[int, ...] = ()
    parts: frozenset[str] = frozenset()


@dataclass(slots=True)
class Marks:
    """Gives each slot its character."""

    slots: dict[str, Slot] = field(default_factory=dict)

    def add(self, slot: Slot) -> str:
        """A new mark for ``slot``."""
        mark = chr(ord(FIRST) + len(self.slots))
        if mark > LAST:
            raise OverflowError("more values than marks")
        self.slots[mark] = slot
        return mark


def is_mark(char: str) -> bool:
    """Whether ``char`` may be a mark."""
    return FIRST <= char <= LAST
