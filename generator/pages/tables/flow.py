"""Where pages part a table.

Its head is repeated. Rows under one merged label stay together up to half a page. A row stays whole where a page can
hold it, unless that would leave more than half of a page empty; a longer one is parted between lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.pages.laid_out import Element
from generator.pages.paper import EPSILON, Paper
from generator.pages.tables.draw_rows import RowPart, draw
from generator.pages.tables.set_cells import Grid, SetCell

_MUCH = 1 / 2
"""The part of a page up to which rows stay together, and beyond which none is left empty for a row to stay whole."""
_FEWEST_LINES = 2
"""Lines of a row that a page ends with at least."""


class TableFlow:
    """Puts one table on paper, row by row; ``parts`` are those on the page that is being filled."""

    def __init__(self, grid: Grid, paper: Paper, element: Element) -> None:
        self._grid, self._paper = grid, paper
        self._ending: dict[int, list[SetCell]] = defaultdict(list)
        """The merged cells that end with each row."""
        for one in grid.spanning():
            self._ending[one.rows[-1]].append(one)
        self._parts: list[RowPart] = []
        self._open: list[SetCell] = []
        """The merged cells that go on from the page before."""
        self._head = element.add("head") if grid.head_rows else None
        self._body = element.add("body")
        self._is_first = True

    def run(self) -> None:
        """Put all rows."""
        self._begin_page()
        for group in groups(self._grid, self._paper.text_height * _MUCH):
            self._keep_together(sum(self._grid.heights[row] for row in group))
            for row in group:
                self._put_row(row)
        self._end_page()

    # --- pages ----------------------------------------------------------------------------------------------

    def _begin_page(self) -> None:
        for row in range(self._grid.head_rows):
            if self._is_first and self._head is not None:
                self._name(row, self._head)
            self._append(row, self._grid.heights[row], is_last=True)

    def _end_page(self) -> None:
        draw(self._grid, (self._parts, self._open), self._paper, repeats_head=not self._is_first)
        self._open = [one for one in (*self._open, *self._begun()) if one.rows[-1] >= self._next_row]
        self._parts.clear()

    def _turn(self) -> None:
        self._end_page()
        self._paper.turn()
        self._is_first = False
        self._begin_page()

    def _begun(self) -> Iterator[SetCell]:
        """The merged cells that begin on the page."""
        rows = dict.fromkeys(part.row for part in self._parts)
        return (one for row in rows for one in self._grid.rows[row] if one.cell.rowspan > 1 and one not in self._open)

    @property
    def _next_row(self) -> int:
        """The row that goes on or begins on the next page."""
        last = self._parts[-1] if self._parts else None
        return 0 if last is None else last.row + last.is_last

    @property
    def _is_bare(self) -> bool:
        """Whether no row but the head stands on the page."""
        return not any(part.row >= self._grid.head_rows for part in self._parts)

    @property
    def _page_room(self) -> float:
        """What a page of its own has for rows."""
        return self._paper.text_height - self._grid.head_height

    # --- rows -----------------------------------------------------------------------------------------------

    def _keep_together(self, height: float) -> None:
        if not self._paper.has_room(height) and not self._is_bare and self._is_better_whole(height):
            self._turn()

    def _is_better_whole(self, height: float) -> bool:
        """Whether what is so high goes to the next page: it fits there, and leaves little of this one empty."""
        fits_there = height <= self._page_room + EPSILON
        return fits_there and self._paper.room <= self._paper.text_height * _MUCH

    def _put_row(self, row: int) -> None:
        self._name(row, self._body)
        is_begun = False
        while True:
            need = self._need(row, is_begun=is_begun)
            if self._paper.has_room(need):
                break
            height = self._parting(row)
            if not self._is_bare and (not height or self._is_better_whole(need)):
                self._turn()
                continue
            if not height:
                break  # not even one line fits on a page of its own: it is put there all the same
            self._append(row, height, is_last=False)
            is_begun = True
            self._turn()
        self._append(row, need, is_last=True)

    def _append(self, row: int, height: float, *, is_last: bool) -> None:
        self._parts.append(RowPart(row, self._paper.y, height, is_last))
        self._paper.y += height

    def _name(self, row: int, parent: Element) -> None:
        """Make the elements of a row and of the cells that begin in it."""
        element = parent.add("row")
        for one in self._grid.rows[row]:
            one.element = element.add("label" if one.cell.is_header else "cell", rowspan=one.cell.rowspan,
                                      colspan=one.cell.colspan)  # fmt: skip
            one.element.scope = one.cell.scope

    def _own(self, row: int) -> list[SetCell]:
        return [one for one in self._grid.rows[row] if one.cell.rowspan == 1]

    def _need(self, row: int, *, is_begun: bool) -> float:
        """How high the rest of ``row`` has to be on this page."""
        needs = [one.height() for one in self._own(row)]
        needs += [one.height() - self._above(one) for one in self._ending[row]]
        return max(needs, default=0.0) if is_begun else max(self._grid.heights[row], *needs, 0.0)

    def _above(self, one: SetCell) -> float:
        """How high the part of a merged cell is that stands on this page."""
        return sum(part.height for part in self._parts if part.row in one.rows)

    def _parting(self, row: int) -> float:
        """How high the part of ``row`` is that the rest of the page holds; 0 where it is better not parted here."""
        room = self._paper.room + EPSILON
        counts = [(one, one.fitting(room)) for one in self._own(row) if one.left]
        counts += [(one, one.fitting(room + self._above(one))) for one in self._ending[row] if one.left]
        if not counts or max(count for _, count in counts) < min(_FEWEST_LINES, *(one.left for one, _ in counts)):
            return 0.0
        if not self._is_bare and any(one.cell.is_header and count < one.left for one, count in counts):
            return 0.0
        return min(self._paper.room, max(one.of_lines(count) - self._above(one) for one, count in counts))


def groups(grid: Grid, limit: float) -> Iterator[Sequence[int]]:
    """The rows of the body in groups that stay together: under one merged cell, no more than ``limit`` high."""
    held = {
        row for one in grid.spanning() if sum(grid.heights[row] for row in one.rows) <= limit for row in one.rows[1:]
    }
    group: list[int] = []
    for row in range(grid.head_rows, len(grid.rows)):
        if group and row not in held:
            yield group
            group = []
        group.append(row)
    if group:
        yield group
