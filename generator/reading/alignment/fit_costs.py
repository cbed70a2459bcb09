"""How well a printed text fits a spot of the form: the less it costs, the better. ``None``: not at all.

The unit is rough: 1 is about one thing that should not be so. Labels and kinds of values decide; free text fits anywhere
and so never decides alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from generator.layouts.classification import find_level1, find_level2
from generator.layouts.model import Layout
from generator.reading.alignment.split_listing import split_items
from generator.reading.alignment.tokens import Token
from generator.reading.form.form_spots import FormSpots, Spot
from generator.reading.form.marks import Slot
from generator.reading.texts.amounts import UNIT, is_nothing
from generator.reading.texts.fold import fold

NOISE = 2.5
"""For a text that belongs to no spot."""
NOISE_LABEL = 0.6
"""For a label out of its place: headings repeated on each page, or printed twice."""
NOISE_REPEATED = 0.75
"""For the text of a merged cell that was torn apart, in a further part."""
NOISE_BLANK = 0.1
NOISE_NOTHING = 0.4
"""For a dash, which most often stands for a blank."""
_NAMELESS = 1.2
"""For a blank cell where a unit or project has its name."""
_LISTING = 1.5
"""For a listing anywhere but in its place."""
_ACROSS = 2.5
"""For a cell across the whole table where the form has none: a note between the rows."""
_OTHER_KIND = 2.5
_ROW = 0.3
_TABLE = 1.2
_COLUMN = 0.4
_AMOUNT = re.compile(rf"[¥￥]?\s*[+-]?[0-9０-９,，.．\s]+(?:{UNIT})?")
_PERCENT = re.compile(r"[+-]?[0-9０-９.．\s]+[%％]?")
_MEASURE = re.compile(r"[≥≤><=±]{1,2}[\d.,]+\D{0,6}|[\d.,]+%.{0,4}")
_YEAR = re.compile(r"[12１２][0-9０-９]{3}年?")
_CODE = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ-]+")
_WRITTEN = {"amount": (_AMOUNT, 3.5), "sum": (_AMOUNT, 3.5), "percent": (_PERCENT, 3.5), "year": (_YEAR, 3.0)}
"""By the kind of a value: how it is written, and what it costs that it is not."""
_SKIP = {"amount": 0.4, "sum": 0.4, "percent": 0.4, "level1": 0.35, "level2": 0.5}
_SIMILAR = 0.75
_NEARLY = 1.0
"""For a value whose label is written in another way."""
_FIXED = 20
"""Characters from which on a text is no other's by chance."""
_SHORT = 3
"""Characters of a label that is not told by a part of it."""
_BRACKETED = re.compile(r"\([^()]*\)")
_NAMES = (("units", "name"), ("units", "projects", "name"))


def skip_cost(spot: Spot) -> float:
    """What it costs that a spot of the form is missing."""
    if not spot.pattern.text:
        return 0.05
    if spot.only is None:
        return 0.8
    return _SKIP.get(spot.only.kind, 0.6)


def is_anchored(spot: Spot) -> bool:
    """Whether a spot can be told from others by what stands there."""
    if spot.only is not None:
        return spot.only.kind not in ("text", "value")
    if spot.listing is not None or spot.pattern.literal:
        return True
    return any(slot.kind not in ("text", "value") for slot in spot.slots)


