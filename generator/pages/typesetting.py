"""Text of one style: broken into lines, and the lines set where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.fonts.typeface import Typeface, typeface
from generator.layouts.model import Align, Layout
from generator.pages.breaking import Line, broken, evenly_broken
from generator.pages.laid_out import BLACK, Colour, Piece, Run
from generator.speed import kept_by_identity

_SMALLEST = 0.5
"""Points: a layout may declare less, to hide what it cannot leave out."""
_MIDDLE_EM = 0.38
"""How far the middle of a Chinese character's square stands above the base line, whatever the font says of itself."""
_WIDEST_GAP_EM = 0.5
"""A line that would have to be stretched more than this between two characters is left as it is."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where lines stand: ``x`` is their left edge, ``width`` what they have, ``y`` the first one's top."""

    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: in which typeface, how large (points), how high its lines are, how they are aligned."""

    typeface: Typeface
    size: float
    leading: float
    align: Align
    indent: float = 0.0

    def lines(self, text: str, width: float) -> Sequence[Line]:
        """The lines that ``text`` takes where there are ``width`` points."""
        return broken(text, width / self.size, self.typeface, self.indent) if text else ()

    def label_lines(self, text: str, width: float) -> Sequence[Line]:
        """As ``lines``, for a label or a title: one that stands in the middle is broken evenly."""
        if self.align != "center" or not text:
            return self.lines(text, width)
        return evenly_broken(text, width / self.size, self.typeface)

    def width(self, text: str) -> float:
        """How wide ``text`` is on one line."""
        return sum(map(self.typeface.__getitem__, text)) * self.size

    def aligned(self, align: Align) -> Type:
        """The same, aligned otherwise and not indented."""
        return Type(self.typeface, self.size, self.leading, align)

    def sized(self, size: float) -> Type:
        """The same in another size (points)."""
        return Type(self.typeface, size, self.leading / self.size * size, self.align, self.indent)

    def set(self, lines: Sequence[Line], column: Column, piece: Piece, *, begins: bool = True) -> None:
        """Put ``lines`` into ``piece``; ``begins``: the first of them is the first of its text, which is indented."""
        base = column.y + self.leading / 2 + _MIDDLE_EM * self.size
        indent = self.indent * self.size if begins else 0.0
        for line in lines:
            if line.text:
                self._set_line(line, column, (base, indent), piece)
            base += self.leading
            indent = 0.0

    def _set_line(self, line: Line, column: Column, place: tuple[float, float], piece: Piece) -> None:
        base, indent = place
        spare = column.width - indent - line.width * self.size
        x, spacing = column.x + indent, 0.0
        if self.align == "center":
            x += spare / 2
        elif self.align == "right":
            x += spare
        elif self.align == "justify" and not line.is_last:
            spacing = self._spacing(line.text.rstrip(" "), spare)
        self.put(line.text, (x, base), piece, spacing=spacing)

    def _spacing(self, text: str, spare: float) -> float:
        gap = spare / (len(text) - 1) if len(text) > 1 else 0.0
        return gap if 0 < gap <= _WIDEST_GAP_EM * self.size else 0.0

    def put(
        self, text: str, place: tuple[float, float], piece: Piece, *, spacing: float = 0.0, colour: Colour = BLACK
    ) -> None:
        """Put ``text`` on one line whose base line begins at ``place``."""
        x, y = place
        for cut, part in self.typeface.stretches(text):
            piece.runs.append(Run(x, y, part, cut, self.size, spacing, colour))
            x += self.width(part) + len(part) * spacing

    def base(self, top: float) -> float:
        """The base line of a line whose top is ``top``."""
        return top + self.leading / 2 + _MIDDLE_EM * self.size


class Types:
    """The types of a layout's styles, by name. ``of`` gives one; all raise ``FontMissing``."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._known: dict[tuple[str, float], Type] = {}

    def of(self, name: str, size: float = 0.0) -> Type:
        """The type of the style called ``name``; in another ``size`` where one is given."""
        found = self._known.get((name, size))
        if found is None:
            style = self._layout.style(name)
            large = size or max(style.size, _SMALLEST)
            font = typeface(style.font, style.bold)
            found = Type(font, large, large * style.line_height, style.align, style.indent)
            self._known[name, size] = found
        return found


types_of = kept_by_identity(Types)
"""The types of a layout, kept with it."""
