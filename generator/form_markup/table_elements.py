"""Lays the rows of a table into its grid, as HTML does, and insists that its cells tile it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element

from generator.form import Cell, Table
from generator.form_markup.cells import Row, classes_of, row_of
from generator.form_markup.elements import MarkupError

_WIDTH = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)%?")


def read_table(element: Element) -> Table | None:
    """The table that a ``table`` is; ``None`` where it has no row (a list that is empty in this spec).

    Raises ``MarkupError``.
    """
    heads, bodies = ([row_of(row) for group in element.iterfind(tag) for row in group] for tag in ("thead", "tbody"))
    if not heads and not bodies:
        return None
    groups = [child.tag for child in element if child.tag != "colgroup"]
    if ("tbody", "thead") in pairwise(groups):
        raise MarkupError("<table> 里 <thead> 要写在 <tbody> 之前")
    widths = _widths(element)
    # A cell may not reach from the head into the body: the head alone is repeated on the next page.
    cells = _tile(heads, len(widths), 0) + _tile(bodies, len(widths), len(heads))
    return Table(widths, cells, len(heads), classes_of(element.attrib))


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
    taken = (0,) * width
    result: list[tuple[Cell, ...]] = []
    for index, row in enumerate(rows, first):
        laid = _laid(row.cells.extents, taken)
        if laid is None or index + laid.deepest > height:
            raise MarkupError(_refusal(row, index, taken, height))
        cells = zip(row.texts, laid.columns, row.cells.kinds, strict=True)
        result.append(tuple([Cell._make((text, index, column, *kind)) for text, column, kind in cells]))
        taken = laid.taken
    return tuple(result)


class _Laid(NamedTuple):
    """Where the cells of a row stand: the first column of each, and the most rows that one takes.

    ``taken`` tells for each column how many rows below this one are covered.
    """

    columns: tuple[int, ...]
    deepest: int
    taken: tuple[int, ...]


@lru_cache(maxsize=1024)
def _laid(extents: tuple[tuple[int, int], ...], taken: tuple[int, ...]) -> _Laid | None:
    """Lay cells of these extents beside those that cover ``taken`` from above; ``None`` where they do not tile the row.

    Rows of the same structure are many.
    """
    covered, columns, column = list(taken), [], 0
    for rowspan, colspan in extents:
        while column < len(taken) and covered[column]:
            column += 1
        columns.append(column)
        column += colspan
        if column > len(taken) or any(covered[columns[-1] : column]):
            return None
        covered[columns[-1] : column] = [rowspan] * colspan
    if 0 in covered:
        return None
    return _Laid(tuple(columns), max((rowspan for rowspan, _ in extents), default=0), tuple(n - 1 for n in covered))


def _refusal(row: Row, index: int, taken: tuple[int, ...], height: int) -> str:
    """Why ``row`` does not go on with the table: the first cell that reaches out of it or over another, or a hole."""
    covered, column = list(taken), 0
    for kind, text in zip(row.cells.kinds, row.texts, strict=True):
        while column < len(taken) and covered[column]:
            column += 1
        start, column = column, column + kind.colspan
        where = f"表格第 {index + 1} 行第 {start + 1} 列的单元格“{text[:20]}”"
        if column > len(taken) or index + kind.rowspan > height:
            return f"{where}超出了表格或表头（到第 {height} 行第 {len(taken)} 列为止）"
        if any(covered[start:column]):
            return f"{where}与上面的单元格重叠"
        covered[start:column] = [kind.rowspan] * kind.colspan
    return f"表格第 {index + 1} 行第 {covered.index(0) + 1} 列没有单元格"
