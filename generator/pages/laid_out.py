"""What stands where: the pages of a form, free of any file format.

Lengths are points; a place is told from the page's upper left corner, to the right and down.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from generator.fonts.typeface import Cut
from generator.form import Scope

Role = Literal[
    "document",
    "heading",
    "paragraph",
    "contents",
    "caption",
    "entry",
    "link",
    "table",
    "head",
    "body",
    "row",
    "label",
    "cell",
]
"""What an element is: ``caption`` is the title of the contents, ``entry`` a line of them, ``label`` a cell that heads a row or a column."""

Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""
BLACK: Colour = (0, 0, 0)


class Run(NamedTuple):
    """Characters in one cut on one line. ``x`` and ``y`` are where the base line begins.

    Each character moves on by its advance times ``size``, and by ``spacing``. ``angle`` turns the line, anticlockwise
    in degrees.
    """

    x: float
    y: float
    text: str
    cut: Cut
    size: float
    spacing: float = 0.0
    colour: Colour = BLACK
    angle: float = 0.0


@dataclass(eq=False, slots=True)
class Piece:
    """What one page shows of one element, line by line; of none if it is no part of the text (a page's number)."""

    element: Element | None
    runs: list[Run] = field(default_factory=list)


class Rule(NamedTuple):
    """A straight line, horizontal or vertical."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(eq=False, slots=True)
class Element:
    """A part of the form, for readers that do not see: what it is, and what it is made of in reading order.

    It holds elements, or pieces of text with the number (from 0) of the page that each stands on.
    """

    role: Role
    level: int = 0
    scope: Scope | None = None
    rowspan: int = 1
    colspan: int = 1
    children: list[Element] = field(default_factory=list)
    pieces: list[tuple[int, Piece]] = field(default_factory=list)

    def add(self, role: Role, **properties: int) -> Element:
        """A new element within this one."""
        child = Element(role, **properties)  # type: ignore[arg-type]  # levels and spans only
        self.children.append(child)
        return child


class Target(NamedTuple):
    """A place that links and bookmarks lead to: a page's number from 0, and how far down it."""

    page: int
    y: float


class Link(NamedTuple):
    """A box of a page that leads elsewhere; ``element`` is the text in it."""

    left: float
    top: float
    right: float
    bottom: float
    target: Target
    text: str
    element: Element


class Bookmark(NamedTuple):
    """A line of the outline that readers show beside the pages."""

    level: int
    text: str
    target: Target


@dataclass(eq=False, slots=True)
class Page:
    """One page: ``behind`` lies under all else."""

    behind: list[Piece] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Pages:
    """A form on pages of ``width`` × ``height``; ``tree`` is the document element."""

    title: str
    author: str
    subject: str
    width: float
    height: float
    pages: list[Page]
    tree: Element
    bookmarks: list[Bookmark]