class Costs:
    """What texts cost in the spots of one form."""

    def __init__(self, form: FormSpots) -> None:
        self._form = form
        self._layout = form.layout
        self._code = re.compile(form.layout.code_pattern) if form.layout.code_pattern else None
        self._labels = sorted(form.labels, key=len)
        # A long text that the form prints of itself, as a standard opinion, can be told wherever it stands.
        self._fixed = {fold(text): name for name, text in form.fallbacks.items() if isinstance(text, str)}
        self._levels = "\n".join(map(fold, _level_names(form.layout)))
        self._listings: dict[str, bool] = {}
        self._kinds: dict[str, tuple[bool, bool]] = {}
        # A text is held against every spot: what a spot is must not be worked out each time.
        self._only = {spot.number: spot.only for spot in form.spots}
        self._label_of = {spot.number: spot.pattern.literal for spot in form.spots if spot.is_label}

    def noise(self, token: Token) -> float:
        """For leaving ``token`` out."""
        if not token.text:
            return NOISE_BLANK
        if is_nothing(token.text):
            return NOISE_NOTHING
        if token.folded in self._form.labels:
            return NOISE_LABEL
        if token.repeats:
            return NOISE_REPEATED
        return NOISE_LABEL + 0.3 if self._is_in_label(token.folded) else NOISE

    def _is_in_label(self, folded: str) -> bool:
        return len(folded) > 1 and any(folded in label for label in self._labels)

    def stands_alone(self, spot: Spot, token: Token) -> bool:
        """Whether ``token`` cannot go on with the text at ``spot``: it is a label or a level, or across the table."""
        if token.folded in self._form.labels or _is_across(spot, token):
            return True
        return any(self._levels_of(token.text))

    def fit(self, spot: Spot, token: Token) -> float | None:
        """For reading ``token`` at ``spot``."""
        is_blank = not token.text or (is_nothing(token.text) and self._may_be_nothing(spot))
        cost = self._blank(spot) if is_blank else self._text(spot, token)
        return None if cost is None else _placed(cost, spot, token)

    def _may_be_nothing(self, spot: Spot) -> bool:
        """Whether a dash at ``spot`` is as good as a blank: where there is no text, or a number."""
        only = self._only[spot.number]
        return not spot.pattern.text or (only is not None and only.kind in ("amount", "sum", "percent"))

    def _blank(self, spot: Spot) -> float | None:
        if not spot.pattern.text:
            return 0.0
        only = self._only[spot.number]
        if only is None:
            return 0.6 if spot.listing else None
        if only.field in _NAMES:
            return _NAMELESS
        return {"amount": 0.1, "sum": 0.1, "percent": 0.2, "level1": 0.3, "level2": 0.6}.get(only.kind, 0.2)

    def _text(self, spot: Spot, token: Token) -> float | None:
        if not spot.pattern.text:
            return None
        label = self._label_of.get(spot.number)
        if label is not None:
            return self._label(label, token)
        only = self._only[spot.number]
        if only is not None:
            return self._value(only, token)
        if spot.listing is not None:
            return self._items(spot, token.text)
        return self._mixed(spot, token)

    def _label(self, label: str, token: Token) -> float | None:
        if token.folded == label:
            return 0.0
        if token.folded == _BRACKETED.sub("", label):
            return 0.5
        is_as_long = len(label) <= 2 * len(token.folded) and len(token.folded) <= 2 * len(label) + 4
        if len(label) <= _SHORT or not is_as_long:
            return None
        if token.folded in label or label in token.folded:
            return 0.8
        if token.folded in self._form.labels:
            return None
        return 1.0 if _is_like(label, token.folded) else None

    def _levels_of(self, text: str) -> tuple[bool, bool]:
        """Whether a text names a 一级, and whether it names a 二级."""
        if text not in self._kinds:
            self._kinds[text] = find_level1(self._layout, text) is not None, find_level2(self._layout, text) is not None
        return self._kinds[text]

    def _mixed(self, spot: Spot, token: Token) -> float | None:
        for pattern in (spot.pattern, *spot.choices.values()):
            if pattern.match(token.text) is not None:
                extra = 2.0 * (token.folded in self._form.labels)
                return extra + (0.1 if len(pattern.literal) > 1 else 0.5)
        return _NEARLY if not token.is_cell and spot.pattern.match_nearly(token.text) else None

    def _value(self, slot: Slot, token: Token) -> float:
        if slot.kind in _WRITTEN:
            written, otherwise = _WRITTEN[slot.kind]
            return 0.0 if written.fullmatch(token.text) else otherwise
        if slot.kind == "code":
            return self._code_cost(token.text)
        if slot.kind in ("level1", "level2"):
            return self._level(slot.kind, token)
        return self._free(slot, token)

    def _code_cost(self, text: str) -> float:
        if self._code and self._code.fullmatch(text):
            return 0.0
        return 0.5 if _CODE.fullmatch(text) else 2.0

    def _level(self, kind: str, token: Token) -> float:
        levels = self._levels_of(token.text)
        if levels[kind == "level2"]:
            return 0.0
        if token.folded in self._form.labels:
            return 3.0
        if any(levels):
            return 2.5
        known = 0.0 if self._resembles_level(token.folded) else 0.6
        return known + (1.3 if len(token.folded) <= 20 else 2.8)

    def _resembles_level(self, folded: str) -> bool:
        """Whether a text has two characters in a row that some level of the classification has, too."""
        return any(folded[index : index + 2] in self._levels for index in range(len(folded) - 1))

    def _free(self, slot: Slot, token: Token) -> float:
        if len(token.folded) >= _FIXED and token.folded in self._fixed:
            return 0.0 if self._fixed[token.folded] == slot.field else 2.8
        cost = 0.3 + self._foreign(slot, token)
        if slot.field[-1] in ("name", "annual_name") and len(token.text) > 80:
            cost += 1.0
        return cost + _LISTING * self._is_listing(token.text)

    def _foreign(self, slot: Slot, token: Token) -> float:
        """For what is more likely a label, a level or a number than free text."""
        if token.folded in self._form.labels:
            return 2.5
        if any(self._levels_of(token.text)):
            return 1.0
        if slot.kind != "text":
            return 0.0
        if is_nothing(token.text) or _AMOUNT.fullmatch(token.text):
            return 0.8
        return 0.5 * bool(_MEASURE.fullmatch(token.folded))

    def _items(self, spot: Spot, text: str) -> float:
        """For a listing at its spot; one that begins in the middle of an item goes on with another."""
        items = split_items(spot, text, self._layout)
        if not items:
            return 1.5
        return 0.1 if items[0].slots else 0.6

    def _is_listing(self, text: str) -> bool:
        """Whether a text is a listing of the form, which belongs nowhere else."""
        if text not in self._listings:
            found = (split_items(spot, text, self._layout) for spot in self._form.spots if spot.listing is not None)
            self._listings[text] = any(items and all(item.slots for item in items) for items in found)
        return self._listings[text]


