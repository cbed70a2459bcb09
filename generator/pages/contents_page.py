"""The table of contents: its lines are set when they are met, its page numbers when all pages are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.form import Contents, Heading
from generator.layouts.model import Layout
from generator.pages.breaking import Line
from generator.pages.laid_out import Bookmark, Element, Link, Page, Piece
from generator.pages.paper import Paper
from generator.pages.typesetting import Column, Type, types_of

_NUMBER_EM = 4.0
"""What each line leaves free at its end, for the leader and the page's number."""
_GAP_EM = 0.4
_DOT = "."


class _Entry(NamedTuple):
    """A line of the contents whose number is to come: ``end`` is where its text ends, ``top`` where its last line begins."""

    page: Page
    piece: Piece
    dots: Piece
    type: Type
    end: float
    top: float
    element: Element
    box: tuple[float, float]


class ContentsBlock:
    """The lines of one table of contents."""

    def __init__(self, block: Contents, headings: Iterable[Heading], layout: Layout, width: float) -> None:
        self._title, self._width = block.title, width
        self._listed = [heading.level <= block.depth for heading in headings]
        self._headings = [heading for heading in headings if heading.level <= block.depth]
        self._type = types_of(layout).of("contents").aligned("left")
        self._title_type = types_of(layout).of("heading1").aligned("center")
        self._after = layout.style("heading1").after
        self._entries: list[_Entry] = []
        self.before = self.after = 0.0
        self.is_kept_whole = False

    @property
    def beginning(self) -> float:
        """The height that has to be free for it to begin on a page."""
        title = self._title_type.leading + self._after if self._title else 0.0
        return title + (self._type.leading if self._headings else 0.0)

    @property
    def height(self) -> float:
        """The height of its title and lines, about."""
        return self.beginning + self._type.leading * max(0, len(self._headings) - 1)

    def set(self, paper: Paper, parent: Element, bookmarks: list[Bookmark]) -> None:  # noqa: ARG002 - it is in none
        """Put title and lines on ``paper``; ``number`` has to follow when all headings are set."""
        if not paper.has_room(paper.gap(0) + self.beginning) and not paper.is_fresh:
            paper.turn()
        paper.part(0)
        contents = parent.add("contents")
        if self._title:
            self._set_title(paper, contents)
        for heading in self._headings:
            self._set_entry(heading, paper, contents)

    def number(self, paper: Paper, bookmarks: Sequence[Bookmark]) -> None:
        """Add to each line its leader, its page's number and its link; ``bookmarks`` are those of all headings."""
        listed = (bookmark for bookmark, is_listed in zip(bookmarks, self._listed, strict=True) if is_listed)
        for entry, bookmark in zip(self._entries, listed, strict=True):
            self._finish(entry, bookmark, paper)

    def _set_title(self, paper: Paper, parent: Element) -> None:
        lines = self._title_type.lines(self._title, self._width)
        piece = paper.piece(parent.add("caption"))
        self._title_type.set(lines, Column(paper.left, paper.y, self._width), piece)
        paper.y += len(lines) * self._title_type.leading
        paper.leave(self._after)
        paper.part(0)

    def _set_entry(self, heading: Heading, paper: Paper, contents: Element) -> None:
        indent = (heading.level - 1) * self._type.size
        width = self._width - indent
        room = max(width - _NUMBER_EM * self._type.size, width / 2, self._type.size)
        lines = self._type.lines(heading.text.replace("\n", " "), room)
        height = len(lines) * self._type.leading
        if not paper.has_room(height) and not paper.is_fresh:
            paper.turn()
        element = contents.add("entry").add("link")
        piece, dots = paper.piece(element), paper.piece(None)
        self._type.set(lines, Column(paper.left + indent, paper.y, width), piece)
        end = paper.left + indent + _width(lines[-1:], self._type)
        box = paper.y, paper.y + height
        paper.y += height
        self._entries.append(
            _Entry(paper.page, piece, dots, self._type, end, paper.y - self._type.leading, element, box)
        )

    def _finish(self, entry: _Entry, bookmark: Bookmark, paper: Paper) -> None:
        type_, right = entry.type, paper.left + self._width
        number = str(bookmark.target.page + 1)
        base = type_.base(entry.top)
        left = right - type_.width(number)
        type_.put(number, (left, base), entry.piece)
        gap = _GAP_EM * type_.size
        dots = _DOT * int((left - entry.end - 2 * gap) / type_.width(_DOT))
        type_.put(dots, (left - gap - type_.width(dots), base), entry.dots)
        indent = (bookmark.level - 1) * type_.size
        top, bottom = entry.box
        box = paper.left + indent, top, right, bottom
        entry.page.links.append(Link(*box, bookmark.target, bookmark.text, entry.element))


def _width(lines: Sequence[Line], type_: Type) -> float:
    return max((line.width * type_.size for line in lines), default=0.0)
