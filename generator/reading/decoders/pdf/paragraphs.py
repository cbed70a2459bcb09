"""Lines outside of tables into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from generator.reading.decoders.pdf.glyph_lines import Line, ends_sentence, is_full, seam
from generator.reading.decoders.pdf.page_texts import Page

_LEADING = 2.6
"""Lines of one paragraph are nearer than this many times their size."""
_SAME_SIZE = 0.6
_FULL = 5
"""So many lines that end at the same place show where the column ends."""
_INDENT = 1.5
_CENTRED = 0.8
_LEADER = re.compile(r"[.．…·]{4,}\s*\d+$")

_ORDINAL = re.compile(r"第[一二三四五六七八九十]{1,3}[部章节]|[（(]?[一二三四五六七八九十]{1,3}[）)、]")
_NUMBERED = re.compile(r"(\d{1,2})[、.．](?!\d)")
_GOES_ON = "，、（“《"


@dataclass(slots=True)
class Paragraph:
    """The texts of a paragraph: one, or several that stand side by side on a line."""

    page: int
    row: int
    """Which line on the page it begins at, from 1."""
    lines: list[Line]
    sides: list[str] = field(default_factory=list)
    text: str = ""

    def texts(self) -> list[str]:
        """The texts in reading order."""
        return self.sides or [self.text]


@dataclass(frozen=True, slots=True)
class Column:
    """From where to where the text of the pages runs."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """How much room a line has."""
        return self.right - self.left

    def is_centred(self, line: Line) -> bool:
        """Whether a line has as much room to its left as to its right, and some."""
        left, right = line.x0 - self.left, self.right - line.x1
        return left > _INDENT * line.size and abs(left - right) < _CENTRED * line.size

    def is_indented(self, line: Line) -> bool:
        """Whether a line begins as the first of a paragraph does."""
        return line.x0 - self.left > _INDENT * line.size * 0.8 and not self.is_centred(line)


def column_of(pages: Sequence[Page]) -> dict[float, Column]:
    """The text column of the pages of each width."""
    found: dict[float, list[Page]] = {}
    for page in pages:
        if page.rows or page.grids:
            found.setdefault(round(page.width), []).append(page)
    return {width: _column(same) for width, same in found.items()}


def _column(pages: Sequence[Page]) -> Column:
    """The column of pages that are equally wide: where lines fill it, by them; tables may hang over its sides."""
    lines = [line for page in pages for line in page.lines]
    sides = [(line.x0, line.x1) for line in lines]
    if not _fill_column(lines):
        sides += [(grid.xs[0], grid.xs[-1]) for page in pages for grid in page.grids]
    left = min(sides)[0]
    return Column(left, max(*map(itemgetter(1), sides), *(page.width - left for page in pages)))


def _fill_column(lines: Sequence[Line]) -> bool:
    """Whether so many lines end at the same place that it is the column's end."""
    widest = max((line.x1 for line in lines), default=0.0)
    return sum(line.x1 > widest - line.size for line in lines) >= _FULL


class Row(NamedTuple):
    """A line of text in its parts: on which page, the how manieth there (from 1), in which column."""

    page: int
    number: int
    parts: list[Line]
    column: Column


def paragraphs_of(rows: Iterable[Row]) -> list[Paragraph]:
    """The paragraphs that rows make, in order."""
    found: list[Paragraph] = []
    current: Paragraph | None = None
    for page, number, row, column in rows:
        if len(row) > 1:
            current = None
            found.append(Paragraph(page, number, row, [line.text for line in row]))
        elif current is not None and _goes_on(current, row[0], page, column):
            current.text += seam(current.lines[-1], row[0], _room(current.lines[-1], column)) + row[0].text
            current.lines.append(row[0])
        else:
            current = Paragraph(page, number, row, text=row[0].text)
            found.append(current)
    return found


def _room(line: Line, column: Column) -> float:
    """How wide a line may get that begins where this one does."""
    return column.width if column.is_centred(line) else column.right - line.x0


def _goes_on(paragraph: Paragraph, line: Line, page: int, column: Column) -> bool:
    last = paragraph.lines[-1]
    if _begins_anew(paragraph, line):
        return False
    if abs(last.size - line.size) > _SAME_SIZE or not is_full(last, line, _room(last, column)):
        return False
    if page == paragraph.page and line.base - last.base > _LEADING * line.size:
        return False
    if column.is_centred(last) and column.is_centred(line):
        return True
    return not (column.is_indented(line) and (line.x0 > last.x0 + last.size or ends_sentence(last.text)))


def _begins_anew(paragraph: Paragraph, line: Line) -> bool:
    """Whether the texts tell that a line does not go on: after an entry of a contents list, as a numbered heading or item."""
    last = paragraph.lines[-1].text
    is_heading = _ORDINAL.match(line.text) is not None and last[-1] not in _GOES_ON
    return is_heading or _LEADER.search(last) is not None or _is_next_item(paragraph, line)


def _is_next_item(paragraph: Paragraph, line: Line) -> bool:
    """Whether a line has the number after the paragraph's; not below a mark, which in a text that counts may go before it."""
    first, after = _NUMBERED.match(paragraph.text), _NUMBERED.match(line.text)
    is_next = first is not None and after is not None and int(after[1]) == int(first[1]) + 1
    return is_next and paragraph.lines[-1].text[-1].isalnum()
