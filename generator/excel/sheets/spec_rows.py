"""From a spec's data to the rows of the sheets: what each row holds, its id, and what it is called elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.diagnostics import Loc
from generator.excel.sheets.as_written import Data, Notes, canonical, clean, state_at
from generator.excel.sheets.table_columns import (
    ACCEPT,
    GOALS,
    INDICATORS,
    ITEMS,
    MEASURES,
    PROJECTS,
    TABLES,
    UNITS,
    Column,
    Table,
    department_columns,
    id_of,
    setting_column,
)
from generator.spec.scalars import parse_month

PARTS = {
    UNITS.name: ("totals",),
    PROJECTS.name: ("funding", "term", "schedule", "goal"),
}
"""The mappings inside a row's item."""

LISTS = {UNITS.name: ("projects",), PROJECTS.name: ("indicators",), MEASURES.name: ("paragraphs",)}
"""The lists of a row's item, whose items have rows of their own."""

ROOT_PARTS = ("settings", "overall", "overall.goals", "overall.items", "overall.measures", "totals", "units", "accept")


@dataclass(slots=True)
class Row:
    """A row: its id, what it belongs to, and its item. ``values`` are the texts as written, by key."""

    id: str
    owner: str
    item: Any
    values: dict[str, Any] = field(default_factory=dict)
    label: str = ""
    """What the rows that belong to this one call it."""


@dataclass(slots=True)
class Sheets:
    """All rows of a spec by the name of their sheet, and what the cells cannot say."""

    data: Data
    rows: dict[str, list[Row]] = field(default_factory=lambda: {table.name: [] for table in TABLES})
    notes: Notes = field(default_factory=Notes)
    labels: dict[str, str] = field(default_factory=dict)
    months: dict[str, dict[str, str]] = field(default_factory=dict)
    blank: list[str] = field(default_factory=list)
    """Rows that are empty to the eye and yet stand for an item."""
    unnamed: list[str] = field(default_factory=list)
    """Units without a name of their own, which are shown by the department's."""


def unique_labels(names: Iterable[str | None], otherwise: str) -> list[str]:
    """What to call each of ``names`` so that none is called like another: mostly the name itself."""
    plain = [clean(name).strip() if name and name.strip() else "" for name in names]
    count = Counter(plain)
    taken = {name for name in plain if name and count[name] == 1}
    seen: Counter[str] = Counter()
    labels = []
    for number, name in enumerate(plain, 1):
        if name in taken:
            labels.append(name)
            continue
        seen[name] += 1
        labels.append(_free(f"{name}#{seen[name]}" if name else f"{otherwise}#{number}", taken))
    return labels


def _free(label: str, taken: set[str]) -> str:
    while label in taken:
        label += "'"
    taken.add(label)
    return label


def unit_labels(names: Iterable[str | None], department: str | None) -> list[str]:
    """What the sheet 项目 calls each unit: its name, or the department's where it has none."""
    return unique_labels([name if name and name.strip() else department for name in names], "单位")


def project_labels(names: Iterable[str | None]) -> list[str]:
    """What the sheet 指标 calls each project."""
    return unique_labels(names, "项目")


def sheets_of(data: Data, base_id: Callable[[Loc], str] = id_of) -> Sheets:
    """The rows of a spec; ``base_id`` gives the id of the row for the item at a loc (empty: it is new)."""
    maker = _Maker(Sheets(data), base_id)
    maker.make()
    return maker.sheets


