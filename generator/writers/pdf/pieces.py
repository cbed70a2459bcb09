"""A long form in pieces, which are set one by one and joined to one PDF.

A piece takes the memory of a piece, and several processes can set several at once. Where a form is parted depends on
the form alone, so its PDF is the same however many processes worked at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.form import Block, Contents, Form, Heading, Paragraph, Section, Table
from generator.layouts.model import Layout
from generator.writers.measure import MM_PER_PT, lines_needed, row_heights
from generator.writers.own_sheet import own_sheet

PAGES = 50
"""About as many pages has a piece; a form of less than two pieces is set whole."""
_FULL_ENOUGH, _SURELY_FITS = 0.55, 0.8
"""A table is cut where its last page is filled to between these parts: no emptier than where a high row moves on,
and still with room for what the estimate of heights misses."""
_LATE = 1.3
"""Where no such place comes up to so many times ``PAGES``, the next row that may be parted from its neighbour is it."""

# Rules whose outcome depends on the whole document: numbers of pages, counters, places among siblings.
_NEEDS_WHOLE = re.compile(r"@page|counter|target-|:(?:first|last|nth|only)|[+~]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some sections of a form, or a stretch of one. ``goes_on``: its first block is the rest of the table before.

    ``awaits_pages``: it lists headings with their pages, so the other pieces are set before it. Only the first one may.
    """

    form: Form
    goes_on: bool = False
    awaits_pages: bool = False


@dataclass(frozen=True, slots=True)
class _Stretch:
    section: Section
    pages: float
    goes_on: bool = False

    @property
    def awaits_pages(self) -> bool:
        return _has_contents(self.section)


def in_pieces(form: Form, layout: Layout) -> tuple[Piece, ...]:
    """The pieces of ``form`` in order: one, which is the form itself, where it is not long.

    A layout with a style sheet of its own that numbers, counts or asks for the place of an element gets one as well.
    """
    stretches = [stretch for section in form.sections for stretch in _stretches(section, layout)]
    is_short = sum(stretch.pages for stretch in stretches) < 2 * PAGES
    if is_short or _has_odd_contents(form) or _NEEDS_WHOLE.search(own_sheet(layout)):
        return (Piece(form),)
    return tuple(_piece(form, group) for group in _grouped(stretches))


def _has_odd_contents(form: Form) -> bool:
    """Whether there is a table of contents elsewhere than in a first section without headings."""
    first, *others = form.sections
    has_headings = any(isinstance(block, Heading) for block in first.blocks)
    return any(map(_has_contents, others)) or (_has_contents(first) and has_headings)


def _has_contents(section: Section) -> bool:
    return any(isinstance(block, Contents) for block in section.blocks)


def _piece(form: Form, group: Sequence[_Stretch]) -> Piece:
    sections = tuple(stretch.section for stretch in group)
    return Piece(replace(form, sections=sections), group[0].goes_on, group[0].awaits_pages)


def _grouped(stretches: Sequence[_Stretch]) -> Iterator[list[_Stretch]]:
    """Neighbours, up to ``PAGES`` together; a table of contents stays by itself, and the rest of a table begins a piece."""
    group: list[_Stretch] = []
    pages = 0.0
    for stretch in stretches:
        is_full = pages + stretch.pages > PAGES
        if group and (is_full or stretch.goes_on or stretch.awaits_pages or group[0].awaits_pages):
            yield group
            group, pages = [], 0.0
        group.append(stretch)
        pages += stretch.pages
    if group:
        yield group


# --- sections longer than a piece


def _stretches(section: Section, layout: Layout) -> Iterator[_Stretch]:
    """``section`` in stretches of about ``PAGES``: it is parted in its long tables only."""
    heights = [_height(block, layout) for block in section.blocks]
    page = layout.page.text_height / MM_PER_PT
    if sum(heights) <= _LATE * PAGES * page:
        # A section fills its last page, whatever stands on it.
        yield _Stretch(section, max(1.0, sum(heights) / page))
        return
    before: list[Block] = []
    filled, goes_on = 0.0, False
    for block, height in zip(section.blocks, heights, strict=True):
        tables = list(_parted(block, layout, filled)) if isinstance(block, Table) else [block]
        for part in tables[:-1]:
            yield _Stretch(replace(section, blocks=(*before, part)), PAGES, goes_on)
            before, filled, goes_on = [], 0.0, True
        before.append(tables[-1])
        filled += height if len(tables) == 1 else _height(tables[-1], layout)
    yield _Stretch(replace(section, blocks=tuple(before)), filled / page, goes_on)


def _height(block: Block, layout: Layout) -> float:
    """About how high ``block`` is, in points."""
    if isinstance(block, Table):
        return sum(row_heights(block, layout, layout.page.text_width))
    if isinstance(block, Contents):
        return 0.0
    style = layout.style(_style_name(block))
    return lines_needed(block.text, layout.page.text_width, style.size) * style.size * style.line_height


def _style_name(block: Heading | Paragraph) -> str:
    plain = f"heading{block.level}" if isinstance(block, Heading) else "body"
    return block.classes[0] if block.classes else plain


def _parted(table: Table, layout: Layout, filled: float) -> Iterator[Table]:
    """``table`` in stretches, each with the head; ``filled`` points stand before it in its piece."""
    heights = row_heights(table, layout, layout.page.text_width)
    begin = table.head_rows
    for end in _cuts(table, heights, layout.page.text_height / MM_PER_PT, filled):
        yield _rows(table, begin, end)
        begin = end
    yield _rows(table, begin, len(table.rows))


def _cuts(table: Table, heights: Sequence[float], page: float, filled: float) -> Iterator[int]:
    """The rows before which ``table`` is cut, as the heights of rows fill one page after the other."""
    head = sum(heights[: table.head_rows])
    held = {row for cell in table.cells() for row in range(cell.row + 1, cell.row + cell.rowspan)}
    pages, fill = filled // page, filled % page + head
    for row in range(table.head_rows, len(heights) - 1):
        if fill + heights[row] > page:
            pages, fill = pages + 1, head
        fill += heights[row]
        is_fit = pages >= PAGES and _FULL_ENOUGH <= fill / page <= _SURELY_FITS
        if row + 1 not in held and (is_fit or pages >= _LATE * PAGES):
            yield row + 1
            pages, fill = 0, head


def _rows(table: Table, begin: int, end: int) -> Table:
    """The rows of ``table`` from ``begin`` to before ``end``, below its head."""
    shift = begin - table.head_rows
    body = (tuple(cell._replace(row=cell.row - shift) for cell in row) for row in table.rows[begin:end])
    return replace(table, rows=(*table.rows[: table.head_rows], *body))
