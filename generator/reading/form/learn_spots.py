"""Learns a form's spots: what repeats in the marked form is folded into one, other forms tell what may be missing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise, product

from generator.form import Contents
from generator.layouts.load import LayoutError
from generator.layouts.model import Layout
from generator.reading.form.fields import Field
from generator.reading.form.form_spots import FormSpots, Spot
from generator.reading.form.listed_texts import listed
from generator.reading.form.marked_texts import Mould, Position, Vector, moulds_of
from generator.reading.form.marks import Slot
from generator.reading.form.ordinals import replace_ordinals
from generator.reading.form.specimen import Specimen, Variation
from generator.reading.form.text_pattern import Pattern
from generator.reading.texts.fold import fold
from generator.spec.model import Spec

_MAX_CHOICES = 64
"""Combinations of settings that are composed; more only differ in what is seen of others."""
_MAX_GROUP = 3
"""Neighbouring fields that are also left blank together: a unit's code and name are printed from elsewhere then."""


def spots_of(layout: Layout) -> FormSpots:
    """The spots of ``layout``'s form. Raises ``LayoutError`` where its template fails."""
    return _known_spots(layout.folder, layout.model_dump_json(exclude={"folder"}), _Kept(layout))


class _Kept:
    """A layout for a cache whose other arguments tell it."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=16)
def _known_spots(_folder: object, _declared: str, kept: _Kept) -> FormSpots:
    return _Folding(kept.layout).form()


class _Folding:
    """Folds the marked forms of one layout."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._specimen = Specimen(layout)
        self._slots = self._specimen.marks.slots
        self._canonical: dict[object, str] = {}
        self._spots: dict[object, Spot] = {}
        self._fallbacks: dict[Field, Field | str] = {}

    def form(self) -> FormSpots:
        moulds = self._moulds(Variation())
        for mould in moulds:
            self._add(mould)
        self._link(moulds)
        starts = [self._spots[self._key(moulds[0])].number]
        at = {mould.position: mould for mould in moulds}
        for blank in self._blanks(moulds):
            starts += self._vary(at, blank)
        self._choose(at)
        spots = list(self._spots.values())
        labels = frozenset(fold(spot.pattern.text) for spot in spots if spot.is_label)
        ends = [self._spots[self._key(moulds[-1])].number]
        # What a whole project, unit or other large part follows may also be followed by nothing.
        ends += [spot.number for spot in spots if any(begun and len(begun) <= 2 for begun in spot.next.values())]
        ends += _let_totals_come_last(spots, ends)
        return FormSpots(
            self._layout, spots, list(dict.fromkeys(starts)), ends, labels, self._has_contents(), self._fallbacks
        )

    def _has_contents(self) -> bool:
        sections = self._specimen.sections(Variation())
        return any(isinstance(block, Contents) for section in sections for block in section.blocks)

    # --- one form ---------------------------------------------------------------------------------------------

    def _moulds(self, variation: Variation) -> list[Mould]:
        moulds = moulds_of(self._specimen, variation)
        for mould in moulds:
            mould.listed = listed(mould, self._slots)
        for mould in moulds:
            source = mould.listed.item if mould.listed else mould.text
            mould.text = "".join(self._canonical_mark(char) for char in source)
        replace_ordinals(moulds)
        return moulds

    def _canonical_mark(self, char: str) -> str:
        slot = self._slots.get(char)
        return char if slot is None else self._canonical.setdefault((slot.field, slot.kind, slot.parts), char)

    def _key(self, mould: Mould) -> object:
        ways = tuple(item.of for item in mould.row_vector)
        listing = mould.listed.of if mould.listed else None
        return mould.kind, mould.table, mould.position.column, ways, mould.text, listing

    def _add(self, mould: Mould) -> None:
        key = self._key(mould)
        if key in self._spots:
            self._spots[key].begins_row.add(mould.begins_row)
            return
        position = mould.position
        self._spots[key] = Spot(
            number=len(self._spots),
            pattern=Pattern(mould.text, self._slots),
            kind=mould.kind,
            table=mould.table,
            width=mould.width,
            span=mould.span,
            column=position.column,
            is_head=mould.is_head,
            begins_row={mould.begins_row},
            begins_table=mould.kind == "cell" and mould.begins_row and position.row == 0,
            lists=tuple(item.of for item in mould.vector),
            line=(position.section, position.block, position.row),
            listing=mould.listed.of if mould.listed else None,
        )

    def _link(self, moulds: list[Mould]) -> None:
        current: Vector = ()
        steps: list[tuple[Spot | None, Field | None]] = []
        for mould in moulds:
            begins, current = _step(current, mould.vector)
            steps.append((self._spots.get(self._key(mould)), begins))
        for (spot, _), (after, begins) in pairwise(steps):
            if spot is None or after is None:
                continue
            known = spot.next.get(after.number)
            # Where a new inner item follows now and a new outer one then, the values tell which.
            spot.next[after.number] = max(known or (), begins or (), key=len) or None

    # --- other forms ------------------------------------------------------------------------------------------

    def _blanks(self, moulds: list[Mould]) -> Iterable[frozenset[Field]]:
        """The fields of the form, each alone and with its neighbours, to be left blank."""
        groups: dict[Field, list[Field]] = {}
        for name in self._shown(moulds):
            yield frozenset([name])
            groups.setdefault(name[:-1], []).append(name)
            groups.setdefault(name[:1], [])
        for way, members in groups.items():
            if 1 < len(members) <= _MAX_GROUP:
                yield frozenset(members)
            if len(way) == 1 and Spec.model_fields[way[0]].default is None:
                yield frozenset([way])

    def _shown(self, moulds: list[Mould]) -> Iterable[Field]:
        """The fields that the form shows, in order, each once; of a listing those of its first item."""
        texts = [mould.listed.item if mould.listed else mould.text for mould in moulds]
        slots = [slot for text in texts for slot in map(self._slots.get, text) if slot]
        return dict.fromkeys(slot.field for slot in slots if slot.kind not in ("level1", "level2", "unit", "sum"))

    def _vary(self, at: dict[Position, Mould], blank: frozenset[Field]) -> list[int]:
        """Learn from the form with blank fields; returns the spot that it begins with."""
        try:
            moulds = self._moulds(Variation(blank=blank))
        except LayoutError:  # a template may need a field that every document has
            return []
        if len(blank) == 1:
            self._link(moulds)
        for mould in moulds:
            full = at.get(mould.position)
            if full is not None and full.kind == mould.kind and full.text != mould.text and mould.text:
                self._compare(full, mould.text, blank)
        first = self._spots.get(self._key(moulds[0])) if moulds else None
        return [first.number] if first else []

    def _compare(self, full: Mould, short: str, blank: frozenset[Field]) -> None:
        spot = self._spots[self._key(full)]
        text = full.text
        start, end, replacement = _difference(text, short)
        left_out = [self._slots[char] for char in text[start:end] if char in self._slots]
        if not {slot.field for slot in left_out} & blank:
            return
        if not replacement:
            spot.pattern = _with_optional(spot.pattern, start, end)
        elif len(left_out) == end - start and all(slot.kind in ("text", "value", "code") for slot in left_out):
            self._note_fallbacks(left_out, [replacement] if len(left_out) == 1 else list(replacement))

    def _note_fallbacks(self, slots: list[Slot], instead: list[str]) -> None:
        for slot, other in zip(slots, instead, strict=False):
            self._fallbacks.setdefault(slot.field, self._slots[other].field if other in self._slots else other)

    def _choose(self, at: dict[Position, Mould]) -> None:
        """Learn the patterns of other settings."""
        options = []
        for name, setting in self._layout.settings.items():
            choices = [choice for choice in setting.choices if choice != setting.default]
            if any(self._changes(at, frozenset([(name, choice)])) for choice in choices):
                options.append([(name, choice) for choice in setting.choices])
        for combination in list(product(*options))[:_MAX_CHOICES] if options else []:
            self._changes(at, frozenset(combination), keep=True)

    def _changes(self, at: dict[Position, Mould], settings: frozenset[tuple[str, str]], keep: bool = False) -> bool:
        changed = False
        for mould in self._moulds(Variation(settings=settings)):
            full = at.get(mould.position)
            if full is None or full.kind != mould.kind:
                continue
            changed |= full.text != mould.text
            if keep:
                spot = self._spots[self._key(full)]
                spot.choices[settings] = _moved(spot.pattern, mould.text)
        return changed


