"""A sheet read: its columns by their headings, and the rows that say something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from generator.diagnostics import Finding, Place, Severity
from generator.excel.read.cell_readings import Reading, plain_text, read_cell, shared_amounts
from generator.excel.read.headings import Head, find_head
from generator.excel.sheets.as_written import canonical
from generator.excel.sheets.table_columns import ID, OWNER, SUM, Column, Table, loc_of
from generator.sources.number_format import money_unit_of
from generator.sources.workbook_cells import Book, Cell, Row, ref_of
from generator.spec.scalars import shorten


@dataclass(slots=True)
class Line:
    """A row of a sheet: its number, its id (empty for a new row), its owner's name and its readings by key."""

    number: int
    id: str
    owner: str
    readings: dict[str, Reading]
    total: Cell | None = None

    def text(self, key: str) -> str | None:
        """What the row says in the column with this key; ``None`` for blank."""
        reading = self.readings.get(key)
        return reading.text if reading else None


@dataclass
class Grid:
    """A sheet of the workbook: its table, its heading and its rows in the order of the sheet.

    ``money_units`` are those that the number formats of amounts name, by their cell.
    """

    table: Table
    head: Head
    place: Place
    lines: list[Line] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    money_units: dict[Place, str] = field(default_factory=dict)
    is_absent: bool = False

    @classmethod
    def absent(cls, table: Table) -> Grid:
        """A sheet that the workbook does not have."""
        return cls(table, Head(), Place("", sheet=table.name), is_absent=True)

    @cached_property
    def fields(self) -> list[Column]:
        """The columns of values, whether the sheet shows them or not."""
        return [column for column in self.table.columns if column.is_field]

    @cached_property
    def needed(self) -> list[str]:
        """The keys that no item can do without."""
        return [column.key for column in self.fields if column.is_needed]

    @cached_property
    def first(self) -> str:
        """The key of the first column that is not hidden from the user."""
        known = [column for _, column in sorted(self.head.columns.items()) if column.key != ID]
        return known[0].key if known else ""

    def at(self, column: int, row: int) -> Place:
        """The cell in that column and row, both counted from 1."""
        # Not with ``_replace``, which is slow: a large workbook has half a million blank cells.
        return Place(self.place.file, None, None, self.place.sheet, ref_of(column, row))

    def cell(self, key: str, number: int) -> Place:
        """The cell of a key in a row; the first one of the row where the sheet has no such column."""
        return self.at(self.places.get(key, 1), number)


def read_grid(book: Book, table: Table, file: str, filled: list[str], findings: list[Finding]) -> Grid | None:
    """The sheet of ``table``; ``None`` where the workbook has none. ``filled`` are the columns that had content."""
    sheet = book.find(table.name)
    if sheet is None:
        return None
    cells = book.read(sheet.name)
    grid = Grid(table, find_head(cells.rows, table.columns), Place(file, sheet=sheet.name))
    grid.places = {column.key: place for place, column in grid.head.columns.items()}
    findings += _about_head(grid, filled)
    if cells.stopped is not None:
        findings.append(_stopped(grid.at(1, cells.stopped)))
    columns = [(place, column) for place, column in grid.head.columns.items() if column.key not in (ID, OWNER, SUM)]
    amounts = {place for place, column in columns if column.kind == "amount"}
    below = range(grid.head.row + 1, max(cells.rows, default=0) + 1)
    findings += shared_amounts(cells, amounts, below, grid.place)
    for number in sorted(cells.rows):
        if number > grid.head.row:
            # Taken out, so that cells and what they say are not both kept.
            line = _line(grid, number, cells.rows.pop(number), columns, book.is_1904)
            if line is not None:
                grid.lines.append(line)
    return grid


def _line(grid: Grid, number: int, row: Row, columns: list[tuple[int, Column]], is_1904: bool) -> Line | None:
    readings = {}
    for place, column in columns:
        cell = row.get(place)
        if cell is not None:
            if cell.kind == "s" and not (cell.is_formula or cell.struck or cell.raised):
                text = canonical(cell.text, column.kind)
                if text is not None:
                    readings[column.key] = Reading(text)
                continue
            reading = read_cell(cell, column, is_1904=is_1904)
            if column.kind == "amount" and (unit := money_unit_of(cell.format)):
                grid.money_units[grid.at(place, number)] = unit
            if reading.text is not None or reading.remarks:
                readings[column.key] = reading
    places = grid.places
    row_id = plain_text(row.get(places.get(ID, 0))).strip()
    owner = plain_text(row.get(places.get(OWNER, 0)))
    if not readings and not row_id and not owner.strip():
        return None
    return Line(number, row_id if loc_of(row_id) else "", owner, readings, row.get(places.get(SUM, 0)))


def _about_head(grid: Grid, filled: list[str]) -> Iterator[Finding]:
    head, sheet = grid.head, grid.table.name
    for place, text in head.unknown.items():
        message = f"不认识“{shorten(text)}”这一列，没有读"
        yield Finding("WBK06", Severity.WARNING, message, "不是要填报的内容，就不用管它", grid.at(place, head.row))
    for place, column in head.doubled.items():
        message = f"“{column.title}”有两列"
        yield Finding("WBK05", Severity.ERROR, message, "请删去一列，或改它的标题", grid.at(place, head.row))
    for column in grid.table.columns:
        if head.place(column.key) is None and (column.is_needed or column.key in filled):
            hint = "请找回这一列，或把标题改回原样；不要的内容，清空各格即可"
            message = f"“{sheet}”表里缺少“{column.title}”这一列"
            yield Finding("WBK05", Severity.ERROR, message, hint, grid.at(1, head.row or 1))


def _stopped(place: Place) -> Finding:
    message = "这里以上连续一万行都是空的，以下没有读"
    return Finding("WBK13", Severity.WARNING, message, "下面还有内容时，请删去中间的空行", place)
