"""What a layout says it shows is what its form shows: every field of a spec holds a text of its own, which is looked for."""

from __future__ import annotations

from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from pydantic import BaseModel

from generator.layouts.compose import compose
from generator.layouts.load import load_layouts
from generator.layouts.model import Layout
from generator.spec.model import Spec
from generator.spec.shape import FieldShape, field_list

LAYOUTS = {layout.id: layout for layout in load_layouts()}

# What these say decides how the rest is printed, or is compared with what is printed.
SILENT = {"layout", "money_unit", "project.classified", "project.funding.total"}
SILENT_PARTS = ("settings", "totals", "accept", "unit.totals")
_SINGULAR = {"units": "unit", "projects": "project", "indicators": "indicator"}


class Marked:
    """A spec whose every field says its own name, and what each field looks like in print."""

    def __init__(self, layout: Layout, without: frozenset[str]) -> None:
        self._layout, self._without = layout, without
        self._numbers = count(1)
        self.prints: dict[str, list[str]] = {}
        self.spec = Spec.model_validate(self._model(Spec, ""))

    def _model(self, model: type[BaseModel], owner: str) -> dict[str, Any]:
        data = {}
        for field in field_list(model):
            name = f"{owner}.{field.name}" if owner else field.name
            if name not in self._without and not name.startswith(SILENT_PARTS):
                data[field.name] = self._value(field, name)
        return data

    def _value(self, field: FieldShape, name: str) -> Any:
        shape = field.shape
        if shape.kind == "model" and shape.model:
            return self._model(shape.model, name)
        if shape.kind == "mapping":
            return {str(month): self._mark(name, f"{month}.5%") for month in self._layout.schedule_months or (3, 12)}
        if shape.kind == "list" and shape.item:
            if shape.item.model:
                return [self._model(shape.item.model, _SINGULAR.get(field.name, name))]
            return [self._mark(name, f"〔{name}〕")]
        return self._scalar(shape.scalar, name)

    def _scalar(self, kind: object, name: str) -> Any:
        number = next(self._numbers)
        if name == "layout":
            return self._layout.id
        if name == "money_unit":
            return self._layout.money_unit
        if kind is Decimal:
            return self._mark(name, f"{1000 + number}.{number:02}").replace(",", "")
        if kind is int:
            return self._mark(name, str(2100 + number))
        return "是" if kind is bool else self._mark(name, f"〔{name}〕")

    def _mark(self, name: str, text: str) -> str:
        shown = f"{Decimal(text):,.2f}" if "." in text and text.replace(".", "").isdigit() else text
        self.prints.setdefault(name, []).append(shown)
        return text


def printed_and_not(layout: Layout, without: frozenset[str] = frozenset()) -> tuple[set[str], set[str]]:
    """The fields whose every mark stands in the form, and those of which none does."""
    marked = Marked(layout, without)
    text = "\n".join(compose(marked.spec, layout).texts())
    whole = {name for name, marks in marked.prints.items() if all(mark in text for mark in marks)}
    return whole, {name for name, marks in marked.prints.items() if not any(mark in text for mark in marks)}


def declares(field: str, name: str) -> bool:
    """Whether ``field`` of a layout means the spec's field ``name``, or the part that it belongs to."""
    return name == field or name.startswith(f"{field}.")


def declared(layout: Layout, name: str) -> bool:
    """Whether the layout says that it shows the field."""
    return any(declares(field, name) for field in layout.fields.shown)


# A unit without a name is the department, and then the department's name and code are printed as the unit's.
VARIANTS = [frozenset(), frozenset({"unit.name", "unit.code"})]


def left_out(layout: Layout) -> frozenset[str]:
    """财政专户拨款 counts with 其他资金 where a form has no column for it: its mark would hide the other's."""
    name = "project.funding.special_account"
    return frozenset() if declared(layout, name) else frozenset({name})


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_field_that_is_declared_is_printed(layout: Layout) -> None:
    printed = set().union(*(printed_and_not(layout, left_out(layout) | without)[0] for without in VARIANTS))
    missing = {field for field in layout.fields.shown if not any(declares(field, name) for name in printed)}
    # `project.indicators` is the list itself: its fields are declared one by one.
    assert missing == {"project.indicators"}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_no_other_field_is_printed(layout: Layout) -> None:
    for without in VARIANTS:
        marked = Marked(layout, left_out(layout) | without)
        _, silent = printed_and_not(layout, left_out(layout) | without)
        loud = set(marked.prints) - silent
        assert {name for name in loud if not declared(layout, name)} == set()


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_what_decides_is_never_declared(layout: Layout) -> None:
    assert layout.fields.shown & SILENT == set()
    assert not any(name.startswith(SILENT_PARTS) for name in layout.fields.shown)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_fields_that_are_declared_exist(layout: Layout) -> None:
    known = set(Marked(layout, frozenset()).prints)
    assert {field for field in layout.fields.shown if not any(declares(field, name) for name in known)} == {
        "project.indicators"
    }


def test_marks_are_many_and_different() -> None:
    marks = [mark for marks in Marked(LAYOUTS["guangzhou"], frozenset()).prints.values() for mark in marks]
    assert len(marks) == len(set(marks)) > 30
