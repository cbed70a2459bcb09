"""Reads the sheet 部门: a line a field, found by its id or its label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.diagnostics import Finding, Loc, Place, Severity
from generator.excel.read.cell_readings import Reading, plain_text, read_cell, shared_amounts
from generator.excel.sheets.as_written import Missing, Notes
from generator.excel.sheets.sheet_labels import DEPARTMENT_HEADINGS, is_total, plain
from generator.excel.sheets.table_columns import (
    DEPARTMENT_SHEET,
    SETTING_PREFIX,
    Column,
    department_columns,
    setting_column,
)
from generator.sources.node import Scalar
from generator.sources.number_format import money_unit_of
from generator.sources.workbook_cells import Book, Row, ref_of
from generator.spec.scalars import shorten

_ID, _LABEL, _VALUE = 1, 2, 3


@dataclass(slots=True)
class DepartmentValues:
    """The values of the sheet by the key of their field, and the cells that were left blank.

    ``money_units`` are those that the number formats of amounts name, by their cell.
    """

    place: Place
    values: dict[str, Scalar] = field(default_factory=dict)
    blanks: dict[Loc, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    money_units: dict[Place, str] = field(default_factory=dict)

    def text(self, key: str) -> str | None:
        """What stands for the field with this key; ``None`` where nothing does."""
        value = self.values.get(key)
        return value.text if value else None

    def add(self, column: Column, reading: Reading, place: Place, notes: Notes) -> None:
        """Take what the cell at ``place`` says as the value of ``column``."""
        self.findings += [remark.at(place) for remark in reading.remarks]
        state = notes.restore("", column, reading.text)
        if not isinstance(state, Missing):
            self.values[column.key] = Scalar(state, place)
        elif not column.key.startswith("settings."):
            self.blanks[tuple(column.key.split("."))] = place


def read_department(book: Book, file: str, notes: Notes) -> DepartmentValues:
    """The sheet 部门."""
    info = book.find(DEPARTMENT_SHEET)
    name = info.name if info else DEPARTMENT_SHEET
    found = DepartmentValues(Place(file, sheet=name))
    cells = book.read(name)
    at = _places(cells.rows)
    seen: set[str] = set()
    amounts: set[int] = set()
    for number, column in _fields(cells.rows, at, found):
        seen.add(column.key)
        cell = cells.rows[number].get(at[_VALUE])
        place = found.place._replace(cell=ref_of(at[_VALUE], number))
        reading = Reading(None) if cell is None else read_cell(cell, column, is_1904=book.is_1904)
        found.add(column, reading, place, notes)
        if column.kind == "amount":
            amounts.add(number)
            if cell is not None and (unit := money_unit_of(cell.format)):
                found.money_units[place] = unit
    found.findings += shared_amounts(cells, {at[_VALUE]}, amounts, found.place)
    _restore(found, seen, notes)
    return found


def _restore(found: DepartmentValues, seen: set[str], notes: Notes) -> None:
    """What was written without a value, and therefore has no line."""
    for column in department_columns():
        if column.key not in seen:
            state = notes.restore("", column, None)
            if not isinstance(state, Missing):
                found.values[column.key] = Scalar(state, found.place)


def _places(rows: dict[int, Row]) -> dict[int, int]:
    """Where ids, labels and values stand: columns may have been moved."""
    titles = {plain(title): number for number, title in enumerate(DEPARTMENT_HEADINGS, 1)}
    for number in sorted(rows)[:10]:
        found = {titles[plain(cell.text)]: place for place, cell in rows[number].items() if plain(cell.text) in titles}
        if _LABEL in found and _VALUE in found:
            return {_ID: 0, **found}
    return {_ID: _ID, _LABEL: _LABEL, _VALUE: _VALUE}


def _fields(rows: dict[int, Row], at: dict[int, int], found: DepartmentValues) -> Iterator[tuple[int, Column]]:
    """The number of each row that is a field, and the field; what is none, or is there twice, is said."""
    seen: set[str] = set()
    for number in sorted(rows):
        label = plain_text(rows[number].get(at[_LABEL]))
        column = _column(plain_text(rows[number].get(at[_ID])).strip(), label)
        if column is None:
            found.findings += _unknown(label, found.place._replace(cell=ref_of(at[_LABEL], number)))
        elif column.key in seen:
            place = found.place._replace(cell=ref_of(at[_VALUE], number))
            message = f"“{column.title}”写了两次"
            found.findings.append(Finding("WBK05", Severity.ERROR, message, "请删去一行", place))
        else:
            seen.add(column.key)
            yield number, column


def _column(key: str, label: str) -> Column | None:
    """The field of a line, by its id or else by its label."""
    for column in department_columns():
        if key == column.key or (not key and plain(label) in (plain(column.title), plain(f"{column.title}名称"))):
            return column
    if key.startswith("settings."):
        return setting_column(key.removeprefix("settings."))
    if not key and label.strip().startswith(SETTING_PREFIX) and label.strip() != SETTING_PREFIX:
        return setting_column(label.strip().removeprefix(SETTING_PREFIX))
    return None


def _unknown(label: str, place: Place) -> Iterator[Finding]:
    if label.strip() and plain(label) != plain(DEPARTMENT_HEADINGS[1]) and not is_total(label):
        yield Finding(
            "WBK06", Severity.WARNING, f"不认识“{shorten(label)}”这一项，没有读", "不是要填报的内容，就不用管它", place
        )
