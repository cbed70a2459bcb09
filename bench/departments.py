"""Generated departments: any number of projects in any layout, varied in length and content, the same each time."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import product
from typing import Any

import yaml
from pydantic import BaseModel

from bench.words import BASES, GOAL_CLAUSES, GOAL_OPENINGS, INDICATORS, KINDS, PLACES, THEMES
from generator.layouts.model import Category, Layout, Level1, Level2
from generator.spec.model import Spec
from generator.spec.value import Value

YEAR = 2025
_BENEFITS = frozenset({Category.ECONOMIC, Category.SOCIAL, Category.ECOLOGICAL, Category.SUSTAINABILITY})
_Names = tuple[str, str, str]
_Data = dict[str, Any]


def department(layout: Layout, projects: int, *, per_unit: int = 25, seed: int = 2025) -> Spec:
    """A department of ``projects`` projects, ``per_unit`` to a unit, that checks in ``layout`` without an error.

    Each project has six indicators, or one a row where the form has fixed rows.
    """
    writer = _Writer(layout, random.Random(seed))
    names = writer.names(projects)
    units = [names[start : start + per_unit] for start in range(0, projects, per_unit)]
    data = {
        "layout": layout.id,
        "year": YEAR,
        "department": {"name": "某市某区公共服务局"},
        "units": [writer.unit(number, unit) for number, unit in enumerate(units, 1)],
    }
    if "overall.goals" in layout.fields.shown:
        data["overall"] = writer.overall(names[:4])
    return Spec.model_validate(data)


def as_yaml(spec: Spec) -> str:
    """``spec`` as an officer writes it: official keys, blank fields left out."""
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(_plain(spec), Dumper=dumper, allow_unicode=True, sort_keys=False, width=1_000_000))


def _plain(part: object) -> object:
    if isinstance(part, BaseModel):
        fields = {info.title: _plain(getattr(part, name)) for name, info in type(part).model_fields.items()}
        return {title: value for title, value in fields.items() if value not in (None, [], {})}
    if isinstance(part, list):
        return [_plain(item) for item in part]
    if isinstance(part, dict):
        return {f"{month}月底": f"{share}%" for month, share in part.items()}
    if isinstance(part, Value):
        return part.text
    return None if part is None else str(part)


class _Writer:
    """Writes the parts of one department with one source of randomness."""

    def __init__(self, layout: Layout, rng: random.Random) -> None:
        self._layout = layout
        self._rng = rng
        self._shown = layout.fields.shown
        self._count = 0

    def names(self, count: int) -> list[_Names]:
        """Place, theme and kind of each project, no two the same."""
        every = list(product(PLACES, THEMES, KINDS))
        rounds = -(-count // len(every))
        numbered = [(f"{place}{mark}", theme, kind) for mark in _marks(rounds) for place, theme, kind in every]
        return self._rng.sample(numbered, count)

    def unit(self, number: int, names: list[_Names]) -> _Data:
        return {"name": f"某区公共服务第{number}中心", "projects": [self._project(*name) for name in names]}

    def overall(self, names: list[_Names]) -> _Data:
        goals = [self._goal(place, theme) for place, theme, _ in names]
        measure = {"title": "完善制度建设", "paragraphs": self._rng.sample(GOAL_CLAUSES, 3)}
        items = [{"title": f"{place}{theme}", "goal": self._goal(place, theme)} for place, theme, _ in names[:2]]
        return {"goals": goals, "items": items, "measures": [measure]}

    def _project(self, place: str, theme: str, kind: str) -> _Data:
        self._count += 1
        fiscal = self._amount(1, 300)
        optional = {
            "project.code": ("code", f"130209{YEAR % 100}P{self._count:011d}{self._rng.choice('0123456789ABCDEF')}"),
            "project.purpose": ("purpose", f"用于{self._goal(place, theme)}"),
            "project.term.budget": (
                "term",
                {"start": YEAR, "end": YEAR + 2, "budget": fiscal * 3 + self._amount(1, 20)},
            ),
            "project.schedule": ("schedule", self._schedule()),
        }
        return {
            "name": f"{place}{theme}{kind}",
            "funding": self._funding(fiscal),
            "goal": self._goals(place, theme),
            "indicators": [self._indicator(*slot, theme) for slot in self._slots()],
            **dict(field for name, field in optional.items() if name in self._shown),
        }

    def _amount(self, least: int, most: int) -> Decimal:
        return Decimal(self._rng.randint(least * 100, most * 100)).scaleb(-2)

    def _funding(self, fiscal: Decimal) -> dict[str, Decimal]:
        has_other = "project.funding.other" in self._shown and self._rng.random() < 0.3
        return {"fiscal": fiscal, **({"other": self._amount(1, 20)} if has_other else {})}

    def _schedule(self) -> dict[str, Decimal]:
        months = self._layout.schedule_months
        shares = sorted(self._rng.sample(range(5, 96, 5), max(0, len(months) - 1)))
        return {str(month): Decimal(share) for month, share in zip(months, [*shares, 100], strict=False)}

    def _goals(self, place: str, theme: str) -> dict[str, str]:
        annual = {"annual": self._goal(place, theme)}
        return {"term": f"三年内{self._goal(place, theme)}", **annual} if "project.goal.term" in self._shown else annual

    def _goal(self, place: str, theme: str) -> str:
        clauses = self._rng.sample(GOAL_CLAUSES, self._rng.randint(1, 6))
        return "，".join((self._rng.choice(GOAL_OPENINGS).format(place, theme), *clauses)) + "。"

    def _slots(self) -> list[tuple[Level1, Level2]]:
        """Where indicators stand: in each fixed row, or in each 二级 but only one of the benefits."""
        slots = [(level1, level2) for level1 in self._layout.classification for level2 in level1.level2]
        if self._layout.fixed_rows:
            return slots
        benefits = [slot for slot in slots if slot[1].categories[0] in _BENEFITS]
        chosen = self._rng.choice(benefits)
        return [slot for slot in slots if slot not in benefits or slot is chosen]

    def _indicator(self, level1: Level1, level2: Level2, theme: str) -> _Data:
        name, value = self._rng.choice(INDICATORS[level2.categories[0]])
        numbers = {"n": self._rng.randint(4, 400), "r": self._rng.randint(85, 99), "h": self._rng.randint(2, 12)}
        numbers["m"] = self._rng.randint(1, 30)
        optional = {
            "indicator.level1": ("level1", level1.name),
            "indicator.term_value": ("term_value", value.format(**{**numbers, "n": numbers["n"] * 3})),
            "indicator.description": ("description", f"反映{theme}的{level2.name.removesuffix('指标')}情况"),
            "indicator.basis": ("basis", self._rng.choice(BASES)),
        }
        given = dict(field for key, field in optional.items() if key in self._shown)
        return {"level2": level2.name, "name": name.format(theme), "annual_value": value.format(**numbers), **given}


def _marks(rounds: int) -> list[str]:
    return ["", *(f"{number}村" for number in range(2, rounds + 1))][: max(1, rounds)]
