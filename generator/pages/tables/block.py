"""A table as one of a section's blocks."""

from __future__ import annotations

from generator.form import Table
from generator.layouts.model import Layout
from generator.measure import MM_PER_PT
from generator.pages.laid_out import Bookmark, Element
from generator.pages.paper import Paper
from generator.pages.tables.flow import TableFlow, groups
from generator.pages.tables.set_cells import Grid

_APART = 6.0
"""Points between two tables."""
_MUCH = 1 / 2


class TableBlock:
    """A table, its cells broken into lines."""

    before, after, is_kept_whole = 0.0, _APART, False

    def __init__(self, table: Table, layout: Layout, width: float) -> None:
        self._grid = Grid(table, layout, layout.page.left / MM_PER_PT, width)
        self._page = layout.page.text_height / MM_PER_PT

    @property
    def height(self) -> float:
        """The height of all its rows, in points."""
        return sum(self._grid.heights)

    @property
    def beginning(self) -> float:
        """The height that has to be free for it to begin on a page: its head and the first rows that stay together.

        A long row may be parted, so it need not fit whole.
        """
        first = next(iter(groups(self._grid, self._page * _MUCH)), ())
        return self._grid.head_height + min(sum(self._grid.heights[row] for row in first), self._page * _MUCH)

    def set(self, paper: Paper, parent: Element, bookmarks: list[Bookmark]) -> None:  # noqa: ARG002 - it is in none
        """Put it on ``paper``, as a child of ``parent``."""
        if not paper.is_fresh and not paper.has_room(paper.gap(self.before) + self.beginning):
            paper.turn()
        paper.part(self.before)
        TableFlow(self._grid, paper, parent.add("table")).run()
        paper.leave(self.after)
