"""The sheet 合计: what each project, each unit and all of them come to, as locked live formulas.

Totals do not stand in the rows that they sum up: Excel neither sorts a range nor deletes a row in which a cell is
locked. Here a formula takes its project by its place in 项目, so that it is right however rows are sorted, inserted
and deleted there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from generator.excel.cells import Formula, formula, height_of, inline, letter, lines_of, row_xml
from generator.excel.columns import ALL_PROJECTS, OWNER, PROJECTS, SOURCES, UNITS
from generator.excel.looks import AUTO_FILL, Look, Styles, framed, number_format
from generator.excel.plan import Plan
from generator.excel.protect import protect, set_paper
from generator.excel.rows import Row
from generator.excel.states import clean
from generator.excel.tables import HEAD_ROW, last_row
from generator.spec.model import ZERO
from generator.spec.scalars import parse_amount

HEADINGS = (PROJECTS.column(OWNER).title, PROJECTS.column("name").title, "总计", "", UNITS.name, "项目合计")
_WIDTHS = (36.0, 50.0, 16.0, 4.0, 36.0, 16.0)
_OWNER_WIDTH, _NAME_WIDTH, _UNIT_WIDTH = _WIDTHS[0], _WIDTHS[1], _WIDTHS[4]
_ALL_ROW = HEAD_ROW + 1
_UNIT_SHIFT = 1
"""The line of all projects stands above the units, each of which is so many rows lower than on its own sheet."""

_SPARE_PROJECTS, _SPARE_UNITS = 100, 30
"""Lines that are there for rows that will be added."""

_PRINTED = 30
"""Lines that are printed in any case: as many as fit on the first page."""


def row_sum(row: Row) -> Decimal | None:
    """The total of a project's sources; ``None`` where none is filled in."""
    filled = [amount for amount in (parse_amount(row.values.get(key)) for key in SOURCES) if amount is not None]
    return sum(filled, ZERO) if filled else None


def shown_sources(projects: Plan) -> list[str]:
    """The keys of the sources that the sheet 项目 shows; none in a form without money."""
    return [key for key in SOURCES if projects.place(key)]


def column_name(plan: Plan, key: str) -> str:
    """The defined name of a column that totals are made from."""
    return f"{plan.table.name}_{plan.table.column(key).title}"


def column_names(units: Plan, projects: Plan) -> Iterator[tuple[str, str]]:
    """The defined names of the columns that totals are made from, and what they mean.

    Each begins at its heading: so it keeps its start whatever is inserted below that.
    """
    for plan, key in ((units, "name"), (projects, OWNER), (projects, "name"), *((projects, key) for key in SOURCES)):
        if place := plan.place(key):
            at = letter(place)
            yield column_name(plan, key), f"'{plan.table.name}'!${at}${HEAD_ROW}:${at}${last_row(plan)}"


def unit_total(number: int) -> str:
    """The cell of the total of the unit in row ``number`` of the sheet 预算单位."""
    return f"$F${number + _UNIT_SHIFT}"


def set_up(sheet: Worksheet, units: Plan, projects: Plan) -> None:
    """The heading, the paper and the lock: nothing is filled in here."""
    for number, (title, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True), 1):
        sheet.column_dimensions[letter(number)].width = width
        if title:
            sheet.cell(HEAD_ROW, number, title)
    # Spare lines get their frame when there is something in them.
    for cells, first, last in (("A{}:C{}", "$B", _last_project(projects)), ("E{}:F{}", "$E", _last_unit(units))):
        sheet.conditional_formatting.add(cells.format(_ALL_ROW, last), framed(f'{first}{_ALL_ROW}<>""'))
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    printed = max(len(projects.rows), len(units.rows) + _UNIT_SHIFT, _PRINTED)
    sheet.print_area = f"A{HEAD_ROW}:F{HEAD_ROW + printed}"
    set_paper(sheet, f"{HEAD_ROW}:{HEAD_ROW}")
    protect(sheet, fixed=True)


