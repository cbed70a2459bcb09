"""Rows of data as the file's own XML: many times faster than a library's cells, and with the results of formulas."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter
from pydantic_core import PydanticCustomError

from generator.excel.sheets.as_written import canonical, clean
from generator.excel.sheets.table_columns import Column
from generator.excel.write.cell_looks import Look, Styles, field_look, number_format
from generator.layouts.filters import decimals_of, percent_format
from generator.spec.scalars import parse_amount, parse_percent, parse_year
from generator.writers.xlsx.values import escaped, is_misread

_EXACT = 15
"""Excel keeps so many digits of a number."""


class Formula(NamedTuple):
    """A formula with its result."""

    formula: str
    result: Decimal | str | None


letter = cache(get_column_letter)


class CellWriter:
    """Writes cells of one workbook, whose styles it knows; ``is_form``: in boxes, one below the other."""

    def __init__(self, styles: Styles, decimals: int, *, is_form: bool = False) -> None:
        self._styles = styles
        self._is_form = is_form
        self._decimals = decimals
        self._looks: dict[tuple[str, str, bool], int] = {}

    def field(self, ref: str, column: Column, text: str) -> str:
        """The input cell at ``ref`` for a text as it was written; empty where there is nothing to show."""
        if canonical(text, column.kind) is None:
            return ""
        number = None if column.kind in ("text", "code", "yes_no", "choice") else _number(text, column, self._decimals)
        if number is not None:
            value, shown_as = number
            return f'<c r="{ref}" s="{self._style(column, shown_as)}"><v>{value}</v></c>'
        shown = (canonical(text, column.kind) or "") if column.kind == "yes_no" else clean(text)
        return inline(ref, self._style(column, None, is_quoted=is_misread(shown)), shown)

    def _style(self, column: Column, shown_as: str | None, *, is_quoted: bool = False) -> int:
        key = (column.kind, shown_as or "", is_quoted)
        number = self._looks.get(key)
        if number is None:
            look = field_look(column, self._decimals)
            shown_as = shown_as or (look.number_format if look.number_format == "@" else "General")
            align = "left" if self._is_form else None
            number = self._styles.number(Look(column.kind, shown_as, is_quoted, is_boxed=self._is_form, align=align))
            self._looks[key] = number
        return number


def _number(text: str, column: Column, decimals: int) -> tuple[str, str] | None:
    """The digits that the file holds for a number and the format that shows them whole."""
    try:
        if column.kind == "year":
            return str(parse_year(text)), "0"
        read = parse_percent(text) if column.kind == "percent" else parse_amount(text)
    except PydanticCustomError:
        return None
    if read is None or len(read.as_tuple().digits) > _EXACT:
        return None
    if column.kind == "percent":
        return f"{read.scaleb(-2):f}", percent_format(read)
    return f"{read:f}", number_format("amount", decimals_of(read, decimals))


def inline(ref: str, style: int, text: str) -> str:
    """A cell with a text of its own."""
    return f'<c r="{ref}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(escaped(text))}</t></is></c>'


def formula(ref: str, style: int, cell: Formula) -> str:
    """A cell with a formula and its result; no result is an empty text."""
    if not isinstance(cell.result, Decimal):
        shown = escape(escaped(cell.result or ""))
        return f'<c r="{ref}" s="{style}" t="str"><f>{escape(cell.formula)}</f><v>{shown}</v></c>'
    return f'<c r="{ref}" s="{style}"><f>{escape(cell.formula)}</f><v>{cell.result:f}</v></c>'


LINE_HEIGHT, PADDING, MAX_HEIGHT = 14.25, 5.0, 409.0
"""Points: a line of the default font, what a row has besides, and what Excel allows."""


def lines_of(text: str, width: float) -> int:
    """How many lines ``text`` takes in a column: a Chinese character is as wide as two digits."""
    room = max(int(width) - 1, 2)
    # GBK takes two bytes for what is two digits wide.
    return sum(-(-len(line.encode("gbk", "replace")) // room) or 1 for line in text.split("\n"))


def height_of(lines: int) -> float:
    """The height of a row in which the longest text takes so many lines."""
    return min(MAX_HEIGHT, lines * LINE_HEIGHT + PADDING)


def row_xml(number: int, cells: Iterable[str], height: float | None = None) -> str:
    """A row. Its height is a first guess that no one fixed: a program that fits rows to their texts still does."""
    shown = f' ht="{height:g}"' if height else ""
    return f'<row r="{number}"{shown}>{"".join(cells)}</row>'
