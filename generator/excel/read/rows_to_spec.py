"""From the sheets of a workbook to a spec: rows find their owners, unedited cells give what was written."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from pydantic_core import PydanticCustomError

from generator.diagnostics import Finding, Loc, Place, Severity
from generator.excel.read.cell_readings import Reading
from generator.excel.read.department_values import Lines
from generator.excel.read.headings import plain
from generator.excel.read.row_owners import Owners, owner_id
from generator.excel.read.spec_items import CellScalar, Item
from generator.excel.read.table_grid import Grid, Line
from generator.excel.sheets.as_written import MISSING, Missing, Notes, State, canonical
from generator.excel.sheets.hidden_record import Record
from generator.excel.sheets.spec_rows import LISTS, PARTS, ROOT_PARTS, project_labels, unit_labels
from generator.excel.sheets.table_columns import (
    ACCEPT,
    GOALS,
    INDICATORS,
    ITEMS,
    MEASURES,
    OWNER,
    PROJECTS,
    SOURCES,
    SUM,
    UNITS,
    Column,
    Table,
    loc_of,
)
from generator.sources.node import Scalar
from generator.spec.model import ZERO
from generator.spec.scalars import parse_amount, shorten

_BLANK = Reading(None)
_ROOT_LISTS = {"overall.goals", "overall.items", "overall.measures", "units", "accept"}
_TOTALS = {"合计", "总计", "小计", "共计", "总合计"}
_MEASURE_ID = re.compile(r"M\d+")


class Assembler:
    """Builds the spec of one workbook: ``root`` first, then ``ids``, ``blanks`` and ``findings`` are complete."""

    def __init__(self, record: Record, grids: dict[str, Grid], lines: Lines) -> None:
        self.ids: dict[Loc, Loc] = {}
        self.blanks: dict[Loc, Place] = dict(lines.blanks)
        self.findings: list[Finding] = list(lines.findings)
        self._record = record
        self._grids = grids
        self._lines = lines
        self._notes = Notes(record.notes)

    def root(self) -> Item:
        """The whole spec."""
        root = Item(self._lines.place)
        for key, scalar in self._lines.values.items():
            part, _, name = key.partition(".")
            if part == "settings":
                settings = root.parts.setdefault(part, Item(scalar.place))
                assert isinstance(settings, Item)
                settings.parts[name] = scalar
            else:
                root.put(key, scalar)
        self._place_department(root)
        self._overall(root)
        self._units(root)
        self._list(root, ACCEPT, "accept")
        for key in sorted(ROOT_PARTS, reverse=True):  # what is inner stands before what is around it
            root.restore(self._notes, "", key, is_list=key in _ROOT_LISTS)
        return root

    def _place_department(self, root: Item) -> None:
        """Where its name was cleared, the missing 部门 is missed at that cell."""
        cleared = self._lines.blanks.get(("department", "name"))
        if cleared is not None and "department" not in root.parts:
            root.parts["department"] = Item(cleared)

    # --- rows ----------------------------------------------------------------------------------------------------

    def _rows(self, table: Table) -> tuple[Grid, list[Line]]:
        """The rows that stand for an item: not those of which nothing is left but what they belong to, nor totals.

        An id counts once.
        """
        grid = self._grids.get(table.name)
        if grid is None:
            return Grid.absent(table), []
        used: set[str] = set()
        kept = []
        for line in grid.lines:
            if line.id in used:  # a row that was copied
                line.id = ""
            if (line.readings or line.id in self._record.blank) and not self._is_total(grid, line):
                used.add(line.id)
                kept.append(line)
        return grid, kept

    def _is_total(self, grid: Grid, line: Line) -> bool:
        """Whether a row that someone added is a total of those above; as a project it would count all money twice."""
        name = line.readings.get("name", _BLANK).text or line.owner
        if line.id or grid.table not in (PROJECTS, UNITS) or plain(name) not in _TOTALS:
            return False
        message = f"“{shorten(name.strip(), 20)}”这一行没有读：合计由程序计算"
        place = self._place(grid, line, "name")
        self._report("WBK15", Severity.WARNING, place, message, "各项合计见“合计”表；这一行可以删去")
        return True

    def _item(self, grid: Grid, line: Line, loc: Loc) -> Item:
        """The item of a row, whose place is the first cell that it cannot do without and that is blank."""
        item = Item(self._place(grid, line, _first_key(grid, line)))
        self._know(line, loc)
        for column in grid.fields:
            self._field(item, grid, line, column, loc)
        for key in PARTS.get(grid.table.name, ()):
            item.restore(self._notes, line.id, key, is_list=False)
        return item

    def _field(self, item: Item, grid: Grid, line: Line, column: Column, loc: Loc) -> None:
        reading = line.readings.get(column.key, _BLANK)
        state = self._state(line, column, reading)
        if isinstance(state, Missing) and column.key not in grid.places:
            return
        if reading.remarks:
            place = self._place(grid, line, column.key)
            self.findings += [remark.at(place) for remark in reading.remarks]
        if isinstance(state, Missing):
            self.blanks[*loc, *_steps(column.key)] = self._place(grid, line, column.key)
            return
        scalar = CellScalar(state, grid.place, grid.places.get(column.key, 1), line.number)
        item.put(self._written_key(line.id, column.key), scalar)

    def _state(self, line: Line, column: Column, reading: Reading) -> State:
        text = reading.text
        if not line.id:
            return MISSING if text is None else text
        if column.key == "name" and line.id in self._record.unnamed and text == self._record.labels.get(line.id):
            text = None
        return self._notes.restore(line.id, column, text)

    def _written_key(self, row_id: str, key: str) -> str:
        """The key with its month as it was written."""
        part, _, month = key.partition(".")
        if part != "schedule":
            return key
        return f"schedule.{self._record.months.get(row_id, {}).get(month, f'{month}月底')}"

    def _know(self, line: Line, loc: Loc) -> None:
        origin = loc_of(line.id) if line.id else None
        if origin is not None:
            self.ids[loc] = loc if origin == loc else origin  # mostly the same: then one for both

    def _place(self, grid: Grid, line: Line, key: str) -> Place:
        return grid.cell(key, line.number)

    def _report(self, code: str, severity: Severity, place: Place, message: str, hint: str) -> None:
        self.findings.append(Finding(code, severity, message, hint, place))

    # --- units, projects, indicators -----------------------------------------------------------------------------

    def _units(self, root: Item) -> None:
        grid, lines = self._rows(UNITS)
        units = [self._item(grid, line, ("units", index)) for index, line in enumerate(lines)]
        name = self._lines.values.get("department.name")
        labels = unit_labels(_texts(lines, "name"), name.text if name else None)
        owners = Owners(_ids(lines), labels, labels, _texts(lines, "code"), self._record.labels)
        projects = self._children(PROJECTS, owners, units, may_be_blank=True)
        if units:
            root.parts["units"] = units
        for unit, line in zip(units, lines, strict=False):
            unit.restore(self._notes, line.id, "projects", is_list=True)
        self._projects(units, projects)

    def _children(
        self, table: Table, owners: Owners, parents: list[Item], *, may_be_blank: bool
    ) -> list[tuple[int, Grid, Line]]:
        """The rows of ``table``, each with the number of the row that it belongs to; a parent is made if there is none."""
        grid, lines = self._rows(table)
        if lines and not parents:
            parents.append(Item(self._place(grid, lines[0], OWNER)))
        only = len(parents) == 1 and may_be_blank
        return [(self._owner(owners, grid, line, only=only), grid, line) for line in lines]

    def _owner(self, owners: Owners, grid: Grid, line: Line, *, only: bool) -> int:
        """The number of the row that a row belongs to; after an error the first, so that reading goes on."""
        found = [0] if only else []
        if line.owner.strip():
            found = owners.find(line.owner, owner_id(line.id))
        if len(found) != 1:
            if grid.table is PROJECTS and UNITS.name not in self._grids and self._record.filled.get(UNITS.name):
                return 0  # the whole sheet is gone, which was said
            message, hint = owners.trouble(line.owner, grid.table.column(OWNER).title, found)
            self._report("WBK11", Severity.ERROR, self._place(grid, line, OWNER), message, hint)
        return found[0] if found else 0

    def _projects(self, units: list[Item], rows: list[tuple[int, Grid, Line]]) -> None:
        items: list[Item] = []
        locs: list[Loc] = []
        for index, grid, line in rows:
            siblings = _list_of(units[index], "projects")
            loc: Loc = ("units", index, "projects", len(siblings))
            item = self._item(grid, line, loc)
            self._check_total(grid, line)
            siblings.append(item)
            items.append(item)
            locs.append(loc)
        lines = [line for _, _, line in rows]
        names = _texts(lines, "name")
        owners = Owners(_ids(lines), project_labels(names), names, _texts(lines, "code"), self._record.labels)
        holders = list(items)
        for index, grid, line in self._children(INDICATORS, owners, holders, may_be_blank=False):
            siblings = _list_of(holders[index], "indicators")
            loc = locs[index] if locs else ()
            siblings.append(self._item(grid, line, (*loc, "indicators", len(siblings))))
            line.readings = {}  # of tens of thousands of rows, so that what is made of them can use the memory
        for item, line in zip(items, lines, strict=True):
            item.restore(self._notes, line.id, "indicators", is_list=True)

    def _check_total(self, grid: Grid, line: Line) -> None:
        """A total that was typed over its formula is not read; one that differs is said."""
        total = line.total
        if total is None or total.is_formula:
            return
        amounts = [_amount(line.readings.get(key, _BLANK).text) or ZERO for key in SOURCES]
        if _amount(total.text) != sum(amounts, ZERO):
            message = f"“总计”由程序计算，这里写的“{shorten(total.text, 20)}”没有读，它与各项之和不符"
            place = self._place(grid, line, SUM)
            self._report("WBK15", Severity.WARNING, place, message, "改正各项金额；这一格可以空着")

    # --- the text part and lists ---------------------------------------------------------------------------------

    def _list(self, root: Item, table: Table, key: str) -> None:
        grid, lines = self._rows(table)
        way = tuple(key.split("."))
        if lines:
            root.put(key, [self._item(grid, line, (*way, index)) for index, line in enumerate(lines)])

    def _overall(self, root: Item) -> None:
        grid, lines = self._rows(GOALS)
        goals = [self._paragraph(grid, line, "", ("overall", "goals", index)) for index, line in enumerate(lines)]
        if goals:
            root.put("overall.goals", goals)
        self._list(root, ITEMS, "overall.items")
        self._measures(root)

    def _measures(self, root: Item) -> None:
        """Measures with their paragraphs: a row without a title goes on with the measure above."""
        grid, lines = self._rows(MEASURES)
        measures: list[Item] = []
        title = None
        for line in lines:
            written = line.readings.get("title", _BLANK).text
            if not measures or _MEASURE_ID.fullmatch(line.id) or written not in (None, title):
                title = written
                measures.append(self._measure(grid, line, len(measures)))
                continue
            paragraphs = _scalars_of(measures[-1])
            loc: Loc = ("overall", "measures", len(measures) - 1, "paragraphs", len(paragraphs))
            paragraphs.append(self._paragraph(grid, line, "paragraphs", loc))
        if measures:
            root.put("overall.measures", measures)

    def _measure(self, grid: Grid, line: Line, index: int) -> Item:
        loc: Loc = ("overall", "measures", index)
        item = self._item(grid, line, loc)
        first = item.parts.pop("paragraphs", None)
        self.blanks.pop((*loc, "paragraphs"), None)
        if isinstance(first, Scalar):
            item.parts["paragraphs"] = [first]
        for key in LISTS[MEASURES.name]:
            item.restore(self._notes, line.id, key, is_list=True)
        return item

    def _paragraph(self, grid: Grid, line: Line, key: str, loc: Loc) -> Scalar:
        self._know(line, loc)
        place = self._place(grid, line, key)
        reading = line.readings.get(key, _BLANK)
        self.findings += [remark.at(place) for remark in reading.remarks]
        state = self._state(line, grid.table.column(key), reading)
        return Scalar(None if isinstance(state, Missing) else state, place)


def _list_of(item: Item, key: str) -> list[Item]:
    return item.parts.setdefault(key, [])  # type: ignore[return-value]


def _scalars_of(item: Item) -> list[Scalar]:
    found = item.parts.get("paragraphs")
    if not isinstance(found, list):
        found = item.parts["paragraphs"] = []
    return found  # type: ignore[return-value]


def _ids(lines: list[Line]) -> list[str]:
    return [line.id for line in lines]


def _texts(lines: list[Line], key: str) -> list[str | None]:
    return [line.readings.get(key, _BLANK).text for line in lines]


def _first_key(grid: Grid, line: Line) -> str:
    """The key of the cell that stands for a whole row: the first one that is missing, else the first of all."""
    return next((key for key in grid.needed if key not in line.readings), grid.first)


@lru_cache(maxsize=256)
def _steps(key: str) -> tuple[str, ...]:
    part, _, month = key.partition(".")
    return (part, f"{month}月底") if part == "schedule" else tuple(key.split("."))


def _amount(text: str | None) -> Decimal | None:
    read = canonical(text, "amount") if text else None
    try:
        return parse_amount(read)
    except PydanticCustomError:
        return None