def _placed(cost: float, spot: Spot, token: Token) -> float:
    """``cost``, and what it costs that ``token`` stands otherwise than the text at ``spot``."""
    if (spot.kind == "cell") != token.is_cell:
        cost += 0.4 if is_anchored(spot) and spot.kind != "cell" else _OTHER_KIND
    cost += _ROW * (token.begins_row not in spot.begins_row)
    if token.columns.get(spot.width, spot.column) != spot.column:
        cost += _COLUMN
    cost += _ACROSS * _is_across(spot, token)
    if token.begins_table and spot.kind == "cell" and not spot.begins_table and not token.begins_page:
        cost += _TABLE
    return cost


def _level_names(layout: Layout) -> Iterator[str]:
    for level1 in layout.classification:
        yield level1.name
        yield from (level2.name for level2 in level1.level2)


@lru_cache(maxsize=65536)
def _is_like(label: str, folded: str) -> bool:
    """Whether a text is nearly a label."""
    matcher = SequenceMatcher(None, label, folded, autojunk=False)
    ratios = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)  # each an upper bound of the next
    return all(ratio() >= _SIMILAR for ratio in ratios)


def _is_across(spot: Spot, token: Token) -> bool:
    """Whether a cell takes a whole row of the table, and the form's cell there is narrow."""
    return token.spans_table and 2 * spot.span < spot.width
