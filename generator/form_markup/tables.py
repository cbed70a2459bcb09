"""Lays the rows of a table into its grid, as HTML does, and insists that its cells tile it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from xml.etree.ElementTree import Element

from generator.form import Cell, Table
from generator.form_markup.cells import Row, classes_of
from generator.form_markup.elements import MarkupError

_WIDTH = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)%?")


def table_of(element: Element, row_of: Callable[[Element], Row]) -> Table:
    """The table of a ``table``; ``row_of`` gives the cells of a ``tr`` and is asked for each once, in their order."""
    widths = _widths(element)
    groups = [child for child in element if child.tag != "colgroup"]
    if any(before.tag == "tbody" and after.tag == "thead" for before, after in pairwise(groups)):
        raise MarkupError("<table> 里 <thead> 要写在 <tbody> 之前")
    heads = [row_of(row) for group in groups if group.tag == "thead" for row in group]
    bodies = [row_of(row) for group in groups if group.tag == "tbody" for row in group]
    # A cell may not reach from the head into the body: the head alone is repeated on the next page.
    rows = _tile(heads, len(widths), 0) + _tile(bodies, len(widths), len(heads))
    return Table(widths, rows, len(heads), classes_of(element.attrib))


def _widths(element: Element) -> tuple[float, ...]:
    written = [_WIDTH.fullmatch(col.get("width", "")) for col in element.iter("col")]
    shares = [float(match[1]) for match in written if match]
    if not shares or len(shares) < len(written) or min(shares) == 0:
        raise MarkupError('<table> 要用 <colgroup><col width="…%"/></colgroup> 写明每一列的宽度')
    total = sum(shares)
    return tuple(share / total for share in shares)


def _tile(rows: list[Row], width: int, first: int) -> tuple[tuple[Cell, ...], ...]:
    """Lay the cells of ``rows`` into a grid of ``width`` columns, as HTML does, and insist that they tile it.

    ``first`` is the number of the first row in the table.
    """
    height = first + len(rows)
    taken: list[int] = [0] * width  # for each column: how many rows from here on are covered from above
    result: list[tuple[Cell, ...]] = []
    for index, row in enumerate(rows, first):
        column, cells = 0, []
        for kind, text in row:
            while column < width and taken[column]:
                column += 1
            cell = Cell(text, index, column, *kind)
            column += kind.colspan
            if column > width or index + kind.rowspan > height:
                raise MarkupError(f"{_where(cell)}超出了表格或表头（到第 {height} 行第 {width} 列为止）")
            if kind.colspan > 1 and any(taken[cell.column : column]):
                raise MarkupError(f"{_where(cell)}与上面的单元格重叠")
            taken[cell.column : column] = [kind.rowspan] * kind.colspan
            cells.append(cell)
        if 0 in taken:
            raise MarkupError(f"表格第 {index + 1} 行第 {taken.index(0) + 1} 列没有单元格")
        taken = [rows_left - 1 for rows_left in taken]
        result.append(tuple(cells))
    return tuple(result)


def _where(cell: Cell) -> str:
    return f"表格第 {cell.row + 1} 行第 {cell.column + 1} 列的单元格“{cell.text[:20]}”"