class TotalsWriter:
    """Writes the lines of the sheet; those of spare rows show nothing."""

    def __init__(self, units: Plan, projects: Plan, styles: Styles, decimals: int) -> None:
        self._units = units
        self._projects = projects
        self._sources = [column_name(projects, key) for key in shown_sources(projects)]
        self._owner, self._name = column_name(projects, OWNER), column_name(projects, "name")
        self._unit_name = column_name(units, "name")
        look = Look(is_locked=True)
        money = replace(look, kind="amount", number_format=number_format("amount", decimals))
        # What will stand in spare lines is not known, nor how high they have to be.
        self._text, self._money = styles.number(replace(look, is_shrunk=True)), styles.number(money)
        self._boxed = (
            styles.number(replace(look, is_boxed=True)), styles.number(replace(money, is_boxed=True)),
        )  # fmt: skip
        self._whole = (
            styles.number(replace(look, is_boxed=True, is_bold=True, fill=AUTO_FILL)),
            styles.number(replace(money, is_boxed=True, is_bold=True, fill=AUTO_FILL)),
        )

    def rows(self) -> Iterator[str]:
        """All rows below the heading."""
        last_project, last_unit = _last_project(self._projects), _last_unit(self._units)
        sums = _unit_sums(self._projects)
        for number in range(_ALL_ROW, max(last_project, last_unit) + 1):
            cells = []
            if number <= last_project:
                cells += self._project(number)
            if number == _ALL_ROW:
                cells += self._all(sum(sums.values(), ZERO))
            elif number <= last_unit:
                cells += self._unit(number, sums)
            yield row_xml(number, cells, self._height(number))

    def _height(self, number: int) -> float | None:
        """What the names in a line need; ``None`` for a spare line."""
        project, unit = _row_at(self._projects, number), _row_at(self._units, number - _UNIT_SHIFT)
        if project is None and unit is None:
            return None
        lines = max(
            lines_of(project.owner, _OWNER_WIDTH) if project else 1,
            lines_of(_name(project), _NAME_WIDTH),
            lines_of(_name(unit), _UNIT_WIDTH),
        )
        return height_of(lines)

    def _project(self, number: int) -> list[str]:
        row = _row_at(self._projects, number)
        text, money = self._boxed if row else (self._text, self._money)
        amounts = ",".join(_at(source, number) for source in self._sources)
        known = (row.owner, _name(row)) if row else ("", "")
        return [
            formula(f"A{number}", text, _copy(self._owner, number, known[0])),
            formula(f"B{number}", text, _copy(self._name, number, known[1])),
            formula(
                f"C{number}",
                money,
                Formula(f'IF(COUNT({amounts})=0,"",SUM({amounts}))', row_sum(row) if row else None),
            ),
        ]

    def _all(self, total: Decimal) -> list[str]:
        text, money = self._whole
        return [
            inline(f"E{_ALL_ROW}", text, ALL_PROJECTS),
            formula(f"F{_ALL_ROW}", money, Formula(f"SUM({','.join(self._sources)})", total)),
        ]

    def _unit(self, number: int, sums: dict[str, Decimal]) -> list[str]:
        row = _row_at(self._units, number - _UNIT_SHIFT)
        text, money = self._boxed if row else (self._text, self._money)
        parts = [f"SUMPRODUCT(({self._owner}=$E{number})*1,{source})" for source in self._sources]
        total = Formula(f'IF($E{number}="","",{"+".join(parts)})', sums.get(row.label, ZERO) if row else None)
        return [
            formula(f"E{number}", text, _copy(self._unit_name, number - _UNIT_SHIFT, _name(row))),
            formula(f"F{number}", money, total),
        ]


def _at(column: str, number: int) -> str:
    return f"INDEX({column},{number - HEAD_ROW + 1})"


def _copy(column: str, number: int, known: str) -> Formula:
    """The text of a cell, and nothing where that is blank or its row is gone."""
    cell = _at(column, number)
    return Formula(f'IFERROR(IF({cell}="","",{cell}),"")', clean(known) if known.strip() else "")


def _last_project(projects: Plan) -> int:
    return HEAD_ROW + len(projects.rows) + _SPARE_PROJECTS


def _last_unit(units: Plan) -> int:
    return HEAD_ROW + _UNIT_SHIFT + len(units.rows) + _SPARE_UNITS


def _row_at(plan: Plan, number: int) -> Row | None:
    index = number - HEAD_ROW - 1
    return plan.rows[index] if 0 <= index < len(plan.rows) else None


def _name(row: Row | None) -> str:
    return str(row.values.get("name") or "") if row else ""


def _unit_sums(projects: Plan) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for row in projects.rows:
        sums[row.owner] = sums.get(row.owner, ZERO) + (row_sum(row) or ZERO)
    return sums
