"""Cells from rulings: merged, open at the sides, drawn in pieces, cut by a page's end."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from generator.reading.decoders.pdf.glyphs import Ruling
from generator.reading.decoders.pdf.ruled_cells import Grid, grids_of


def across(y: float, x0: float, x1: float) -> Ruling:
    return Ruling(False, y, x0, x1)


def upright(x: float, y0: float, y1: float) -> Ruling:
    return Ruling(True, x, y0, y1)


def cells(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(cell.row, cell.column, cell.rowspan, cell.colspan) for cell in grid.cells]


def table(columns: int, rows: int) -> list[Ruling]:
    """A table of cells 50 points wide and 20 high."""
    uprights = [upright(50.0 * number, 0, 20.0 * rows) for number in range(columns + 1)]
    return uprights + [across(20.0 * number, 0, 50.0 * columns) for number in range(rows + 1)]


def test_plain_table() -> None:
    (grid,) = grids_of(table(2, 2))
    assert cells(grid) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]
    found = grid.cell_at(75, 30)
    assert found is not None
    assert (found.row, found.column) == (1, 1)
    assert grid.cell_at(75, 45) is None


def test_merged_cells() -> None:
    rulings = [ruling for ruling in table(3, 3) if ruling not in (upright(50.0, 0, 60.0), across(40.0, 0, 150.0))]
    (grid,) = grids_of([*rulings, upright(50.0, 20, 60), across(40.0, 50, 150)])
    assert cells(grid) == [
        (0, 0, 1, 2), (0, 2, 1, 1), (1, 0, 2, 1), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1),
    ]  # fmt: skip


def test_open_sides_are_closed() -> None:
    inner = [ruling for ruling in table(3, 2) if not (ruling.is_vertical and ruling.at in (0.0, 150.0))]
    (grid,) = grids_of(inner)
    assert len(grid.cells) == 6


def test_row_cut_above_and_below() -> None:
    (grid,) = grids_of([upright(0, 0, 700), upright(100, 0, 700), upright(300, 0, 700)])
    assert cells(grid) == [(0, 0, 1, 1), (0, 1, 1, 1)]


def test_frames_and_underlines_are_no_tables() -> None:
    frame = [across(0, 0, 500), across(700, 0, 500), upright(0, 0, 700), upright(500, 0, 700)]
    assert grids_of([*frame, across(300, 50, 200)]) == []


def test_two_tables() -> None:
    lower = [ruling._replace(at=ruling.at + 200) for ruling in table(2, 1) if not ruling.is_vertical]
    lower += [upright(50.0 * number, 200, 220) for number in range(3)]
    assert [len(grid.cells) for grid in grids_of([*table(3, 1), *lower])] == [3, 2]


@st.composite
def merged_tables(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    """Columns, rows, and cells that cover them."""
    columns, rows = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    taken: set[tuple[int, int]] = set()
    found = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            room = next((end for end in range(column, columns) if (row, end) in taken), columns) - column
            colspan, rowspan = draw(st.integers(1, room)), draw(st.integers(1, rows - row))
            taken |= {(row + down, column + right) for down in range(rowspan) for right in range(colspan)}
            found.append((row, column, rowspan, colspan))
    return columns, rows, found


def _sides(found: Iterable[tuple[int, int, int, int]]) -> list[Ruling]:
    rulings = []
    for row, column, rowspan, colspan in found:
        x0, x1, y0, y1 = 50.0 * column, 50.0 * (column + colspan), 20.0 * row, 20.0 * (row + rowspan)
        rulings += [across(y0, x0, x1), across(y1, x0, x1), upright(x0, y0, y1), upright(x1, y0, y1)]
    return rulings


@given(merged_tables())
def test_every_merged_table_is_found(drawn: tuple[int, int, list[tuple[int, int, int, int]]]) -> None:
    """Where each cell draws its own frame the cells come back, in boxes at least."""
    _, _, found = drawn
    grids = grids_of(_sides(found))
    boxes = {(cell.x0, cell.x1, cell.top, cell.bottom) for grid in grids for cell in grid.cells}
    expected = {(50.0 * c, 50.0 * (c + w), 20.0 * r, 20.0 * (r + h)) for r, c, h, w in found}
    assert boxes == expected or len(expected) == 1
