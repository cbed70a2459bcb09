"""A face as typesetting and drawing need it: which characters it has, how wide they are, what their outlines are.

Everything is told of characters, in thousandths of the type size, whatever the file's format and units are.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]

from generator.fonts.installed import InstalledFace

EM = 1000
"""Units of all lengths here in one em."""

Point = tuple[float, float]


class Curve(NamedTuple):
    """A stretch of a contour from the point before to ``end``: a line, or a cubic curve with two control points."""

    end: Point
    controls: tuple[Point, Point] | None = None


class Contour(NamedTuple):
    """A closed line that begins at ``start``; y grows upwards from the base line."""

    start: Point
    curves: list[Curve]


Outline = list[Contour]


# Characters that no font need have and nobody sees: soft hyphen, zero-width and direction marks, variation selectors.
_UNSEEN = frozenset(
    map(
        chr,
        (0xAD, 0x34F, 0x61C, *range(0x180B, 0x180F), *range(0x200B, 0x2010), *range(0x202A, 0x202F),
         *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF, *range(0xE0100, 0xE01F0)),
    )
)  # fmt: skip
_BLANK = "\u00a0"


class Face:
    """A face of an installed font. It is kept for the process, with what was asked of it."""

    def __init__(self, installed: InstalledFace) -> None:
        """Raises what uharfbuzz raises for a file that vanished."""
        face = hb.Face(hb.Blob.from_file_path(str(installed.path)), installed.index)
        self._font = hb.Font(face)
        if installed.is_variable:
            self._font.set_variations({"wght": installed.weight})
        self._scale: float = EM / face.upem
        self._glyphs: dict[str, int | None] = {}
        self._outlines: dict[str, Outline] = {}
        self.name = _ascii(face.get_name(6) or "jixiao")
        """The PostScript name: ASCII, and the same on every computer."""
        self.weight = installed.weight
        extents = self._font.get_font_extents("ltr")
        self.ascent, self.descent = self._scaled(extents.ascender), self._scaled(extents.descender)
        head = face.reference_table("head").data
        box = [int.from_bytes(head[at : at + 2], "big", signed=True) for at in range(36, 44, 2)]
        self.box = tuple(self._scaled(side) for side in box)
        """Left, bottom, right and top of the box around all glyphs."""

    def glyph(self, char: str) -> int | None:
        """The number of the glyph of ``char`` in the font's file; 0 for what nobody sees, ``None`` where it has none."""
        if char not in self._glyphs:
            self._glyphs[char] = self._find(char)
        return self._glyphs[char]

    def advance(self, char: str) -> float:
        """How far ``char``, which the face has, moves on."""
        glyph = self.glyph(char)
        return float(self._font.get_glyph_h_advance(glyph)) * self._scale if glyph else 0.0

    def outline(self, char: str) -> Outline:
        """The contours of ``char``, which the face has; none for a blank."""
        known = self._outlines.get(char)
        if known is None:
            known = self._outlines[char] = self._draw(char)
        return known

    def _find(self, char: str) -> int | None:
        if char in _UNSEEN:
            return 0
        glyph: int | None = self._font.get_nominal_glyph(ord(char))
        if not glyph and char == _BLANK:
            glyph = self._font.get_nominal_glyph(ord(" "))
        return glyph or None

    def _draw(self, char: str) -> Outline:
        glyph = self.glyph(char)
        drawn = _Drawn([], self._scale)
        if glyph:
            self._font.draw_glyph(glyph, _functions(), drawn)
        return drawn.outline

    def _scaled(self, length: float) -> int:
        return round(length * self._scale)


class _Drawn(NamedTuple):
    """What HarfBuzz has drawn of a glyph, in thousandths of an em."""

    outline: Outline
    scale: float


@lru_cache(maxsize=1)
def _functions() -> Any:
    functions = hb.DrawFuncs()
    functions.set_move_to_func(_move_to)
    functions.set_line_to_func(_line_to)
    functions.set_quadratic_to_func(_quadratic_to)
    functions.set_cubic_to_func(_cubic_to)
    functions.set_close_path_func(lambda _: None)  # all contours are closed
    return functions


def _move_to(x: float, y: float, drawn: _Drawn) -> None:
    scale = drawn.scale
    drawn.outline.append(Contour((x * scale, y * scale), []))


def _line_to(x: float, y: float, drawn: _Drawn) -> None:
    scale = drawn.scale
    drawn.outline[-1].curves.append(Curve((x * scale, y * scale)))


def _cubic_to(x1: float, y1: float, x2: float, y2: float, x: float, y: float, drawn: _Drawn) -> None:
    """As HarfBuzz calls it, with seven parameters."""
    scale = drawn.scale
    controls = (x1 * scale, y1 * scale), (x2 * scale, y2 * scale)
    drawn.outline[-1].curves.append(Curve((x * scale, y * scale), controls))


def _quadratic_to(x1: float, y1: float, x: float, y: float, drawn: _Drawn) -> None:
    """TrueType's curves, as the cubic ones that draw the same."""
    scale = drawn.scale
    contour = drawn.outline[-1]
    x0, y0 = contour.curves[-1].end if contour.curves else contour.start
    x1, y1, x, y = x1 * scale, y1 * scale, x * scale, y * scale
    controls = (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3), (x + (x1 - x) * 2 / 3, y + (y1 - y) * 2 / 3)
    contour.curves.append(Curve((x, y), controls))


def _ascii(name: str) -> str:
    return "".join(char for char in name if char.isascii() and (char.isalnum() or char in "-_+")) or "jixiao"


@lru_cache(maxsize=64)
def face_of(installed: InstalledFace) -> Face:
    """The opened face, the same one each time."""
    return Face(installed)
