"""A sheet with a row an item: its columns, and its rows as XML (values, ids and owners)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from generator.excel.sheets.sheet_plans import HEAD_ROW, Plan
from generator.excel.sheets.spec_rows import Row
from generator.excel.sheets.table_columns import ID, OWNER, Column
from generator.excel.write.cell_looks import GREY, Look, Styles, dress, field_look, head_look
from generator.excel.write.cell_xml import (
    CellWriter,
    height_of,
    inline,
    letter,
    lines_of,
    row_xml,
)
from generator.excel.write.prompts_and_colours import add_rules
from generator.excel.write.protect import protect, set_paper

_LAST_COLUMN = 16_384
_ROOM = 60
"""As many characters as may stay in view on a small screen when the rest is moved."""


def set_up(sheet: Worksheet, plan: Plan, decimals: int) -> None:
    """The heading, the columns, the prompts and the colours of the sheet."""
    for number, column in enumerate(plan.columns, 1):
        cell = sheet.cell(HEAD_ROW, number, column.title + (" *" if column.is_required else ""))
        dress(cell, head_look(is_required=column.is_required))
        shape: Any = sheet.column_dimensions[letter(number)]
        shape.width = column.width
        dress(shape, field_look(column, decimals))
        shape.hidden = column.key == ID
    _unlock_rest(sheet, len(plan.columns) + 1)
    sheet.row_dimensions[HEAD_ROW].height = 33
    sheet.freeze_panes = f"{letter(_frozen(plan) + 1)}{HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{letter(len(plan.columns))}{max(HEAD_ROW + len(plan.rows), HEAD_ROW + 1)}"
    add_rules(sheet, plan)
    set_paper(sheet, f"{HEAD_ROW}:{HEAD_ROW}")
    protect(sheet)


def _unlock_rest(sheet: Worksheet, first: int) -> None:
    """Unlock the columns beside the table: Excel deletes a row only if no cell in its whole width is locked."""
    shape: Any = sheet.column_dimensions[letter(first)]
    dress(shape, Look(number_format="General"))
    shape.min, shape.max = first, _LAST_COLUMN


def _frozen(plan: Plan) -> int:
    """How many columns stay in view: up to the name, if that leaves room."""
    name = plan.place("name") or 0
    return name if sum(column.width for column in plan.columns[1:name]) <= _ROOM else 2


class TableWriter:
    """Writes the rows of one sheet."""

    def __init__(self, plan: Plan, styles: Styles, decimals: int) -> None:
        self.plan = plan
        self._cells = CellWriter(styles, decimals)
        self._owner_style = styles.number(Look())
        self._id_style = styles.number(Look(color=GREY))
        self._places = [(number, letter(number), column) for number, column in enumerate(plan.columns, 1)]
        self._widths = [(column.key, column.width) for column in plan.columns if column.kind in ("text", "code")]
        self._owner_width = next((column.width for column in plan.columns if column.key == OWNER), 20.0)

    def rows(self) -> Iterator[str]:
        """All rows below the heading."""
        for number, row in enumerate(self.plan.rows, HEAD_ROW + 1):
            yield row_xml(number, self._row(number, row), self._height(row))

    def _height(self, row: Row) -> float:
        """The height that the longest text needs."""
        lines = lines_of(row.owner, self._owner_width)
        for key, width in self._widths:
            text = row.values.get(key)
            if text is not None and (len(text) * 2 > width or "\n" in text):
                lines = max(lines, lines_of(text, width))
        return height_of(lines)

    def _row(self, number: int, row: Row) -> Iterator[str]:
        for _, at, column in self._places:
            value = row.values.get(column.key)
            if value is not None:
                yield self._cells.field(f"{at}{number}", column, value)
            elif not column.is_field:
                yield self._other(f"{at}{number}", column, row)

    def _other(self, ref: str, column: Column, row: Row) -> str:
        if column.key == ID:
            return inline(ref, self._id_style, row.id) if row.id else ""
        return inline(ref, self._owner_style, row.owner)
