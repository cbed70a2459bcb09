"""Headings and paragraphs on paper."""

from __future__ import annotations

from collections.abc import Sequence

from generator.form import Heading, Paragraph
from generator.layouts.model import Layout
from generator.pages.breaking import Line, broken
from generator.pages.laid_out import Bookmark, Element
from generator.pages.paper import EPSILON, Paper
from generator.pages.typesetting import Column, Type, types_of

_TOGETHER = 2
"""Lines of a paragraph that stay together at a page's end, and at the next one's beginning."""
_MOST_OF_LINE = 0.6
_GAP_EM = 1.0
"""What is free at least between a line and its part that is set flush right."""


def style_name(block: Heading | Paragraph) -> str:
    """The name of the style that ``block`` is set in: its first class, else by its kind."""
    plain = f"heading{block.level}" if isinstance(block, Heading) else "body"
    return block.classes[0] if block.classes else plain


class TextBlock:
    """A heading or a paragraph, broken into lines."""

    def __init__(self, block: Heading | Paragraph, layout: Layout, width: float) -> None:
        name = style_name(block)
        style = layout.style(name)
        self._block, self._width = block, width
        self._type: Type = types_of(layout).of(name)
        self.before, self.after = style.before, style.after
        self._right = self._right_lines()
        self._lines = self._left_lines()

    @property
    def is_kept_whole(self) -> bool:
        """Whether it is not parted by a page's end, and stays with what follows."""
        return isinstance(self._block, Heading) or self._block.right is not None

    @property
    def height(self) -> float:
        """The height of all its lines, in points."""
        return (len(self._lines) + (0 if self._is_beside else len(self._right))) * self._type.leading

    @property
    def line_count(self) -> int:
        """How many lines it has."""
        return len(self._lines)

    @property
    def beginning(self) -> float:
        """The height that has to be free for it to begin on a page."""
        fewest = _TOGETHER if len(self._lines) >= 2 * _TOGETHER else len(self._lines)
        return self.height if self.is_kept_whole else fewest * self._type.leading

    def set(self, paper: Paper, parent: Element, bookmarks: list[Bookmark]) -> None:
        """Put it on ``paper``, as a child of ``parent``."""
        gap = paper.gap(self.before)
        if not paper.has_room(gap + self.beginning) and not paper.is_fresh:
            paper.turn()
        paper.part(self.before)
        element = self._element(parent)
        if isinstance(self._block, Heading):
            bookmarks.append(Bookmark(self._block.level, self._block.text.replace("\n", " "), paper.here))
        self._set_lines(paper, element)
        paper.leave(self.after)

    def _element(self, parent: Element) -> Element:
        if isinstance(self._block, Heading):
            return parent.add("heading", level=self._block.level)
        return parent.add("paragraph")

    def _set_lines(self, paper: Paper, element: Element) -> None:
        if self._is_beside:
            self._flow(paper, element, self._lines, self._type, self._right)
        else:
            self._flow(paper, element, self._lines, self._type)
            self._flow(paper, element, self._right, self._type.aligned("right"))

    def _flow(
        self, paper: Paper, element: Element, rest: Sequence[Line], type_: Type, right: Sequence[Line] = ()
    ) -> None:
        """Put lines down the pages, ``right`` flush right on the first of them. It takes six parameters: what flows, and where."""
        is_first = True
        while rest:
            count = self._fitting(paper, len(rest))
            if count == 0:
                paper.turn()
                continue
            piece = paper.piece(element)
            column = Column(paper.left, paper.y, self._width)
            type_.set(rest[:count], column, piece, begins=is_first)
            type_.aligned("right").set(right, column, piece)
            paper.y += count * type_.leading
            rest, right, is_first = rest[count:], (), False

    def _fitting(self, paper: Paper, rest: int) -> int:
        """How many of ``rest`` lines to put on this page; none if it is to be turned first."""
        fit = int((paper.room + EPSILON) / self._type.leading)
        if fit >= rest:
            return rest
        count = min(fit, rest - _TOGETHER)
        if count >= _TOGETHER:
            return count
        return max(1, fit) if paper.is_fresh else 0

    def _right_lines(self) -> Sequence[Line]:
        text = None if isinstance(self._block, Heading) else self._block.right
        return broken(text, self._width / self._type.size, self._type.typeface) if text else ()

    @property
    def _is_beside(self) -> bool:
        """Whether the right part is short enough to stand on the first line of the left one, rather than below it."""
        return len(self._right) == 1 and self._right[0].width * self._type.size <= _MOST_OF_LINE * self._width

    def _left_lines(self) -> Sequence[Line]:
        taken = (self._right[0].width + _GAP_EM) * self._type.size if self._is_beside else 0.0
        break_lines = self._type.label_lines if isinstance(self._block, Heading) else self._type.lines
        lines = break_lines(self._block.text, self._width - taken)
        return lines or ((Line("", 0.0, True),) if self._is_beside else ())