class _Maker:
    def __init__(self, sheets: Sheets, base_id: Callable[[Loc], str]) -> None:
        self.sheets = sheets
        self._id = base_id

    def make(self) -> None:
        data, notes = self.sheets.data, self.sheets.notes
        for key in ROOT_PARTS:
            notes.add_part("", key, state_at(data, key))
        for column in department_columns():
            _note(notes, column, state_at(data, column.key))
        for name, value in _mapping(data, "settings").items():
            _note(notes, setting_column(name), value)
        self._units(_items(data, "units"), state_at(data, "department.name"))
        for table, key in ((GOALS, "overall.goals"), (ITEMS, "overall.items"), (ACCEPT, "accept")):
            steps = tuple(key.split("."))
            for index, item in enumerate(_items(data, key)):
                self._add(table, (*steps, index), item)
        for index, measure in enumerate(_items(data, "overall.measures")):
            self._measure(("overall", "measures", index), measure)

    def _units(self, units: list[Data], department: Any) -> None:
        name = department if isinstance(department, str) else None
        labels = unit_labels((_text(unit, "name") for unit in units), name)
        projects = []
        for index, (unit, label) in enumerate(zip(units, labels, strict=True)):
            loc: Loc = ("units", index)
            row = self._add(UNITS, loc, unit, shown_name=label)
            self._note_parts(UNITS, row, unit)
            self._label(row, label)
            for number, project in enumerate(_items(unit, "projects")):
                projects.append(((*loc, "projects", number), label, project))
        names = project_labels(_text(project, "name") for _, _, project in projects)
        for (loc, owner, project), label in zip(projects, names, strict=True):
            row = self._add(PROJECTS, loc, self._with_months(loc, project), owner)
            self._note_parts(PROJECTS, row, row.item)
            self._label(row, label)
            for number, indicator in enumerate(_items(project, "indicators")):
                self._add(INDICATORS, (*loc, "indicators", number), indicator, label)

    def _with_months(self, loc: Loc, project: Data) -> Data:
        """The project with plain numbers for months; how they were written is noted."""
        schedule = project.get("schedule")
        if not schedule:
            return project
        months = {str(parse_month(key)): key for key in schedule}
        unusual = {month: key for month, key in months.items() if key != f"{month}月底"}
        if unusual and self._id(loc):
            self.sheets.months[self._id(loc)] = unusual
        return {**project, "schedule": {month: schedule[key] for month, key in months.items()}}

    def _measure(self, loc: Loc, measure: Data) -> None:
        paragraphs = _items(measure, "paragraphs")
        first = {**measure, "paragraphs": paragraphs[0]} if paragraphs else _without(measure, "paragraphs")
        self._note_parts(MEASURES, self._add(MEASURES, loc, first), measure)
        for index, paragraph in enumerate(paragraphs[1:], 1):
            self._add(MEASURES, (*loc, "paragraphs", index), {"paragraphs": paragraph})

    def _add(self, table: Table, loc: Loc, item: Any, owner: str = "", *, shown_name: str = "") -> Row:
        row = Row(self._id(loc), owner, item)
        for column in table.columns:
            if column.is_field:
                self._note_cell(row, column)
        if shown_name and canonical(str(row.values.get("name") or ""), "text") is None:
            row.values["name"] = shown_name
            self.sheets.unnamed.append(row.id)
        if not owner and not any(_is_shown(value) for value in row.values.values()):
            self.sheets.blank.append(row.id)
        self.sheets.rows[table.name].append(row)
        return row

    def _note_parts(self, table: Table, row: Row, item: Any) -> None:
        for key in (*PARTS.get(table.name, ()), *LISTS[table.name]) if row.id else ():
            self.sheets.notes.add_part(row.id, key, state_at(item, key))

    def _label(self, row: Row, label: str) -> None:
        row.label = label
        if row.id:
            self.sheets.labels[row.id] = label

    def _note_cell(self, row: Row, column: Column) -> None:
        state = state_at(row.item, column.key)
        if isinstance(state, str):
            row.values[column.key] = state
        if row.id and (state is None or isinstance(state, str)):
            self.sheets.notes.add(row.id, column, state)


def _note(notes: Notes, column: Column, state: Any) -> None:
    if state is None or isinstance(state, str):
        notes.add("", column, state)


def _mapping(data: Data, key: str) -> Data:
    found = state_at(data, key)
    return found if isinstance(found, dict) else {}


def _is_shown(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _items(data: Any, key: str) -> list[Any]:
    found = state_at(data, key)
    return found if isinstance(found, list) else []


def _text(item: Data, key: str) -> str | None:
    found = state_at(item, key)
    return found if isinstance(found, str) else None


def _without(item: Data, key: str) -> Data:
    return {name: value for name, value in item.items() if name != key}


def filled_keys(rows: Iterable[Row]) -> Iterator[str]:
    """The keys of columns in which a row holds something."""
    for row in rows:
        yield from (key for key, value in row.values.items() if _is_shown(value))
