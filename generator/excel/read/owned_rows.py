"""Units with their projects and indicators: each row finds the row that it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from pydantic_core import PydanticCustomError

from generator.diagnostics import Loc, Severity
from generator.excel.read.row_owners import Owners, owner_id
from generator.excel.read.sheet_items import SheetItems
from generator.excel.read.spec_items import Item
from generator.excel.read.table_grid import Line
from generator.excel.sheets.as_written import canonical
from generator.excel.sheets.spec_rows import project_labels, unit_labels
from generator.excel.sheets.table_columns import INDICATORS, OWNER, PROJECTS, SOURCES, SUM, UNITS, Table
from generator.spec.model import ZERO
from generator.spec.scalars import parse_amount, shorten


def put_units(root: Item, sheet_of: Callable[[Table], SheetItems], department: str | None) -> None:
    """Put the units with all that is in them into ``root``; ``department`` is what a unit without a name is called."""
    sheet = sheet_of(UNITS)
    units = [sheet.item(line, ("units", index)) for index, line in enumerate(sheet.lines)]
    projects = sheet_of(PROJECTS)
    _add_owner(projects, units)
    owners = _owners_of_projects(projects, sheet, department, only=[0] if len(units) == 1 else [])
    if units:
        root.parts["units"] = units
    for unit, line in zip(units, sheet.lines, strict=False):
        sheet.restore_list(unit, line, "projects")
    _put_projects(units, projects, owners, sheet_of)


def _add_owner(sheet: SheetItems, owners: list[Item]) -> None:
    """Add an item for the rows of ``sheet`` to belong to, where there are rows and nothing that they could."""
    if sheet.lines and not owners:
        owners.append(Item(sheet.place(sheet.lines[0], OWNER)))


def _owners_of_projects(
    projects: SheetItems, units: SheetItems, department: str | None, *, only: list[int]
) -> list[int]:
    """The number of the unit of each project, which need not be written where it can be ``only`` one."""
    labels = unit_labels(units.texts("name"), department)
    record = units.outcome.record
    owners = Owners(units.ids, labels, labels, units.texts("code"), record.labels)
    is_lost = units.grid.is_absent and bool(record.filled.get(UNITS.name))  # which was said
    return _owners_of(projects, owners, only=only, is_silent=is_lost)


def _owners_of(sheet: SheetItems, owners: Owners, *, only: list[int], is_silent: bool = False) -> list[int]:
    """The number of the row that each row belongs to; after an error the first, so that reading goes on."""
    title = sheet.grid.table.column(OWNER).title
    numbers = []
    for line in sheet.lines:
        found = owners.find(line.owner, owner_id(line.id)) if line.owner.strip() else only
        if len(found) != 1 and not is_silent:
            message, hint = owners.trouble(line.owner, title, found)
            sheet.outcome.say("WBK11", Severity.ERROR, sheet.place(line, OWNER), message, hint)
        numbers.append(found[0] if found else 0)
    return numbers


def _put_projects(
    units: list[Item], sheet: SheetItems, owners: list[int], sheet_of: Callable[[Table], SheetItems]
) -> None:
    items: list[Item] = []
    locs: list[Loc] = []
    for owner, line in zip(owners, sheet.lines, strict=True):
        siblings = _list_of(units[owner], "projects")
        loc: Loc = ("units", owner, "projects", len(siblings))
        item = sheet.item(line, loc)
        _check_total(sheet, line)
        siblings.append(item)
        items.append(item)
        locs.append(loc)
    names = sheet.texts("name")
    known = sheet.outcome.record.labels
    _put_indicators(
        items, locs, sheet_of(INDICATORS), Owners(sheet.ids, project_labels(names), names, sheet.texts("code"), known)
    )
    for item, line in zip(items, sheet.lines, strict=True):
        sheet.restore_list(item, line, "indicators")


def _put_indicators(projects: list[Item], locs: list[Loc], sheet: SheetItems, owners: Owners) -> None:
    """Put the indicators into their projects; where there are none, the indicators are looked at all the same."""
    holders = list(projects)
    _add_owner(sheet, holders)
    for owner, line in zip(_owners_of(sheet, owners, only=[]), sheet.lines, strict=True):
        siblings = _list_of(holders[owner], "indicators")
        loc = locs[owner] if locs else ()
        siblings.append(sheet.item(line, (*loc, "indicators", len(siblings))))
        line.readings = {}  # of tens of thousands of rows, so that what is made of them can use the memory


def _list_of(item: Item, key: str) -> list[Item]:
    return item.parts.setdefault(key, [])  # type: ignore[return-value]  # a list of items by that key


def _check_total(sheet: SheetItems, line: Line) -> None:
    """A total that was typed over its formula is not read; one that differs is said."""
    total = line.total
    if total is None or total.is_formula:
        return
    amounts = [_amount(line.text(key)) or ZERO for key in SOURCES]
    if _amount(total.text) != sum(amounts, ZERO):
        message = f"“总计”由程序计算，这里写的“{shorten(total.text, 20)}”没有读，它与各项之和不符"
        place = sheet.place(line, SUM)
        sheet.outcome.say("WBK15", Severity.WARNING, place, message, "改正各项金额；这一格可以空着")


def _amount(text: str | None) -> Decimal | None:
    read = canonical(text, "amount") if text else None
    try:
        return parse_amount(read)
    except PydanticCustomError:
        return None