def _let_totals_come_last(spots: list[Spot], ends: list[int]) -> list[int]:
    """Link the row of the document's sums to the form's ends, where some offices print it; returns the row's last spot."""
    lines: dict[tuple[int, int, int], list[Spot]] = {}
    for spot in spots:
        if spot.kind == "cell" and not spot.lists:
            lines.setdefault(spot.line, []).append(spot)
    totals = [row for row in lines.values() if row[0].is_label and any(spot.is_sum for spot in row)]
    for row in totals:
        for end in ends:
            spots[end].next.setdefault(row[0].number, None)
    return [row[-1].number for row in totals]


def _step(current: Vector, vector: Vector) -> tuple[Field | None, Vector]:
    """The list of which a new item begins between two texts, if one does, and where we are after it."""
    if current[: len(vector)] == vector:
        return None, current
    for item, other in zip(vector, current, strict=False):
        if item != other:
            return item.of, vector
    return vector[len(current)].of, vector


def _difference(text: str, short: str) -> tuple[int, int, str]:
    """The part of ``text`` that ``short`` has not, as far to the left as it goes, and what it has instead."""
    start = 0
    while start < min(len(text), len(short)) and text[start] == short[start]:
        start += 1
    rest = 0
    while rest < min(len(text), len(short)) - start and text[-1 - rest] == short[-1 - rest]:
        rest += 1
    end, replacement = len(text) - rest, short[start : len(short) - rest]
    while not replacement and start and text[start - 1] == text[end - 1]:
        start, end = start - 1, end - 1
    return start, end, replacement


def _with_optional(pattern: Pattern, start: int, end: int) -> Pattern:
    for first, last in pattern.optional:
        if start < last and first < end:  # parts that overlap: the first stays
            return pattern
    return Pattern(pattern.text, pattern.slots, (*pattern.optional, (start, end)))


def _moved(pattern: Pattern, text: str) -> Pattern:
    """``pattern`` in the words of another setting: the same marks, the same optional parts."""
    optional = []
    for start, end in pattern.optional:
        mark = next((index for index in range(start, end) if pattern.text[index] in pattern.slots), None)
        place = text.find(pattern.text[mark]) if mark is not None else -1
        if mark is not None and place >= 0:
            optional.append((max(0, place - (mark - start)), min(len(text), place + end - mark)))
    return Pattern(text, pattern.slots, tuple(optional))
