"""The pages that are being filled, from top to bottom."""

from __future__ import annotations

from generator.layouts.model import Layout
from generator.measure import MM_PER_PT
from generator.pages.laid_out import Element, Page, Piece, Target

EPSILON = 0.01
"""Points by which something may be too high and fit all the same."""


class Paper:
    """Pages with the margins of a layout; ``y`` is how far down the last one is filled. Lengths are points."""

    def __init__(self, layout: Layout) -> None:
        page = layout.page
        self.width, self.height = page.width / MM_PER_PT, page.height / MM_PER_PT
        self.left, self.text_width = page.left / MM_PER_PT, page.text_width / MM_PER_PT
        self.top, self.bottom = page.top / MM_PER_PT, self.height - page.bottom / MM_PER_PT
        self.pages: list[Page] = []
        self.y = self.top
        self._gap = 0.0

    @property
    def text_height(self) -> float:
        """The height between the margins."""
        return self.bottom - self.top

    @property
    def page(self) -> Page:
        """The page that is being filled."""
        return self.pages[-1]

    @property
    def here(self) -> Target:
        """The place that is to be filled next."""
        return Target(len(self.pages) - 1, self.y)

    @property
    def is_fresh(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.y <= self.top + EPSILON

    @property
    def room(self) -> float:
        """What is left of the page's height."""
        return self.bottom - self.y

    def has_room(self, height: float) -> bool:
        """Whether so much fits on the page."""
        return height <= self.room + EPSILON

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append(Page())
        self.y, self._gap = self.top, 0.0

    def part(self, gap: float) -> None:
        """Leave ``gap`` free, or what was to be left free after the block before if that is more; at the top nothing."""
        if not self.is_fresh:
            self.y += max(gap, self._gap)
        self._gap = 0.0

    def leave(self, gap: float) -> None:
        """See to it that at least ``gap`` is free before the next block."""
        self._gap = gap

    def gap(self, wanted: float) -> float:
        """What ``part`` would leave free."""
        return 0.0 if self.is_fresh else max(wanted, self._gap)

    def piece(self, element: Element | None) -> Piece:
        """A new piece of ``element`` on this page."""
        piece = Piece(element)
        self.page.pieces.append(piece)
        if element is not None:
            element.pieces.append((len(self.pages) - 1, piece))
        return piece
