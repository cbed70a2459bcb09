"""From the sheets of a workbook to a spec: rows become items, and each item stands where it belongs."""

from __future__ import annotations

import re

from generator.diagnostics import Loc
from generator.excel.read.department_values import DepartmentValues
from generator.excel.read.owned_rows import put_units
from generator.excel.read.sheet_items import Outcome, SheetItems
from generator.excel.read.spec_items import Item
from generator.excel.read.table_grid import Grid, Line
from generator.excel.sheets.hidden_record import Record
from generator.excel.sheets.spec_rows import LISTS, ROOT_PARTS
from generator.excel.sheets.table_columns import ACCEPT, GOALS, ITEMS, MEASURES, Table
from generator.sources.node import Scalar

_ROOT_LISTS = {"overall.goals", "overall.items", "overall.measures", "units", "accept"}
_MEASURE_ID = re.compile(r"M\d+")


def spec_of(record: Record, grids: dict[str, Grid], department: DepartmentValues) -> tuple[Item, Outcome]:
    """The whole spec that a workbook's sheets say, and what came to light on the way."""
    outcome = Outcome(record, blanks=dict(department.blanks), findings=list(department.findings))

    def sheet_of(table: Table) -> SheetItems:
        return SheetItems(grids.get(table.name) or Grid.absent(table), outcome)

    root = _root(department)
    _put_goals(root, sheet_of(GOALS))
    _put_items(root, "overall.items", sheet_of(ITEMS))
    _put_measures(root, sheet_of(MEASURES))
    put_units(root, sheet_of, department.text("department.name"))
    _put_items(root, "accept", sheet_of(ACCEPT))
    for key in sorted(ROOT_PARTS, reverse=True):  # what is inner stands before what is around it
        root.restore(outcome.notes, "", key, is_list=key in _ROOT_LISTS)
    return root, outcome


def _root(department: DepartmentValues) -> Item:
    """The spec with what the sheet 部门 says. Where its name was cleared, the missing 部门 is missed at that cell."""
    root = Item(department.place)
    for key, scalar in department.values.items():
        part, _, name = key.partition(".")
        if part == "settings":  # whose names may have dots
            settings = root.parts.setdefault(part, Item(scalar.place))
            assert isinstance(settings, Item)
            settings.parts[name] = scalar
        else:
            root.put(key, scalar)
    cleared = department.blanks.get(("department", "name"))
    if cleared is not None and "department" not in root.parts:
        root.parts["department"] = Item(cleared)
    return root


def _put_goals(root: Item, sheet: SheetItems) -> None:
    goals = [sheet.paragraph(line, "", ("overall", "goals", index)) for index, line in enumerate(sheet.lines)]
    if goals:
        root.put("overall.goals", goals)


def _put_items(root: Item, key: str, sheet: SheetItems) -> None:
    way = tuple(key.split("."))
    items = [sheet.item(line, (*way, index)) for index, line in enumerate(sheet.lines)]
    if items:
        root.put(key, items)


def _put_measures(root: Item, sheet: SheetItems) -> None:
    """Measures with their paragraphs: a row without a title goes on with the measure above."""
    measures: list[Item] = []
    title = None
    for line in sheet.lines:
        written = line.text("title")
        if not measures or _MEASURE_ID.fullmatch(line.id) or written not in (None, title):
            title = written
            measures.append(_measure(sheet, line, len(measures)))
            continue
        paragraphs = _paragraphs_of(measures[-1])
        loc: Loc = ("overall", "measures", len(measures) - 1, "paragraphs", len(paragraphs))
        paragraphs.append(sheet.paragraph(line, "paragraphs", loc))
    if measures:
        root.put("overall.measures", measures)


def _measure(sheet: SheetItems, line: Line, index: int) -> Item:
    loc: Loc = ("overall", "measures", index)
    item = sheet.item(line, loc)
    first = item.parts.pop("paragraphs", None)
    sheet.outcome.blanks.pop((*loc, "paragraphs"), None)
    if isinstance(first, Scalar):
        item.parts["paragraphs"] = [first]
    for key in LISTS[MEASURES.name]:
        sheet.restore_list(item, line, key)
    return item


def _paragraphs_of(measure: Item) -> list[Scalar]:
    found = measure.parts.get("paragraphs")
    if not isinstance(found, list):
        found = measure.parts["paragraphs"] = []
    return found  # type: ignore[return-value]  # a measure's list holds texts
