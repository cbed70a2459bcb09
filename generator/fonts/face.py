"""A face as typesetting and drawing need it: which characters it has, how wide they are, what their outlines are.

Everything is told of characters, in thousandths of the type size, whatever the file's format and units are.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import uharfbuzz as hb  # type: ignore[import-untyped]

from generator.fonts.installed import InstalledFace

EM = 1000
"""Units of all lengths here in one em."""

Stretch = tuple[float, ...]
"""Where a stretch of a contour leads from where the one before ended: ``(x, y)`` a line, ``(x1, y1, x2, y2, x, y)`` a
cubic curve with two control points. All are whole numbers; y grows upwards from the base line."""
Contour = list[Stretch]
"""A closed line: the point where it begins, then its stretches."""
Outline = list[Contour]

# Characters that no font need have and nobody sees: soft hyphen, zero-width and direction marks, variation selectors.
_UNSEEN = frozenset(
    map(
        chr,
        (0xAD, 0x34F, 0x61C, *range(0x180B, 0x180F), *range(0x200B, 0x2010), *range(0x202A, 0x202F),
         *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF, *range(0xE0100, 0xE01F0)),
    )
)  # fmt: skip
_BLANKS = frozenset("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f")


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
        if not glyph and char in _BLANKS:
            glyph = self._font.get_nominal_glyph(ord(" "))
        return glyph or None

    def _draw(self, char: str) -> Outline:
        glyph, outline = self.glyph(char), Outline()
        if glyph:
            self._font.draw_glyph(glyph, _functions(), outline)
        scale = self._scale
        if scale == 1:
            return outline
        return [[tuple(round(at * scale) for at in stretch) for stretch in contour] for contour in outline]

    def _scaled(self, length: float) -> int:
        return round(length * self._scale)


@lru_cache(maxsize=1)
def _functions() -> Any:
    """What HarfBuzz calls for each stretch of a glyph, with the outline that is being drawn."""
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, outline: outline.append([(x, y)]))
    functions.set_line_to_func(lambda x, y, outline: outline[-1].append((x, y)))
    functions.set_cubic_to_func(lambda *drawn: drawn[6][-1].append(drawn[:6]))
    functions.set_quadratic_to_func(_quadratic_to)
    functions.set_close_path_func(lambda _: None)  # all contours are closed
    return functions


def _quadratic_to(x1: float, y1: float, x: float, y: float, outline: Outline) -> None:
    """TrueType's curves, as the cubic ones that draw the same."""
    *_, x0, y0 = outline[-1][-1]
    first = x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3
    second = x + (x1 - x) * 2 / 3, y + (y1 - y) * 2 / 3
    outline[-1].append((*first, *second, x, y))


def _ascii(name: str) -> str:
    return "".join(char for char in name if char.isascii() and (char.isalnum() or char in "-_+")) or "jixiao"


@lru_cache(maxsize=64)
def face_of(installed: InstalledFace) -> Face:
    """The opened face, the same one each time."""
    return Face(installed)
