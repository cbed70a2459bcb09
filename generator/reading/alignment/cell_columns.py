"""Which column a cell stands in: of its table, and of the rows around it that share their upright lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.reading.decoders.printed import Printed

Cell = tuple[int, int, int]
"""A cell's table, row and column, as printed."""


def columns_of(texts: Sequence[Printed]) -> dict[Cell, dict[int, int]]:
    """For each cell the column it begins at (from 0), by the number of columns that are counted."""
    found: dict[Cell, dict[int, int]] = {}
    for cells in by_table(texts).values():
        width = max(cell.column + cell.colspan - 1 for cell in cells)
        ranks = {row: _ranks(lines) for lines, rows in _runs(_lines_by_row(cells)) for row in rows}
        for cell in cells:
            local = ranks[cell.row]
            found[cell.table, cell.row, cell.column] = {len(local) - 1: local[cell.column], width: cell.column - 1}
    return found


def by_table(texts: Iterable[Printed]) -> dict[int, list[Printed]]:
    """The cells of each table."""
    tables: dict[int, list[Printed]] = {}
    for text in texts:
        if text.table:
            tables.setdefault(text.table, []).append(text)
    return tables


def _ranks(lines: set[int]) -> dict[int, int]:
    return {line: rank for rank, line in enumerate(sorted(lines))}


def _lines_by_row(cells: Iterable[Printed]) -> dict[int, set[int]]:
    """Where upright lines cross each row: the edges of its cells and of those that reach down into it."""
    lines: dict[int, set[int]] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            lines.setdefault(row, set()).update((cell.column, cell.column + cell.colspan))
    return dict(sorted(lines.items()))


def _runs(lines: dict[int, set[int]]) -> Iterator[tuple[set[int], set[int]]]:
    """Rows that follow each other and of which the lines of one hold those of the others: (lines, rows)."""
    union, rows = set[int](), set[int]()
    for row, own in lines.items():
        if rows and not (own <= union or union <= own):
            yield union, rows
            union, rows = set(), set()
        union, rows = union | own, rows | {row}
    if rows:
        yield union, rows
