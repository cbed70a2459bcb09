"""From rulings to tables: which cells there are, and how far the merged ones reach.

Rulings that touch make one table. Where all its lines cross, there could be an edge between two neighbours; cells that
no edge parts are one. So it does not matter whether a program draws a table with long lines, or every cell's frame,
merges cells, or leaves the sides open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

from generator.reading.decoders.pdf.glyphs import Glyph, Ruling

TOLERANCE = 2.0
"""Lines nearer than this (points) are the same line; gaps in a line that are smaller are none."""

MAX_RULINGS = 20_000
_MAX_UNITS = 400_000


@dataclass(slots=True)
class Cell:
    """A cell: where it begins in its table's grid (from 0), how far it reaches, its box, and the glyphs in it."""

    row: int
    column: int
    rowspan: int
    colspan: int
    x0: float
    x1: float
    top: float
    bottom: float
    glyphs: list[Glyph] = field(default_factory=list)


class Grid:
    """A table on a page: its lines, and its cells in reading order; ``is_inferred``: its uprights are not drawn."""

    is_inferred = False

    def __init__(self, xs: Sequence[float], ys: Sequence[float], units: dict[tuple[int, int], Cell]) -> None:
        self.xs, self.ys = tuple(xs), tuple(ys)
        self._units = units
        self.cells = sorted(
            {id(cell): cell for cell in units.values()}.values(), key=lambda cell: (cell.row, cell.column)
        )

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The cell around a point, if it is within the table."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        return self._units.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))


def grids_of(rulings: Iterable[Ruling]) -> list[Grid]:
    """The tables on a page, from top to bottom."""
    joined = _joined(rulings)
    grids = [grid for group in _touching([*joined, *_closing(joined)]) if (grid := _grid(group)) is not None]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """The rulings, with the pieces of one line put together."""
    joined: list[Ruling] = []
    for ruling in sorted(rulings):
        if joined and _goes_on(joined[-1], ruling):
            joined[-1] = joined[-1]._replace(end=max(joined[-1].end, ruling.end))
        else:
            joined.append(ruling)
    return joined


def _goes_on(last: Ruling, ruling: Ruling) -> bool:
    is_in_line = last.is_vertical == ruling.is_vertical and ruling.at - last.at < 0.1
    return is_in_line and ruling.start <= last.end + TOLERANCE


def _closing(rulings: Sequence[Ruling]) -> list[Ruling]:
    """What closes a row that fills a page, cut above and below: uprights of one length with no line across."""
    across = [ruling for ruling in rulings if not ruling.is_vertical]
    groups: dict[tuple[int, int], list[Ruling]] = {}
    for ruling in rulings:
        if ruling.is_vertical and not any(_touch(ruling, other) for other in across):
            groups.setdefault((round(ruling.start / TOLERANCE), round(ruling.end / TOLERANCE)), []).append(ruling)
    return [
        Ruling(False, at, group[0].at, group[-1].at)
        for group in groups.values()
        if len(group) > 1
        for at in (group[0].start, group[0].end)
    ]


def _touch(upright: Ruling, across: Ruling) -> bool:
    return (
        upright.start - TOLERANCE <= across.at <= upright.end + TOLERANCE
        and across.start - TOLERANCE <= upright.at <= across.end + TOLERANCE
    )


def _touching(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """The rulings in groups that touch each other."""
    parents = list(range(len(rulings)))

    def root(number: int) -> int:
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    across = sorted((ruling.at, number) for number, ruling in enumerate(rulings) if not ruling.is_vertical)
    heights = [at for at, _ in across]
    for number, ruling in enumerate(rulings):
        if ruling.is_vertical:
            first = bisect_right(heights, ruling.start - TOLERANCE)
            for _, other in across[first : bisect_right(heights, ruling.end + TOLERANCE)]:
                if rulings[other].start - TOLERANCE <= ruling.at <= rulings[other].end + TOLERANCE:
                    parents[root(other)] = root(number)
    groups: dict[int, list[Ruling]] = {}
    for number, ruling in enumerate(rulings):
        groups.setdefault(root(number), []).append(ruling)
    return list(groups.values())


def _grid(rulings: Sequence[Ruling]) -> Grid | None:
    """The table that touching rulings make, if they frame at least two cells."""
    xs = _positions(rulings, vertical=True)
    ys = _positions(rulings, vertical=False)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MAX_UNITS:
        return None
    edges = _Edges(rulings, xs, ys)
    units: dict[tuple[int, int], Cell] = {}
    for row, column in product(range(len(ys) - 1), range(len(xs) - 1)):
        if (row, column) not in units:
            _add_cell(units, edges, row, column)
    grid = Grid(xs, ys, units)
    return grid if len(grid.cells) > 1 else None


def _positions(rulings: Sequence[Ruling], *, vertical: bool) -> list[float]:
    """Where the lines of one direction are; with the ends of the others, so that open sides are closed."""
    found = sorted(ruling.at for ruling in rulings if ruling.is_vertical == vertical)
    across = [ruling for ruling in rulings if ruling.is_vertical != vertical]
    if found and across:
        first, last = min(ruling.start for ruling in across), max(ruling.end for ruling in across)
        found = [first] * (first < found[0] - _OPEN) + found + [last] * (last > found[-1] + _OPEN)
    return distinct(found, TOLERANCE)


def distinct(positions: Iterable[float], tolerance: float) -> list[float]:
    """Ordered positions, of those that are nearer than ``tolerance`` the first."""
    found: list[float] = []
    for at in positions:
        if not found or at - found[-1] > tolerance:
            found.append(at)
    return found


_OPEN = 3 * TOLERANCE


class _Edges:
    """Whether there is a line between neighbours of the grid."""

    def __init__(self, rulings: Sequence[Ruling], xs: Sequence[float], ys: Sequence[float]) -> None:
        self.xs, self.ys = xs, ys
        self._right = _covered([ruling for ruling in rulings if ruling.is_vertical], xs, ys)
        self._below = _covered([ruling for ruling in rulings if not ruling.is_vertical], ys, xs)

    def right_of(self, row: int, column: int) -> bool:
        """Whether a line closes a unit to the right."""
        return column + 2 == len(self.xs) or (column + 1, row) in self._right

    def below(self, row: int, column: int) -> bool:
        """Whether a line closes a unit below."""
        return row + 2 == len(self.ys) or (row + 1, column) in self._below


def _covered(rulings: Iterable[Ruling], ats: Sequence[float], along: Sequence[float]) -> set[tuple[int, int]]:
    """(line, gap): the gaps between ``along`` that are covered by a ruling on the line at ``ats[line]``."""
    covered = set()
    for ruling in rulings:
        line = bisect_right(ats, ruling.at + TOLERANCE) - 1
        for gap, (start, end) in enumerate(pairwise(along)):
            if ruling.start <= (start + end) / 2 <= ruling.end:
                covered.add((line, gap))
    return covered


def _add_cell(units: dict[tuple[int, int], Cell], edges: _Edges, row: int, column: int) -> None:
    """Add the cell that begins at a unit: it reaches until lines close it."""
    right = column
    while not edges.right_of(row, right) and (row, right + 1) not in units:
        right += 1
    bottom = row
    while not any(edges.below(bottom, each) for each in range(column, right + 1)):
        bottom += 1
    cell = Cell(
        row,
        column,
        bottom - row + 1,
        right - column + 1,
        edges.xs[column],
        edges.xs[right + 1],
        edges.ys[row],
        edges.ys[bottom + 1],
    )
    for unit in product(range(row, bottom + 1), range(column, right + 1)):
        units.setdefault(unit, cell)
