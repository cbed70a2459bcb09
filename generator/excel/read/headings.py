"""Headings as officers leave them: in other places, with blanks, stars, brackets or 名称 added."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.excel.sheets.sheet_labels import plain
from generator.excel.sheets.table_columns import Column
from generator.sources.workbook_cells import Row

SEARCHED_ROWS = 10
"""Rows at the top of a sheet in which the headings may stand."""

_MONEY_UNIT = re.compile(r"[(（\[【](?:人民币|单位|[:：\s])*([十百千万亿]*元)[)）\]】]")
_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]$")


@dataclass(slots=True)
class Head:
    """The heading of a sheet: its row, the columns found there, and what else stands there.

    ``money_units`` are those that headings of amounts name in brackets.
    """

    row: int = 0
    columns: dict[int, Column] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    doubled: dict[int, Column] = field(default_factory=dict)
    money_units: dict[int, str] = field(default_factory=dict)

    def place(self, key: str) -> int | None:
        """The number of the column with this key."""
        return next((number for number, column in self.columns.items() if column.key == key), None)


def find_head(rows: dict[int, Row], columns: Iterable[Column]) -> Head:
    """The row among the first that names most columns; a ``Head`` without columns if none does."""
    names = _names(columns)
    best = Head()
    for number in sorted(rows)[:SEARCHED_ROWS]:
        head = _head(number, rows[number], names)
        if len(head.columns) > len(best.columns):
            best = head
    return best


def _names(columns: Iterable[Column]) -> dict[str, Column]:
    """Every plain heading that means a column; the official terms win over what else people write."""
    columns = list(columns)
    names: dict[str, Column] = {}
    for column in columns:
        names.setdefault(plain(column.title), column)
    for column in columns:
        for word in (f"{column.title}名称", *column.aliases):
            names.setdefault(plain(word), column)
    return names


def _head(number: int, row: Row, names: dict[str, Column]) -> Head:
    head = Head(number)
    for place, cell in sorted(row.items()):
        if cell.kind != "s" or not cell.text.strip():
            continue
        column = _match(cell.text, names)
        if column is None:
            head.unknown[place] = cell.text
        elif column.key in {known.key for known in head.columns.values()}:
            head.doubled[place] = column
        else:
            head.columns[place] = column
            named = _MONEY_UNIT.search(cell.text)
            if named is not None and column.kind == "amount":
                head.money_units[place] = named[1]
    return head


def _match(text: str, names: dict[str, Column]) -> Column | None:
    whole = plain(text)
    return names.get(whole) or names.get(plain(_BRACKETS.sub("", text.strip().rstrip("*★ "))))
