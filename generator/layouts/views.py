"""What a template sees of a spec: amounts in the form's unit, labels in the form's words, rows with their spans.

Templates and Word skins read these attributes; ``docs/layouts.md`` lists them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from generator.layouts.classification import belonging, translate
from generator.layouts.model import Layout
from generator.spec.model import ZERO, Department, Funding, Indicator, Overall, Project, Spec, Term, Unit
from generator.spec.scalars import in_unit
from generator.spec.value import Value, format_meaning
from generator.speed import kept_by_identity


class FundingView(NamedTuple):
    """Amounts in the form's money unit; parts that were left blank are zero."""

    total: Decimal
    fiscal: Decimal
    special_account: Decimal
    other: Decimal


class TermView(NamedTuple):
    """The project's term; ``None`` where the spec leaves it blank."""

    start: int | None = None
    end: int | None = None
    budget: Decimal | None = None


class MonthShare(NamedTuple):
    """One step of the 资金支出计划: per cent spent by the end of ``month``."""

    month: int
    percent: Decimal | None


class IndicatorView(NamedTuple):
    """An indicator as the form prints it, counted from 1 in its project."""

    number: int
    level1: str
    level2: str
    name: str
    annual_name: str
    description: str | None
    term_value: str | None
    annual_value: str | None
    basis: str | None


class IndicatorRow(NamedTuple):
    """A table row: an indicator (``None`` in an empty fixed row) and the labels that begin here.

    A span of 0 says that the label above still covers this row.
    """

    level1: str
    level1_span: int
    level2: str
    level2_span: int
    indicator: IndicatorView | None


class ProjectView(NamedTuple):
    """A project as the form prints it, counted from 1 in the document."""

    number: int
    code: str | None
    name: str
    unit: str
    unit_code: str | None
    funding: FundingView
    term: TermView
    purpose: str | None
    schedule: tuple[MonthShare, ...]
    goal_term: str | None
    goal_annual: str | None
    indicators: tuple[IndicatorView, ...]
    rows: tuple[IndicatorRow, ...]
    opinion: str | None
    classified: bool


class UnitView(NamedTuple):
    """A unit with its sums and projects."""

    code: str | None
    name: str
    funding: FundingView
    projects: tuple[ProjectView, ...]


class DepartmentView(NamedTuple):
    """The whole document: the department, its sums, its units."""

    department: Department
    year: int | None
    overall: Overall | None
    funding: FundingView
    units: tuple[UnitView, ...]
    projects: tuple[ProjectView, ...]


_VIEWS = (FundingView, TermView, MonthShare, IndicatorView, IndicatorRow, ProjectView, UnitView, DepartmentView)
VIEW_FIELDS = {view: frozenset(view._fields) for view in _VIEWS}
"""What a template may read of each view: fields only, no methods."""


def view_of(spec: Spec, layout: Layout, own_layout: Layout) -> DepartmentView:
    """What ``layout``'s template sees of ``spec``, whose indicators are written in the words of ``own_layout``."""
    viewer = _Viewer(spec, layout, own_layout)
    units = tuple(viewer.unit(unit) for unit in spec.units)
    return DepartmentView(
        department=spec.department,
        year=spec.year,
        overall=spec.overall,
        funding=sum_of(unit.funding for unit in units),
        units=units,
        projects=tuple(project for unit in units for project in unit.projects),
    )


def unit_head(unit: Unit, department: Department) -> tuple[str, str | None]:
    """The name and code of ``unit`` as a form prints them: without a name it is the department, and then has its code."""
    return (unit.name, unit.code) if unit.name else (department.name, unit.code or department.code)


def sum_of(fundings: Iterable[FundingView]) -> FundingView:
    """The sum of amounts, source by source."""
    parts = [(view.fiscal, view.special_account, view.other) for view in fundings]
    fiscal, special, other = (sum(column, ZERO) for column in zip(*parts, strict=True)) if parts else (ZERO,) * 3
    return FundingView(fiscal + special + other, fiscal, special, other)


