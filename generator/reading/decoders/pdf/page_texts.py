"""A page as texts beside and within tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from generator.reading.decoders.pdf.annotations import annotations_of
from generator.reading.decoders.pdf.glyph_lines import Line, lines_of
from generator.reading.decoders.pdf.glyphs import Glyph, glyphs_of, rulings_of
from generator.reading.decoders.pdf.missing_uprights import missing_uprights
from generator.reading.decoders.pdf.ruled_cells import MAX_RULINGS, Grid, grids_of
from generator.reading.decoders.pdf.seen_page import SeenPage

MAX_GLYPHS = 60_000
_UNKNOWN = re.compile(r"\(cid:\d+\)|\ufffd")
_LONG = 0.4
"""The share of a page's width from which a line may be a table's."""
_SCANNED = 0.7
"""The share of a page that an image of it covers."""


@dataclass(slots=True)
class Page:
    """A page's lines outside of tables (each in its parts), and its tables; lengths in points."""

    number: int
    width: float
    height: float
    rows: list[list[Line]]
    grids: list[Grid]
    has_no_uprights: bool = False
    """Whether its table's columns were told by where its texts stand."""
    has_lines_alone: bool = False
    """Whether long lines stand on it that make no table."""
    aslant: str = ""
    annotations: list[str] = field(default_factory=list)
    """Notes on it, and what fields of a form on it were filled with."""
    hidden: list[str] = field(default_factory=list)
    """The lines of layers that are off."""
    count: int = 0
    """How many characters stand on it."""
    unknown: int = 0
    """How many of them the file gives no meaning for."""
    is_scanned: bool = False
    """Whether an image covers it."""
    is_too_large: bool = False

    @property
    def lines(self) -> list[Line]:
        """The lines outside of tables, part by part."""
        return list(chain.from_iterable(self.rows))

    def blocks(self) -> Iterator[list[list[Line]] | Grid]:
        """Tables, and the rows of text between them, from top to bottom."""
        waiting = list(self.rows)
        for grid in self.grids:
            above = [row for row in waiting if row[0].base <= grid.ys[0]]
            waiting = [row for row in waiting if row[0].base > grid.ys[0]]
            if above:
                yield above
            yield grid
        if waiting:
            yield waiting


def page_of(page: SeenPage) -> Page:
    """What a page shows."""
    width, height = float(page.width), float(page.height)
    if _is_too_large(page):
        return Page(page.page_number, width, height, [], [], is_too_large=True)
    glyphs, aslant = glyphs_of(page.chars)
    rulings = rulings_of(page)
    inferred = missing_uprights(rulings, glyphs)
    grids = grids_of([*rulings, *inferred])
    for grid in grids:
        grid.is_inferred = bool(inferred)
    around = [glyph for glyph in glyphs if not _placed(glyph, grids)]
    return Page(
        page.page_number,
        width,
        height,
        lines_of(around, parts=True),
        list(filter(_has_texts, grids)),
        bool(inferred),
        not grids and sum(ruling.end - ruling.start >= _LONG * width for ruling in rulings) > 1,
        aslant,
        annotations_of(page),
        [line.text for row in lines_of(glyphs_of(page.hidden)[0], parts=True) for line in row],
        len(glyphs),
        sum(1 for glyph in glyphs if _UNKNOWN.fullmatch(glyph.text)),
        _is_scanned(page),
    )


def _is_too_large(page: Any) -> bool:
    rulings = sum(len(page.objects.get(kind, ())) for kind in ("line", "rect", "curve"))
    return len(page.objects.get("char", ())) > MAX_GLYPHS or rulings > MAX_RULINGS


def _has_texts(grid: Grid) -> bool:
    return any(cell.glyphs for cell in grid.cells)


def _placed(glyph: Glyph, grids: Sequence[Grid]) -> bool:
    """Put a glyph into the cell around it, if there is one."""
    for grid in grids:
        cell = grid.cell_at(*glyph.middle)
        if cell is not None:
            cell.glyphs.append(glyph)
            return True
    return False


def _is_scanned(page: Any) -> bool:
    whole = float(page.width) * float(page.height)
    return any(
        (image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) >= _SCANNED * whole for image in page.images
    )
