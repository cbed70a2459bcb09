"""Learns a form's spots: what repeats in the marked form is folded into one, other forms tell what may be missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, pairwise, product

from generator.form import Contents
from generator.layouts.load import LayoutError
from generator.layouts.model import Layout
from generator.reading.form.fields import Field
from generator.reading.form.form_spots import FormSpots, Spot
from generator.reading.form.listed_texts import listed
from generator.reading.form.marked_texts import MarkedText, Position, Vector, marked_texts
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
        texts = self._texts(Variation())
        for marked in texts:
            self._add(marked)
        self._link(texts)
        starts = [self._spots[self._key(texts[0])].number]
        at = {marked.position: marked for marked in texts}
        for blank in self._blanks(texts):
            starts += self._vary(at, blank)
        self._choose(at)
        spots = list(self._spots.values())
        labels = frozenset(fold(spot.pattern.text) for spot in spots if spot.is_label)
        ends = _ends(spots, self._spots[self._key(texts[-1])])
        return FormSpots(
            self._layout, spots, list(dict.fromkeys(starts)), ends, labels, self._has_contents(), self._fallbacks
        )

    def _has_contents(self) -> bool:
        sections = self._specimen.sections(Variation())
        return any(isinstance(block, Contents) for section in sections for block in section.blocks)

    # --- one form ---------------------------------------------------------------------------------------------

    def _texts(self, variation: Variation) -> list[MarkedText]:
        texts = marked_texts(self._specimen, variation)
        for marked in texts:
            marked.listed = listed(marked, self._slots)
        for marked in texts:
            source = marked.listed.item if marked.listed else marked.text
            marked.text = "".join(self._canonical_mark(char) for char in source)
        replace_ordinals(texts)
        return texts

    def _canonical_mark(self, char: str) -> str:
        slot = self._slots.get(char)
        return char if slot is None else self._canonical.setdefault((slot.field, slot.kind, slot.parts), char)

    def _key(self, marked: MarkedText) -> object:
        ways = tuple(item.of for item in marked.row_vector)
        listing = marked.listed.of if marked.listed else None
        return marked.kind, marked.table, marked.position.column, ways, marked.text, listing

    def _add(self, marked: MarkedText) -> None:
        key = self._key(marked)
        if key in self._spots:
            self._spots[key].begins_row.add(marked.begins_row)
            return
        position = marked.position
        self._spots[key] = Spot(
            number=len(self._spots),
            pattern=Pattern(marked.text, self._slots),
            kind=marked.kind,
            table=marked.table,
            width=marked.width,
            span=marked.span,
            column=position.column,
            is_head=marked.is_head,
            begins_row={marked.begins_row},
            begins_table=marked.kind == "cell" and marked.begins_row and position.row == 0,
            lists=tuple(item.of for item in marked.vector),
            line=(position.section, position.block, position.row),
            listing=marked.listed.of if marked.listed else None,
        )

    def _link(self, texts: list[MarkedText]) -> None:
        current: Vector = ()
        steps: list[tuple[Spot | None, Field | None]] = []
        for marked in texts:
            begins, current = _step(current, marked.vector)
            steps.append((self._spots.get(self._key(marked)), begins))
        for (spot, _), (after, begins) in pairwise(steps):
            if spot is None or after is None:
                continue
            # Where a new inner item follows now and a new outer one then, the values tell which.
            begun = filter(None, (spot.next.get(after.number), begins))
            spot.next[after.number] = max(begun, key=len, default=None)

    # --- other forms ------------------------------------------------------------------------------------------

    def _blanks(self, texts: list[MarkedText]) -> Iterable[frozenset[Field]]:
        """The fields of the form, each alone and with its neighbours, to be left blank."""
        groups: dict[Field, list[Field]] = {}
        for name in self._shown(texts):
            yield frozenset([name])
            groups.setdefault(name[:-1], []).append(name)
            groups.setdefault(name[:1], [])
        for way, members in groups.items():
            if 1 < len(members) <= _MAX_GROUP:
                yield frozenset(members)
            if len(way) == 1 and Spec.model_fields[way[0]].default is None:
                yield frozenset([way])

    def _shown(self, texts: list[MarkedText]) -> Iterable[Field]:
        """The fields that the form shows, in order, each once; of a listing those of its first item."""
        chars = [char for marked in texts for char in (marked.listed.item if marked.listed else marked.text)]
        slots = [self._slots[char] for char in chars if char in self._slots]
        return dict.fromkeys(slot.field for slot in slots if slot.kind not in ("level1", "level2", "unit", "sum"))

    def _vary(self, at: dict[Position, MarkedText], blank: frozenset[Field]) -> list[int]:
        """Learn from the form with blank fields; returns the spot that it begins with."""
        try:
            texts = self._texts(Variation(blank=blank))
        except LayoutError:  # a template may need a field that every document has
            return []
        if len(blank) == 1:
            self._link(texts)
        for full, marked in _beside(at, texts):
            if marked.text and marked.text != full.text:
                self._compare(full, marked.text, blank)
        first = self._spots.get(self._key(texts[0])) if texts else None
        return [first.number] if first else []

    def _compare(self, full: MarkedText, short: str, blank: frozenset[Field]) -> None:
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

    def _choose(self, at: dict[Position, MarkedText]) -> None:
        """Learn the patterns of other settings."""
        options = list(self._options(at))
        for combination in islice(product(*options), _MAX_CHOICES) if options else ():
            self._changes(at, frozenset(combination), keep=True)

    def _options(self, at: dict[Position, MarkedText]) -> Iterator[list[tuple[str, str]]]:
        """The choices of each setting that changes the form."""
        for name, setting in self._layout.settings.items():
            choices = [(name, choice) for choice in setting.choices]
            if any(self._changes(at, frozenset([each])) for each in choices if each[1] != setting.default):
                yield choices

    def _changes(
        self, at: dict[Position, MarkedText], settings: frozenset[tuple[str, str]], keep: bool = False
    ) -> bool:
        changed = False
        for full, marked in _beside(at, self._texts(Variation(settings=settings))):
            changed |= full.text != marked.text
            if keep:
                spot = self._spots[self._key(full)]
                spot.choices[settings] = _moved(spot.pattern, marked.text)
        return changed


def _beside(at: dict[Position, MarkedText], texts: Iterable[MarkedText]) -> Iterator[tuple[MarkedText, MarkedText]]:
    """The texts of the full form with those of another that stand at the same place."""
    for marked in texts:
        full = at.get(marked.position)
        if full is not None and full.kind == marked.kind:
            yield full, marked


def _ends(spots: list[Spot], last: Spot) -> list[int]:
    """The spots that the form may end with."""
    # What a whole project, unit or other large part follows may also be followed by nothing.
    large = [spot for spot in spots if any(begun and len(begun) <= 2 for begun in spot.next.values())]
    ends = [spot.number for spot in (last, *large)]
    return [*ends, *_let_totals_come_last(spots, ends)]


def _let_totals_come_last(spots: list[Spot], ends: list[int]) -> list[int]:
    """Link the row of the document's sums to the form's ends, where some offices print it; returns the row's last spot."""
    lines: dict[tuple[int, int, int], list[Spot]] = {}
    for spot in spots:
        if spot.kind == "cell" and not spot.lists:
            lines.setdefault(spot.line, []).append(spot)
    totals = list(filter(_is_total, lines.values()))
    for row, end in product(totals, ends):
        spots[end].next.setdefault(row[0].number, None)
    return [row[-1].number for row in totals]


def _is_total(row: list[Spot]) -> bool:
    return row[0].is_label and any(spot.is_sum for spot in row)


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
    start = _common(text, short)
    rest = _common(text[start:][::-1], short[start:][::-1])
    end, replacement = len(text) - rest, short[start : len(short) - rest]
    while not replacement and start and text[start - 1] == text[end - 1]:
        start, end = start - 1, end - 1
    return start, end, replacement


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, pair in pairs if pair[0] != pair[1]), min(len(one), len(other)))


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
