"""What checks look at: the spec with its layouts, walked once and shared by all checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from pydantic import BaseModel

from generator.checks.parameters import DEFAULT, Parameters
from generator.diagnostics import Loc
from generator.layouts.classification import Belonging, belonging
from generator.layouts.model import Category, Layout
from generator.spec.model import Indicator, Project, Spec, Unit
from generator.spec.values import Value

HALVES = {"term_value": "实施周期指标值", "annual_value": "年度指标值"}


class TextAt(NamedTuple):
    """A text of the spec and the way to it."""

    loc: Loc
    text: str


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
    _belongings: dict[tuple[str | None, str], Belonging] = field(default_factory=dict, repr=False)

    @property
    def is_translated(self) -> bool:
        """Whether the spec is printed in another layout than its own."""
        return self.own_layout.id != self.layout.id

    @cached_property
    def units(self) -> list[tuple[Loc, Unit]]:
        """Every unit with the way to it."""
        return [(("units", index), unit) for index, unit in enumerate(self.spec.units)]

    @cached_property
    def projects(self) -> list[tuple[Loc, Project]]:
        """Every project with the way to it."""
        return [
            ((*loc, "projects", index), project)
            for loc, unit in self.units
            for index, project in enumerate(unit.projects)
        ]

    @cached_property
    def indicators(self) -> list[tuple[Loc, Project, Indicator]]:
        """Every indicator with the way to it and its project."""
        return [
            ((*loc, "indicators", index), project, indicator)
            for loc, project in self.projects
            for index, indicator in enumerate(project.indicators)
        ]

    @cached_property
    def values(self) -> list[ValueAt]:
        """Every value that is not blank."""
        return [value for loc, project, indicator in self.indicators for value in _values(loc, project, indicator)]

    @cached_property
    def texts(self) -> list[TextAt]:
        """Every text that an author wrote to be printed, in the order of the spec."""
        texts: list[TextAt] = []
        _add_texts(self.spec, (), texts)
        return texts

    @cached_property
    def letters(self) -> frozenset[str]:
        """Every character of the texts: what none of them has no check need look for in each."""
        return frozenset("".join([text for _, text in self.texts]))

    @cached_property
    def prose(self) -> dict[str, list[Loc]]:
        """Each different text in an author's own words (no codes, no 一级 and 二级), with the ways to it."""
        prose: dict[str, list[Loc]] = {}
        for loc, text in self.texts:
            if loc[-1] not in _GIVEN:
                prose.setdefault(text, []).append(loc)
        return prose

    def belonging(self, indicator: Indicator) -> Belonging:
        """Where the indicator belongs in the layout in whose words it is written."""
        key = (indicator.level1, indicator.level2)
        if key not in self._belongings:
            self._belongings[key] = belonging(indicator, self.own_layout)
        return self._belongings[key]

    def categories(self, indicator: Indicator) -> tuple[Category, ...]:
        """The categories of the indicator's 二级; none where the layout does not know it."""
        level2 = self.belonging(indicator).level2
        return level2.categories if level2 else ()


def _values(loc: Loc, project: Project, indicator: Indicator) -> Iterator[ValueAt]:
    term, annual = indicator.term_value, indicator.annual_value
    annual_name = indicator.annual_name or indicator.name
    same = term == annual and annual_name == indicator.name
    if term is not None and term.text.strip():
        label = "指标值" if same else HALVES["term_value"]
        yield ValueAt((*loc, "term_value"), label, indicator.name, term, project, indicator)
    if annual is not None and annual.text.strip() and not same:
        label = HALVES["annual_value"] if term else "指标值"
        yield ValueAt((*loc, "annual_value"), label, annual_name, annual, project, indicator)


def _add_texts(part: object, loc: Loc, texts: list[TextAt]) -> None:
    # Into one list: generators inside generators would take twice as long.
    if isinstance(part, Value):
        texts.append(TextAt(loc, part.text))
    elif isinstance(part, str):
        texts.append(TextAt(loc, part))
    elif isinstance(part, BaseModel):
        for name, value in part.__dict__.items():
            if value is not None and (loc or name not in _NOT_PRINTED):
                _add_texts(value, (*loc, name), texts)
    elif isinstance(part, list):
        for index, item in enumerate(part):
            _add_texts(item, (*loc, index), texts)


_NOT_PRINTED = frozenset({"layout", "money_unit", "accept", "settings"})
_GIVEN = frozenset({"code", "level1", "level2"})
