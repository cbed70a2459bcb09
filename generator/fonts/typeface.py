"""The faces that draw one kind of text: the chosen one, and those that have the characters which it lacks."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import NamedTuple

from generator.fonts.face import EM, Face, face_of
from generator.fonts.font_choice import FontChoice, choices, choose
from generator.fonts.missing import GlyphMissing
from generator.speed import kept_of_layouts


class Cut(NamedTuple):
    """A face as it is drawn: ``is_stroked``, a regular one is made bold by stroking its outlines."""

    face: Face
    is_stroked: bool = False


class Typeface(dict[str, float]):
    """The width of each character in em, told when it is first asked for; and in which cut it is drawn.

    A character that no font of the list has is one em wide; ``stretches`` refuses it.
    """

    def __init__(self, official: str, is_bold: bool) -> None:
        """Raises ``FontMissing``."""
        super().__init__()
        self._wish = official, is_bold
        self._first = _cut(choose(official, is_bold))
        self._cuts: dict[str, Cut | None] = {}
        self._plain: set[str] = set()
        """The characters that are known to be drawn in the first cut: almost all."""
        self._others: list[Cut] | None = None

    def __missing__(self, char: str) -> float:
        cut = self.cut_for(char)
        width = self[char] = 1.0 if cut is None else cut.face.advance(char) / EM
        return width

    def cut_for(self, char: str) -> Cut | None:
        """The first cut that has ``char``; ``None`` if no font of the list has it."""
        if char not in self._cuts:
            if self._first.face.glyph(char) is not None:
                self._plain.add(char)
                self._cuts[char] = self._first
            else:
                self._cuts[char] = self._fallback(char)
        return self._cuts[char]

    def missing(self, text: str) -> set[str]:
        """The characters of ``text`` that no font of the list has."""
        return {char for char in set(text) if self.cut_for(char) is None}

    def stretches(self, text: str) -> list[tuple[Cut, str]]:
        """``text`` in stretches of one cut. Raises ``GlyphMissing``."""
        if self._plain.issuperset(text):
            return [(self._first, text)]
        lacking = self.missing(text)
        if lacking:
            raise GlyphMissing("".join(sorted(lacking)))
        parts = groupby(text, key=self.cut_for)
        return [(cut, "".join(chars)) for cut, chars in parts if cut is not None]

    def _fallback(self, char: str) -> Cut | None:
        if self._others is None:
            self._others = [_cut(choice) for choice in choices(*self._wish)]
        return next((cut for cut in self._others if cut.face.glyph(char) is not None), None)


def _cut(choice: FontChoice) -> Cut:
    return Cut(face_of(choice.face), choice.is_stroked)


@kept_of_layouts
@cache
def typeface(official: str, is_bold: bool = False) -> Typeface:
    """The faces for text that is to be set in the ``official`` font. Raises ``FontMissing``."""
    return Typeface(official, is_bold)
