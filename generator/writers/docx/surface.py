"""Where a form is drawn, and what is kept of drawing there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from generator.layouts.model import Layout
from generator.writers.docx.looks import Look, Looks

_MOST_FRAMES = 1000


class Frame(NamedTuple):
    """What cells that have the same columns and the same style share.

    ``start`` is the cell up to its content; ``below`` the whole cell in each further row that it reaches down to.
    A text of one line with up to ``low`` characters surely makes no row too high to move to the next page as a whole.
    """

    start: str
    look: Look
    low: int
    below: str = ""


Frames = dict[tuple[int, int, bool, bool, tuple[str, ...]], Frame]
"""By first column, columns, whether there are several rows, whether it is a header, and classes."""


@dataclass(frozen=True, slots=True)
class Surface:
    """Where a form is drawn: the skin's styles, the room between its margins (twips), and what is around."""

    looks: Looks
    layout: Layout
    width: int
    height: int
    first_bookmark: int = 1
    follows_table: bool = False
    precedes_paragraph: bool = False
    _frames: dict[tuple[float, ...], Frames] = field(default_factory=dict, init=False, compare=False, repr=False)

    def frames_of(self, widths: tuple[float, ...]) -> Frames:
        """The frames of tables with these columns, to which more may be added: all forms of a layout have the same."""
        if sum(map(len, self._frames.values())) > _MOST_FRAMES:
            self._frames.clear()
        return self._frames.setdefault(widths, {})
