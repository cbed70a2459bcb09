"""A page's glyphs and rulings, whichever program drew them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from generator.reading.decoders.pdf.lookalikes import as_written

_THIN = 2.5
_SHORT = 4.0
_STRAIGHT = 0.7
_WHITE = 0.95


class Glyph(NamedTuple):
    """A character on the page; lengths in points, from the page's top left corner."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    is_artifact: bool
    """Whether the file marks it as furniture of the page: its number, its running head."""

    @property
    def middle(self) -> tuple[float, float]:
        """A point within the character's body."""
        return (self.x0 + self.x1) / 2, self.base - 0.3 * self.size


class Ruling(NamedTuple):
    """A straight line: from ``start`` to ``end``, at ``at`` across."""

    is_vertical: bool
    at: float
    start: float
    end: float


def glyphs_of(chars: Iterable[dict[str, Any]]) -> tuple[list[Glyph], str]:
    """The upright glyphs among pdfplumber's characters in the order of the file, and what is written aslant."""
    upright, aslant = [], []
    for char in chars:
        if _is_aslant(char["matrix"]):
            aslant.append(char["text"])
        elif char["text"]:
            upright.append(_glyph(char))
    return upright, "".join(aslant).strip()


def _is_aslant(matrix: tuple[float, ...]) -> bool:
    a, b, _, d, *_ = matrix
    return abs(b) > 0.05 * max(abs(a), abs(d), 1e-6)


def _glyph(char: dict[str, Any]) -> Glyph:
    # The base line is the same for all fonts of a line; boxes of glyphs are not.
    base = char["top"] + char["y1"] - char["matrix"][5]
    size = abs(char["matrix"][3]) * _font_size(char)
    is_artifact = char.get("tag") == "Artifact"
    return Glyph(as_written(char["text"]), char["x0"], char["x1"], base, size or char["size"], is_artifact)


def _font_size(char: dict[str, Any]) -> float:
    """What a unit of the text's own scale is worth: the matrix may hold the size, or leave it to the font."""
    scale = abs(char["matrix"][3])
    return char["size"] / scale if scale else 1.0


def rulings_of(page: Any) -> list[Ruling]:
    """The lines that frame cells: drawn as lines, as frames, or as thin filled shapes."""
    found = [ruling for line in page.lines for ruling in _bar(line, _STRAIGHT)]
    for shape in [*page.rects, *page.curves]:
        found += _bar(shape, _THIN) or _frame(shape)
    return [ruling for ruling in found if ruling.end - ruling.start >= _SHORT]


def _bar(shape: dict[str, Any], thin: float) -> list[Ruling]:
    width, height = shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]
    if min(width, height) > thin or _is_white(shape):
        return []
    if width < height:
        return [Ruling(True, (shape["x0"] + shape["x1"]) / 2, shape["top"], shape["bottom"])]
    return [Ruling(False, (shape["top"] + shape["bottom"]) / 2, shape["x0"], shape["x1"])]


def _is_white(shape: dict[str, Any]) -> bool:
    color = shape.get("stroking_color" if shape.get("stroke") else "non_stroking_color")
    parts = color if isinstance(color, tuple | list) else (color,)
    numbers = [part for part in parts if isinstance(part, int | float)]
    return len(numbers) in (1, 3) and all(number >= _WHITE for number in numbers)


def _is_frame(shape: dict[str, Any]) -> bool:
    return shape.get("object_type") == "rect" and bool(shape.get("stroke")) and not _is_white(shape)


def _frame(shape: dict[str, Any]) -> list[Ruling]:
    """The sides of a shape, if it is drawn as a frame."""
    if not _is_frame(shape):
        return []
    x0, x1, top, bottom = shape["x0"], shape["x1"], shape["top"], shape["bottom"]
    sides = [Ruling(True, x, top, bottom) for x in (x0, x1)]
    return sides + [Ruling(False, y, x0, x1) for y in (top, bottom)]


def without_doubles(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """The glyphs, each once: some programs draw a character twice, a little aside, to make it bold."""
    before: Glyph | None = None
    for glyph in glyphs:
        aside = min(0.1 * glyph.size, 0.4 * (glyph.x1 - glyph.x0))
        if before is None or glyph.text != before.text or abs(glyph.x0 - before.x0) > aside:
            yield glyph
        before = glyph
