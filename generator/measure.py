"""How much room text takes on paper: enough to choose row heights and which rows may break over pages.

An estimate, on the safe side: full-width characters are one em wide, others a little over half an em.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from operator import attrgetter

from generator.form import Cell, Table
from generator.layouts.model import Layout, Style

MM_PER_PT = 25.4 / 72
CELL_PADDING_MM = 1.4
"""Room left free at each side of a cell's text; the writers draw with the same padding."""

SMALLEST_PT = 4.5
"""No amount is set smaller than this."""
_STEP_PT = 0.5
# The widest of 宋体 and of the fonts that stand in for it, regular and bold, in em.
_DIGIT_EM, _BOLD_DIGIT_EM, _POINT_EM = 0.565, 0.6, 0.34
_POINTS = frozenset(",.")
ROUNDING_PT = 1e-6
"""Sums of heights may be off by less than this."""


class _Widths(dict[str, float]):
    """The width of each character in em, looked up once."""

    def __missing__(self, char: str) -> float:
        self[char] = width = 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.55
        return width


WIDTHS = _Widths()
"""The width of each character in em, about."""
# Any character but those that Chinese text mostly consists of, all of them full-width: looking up each of these would
# take most of the time.
_OTHERS = re.compile("[^\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303e\u4e00-\u9fff\uff01-\uff60]")


def em_width(text: str) -> float:
    """Width of one line of ``text`` in em (multiples of the type size)."""
    others = _OTHERS.findall(text)
    return len(text) - len(others) + sum(map(WIDTHS.__getitem__, others))


LinesOf = Callable[[str, float, float], int]
"""Tells how many lines a text takes in a width (mm) when it is set so large (points)."""


def lines_needed(text: str, width_mm: float, size_pt: float) -> int:
    """How many lines ``text`` takes when it is set ``size_pt`` large into ``width_mm``; at least 1."""
    em = room(width_mm, size_pt)
    return sum(max(1, math.ceil(em_width(line) / em)) for line in text.split("\n"))


def room(width_mm: float, size_pt: float) -> float:
    """How many em a line of ``width_mm`` holds, less what may be lost to marks that cannot begin a line."""
    # A line loses up to one character to wrapping, and punctuation may not begin a line.
    return max(1.0, width_mm / (size_pt * MM_PER_PT) - 0.5)


def number_width(text: str, style: Style, size_pt: float) -> float:
    """Width in mm of a number that is set ``size_pt`` large in the font of ``style``, rather too wide than too narrow."""
    return _number_em(text, style.bold) * size_pt * MM_PER_PT


def _number_em(text: str, is_bold: bool) -> float:
    digit = _BOLD_DIGIT_EM if is_bold else _DIGIT_EM
    return sum(digit if char.isdecimal() else _POINT_EM if char in _POINTS else 1.0 for char in text)


@lru_cache(maxsize=4096)
def _fitting(text: str, width_mm: float, declared_pt: float, is_bold: bool) -> tuple[float, bool]:
    """The size for a number that is declared so large and bold, and whether it takes one line then."""
    room, size = width_mm - 2 * CELL_PADDING_MM, declared_pt
    em = _number_em(text, is_bold)
    while size > SMALLEST_PT and em * size * MM_PER_PT > room:
        # The next lower half point: a declared size may lie between two.
        size = math.ceil(size / _STEP_PT - 1) * _STEP_PT
    size = min(declared_pt, max(size, SMALLEST_PT))
    return size, em * size * MM_PER_PT <= room


def fitting_size(cell: Cell, width_mm: float, layout: Layout) -> float:
    """The type size in points for ``cell``, which is ``width_mm`` wide: that of its style, smaller for a wide number.

    A number is never parted, so it has to fit on one line; see ``fits``.
    """
    style = layout.style(cell.style)
    return style.size if cell.number is None else _fitting(cell.text, width_mm, style.size, style.bold)[0]


def fits(cell: Cell, width_mm: float, layout: Layout) -> bool:
    """Whether ``cell`` holds a number that takes one line in its ``fitting_size``."""
    style = layout.style(cell.style)
    return cell.number is not None and _fitting(cell.text, width_mm, style.size, style.bold)[1]


def cell_height(cell: Cell, width_mm: float, layout: Layout) -> float:
    """Height in points that ``cell`` needs when its table is ``width_mm`` wide between its edges."""
    return _height(cell, width_mm, layout.style(cell.style))


def _height(cell: Cell, width_mm: float, style: Style, lines_of: LinesOf = lines_needed) -> float:
    if cell.number is None:
        return _text_height(cell.text, width_mm, style.size, style.line_height, lines_of)
    size, takes_one = _fitting(cell.text, width_mm, style.size, style.bold)
    if takes_one:
        return size * style.line_height + size * 0.5
    return _text_height(cell.text, width_mm, size, style.line_height, lines_of)


@lru_cache(maxsize=4096)
def _text_height(text: str, width_mm: float, size_pt: float, line_height: float, lines_of: LinesOf) -> float:
    lines = lines_of(text, width_mm - 2 * CELL_PADDING_MM, size_pt)
    return lines * size_pt * line_height + size_pt * 0.5


def longest_low(width_mm: float, style: Style, limit_pt: float) -> int:
    """How many characters, whichever, on one line of source surely need no more height than ``limit_pt``.

    As ``cell_height`` says, for a cell so wide: a character is at most one em wide.
    """
    lines = int((limit_pt - ROUNDING_PT - style.size * 0.5) / (style.size * style.line_height))
    return int(max(0, lines) * room(width_mm - 2 * CELL_PADDING_MM, style.size)) - 1


def row_heights(table: Table, layout: Layout, text_width_mm: float, lines_of: LinesOf = lines_needed) -> list[float]:
    """Height in points of each row of ``table``: what its cells need, spread over rows where they span several.

    ``lines_of`` breaks texts into lines; by itself it is reckoned from their width.
    """
    heights = [0.0] * len(table.rows)
    # Cells of the same columns and looks are many.
    known: dict[tuple[int, int, bool, tuple[str, ...]], tuple[float, Style]] = {}
    for cell in sorted(table.cells(), key=attrgetter("rowspan")):
        kind = cell.column, cell.colspan, cell.is_header, cell.classes
        if kind not in known:
            known[kind] = table.width_of(cell) * text_width_mm, layout.style(cell.style)
        needed = _height(cell, *known[kind], lines_of)
        if cell.rowspan == 1:
            if needed > heights[cell.row]:
                heights[cell.row] = needed
            continue
        rows = range(cell.row, cell.row + cell.rowspan)
        lacking = needed - sum(heights[row] for row in rows)
        if lacking > 0:
            for row in rows:
                heights[row] += lacking / cell.rowspan
    return heights
