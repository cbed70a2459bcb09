"""Which sheets and columns a workbook shows: those of the layout, and whatever else the spec fills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.excel.sheets.as_written import state_at
from generator.excel.sheets.spec_rows import Row, Sheets, filled_keys
from generator.excel.sheets.table_columns import (
    ACCEPT,
    GOALS,
    ID,
    INDICATORS,
    ITEMS,
    MEASURES,
    OVERALL,
    OWNER,
    PROJECTS,
    SETTING_PREFIX,
    SOURCES,
    TABLES,
    UNITS,
    Column,
    Table,
    department_columns,
    setting_column,
)
from generator.layouts.model import Layout, Setting

HEAD_ROW = 1
_MORE = 1_000

_ALWAYS = {
    UNITS.name: {"name"},
    PROJECTS.name: {"name", "classified"},
    INDICATORS.name: {"level1", "level2", "name"},
}
_WHOLE = {table.name for table in (*OVERALL, ACCEPT)}
"""Sheets that show all their columns."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A sheet as it is drawn: its table, the columns shown and the rows.

    ``has_money``: projects have columns for amounts, and so there are totals.
    """

    table: Table
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    has_money: bool = True

    def place(self, key: str) -> int | None:
        """The number (1-based) of the column with this key; ``None`` where it is not shown."""
        return next((number for number, column in enumerate(self.columns, 1) if column.key == key), None)


def last_row(plan: Plan) -> int:
    """The last row that drop-downs, prompts and colours reach."""
    return HEAD_ROW + max(len(plan.rows) + _MORE, 2_000)


def plans_of(sheets: Sheets, layout: Layout) -> dict[str, Plan]:
    """The sheets with a row an item, by name, in the order of the declaration."""
    plans = {}
    for table in TABLES:
        rows = sheets.rows[table.name]
        if table in OVERALL and not _shows_overall(sheets, layout):
            continue
        keys = _shown(table, layout) | set(filled_keys(rows))
        columns = tuple(_marked(column, table, layout) for column in table.columns if _is_shown(column, table, keys))
        plans[table.name] = Plan(table, columns, rows)
    if not any(plans[PROJECTS.name].place(key) for key in SOURCES):
        return {name: replace(plan, has_money=False) for name, plan in plans.items()}
    return plans


def _shows_overall(sheets: Sheets, layout: Layout) -> bool:
    listed = any(name.startswith("overall.") for name in layout.fields.shown)
    return listed or any(sheets.rows[table.name] for table in (GOALS, ITEMS, MEASURES))


def _shown(table: Table, layout: Layout) -> set[str]:
    prefix = f"{table.scope}."
    named = {name.removeprefix(prefix) for name in layout.fields.shown if name.startswith(prefix)}
    if "schedule" in named:
        named |= {f"schedule.{month}" for month in layout.schedule_months}
    return named | _ALWAYS.get(table.name, set())


def _is_shown(column: Column, table: Table, keys: set[str]) -> bool:
    if table.name in _WHOLE or column.key in (ID, OWNER):
        return True
    return column.key in keys


def _marked(column: Column, table: Table, layout: Layout) -> Column:
    """The column as the layout sees it: required or not, and with the money's unit in the heading."""
    names = {f"{table.scope}.{column.key}", f"{table.scope}.{column.key.partition('.')[0]}"}
    if column.key.startswith("funding.") or column.key.startswith("goal."):
        names = {f"{table.scope}.{column.key}"}
    return replace(column, is_required=column.is_needed or not names.isdisjoint(layout.fields.required))


# --- the sheet 部门 ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet 部门: what it is, its value as written, and what the value may be."""

    column: Column
    value: str | None
    choices: tuple[str, ...] = ()


def department_lines(sheets: Sheets, layout: Layout) -> list[Line]:
    """The lines of the sheet 部门."""
    lines = []
    for column in department_columns():
        value = state_at(sheets.data, column.key)
        written = value if isinstance(value, str) else None
        if column.key.startswith("totals.") and not written:
            continue
        is_listed = column.key in layout.fields.shown or not column.key.startswith("department.code")
        if is_listed or written:
            is_required = column.is_needed or column.key in layout.fields.required
            lines.append(Line(replace(column, is_required=is_required), written))
    return lines[: _settings_place(lines)] + _settings(sheets, layout) + lines[_settings_place(lines) :]


def _settings_place(lines: list[Line]) -> int:
    return next((at for at, line in enumerate(lines) if line.column.key.startswith("totals.")), len(lines))


def _settings(sheets: Sheets, layout: Layout) -> list[Line]:
    written = state_at(sheets.data, "settings")
    given = written if isinstance(written, dict) else {}
    lines = []
    for name in dict.fromkeys((*layout.settings, *given)):
        setting = layout.settings.get(name)
        title = f"{SETTING_PREFIX}{setting.title}" if setting else f"{SETTING_PREFIX}{name}"
        hint = _setting_hint(setting) if setting else "这个版式没有这一项"
        value = given.get(name)
        lines.append(
            Line(setting_column(name, title, hint), value if isinstance(value, str) else None,
                 setting.choices if setting else ())
        )  # fmt: skip
    return lines


def _setting_hint(setting: Setting) -> str:
    default = f"不填则用“{setting.default}”"
    return f"{setting.hint}；{default}" if setting.hint else default
