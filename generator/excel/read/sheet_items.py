"""The rows of one sheet as items of a spec: which rows stand for one, and what each cell says that was not edited."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from generator.diagnostics import Finding, Loc, Place, Severity
from generator.excel.read.cell_readings import Reading
from generator.excel.read.spec_items import CellScalar, Item
from generator.excel.read.table_grid import Grid, Line
from generator.excel.sheets.as_written import MISSING, Missing, Notes, State
from generator.excel.sheets.hidden_record import Record
from generator.excel.sheets.sheet_labels import plain
from generator.excel.sheets.spec_rows import PARTS
from generator.excel.sheets.table_columns import PROJECTS, UNITS, Column, loc_of
from generator.sources.node import Scalar
from generator.spec.scalars import shorten

_BLANK = Reading(None)
_TOTALS = {"合计", "总计", "小计", "共计", "总合计"}


@dataclass(slots=True)
class Outcome:
    """What comes to light while rows become items, of all sheets of a workbook.

    ``ids`` is where each item stands in the base spec, ``blanks`` the cells of fields that were left blank.
    """

    record: Record
    ids: dict[Loc, Loc] = field(default_factory=dict)
    blanks: dict[Loc, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    notes: Notes = field(init=False)

    def __post_init__(self) -> None:
        self.notes = Notes(self.record.notes)

    def say(self, code: str, severity: Severity, place: Place, message: str, hint: str) -> None:
        """Add a finding at a cell."""
        self.findings.append(Finding(code, severity, message, hint, place))


class SheetItems:
    """The rows of a sheet that stand for items: ``lines``, each to be made an item where the spec has its place."""

    def __init__(self, grid: Grid, outcome: Outcome) -> None:
        self.grid = grid
        self.outcome = outcome
        self._record = outcome.record
        self._notes = outcome.notes
        self.lines = self._counted()

    def _counted(self) -> list[Line]:
        """Not the rows of which nothing is left but what they belong to, nor totals. An id counts once."""
        used: set[str] = set()
        counted = []
        for line in self.grid.lines:
            if line.id in used:  # a row that was copied
                line.id = ""
            if (line.readings or line.id in self._record.blank) and not self._is_total(line):
                used.add(line.id)
                counted.append(line)
        return counted

    def _is_total(self, line: Line) -> bool:
        """Whether a row that someone added is a total of those above; as a project it would count all money twice."""
        name = line.text("name") or line.owner
        if line.id or self.grid.table not in (PROJECTS, UNITS) or plain(name) not in _TOTALS:
            return False
        message = f"“{shorten(name.strip(), 20)}”这一行没有读：合计由程序计算"
        hint = "各项合计见“合计”表；这一行可以删去"
        self.outcome.say("WBK15", Severity.WARNING, self.place(line, "name"), message, hint)
        return True

    @property
    def ids(self) -> list[str]:
        """The id of each line; empty for a new one."""
        return [line.id for line in self.lines]

    def texts(self, key: str) -> list[str | None]:
        """What each line says in the column with this key."""
        return [line.text(key) for line in self.lines]

    def place(self, line: Line, key: str) -> Place:
        """The cell of a line in the column with this key."""
        return self.grid.cell(key, line.number)

    def item(self, line: Line, loc: Loc) -> Item:
        """The item of a line, whose place is the first cell that it cannot do without and that is blank."""
        item = Item(self.place(line, _first_key(self.grid, line)))
        self._know(line, loc)
        for column in self.grid.fields:
            self._put_field(item, line, column, loc)
        for key in PARTS.get(self.grid.table.name, ()):
            item.restore(self._notes, line.id, key, is_list=False)
        return item

    def restore_list(self, item: Item, line: Line, key: str) -> None:
        """Put back the list of a line's item that was written though it held nothing, if nothing stands there now."""
        item.restore(self._notes, line.id, key, is_list=True)

    def paragraph(self, line: Line, key: str, loc: Loc) -> Scalar:
        """What a line says that is no item but a text."""
        self._know(line, loc)
        place = self.place(line, key)
        reading = line.readings.get(key, _BLANK)
        self.outcome.findings += [remark.at(place) for remark in reading.remarks]
        state = self._state(line, self.grid.table.column(key), reading)
        return Scalar(None if isinstance(state, Missing) else state, place)

    def _put_field(self, item: Item, line: Line, column: Column, loc: Loc) -> None:
        reading = line.readings.get(column.key, _BLANK)
        state = self._state(line, column, reading)
        if isinstance(state, Missing) and column.key not in self.grid.places:
            return
        if reading.remarks:
            place = self.place(line, column.key)
            self.outcome.findings += [remark.at(place) for remark in reading.remarks]
        if isinstance(state, Missing):
            self.outcome.blanks[*loc, *_steps(column.key)] = self.place(line, column.key)
            return
        scalar = CellScalar(state, self.grid.place, self.grid.places.get(column.key, 1), line.number)
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
            self.outcome.ids[loc] = loc if origin == loc else origin  # mostly the same: then one for both


def _first_key(grid: Grid, line: Line) -> str:
    """The key of the cell that stands for a whole row: the first one that is missing, else the first of all."""
    return next((key for key in grid.needed if key not in line.readings), grid.first)


@lru_cache(maxsize=256)
def _steps(key: str) -> tuple[str, ...]:
    part, _, month = key.partition(".")
    return (part, f"{month}月底") if part == "schedule" else tuple(key.split("."))
