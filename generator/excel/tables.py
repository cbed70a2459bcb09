"""The rows of a sheet as XML: values, ids, owners and live totals."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.excel.cells import (
    LINE_HEIGHT,
    MAX_HEIGHT,
    PADDING,
    CellWriter,
    Formula,
    formula,
    inline,
    letter,
    lines_of,
    row_xml,
)
from generator.excel.columns import ID, OWNER, PROJECTS, SUM, UNITS, Column
from generator.excel.looks import GREY, Look, Styles, number_format
from generator.excel.plan import Plan
from generator.excel.rows import Row
from generator.spec.model import ZERO
from generator.spec.scalars import parse_amount

HEAD_ROW = 1
SPARE = 20
"""Rows below the last one whose totals are there already."""
_MORE = 1_000
SOURCES = ("funding.fiscal", "funding.special_account", "funding.other")


def last_row(plan: Plan) -> int:
    """The last row that drop-downs, prompts and colours reach."""
    return HEAD_ROW + max(len(plan.rows) + _MORE, 2_000)


class TableWriter:
    """Writes the rows of one sheet."""

    def __init__(self, plan: Plan, projects: Plan, styles: Styles, decimals: int) -> None:
        self.plan = plan
        self._projects = projects
        self._cells = CellWriter(styles, decimals)
        self._owner_style = styles.number(Look())
        self._id_style = styles.number(Look(color=GREY))
        self._sum_style = styles.number(Look("amount", number_format("amount", decimals), color=GREY))
        self._places = [(number, letter(number), column) for number, column in enumerate(plan.columns, 1)]
        self._widths = [(column.key, column.width) for column in plan.columns if column.kind in ("text", "code")]
        self._owner_width = next((column.width for column in plan.columns if column.key == OWNER), 20.0)
        self._sums = _unit_sums(projects) if plan.table is UNITS else {}

    def rows(self) -> Iterator[str]:
        """All rows below the heading."""
        number = HEAD_ROW
        for number, row in enumerate(self.plan.rows, HEAD_ROW + 1):
            yield row_xml(number, self._row(number, row), self._height(row))
        if self.plan.table is PROJECTS and self.plan.place(SUM):
            at = letter(self.plan.place(SUM) or 1)
            for spare in range(number + 1, number + 1 + SPARE):
                cell = Formula(sum_formula(self.plan, spare), None)
                yield row_xml(spare, [formula(f"{at}{spare}", self._sum_style, cell)])

    def _height(self, row: Row) -> float:
        """The height that the longest text needs."""
        lines = lines_of(row.owner, self._owner_width)
        for key, width in self._widths:
            text = row.values.get(key)
            if text is not None and (len(text) * 2 > width or "\n" in text):
                lines = max(lines, lines_of(text, width))
        return min(MAX_HEIGHT, lines * LINE_HEIGHT + PADDING)

    def _row(self, number: int, row: Row) -> Iterator[str]:
        for _, at, column in self._places:
            value = row.values.get(column.key)
            if value is not None:
                yield self._cells.field(f"{at}{number}", column, value)
            elif not column.is_field:
                yield self._other(f"{at}{number}", column, row, number)

    def _other(self, ref: str, column: Column, row: Row, number: int) -> str:
        if column.key == ID:
            return inline(ref, self._id_style, row.id) if row.id else ""
        if column.key == OWNER:
            return inline(ref, self._owner_style, row.owner)
        if self.plan.table is UNITS:
            label = row.label
            return formula(ref, self._sum_style, Formula(self._unit_formula(number), self._sums.get(label, ZERO)))
        return formula(ref, self._sum_style, Formula(sum_formula(self.plan, number), row_sum(row)))

    def _unit_formula(self, number: int) -> str:
        name = letter(self.plan.place("name") or 1)
        owner, amount = letter(self._projects.place(OWNER) or 1), letter(self._projects.place(SUM) or 1)
        last = last_row(self._projects)
        sheet = f"'{PROJECTS.name}'!"
        return f"SUMPRODUCT(({sheet}${owner}$2:${owner}${last}=${name}{number})*1,{sheet}${amount}$2:${amount}${last})"


def sum_formula(plan: Plan, number: int) -> str:
    """The total of a project's sources; nothing where none is filled in."""
    places = [place for place in map(plan.place, SOURCES) if place]
    cells = f"{letter(min(places))}{number}:{letter(max(places))}{number}"
    return f'IF(COUNT({cells})=0,"",SUM({cells}))'


def row_sum(row: Row) -> Decimal | None:
    """The total of a project's sources; ``None`` where none is filled in."""
    amounts = [parse_amount(row.values.get(key)) for key in SOURCES]
    filled = [amount for amount in amounts if amount is not None]
    return sum(filled, ZERO) if filled else None


def _unit_sums(projects: Plan) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for row in projects.rows:
        sums[row.owner] = sums.get(row.owner, ZERO) + (row_sum(row) or ZERO)
    return sums
