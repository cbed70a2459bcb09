"""The rows of a sheet as XML: values, ids and owners."""

from __future__ import annotations

from collections.abc import Iterator

from generator.excel.sheets.shown_sheets import Plan
from generator.excel.sheets.spec_rows import Row
from generator.excel.sheets.table_columns import ID, OWNER, Column
from generator.excel.write.cell_looks import GREY, Look, Styles
from generator.excel.write.cell_xml import (
    CellWriter,
    height_of,
    inline,
    letter,
    lines_of,
    row_xml,
)

HEAD_ROW = 1
_MORE = 1_000


def last_row(plan: Plan) -> int:
    """The last row that drop-downs, prompts and colours reach."""
    return HEAD_ROW + max(len(plan.rows) + _MORE, 2_000)


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