class _Viewer:
    """Makes the views of one spec in one layout."""

    def __init__(self, spec: Spec, layout: Layout, own_layout: Layout) -> None:
        self._spec, self._layout, self._own = spec, layout, own_layout
        self._project_number = 0
        self._value_style = spec.settings.get("value_style") or layout.setting_default("value_style", "written")

    def unit(self, unit: Unit) -> UnitView:
        name, code = unit_head(unit, self._spec.department)
        projects = tuple(self._project(project, name, code) for project in unit.projects)
        return UnitView(code, name, sum_of(project.funding for project in projects), projects)

    def _project(self, project: Project, unit_name: str, unit_code: str | None) -> ProjectView:
        self._project_number += 1
        indicators = tuple(self._indicator(item, number) for number, item in enumerate(project.indicators, 1))
        months = self._layout.schedule_months or tuple(sorted(project.schedule))
        return ProjectView(
            number=self._project_number,
            code=project.code,
            name=project.name,
            unit=unit_name,
            unit_code=unit_code,
            funding=self._funding(project.funding),
            term=self._term(project.term),
            purpose=project.purpose,
            schedule=tuple(MonthShare(month, project.schedule.get(month)) for month in months),
            goal_term=project.goal.term,
            goal_annual=project.goal.annual,
            indicators=indicators,
            rows=self._rows(indicators),
            opinion=project.opinion or self._layout.texts.get("opinion"),
            classified=bool(project.classified),
        )

    def _amount(self, amount: Decimal | None) -> Decimal:
        return in_unit(amount or ZERO, self._spec.money_unit, self._layout.money_unit)

    def _funding(self, funding: Funding) -> FundingView:
        fiscal, special, other = map(self._amount, (funding.fiscal, funding.special_account, funding.other))
        return FundingView(fiscal + special + other, fiscal, special, other)

    def _term(self, term: Term | None) -> TermView:
        if term is None:
            return TermView()
        budget = None if term.budget is None else self._amount(term.budget)
        return TermView(term.start, term.end, budget)

    def _indicator(self, indicator: Indicator, number: int) -> IndicatorView:
        level1, level2 = self._labels(indicator)
        return IndicatorView(
            number=number,
            level1=level1,
            level2=level2,
            name=indicator.name,
            annual_name=indicator.annual_name or indicator.name,
            description=indicator.description,
            term_value=self._value(indicator.term_value),
            annual_value=self._value(indicator.annual_value),
            basis=indicator.basis,
        )

    def _labels(self, indicator: Indicator) -> tuple[str, str]:
        own = belonging(indicator, self._own)
        if self._own.id == self._layout.id:
            level1 = own.level1.label if own.level1 else indicator.level1
            return level1 or "", own.level2.label if own.level2 else indicator.level2
        found = translate(own.level2, self._layout) if own.level2 else None
        # What no region knows is printed as it was written: a check has reported it.
        return (found[0].label, found[1].label) if found else (indicator.level1 or "", indicator.level2)

    def _value(self, value: Value | None) -> str | None:
        if value is None:
            return None
        if self._value_style == "written" or value.meaning is None:
            return value.text
        return format_meaning(value.meaning, "symbol" if self._value_style == "symbol" else "words")

    def _rows(self, indicators: Sequence[IndicatorView]) -> tuple[IndicatorRow, ...]:
        if not self._layout.fixed_rows:
            return tuple(_runs([(item.level1, item.level2, item) for item in indicators]))
        return tuple(_runs(list(self._fixed(indicators))))

    def _fixed(self, indicators: Sequence[IndicatorView]) -> Iterable[_Labelled]:
        """The rows of each fixed 二级: its indicators, or one empty row; below them the indicators of no such 二级."""
        listed: dict[str, list[IndicatorView]] = {}
        for item in indicators:
            listed.setdefault(item.level2, []).append(item)
        slots = _slots(self._layout)
        for level1, level2 in slots:
            yield from ((level1, level2, item) for item in listed.get(level2, _EMPTY_ROW))
        known = {level2 for _, level2 in slots}
        if not known.issuperset(listed):
            yield from ((item.level1, item.level2, item) for item in indicators if item.level2 not in known)


_Labelled = tuple[str, str, IndicatorView | None]
_EMPTY_ROW = (None,)


@kept_by_identity
def _slots(layout: Layout) -> list[tuple[str, str]]:
    """The printed 一级 and 二级 of ``layout``'s classification."""
    return [(level1.label, level2.label) for level1 in layout.classification for level2 in level1.level2]


def _runs(rows: list[_Labelled]) -> Iterable[IndicatorRow]:
    """Rows with the spans of labels that follow one another unchanged."""
    for level1, of_level1 in groupby(rows, key=lambda row: row[0]):
        block = list(of_level1)
        first1 = len(block)
        for level2, of_level2 in groupby(block, key=lambda row: row[1]):
            run = list(of_level2)
            first2 = len(run)
            for _, _, indicator in run:
                yield IndicatorRow(level1, first1, level2, first2, indicator)
                first1 = first2 = 0
