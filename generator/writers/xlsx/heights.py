"""Heights of rows, in points, and rows that are taller than Excel allows."""

from __future__ import annotations

import math

from generator import measure
from generator.form import Table
from generator.layouts.model import Layout, Page, Style
from generator.measure import CELL_PADDING_MM, MM_PER_PT
from generator.pages.breaking import broken
from generator.speed import kept_by_identity

# Excel sets lines solid, whatever the style's line height: 宋体 takes 1.25 times its size a line, and the Noto fonts
# that stand in for it where the offices' fonts are not installed take 1.45.
_LINE = 1.45
_LIMIT = 400
"""A row of a sheet cannot be taller than 409 points."""
_STEP = 60
_PIXEL = 0.75


@kept_by_identity
def solid(layout: Layout) -> Layout:
    """``layout`` with the line height at which Excel sets every style."""
    styles = {name: style.model_copy(update={"line_height": _LINE}) for name, style in layout.styles.items()}
    return layout.model_copy(update={"styles": styles})


def row_heights(table: Table, layout: Layout) -> list[float]:
    """The height that each row of ``table`` needs; ``layout`` is ``solid``."""
    return measure.row_heights(table, layout, layout.page.text_width, lines_set)


def lines_set(text: str, width_mm: float, size_pt: float) -> int:
    """How many lines ``text`` takes, broken as on our own pages; its characters as wide as ``measure`` reckons.

    Which fonts the reader's computer has is not known, and what is installed here must not tell in the file.
    """
    return len(broken(text, measure.room(width_mm, size_pt), measure.WIDTHS))


def text_height(text: str, style: Style, width_mm: float) -> float:
    """The height of a heading or paragraph."""
    # Excel pads a cell with 5 pixels in all: the measure's padding on one side.
    lines = lines_set(text, width_mm - CELL_PADDING_MM, style.size)
    return lines * style.size * _LINE + style.size * 0.3 + style.before + style.after


def spread(height: float, page: Page, at_least: int = 1) -> list[float]:
    """The heights of the sheet rows that together give ``height``: one, where Excel and the page allow it.

    A taller row is parted into low ones rather than into as few as possible: a printer begins a new page only between
    sheet rows, so low ones leave less of a page empty.
    """
    count = max(at_least, 1 if height <= _limit(page) else math.ceil(height / _STEP))
    return [math.ceil(height / count / _PIXEL) * _PIXEL] * count


@kept_by_identity
def _limit(page: Page) -> float:
    """The height of the highest row that stays one."""
    return min(_LIMIT, page.text_height / MM_PER_PT * 0.85)
