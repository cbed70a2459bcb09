"""What checks look at: the spec with its layouts, walked once and shared by all checks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from generator.checks.parameters import DEFAULT, Parameters
from generator.diagnostics import Loc
from generator.layouts.classification import Belonging, belonging_in
from generator.layouts.model import Category, Layout
from generator.spec.model import Indicator, Project, Spec, Unit
from generator.spec.shape import Shape, field_list
from generator.spec.value import Value
from generator.speed import kept_property

HALVES = {"term_value": "实施周期指标值", "annual_value": "年度指标值"}
_ORDINARY = re.compile("[一-鿿0-9，。、；：%≥≤\\n]+")


class ValueAt(NamedTuple):
    """A value of an indicator, the way to it, and what it is the value of.

    ``name`` is the 三级 name of its half. Two halves that say the same are one value, at the place of the first.
    """

    loc: Loc
    label: str
    name: str
    value: Value
    project: Project
    indicator: Indicator


@dataclass(frozen=True)
class Subject:
    """What checks look at: the spec, the layout it will be printed in, and the layout in whose words it is written."""

    spec: Spec
    layout: Layout
    own_layout: Layout
    parameters: Parameters = DEFAULT
    file_name: str = ""
    """What the spec's file is called, without its folder."""

    @property
    def is_translated(self) -> bool:
        """Whether the spec is printed in another layout than its own."""
        return self.own_layout.id != self.layout.id

    @kept_property
    def units(self) -> list[tuple[Loc, Unit]]:
        """Every unit with the way to it."""
        return [(("units", index), unit) for index, unit in enumerate(self.spec.units)]

    @kept_property
    def projects(self) -> list[tuple[Loc, Project]]:
        """Every project with the way to it."""
        return [
            ((*loc, "projects", index), project)
            for loc, unit in self.units
            for index, project in enumerate(unit.projects)
        ]

    def unit_number(self, loc: Loc) -> int:
        """The number (from 0) of the unit that ``loc`` leads into."""
        number = loc[1]
        assert isinstance(number, int)
        return number

    @kept_property
    def indicators(self) -> list[tuple[Loc, Project, Indicator]]:
        """Every indicator with the way to it and its project."""
        return [
            ((*loc, "indicators", index), project, indicator)
            for loc, project in self.projects
            for index, indicator in enumerate(project.indicators)
        ]

    @kept_property
    def two_halves(self) -> list[tuple[Loc, Project, Indicator]]:
        """The indicators that have both values, but for those that say the same in both of a project of one year."""
        return [
            (loc, project, each)
            for loc, project, each in self.indicators
            if each.term_value
            and each.annual_value
            and (each.term_value.text != each.annual_value.text or (project.term and project.term.lasts_years))
        ]

    @kept_property
    def belongings(self) -> list[tuple[Loc, Indicator, Belonging]]:
        """Every indicator with the way to it and where it belongs in the layout in whose words it is written."""
        return [(loc, indicator, self._belonging(indicator)) for loc, _, indicator in self.indicators]

    @kept_property
    def quantities(self) -> list[tuple[Loc, Indicator]]:
        """The indicators that stand under 数量指标, with the way to each."""
        placed = ((loc, indicator, found.level2) for loc, indicator, found in self.belongings)
        return [(loc, indicator) for loc, indicator, level2 in placed if level2 and level2.categories[:1] == _QUANTITY]

    @kept_property
    def values(self) -> list[ValueAt]:
        """Every value that is not blank."""
        values: list[ValueAt] = []
        for loc, project, indicator in self.indicators:
            _add_values(loc, project, indicator, values)
        return values

    @kept_property
    def texts(self) -> list[tuple[Loc, str]]:
        """Every text that an author wrote to be printed with the way to it, in the order of the spec."""
        texts: list[tuple[Loc, str]] = []
        _add_texts(self.spec, (), texts)
        return texts

    @kept_property
    def whole(self) -> str:
        """All texts, each once, one a line: what is not in here, no check need look for in each."""
        return "\n".join({text: None for _, text in self.texts})

    @kept_property
    def own_words(self) -> str:
        """The texts of the prose, one a line."""
        return "\n".join(self.prose)

    @kept_property
    def signs(self) -> frozenset[str]:
        """Every character of the texts but Han characters, figures and the marks that stand in most texts."""
        return frozenset(_ORDINARY.sub("", self.whole))

    @kept_property
    def prose(self) -> dict[str, list[Loc]]:
        """Each different text in an author's own words (no codes, no 一级 and 二级), with the ways to it."""
        prose: dict[str, list[Loc]] = {}
        for loc, text in self.texts:
            if loc[-1] not in _GIVEN:
                prose.setdefault(text, []).append(loc)
        return prose

    @kept_property
    def _belonging(self) -> Callable[[Indicator], Belonging]:
        return belonging_in(self.own_layout)

    def categories(self, indicator: Indicator) -> tuple[Category, ...]:
        """The categories of the indicator's 二级; none where the layout does not know it."""
        level2 = self._belonging(indicator).level2
        return level2.categories if level2 else ()


def _add_values(loc: Loc, project: Project, indicator: Indicator, values: list[ValueAt]) -> None:
    term, annual, name = indicator.term_value, indicator.annual_value, indicator.name
    annual_name = indicator.annual_name or name
    same = annual_name == name and (
        term is annual or (term is not None and annual is not None and term.text == annual.text)
    )
    if term is not None and term.text.strip():
        label = "指标值" if same else HALVES["term_value"]
        values.append(ValueAt((*loc, "term_value"), label, name, term, project, indicator))
    if annual is not None and not same and annual.text.strip():
        label = HALVES["annual_value"] if term else "指标值"
        values.append(ValueAt((*loc, "annual_value"), label, annual_name, annual, project, indicator))


def _add_texts(part: BaseModel, loc: Loc, texts: list[tuple[Loc, str]]) -> None:
    # Into one list, and straight from the values of the fields: every spec is asked for all its texts.
    values = vars(part)
    for name, step in _worded(type(part)):
        value = values[name]
        if value is None:  # asked first, as most are; to see what a value is not takes longer than what it is
            continue
        if isinstance(value, str):
            texts.append((loc + step, value))
        elif isinstance(value, Value):
            texts.append((loc + step, value.text))
        elif isinstance(value, list):
            _add_items(value, loc + step, texts)
        else:
            _add_texts(value, loc + step, texts)


def _add_items(items: list[Any], loc: Loc, texts: list[tuple[Loc, str]]) -> None:
    for index, item in enumerate(items):
        if isinstance(item, str):
            texts.append(((*loc, index), item))
        else:
            _add_texts(item, (*loc, index), texts)


@cache
def _worded(model: type[BaseModel]) -> tuple[tuple[str, Loc], ...]:
    """The fields of ``model`` that hold texts to be printed, or parts with such fields, and the step to each."""
    worded = (each.name for each in field_list(model) if each.name not in _NOT_PRINTED and _may_say(each.shape))
    return tuple((name, (name,)) for name in worded)


def _may_say(shape: Shape) -> bool:
    if shape.kind == "list" and shape.item:
        return _may_say(shape.item)
    return bool(_worded(shape.model)) if shape.model else shape.scalar in (str, Value)


_NOT_PRINTED = frozenset({"layout", "money_unit", "accept", "settings"})
_GIVEN = frozenset({"code", "level1", "level2"})
_QUANTITY = (Category.QUANTITY,)
