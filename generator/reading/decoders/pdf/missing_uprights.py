"""Tables with lines between their rows and none between their columns: where the uprights would be.

A column ends where no row has a character. That is only taken where it is plain: lines of one length, no cell that
holds two texts side by side, as it would where a cell reaches over several columns, and none that holds numbers below
each other, as it would where rows have no line between them. What is not plain is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import pairwise, product, starmap

from generator.reading.decoders.pdf.glyph_lines import lines_of
from generator.reading.decoders.pdf.glyphs import Glyph, Ruling
from generator.reading.decoders.pdf.ruled_cells import TOLERANCE

_LINES = 4
"""Two rows below a head at least: with three lines all rows of a table would be one."""
_NUMBER = re.compile(r"[\d,，.．%％]+")
_CHANNEL = 4.0
"""Points between columns at least: more than between the characters of any text."""


def missing_uprights(rulings: Sequence[Ruling], glyphs: Sequence[Glyph]) -> list[Ruling]:
    """The uprights that a page's only table does not show; none where the page has uprights, or no such table."""
    ats, left, right = _row_lines(rulings)
    if not ats:
        return []
    seen = [glyph for glyph in glyphs if glyph.text.strip() and ats[0] < glyph.middle[1] < ats[-1]]
    columns = _columns(seen, left, right)
    are_plain = all(starmap(partial(_is_plain, seen), product(pairwise(ats), columns)))
    return [Ruling(True, column[0], ats[0], ats[-1]) for column in columns[1:]] if are_plain else []


def _row_lines(rulings: Sequence[Ruling]) -> tuple[list[float], float, float]:
    """Where the lines between the rows are, and their ends; none if there are too few, others, or shorter ones."""
    left = min((ruling.start for ruling in rulings), default=0.0)
    right = max((ruling.end for ruling in rulings), default=0.0)
    ats = sorted({round(ruling.at, 1) for ruling in rulings})
    if len(ats) < _LINES or any(ruling.is_vertical for ruling in rulings):
        return [], left, right
    return (ats if all(_reaches(rulings, at, left, right) for at in ats) else []), left, right


def _reaches(rulings: Sequence[Ruling], at: float, left: float, right: float) -> bool:
    """Whether the line at ``at`` goes from ``left`` to ``right``, in pieces or in one."""
    pieces = sorted((ruling.start, ruling.end) for ruling in rulings if abs(ruling.at - at) <= TOLERANCE)
    reach = left
    for start, end in pieces:
        if start - reach > TOLERANCE:
            return False
        reach = max(reach, end)
    return right - reach <= TOLERANCE


def _columns(glyphs: Sequence[Glyph], left: float, right: float) -> list[tuple[float, float]]:
    """The columns from ``left`` to ``right``, parted in the middle of what no glyph covers."""
    cuts, reach = [left], None
    for glyph in sorted(glyphs, key=lambda glyph: glyph.x0):
        if reach is not None and glyph.x0 - reach >= _CHANNEL:
            cuts.append((reach + glyph.x0) / 2)
        reach = glyph.x1 if reach is None else max(reach, glyph.x1)
    return list(pairwise([*cuts, right]))


def _is_plain(glyphs: Sequence[Glyph], band: tuple[float, float], column: tuple[float, float]) -> bool:
    """Whether a cell holds no two texts side by side, and no two numbers below each other."""
    inside = [
        glyph for glyph in glyphs if band[0] < glyph.middle[1] < band[1] and column[0] <= glyph.middle[0] < column[1]
    ]
    rows = lines_of(inside, parts=True)
    numbers = sum(1 for row in rows if _NUMBER.fullmatch(row[0].text))
    return all(len(row) < 2 for row in rows) and numbers < 2
