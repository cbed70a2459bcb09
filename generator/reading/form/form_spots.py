"""The spots of a form: the places where its texts stand, what stands there, and what may follow what."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.layouts.model import Layout
from generator.reading.form.fields import Field
from generator.reading.form.marks import Slot
from generator.reading.form.text_pattern import Pattern


@dataclass(slots=True, eq=False)
class Spot:
    """A place of the form where a text stands: a label, a value, or both.

    ``pattern`` is what stands there; for a text that lists the items of ``listing`` it is one item's. ``choices`` are
    the patterns of other settings. ``begins_row`` holds both where it stands first in some rows and not in others.
    ``lists`` are the ways to the lists whose items the text belongs to.
    """

    number: int
    pattern: Pattern
    kind: str
    table: int
    width: int
    span: int
    column: int
    is_head: bool
    begins_row: set[bool]
    begins_table: bool
    lists: tuple[Field, ...]
    line: tuple[int, int, int]
    listing: Field | None = None
    choices: dict[frozenset[tuple[str, str]], Pattern] = field(default_factory=dict)
    next: dict[int, Field | None] = field(default_factory=dict)
    """The spots that may follow; the way to the list of which a new item begins there, if one does."""

    @property
    def slots(self) -> list[Slot]:
        """The slots of the pattern, in order."""
        return [self.pattern.slots[mark] for mark in self.pattern.marks]

    @property
    def only(self) -> Slot | None:
        """The slot that is the whole text, or ``None``."""
        return self.slots[0] if len(self.pattern.text) == 1 and self.slots and self.listing is None else None

    @property
    def is_sum(self) -> bool:
        """Whether it is the sum of other amounts."""
        return self.only is not None and self.only.kind == "sum"

    @property
    def is_label(self) -> bool:
        """Whether it is a text that the form always prints."""
        return bool(self.pattern.text) and not self.slots


@dataclass(slots=True)
class FormSpots:
    """All spots of a layout's form, and what a blank field prints instead."""

    layout: Layout
    spots: list[Spot]
    starts: list[int]
    ends: list[int]
    labels: frozenset[str]
    has_contents: bool
    """Whether a contents list is part of it."""
    fallbacks: dict[Field, Field | str]
    """By field: the field whose value is printed where this one is blank, or the text that is."""

    @property
    def shown(self) -> set[Field]:
        """The fields that stand somewhere in it."""
        return {slot.field for spot in self.spots for slot in spot.slots}
