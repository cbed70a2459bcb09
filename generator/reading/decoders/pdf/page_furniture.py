"""Page numbers and running heads: they belong to the paper, not to the form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from generator.reading.decoders.pdf.glyph_lines import Line
from generator.reading.decoders.pdf.page_texts import Page

_NUMBER = re.compile(
    r"[-—–－\s·]*\d{1,5}[-—–－\s·]*|第?\s*\d{1,5}\s*页?\s*[/／，,、|]?\s*(?:共?\s*\d{1,5}\s*页?)?"
    r"|[Pp]age\s*\d+(?:\s*of\s*\d+)?|[-—\s]*[IVXLivxl]{1,6}[-—\s]*"
)
_NUMBER_ZONE = 0.12
_HEAD_ZONE = 0.075
_DIGITS = re.compile(r"\d+")


def without_furniture(pages: Sequence[Page]) -> list[tuple[str, int]]:
    """Take page numbers and running heads off the pages; returns the heads, each with its number of pages."""
    repeated = _repeated(pages)
    taken: dict[tuple[str, int], list[str]] = {}
    for page in pages:
        for line in _take_off(page, repeated):
            if not _NUMBER.fullmatch(line.text):
                taken.setdefault(_key(line), []).append(line.text)
    return [(texts[0], len(texts)) for texts in taken.values()]


def _take_off(page: Page, repeated: set[tuple[str, int]]) -> list[Line]:
    furniture = [line for row in page.rows for line in row if _is_furniture(page, line, repeated)]
    rows = [[line for line in row if line not in furniture] for row in page.rows]
    page.rows = list(filter(None, rows))
    return furniture


def _repeated(pages: Sequence[Page]) -> set[tuple[str, int]]:
    """What stands at the edge of half of the pages.

    A file that marks what is no content says by itself what is: a title that each form bears at the head of its page, too.
    """
    if any(line.is_artifact for page in pages for row in page.rows for line in row):
        return set()
    heads = Counter(key for page in pages for key in {_key(line) for line in _at_edge(page)})
    often = max(2, len(pages) // 2)
    return {key for key, count in heads.items() if count >= often}


def _is_furniture(page: Page, line: Line, repeated: set[tuple[str, int]]) -> bool:
    if line.is_artifact or (_is_near_edge(page, line, _HEAD_ZONE) and _key(line) in repeated):
        return True
    return _is_near_edge(page, line, _NUMBER_ZONE) and _is_outmost(page, line) and bool(_NUMBER.fullmatch(line.text))


def _at_edge(page: Page) -> list[Line]:
    return [line for row in page.rows for line in row if _is_near_edge(page, line, _HEAD_ZONE)]


def _is_near_edge(page: Page, line: Line, zone: float) -> bool:
    return line.base < zone * page.height or line.base > (1 - zone) * page.height


def _is_outmost(page: Page, line: Line) -> bool:
    """Whether no table and no other line is between it and the paper's edge."""
    bases = [row[0].base for row in page.rows]
    above = line.base <= min(bases) and all(line.base < grid.ys[0] for grid in page.grids)
    below = line.base >= max(bases) - line.size and all(line.base > grid.ys[-1] for grid in page.grids)
    return above or below


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.base / 3)
