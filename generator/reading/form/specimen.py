"""The specimen: a spec in which every value is a mark, composed as the layout's form.

The composed form shows, without a second description, which label stands where, which value beside it, and what repeats.
Lists get enough items that everything that may follow something does so once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, combinations
from random import Random
from typing import Any

from generator.form import Form, Section
from generator.layouts.compose import compose
from generator.layouts.model import Layout, Level1, Level2
from generator.reading.form.marks import Kind, Marks, Slot
from generator.spec.model import Funding, Indicator, Spec
from generator.spec.shape import FieldShape, field_list
from generator.spec.value import Value

_SIZES = {"units": 3, "projects": 3}
_SIZE = 2
_INDICATORS = (("AABBCCACBA", 0), ("AB", 1), ("AC", 0))
"""How each indicator follows the one before: a new 一级 (A), a new 二级 (B), the same (C); and the 一级 to begin with.

Every pair occurs, and every end.
"""

_LEVELS = (1, 3, 2, 1)
"""How many 二级 each 一级 has: as many as the first of ``_INDICATORS`` uses, so that a fixed row is not always empty."""

_LEFT_OUT = {"layout", "settings", "accept", "totals", "money_unit", "classified"}
"""Fields that stand in no form, or that say how to print and not what."""

Blank = frozenset[tuple[str, ...]]

_SOURCES = ("fiscal", "special_account", "other")
_SUMS = tuple(chain.from_iterable(combinations(_SOURCES, count) for count in (1, 2, 3)))
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


class _Year(int):
    """A year that prints as its mark."""

    mark: str

    def __new__(cls, number: int, mark: str) -> _Year:
        year = super().__new__(cls, number)
        year.mark = mark
        return year

    def __str__(self) -> str:
        return self.mark


@dataclass(frozen=True, slots=True)
class Variation:
    """What differs from the full specimen: fields left blank everywhere, or settings of another choice."""

    blank: Blank = frozenset()
    settings: frozenset[tuple[str, str]] = frozenset()


class Specimen:
    """Makes the marked forms of one layout; equal slots have the same mark in all of them."""

    def __init__(self, layout: Layout) -> None:
        self._own = layout
        self._months = layout.schedule_months or (6, 12)
        self.marks = Marks()
        self._random = Random(20210101)
        self._known: dict[Slot, str] = {}
        self._amounts: dict[Slot, Decimal] = {}
        self._printed: dict[Decimal, str] = {}
        self._unit = self._mark(("money_unit",), "unit")
        self._levels = self._level_marks()
        update = {"money_unit": self._unit, "classification": self._levels}
        self.layout = layout.model_copy(update=update)

    def sections(self, variation: Variation) -> tuple[Section, ...]:
        """The sections of the marked form. Raises ``LayoutError`` where the template fails."""
        spec = self._spec(variation)
        self._find_sums(spec)
        form: Form = compose(spec, self.layout)
        return form.sections

    def marked(self, text: str) -> str:
        """``text`` with the specimen's amounts and percentages replaced by their marks."""
        return _NUMBER.sub(self._mark_number, text)

    # --- building ---------------------------------------------------------------------------------------------

    def _spec(self, variation: Variation) -> Spec:
        fields = self._fields(Spec, (), (), variation.blank)
        fields |= {"layout": self._own.id, "settings": dict(variation.settings), "money_unit": self._unit}
        return Spec.model_construct(**fields)

    def _fields(self, model: Any, field: tuple[str, ...], items: tuple[int, ...], blank: Blank) -> dict[str, Any]:
        return {
            shape.name: self._value(shape, (*field, shape.name), items, blank)
            for shape in field_list(model)
            if shape.name not in _LEFT_OUT and not (model is Funding and shape.name == "total")
        }

    def _value(self, shape: FieldShape, field: tuple[str, ...], items: tuple[int, ...], blank: Blank) -> Any:
        kind = shape.shape.kind
        if field in blank:
            return {"list": [], "mapping": {}}.get(kind)
        if kind == "mapping":
            return {month: self._percent((*field, str(month)), items) for month in self._months}
        if kind == "model":
            return shape.shape.model.model_construct(**self._fields(shape.shape.model, field, items, blank))  # type: ignore[union-attr]
        if kind == "list":
            return self._items(shape, field, items, blank)
        return self._scalar(shape, field, items)

    def _items(self, shape: FieldShape, field: tuple[str, ...], items: tuple[int, ...], blank: Blank) -> list[Any]:
        model = shape.shape.item.model if shape.shape.item else None
        if model is Indicator:
            return self._indicators(field, items, blank)
        numbers = range(_SIZES.get(field[-1], _SIZE))
        if model is None:
            return [self._mark(field, "text", (*items, number)) for number in numbers]
        return [model.model_construct(**self._fields(model, field, (*items, number), blank)) for number in numbers]

    def _indicators(self, field: tuple[str, ...], items: tuple[int, ...], blank: Blank) -> list[Indicator]:
        steps, first = _INDICATORS[sum(items) % len(_INDICATORS)]
        found, level1, level2 = [], first - 1, 0
        for number, step in enumerate(steps):
            level1, level2 = (level1 + 1, 0) if step == "A" else (level1, level2 + (step == "B"))
            fields = self._fields(Indicator, field, (*items, number), blank)
            fields["level1"] = self._levels[level1].name
            fields["level2"] = self._levels[level1].level2[level2].name
            found.append(Indicator.model_construct(**fields))
        return found

    def _scalar(self, shape: FieldShape, field: tuple[str, ...], items: tuple[int, ...]) -> Any:
        scalar = shape.shape.scalar
        if scalar is Decimal:
            return self._amount(field, items)
        if scalar is int:
            return _Year(2000 + len(self._known) % 90, self._mark(field, "year", items))
        if scalar is Value:
            return Value(self._mark(field, "value", items))
        return self._mark(field, "code" if field[-1] == "code" else "text", items)

    def _level_marks(self) -> tuple[Level1, ...]:
        return tuple(
            Level1.model_construct(
                code="",
                name=self.marks.add(Slot(("level1",), "level1")),
                aliases=(),
                level2=tuple(
                    Level2.model_construct(
                        code="", name=self.marks.add(Slot(("level2",), "level2")), categories=(), aliases=()
                    )
                    for _ in range(count)
                ),
            )
            for count in _LEVELS
        )

    def _mark(self, field: tuple[str, ...], kind: Kind, items: tuple[int, ...] = ()) -> str:
        slot = Slot(field, kind, items)
        if slot not in self._known:
            self._known[slot] = self.marks.add(slot)
        return self._known[slot]

    # --- numbers ----------------------------------------------------------------------------------------------

    def _amount(self, field: tuple[str, ...], items: tuple[int, ...]) -> Decimal:
        """An amount that no other value or sum of the specimen equals."""
        slot = Slot(field, "amount", items)
        if slot not in self._amounts:
            self._amounts[slot] = Decimal(self._random.randrange(10**8, 10**9))
            self._printed[self._amounts[slot]] = self._mark(field, "amount", items)
        return self._amounts[slot]

    def _percent(self, field: tuple[str, ...], items: tuple[int, ...]) -> Decimal:
        slot = Slot(field, "percent", items)
        if slot not in self._amounts:
            self._amounts[slot] = Decimal(len(self._amounts)) + Decimal("0.0371")
            self._printed[self._amounts[slot]] = self._mark(field, "percent", items)
        return self._amounts[slot]

    def _find_sums(self, spec: Spec) -> None:
        """Give every sum of amounts that a form can print its mark: by project, by unit and of all."""
        scopes: dict[tuple[int, ...], list[Funding]] = {}
        for first, unit in enumerate(spec.units):
            for second, project in enumerate(unit.projects):
                own: tuple[tuple[int, ...], ...] = ((), (first,), (first, second))
                for scope in own:
                    scopes.setdefault(scope, []).append(project.funding)
        for scope, fundings in scopes.items():
            for parts in _SUMS:
                self._add_sum(scope, parts, fundings)

    def _add_sum(self, scope: tuple[int, ...], parts: tuple[str, ...], fundings: list[Funding]) -> None:
        amounts = [getattr(funding, part) for funding in fundings for part in parts]
        total = sum((amount for amount in amounts if amount is not None), Decimal(0))
        if total and total not in self._printed:
            field = (*("units", "projects")[: len(scope)], "funding", "total")
            slot = Slot(field, "sum", scope, frozenset(parts))
            self._printed[total] = self.marks.add(slot)

    def _mark_number(self, found: re.Match[str]) -> str:
        text = found.group()
        number = text.rstrip("%")
        if len(number) < 4:  # labels hold small numbers, the specimen has none
            return text
        mark = self._printed.get(Decimal(number.replace(",", "")))
        if mark is None:
            return text
        # The sign of a percentage belongs to it: not every program keeps it.
        return mark if self.marks.slots[mark].kind == "percent" else mark + text[len(number) :]
