"""Glyphs into lines of text, and lines into texts: breaks that only the width made are undone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.pages.breaking import whole_length
from generator.reading.decoders.pdf.glyphs import Glyph, without_doubles

_SAME_LINE = 0.45
_SPACE_BETWEEN_WORDS = 0.2
_SPACE_BETWEEN_HAN = 0.75
_WIDE_GAP = 3.0
_SLACK = 0.1
_BETWEEN = 0.25
"""The blank between two words, and what programs leave between ideographs and letters; all gaps in ems."""

_NO_START = "，。、；：？！）》」』】〕〉’”％‰…～·,.;:?!)]}%°℃〞"
_NO_END = "（《「『【〔〈‘“([{￥$±+\\〝"
_QUOTES = "\"'“”‘’"
_TIED_TO_NEXT = _NO_END + _QUOTES
_TIED_TO_LAST = _NO_START + _QUOTES
_HYPHENS = "-–/"
_ITEM = re.compile(
    r"(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、.．](?!\d)|[①-⑳])"
)
_ITEM_WITHIN = re.compile(rf"[。；;]{_ITEM.pattern}")
_ENDS_SENTENCE = "。；！？：;!?:"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; lengths in points. ``text`` has no blanks at its ends, ``is_open`` tells of one at its end."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    is_open: bool
    widths: tuple[float, ...]
    """Where each character of ``text`` ends, from ``x0``."""
    is_artifact: bool = False


def lines_of(glyphs: Iterable[Glyph], *, parts: bool = False) -> list[list[Line]]:
    """The lines from top to bottom; with ``parts`` each in the parts that wide gaps make of it."""
    lines = []
    for row in _rows(glyphs):
        ordered = list(without_doubles(sorted(row, key=lambda glyph: glyph.middle)))
        found = list(filter(None, map(_line, _parts(ordered) if parts else [ordered])))
        if found:
            lines.append(found)
    return lines


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs that stand on one line."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if rows and glyph.base - rows[-1][0].base <= _SAME_LINE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _parts(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs of a line, parted where nothing stands for several characters' width."""
    part: list[Glyph] = []
    seen: Glyph | None = None
    for glyph in glyphs:
        if glyph.text.isspace():
            part.append(glyph)
            continue
        if seen is not None and glyph.x0 - seen.x1 > _WIDE_GAP * max(seen.size, glyph.size):
            yield part
            part = []
        part.append(glyph)
        seen = glyph
    yield part


def _line(glyphs: Sequence[Glyph]) -> Line | None:
    text, ends = _written(glyphs)
    full = text.rstrip()
    if not full.strip():
        return None
    lead = len(full) - len(full.lstrip())
    seen = [glyph for glyph in glyphs if not glyph.text.isspace()]
    x0 = seen[0].x0
    widths = tuple(end - x0 for end in ends[lead : len(full)])
    size = max(glyph.size for glyph in seen)
    is_artifact = all(glyph.is_artifact for glyph in seen)
    return Line(full[lead:], x0, seen[-1].x1, seen[0].base, size, text != full, widths, is_artifact)


def _written(glyphs: Iterable[Glyph]) -> tuple[str, list[float]]:
    """What glyphs write, with blanks in their gaps, and where each character ends."""
    text, ends = "", list[float]()
    before: Glyph | None = None
    for glyph in glyphs:
        if before is not None and _is_gap(before, glyph):
            text += " "
            ends.append(glyph.x0)
        text += glyph.text
        ends += [glyph.x1] * len(glyph.text)
        before = glyph
    return text, ends


def _is_gap(before: Glyph, glyph: Glyph) -> bool:
    """Whether a blank stands between two glyphs that the file does not write."""
    if before.text.isspace() or glyph.text.isspace():
        return False
    are_letters = before.text[-1].isascii() and glyph.text[0].isascii()
    return glyph.x0 - before.x1 > (_SPACE_BETWEEN_WORDS if are_letters else _SPACE_BETWEEN_HAN) * glyph.size


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def joined(lines: Sequence[Line], width: float) -> str:
    """The text of lines in a column of ``width`` points: a break stays where what follows would have had room."""
    text = lines[0].text if lines else ""
    lists = _lists_by_line(lines)
    for line, after in pairwise(lines):
        between = seam(line, after, width)
        if lists and not between and ends_sentence(line.text) and _ITEM.match(after.text):
            between = "\n"  # a line that happens to be full
        text += between + after.text
    return text


def _lists_by_line(lines: Sequence[Line]) -> bool:
    """Whether numbered items each begin a line, and none stands within one."""
    begun = sum(1 for line in lines if _ITEM.match(line.text))
    return begun > 1 and not any(_ITEM_WITHIN.search(line.text) for line in lines)


def seam(line: Line, after: Line, width: float) -> str:
    """What stands between two lines: a line break, or what a break by width has swallowed."""
    if not is_full(line, after, width):
        return "\n"
    if line.is_open:
        return " "
    if not (_is_word(line.text[-2:].rstrip(",.;:!?)")[-1:]) and _is_word(after.text[0])):
        return ""
    start = _unit_start(line.text)
    words = line.widths[-1] - (line.widths[start - 1] if start else 0.0) + _width(after, _unit_end(after.text))
    return "" if words > width else " "  # a word that is wider than a line is broken anywhere


def is_full(line: Line, after: Line, width: float) -> bool:
    """Whether what begins ``after`` would not have had room at the end of ``line``."""
    needed = _width(after, _unit_end(after.text))
    if _is_word(line.text[-1]) or _is_word(after.text[0]):
        needed += _BETWEEN * line.size
    return line.x1 - line.x0 + needed > width - _SLACK * line.size


def _unit_end(text: str) -> int:
    """How many characters stay together at the start of a text: a figure stays with its unit, as we print it."""
    begin = max(1, whole_length(text))
    counts = range(begin, len(text))
    return next((count for count in counts if not _stay_together(text[count - 1], text[count])), len(text))


def _unit_start(text: str) -> int:
    """Where the characters begin that stay together at the end of a text."""
    counts = range(len(text) - 1, 0, -1)
    return next((count for count in counts if not _stay_together(text[count - 1], text[count])), 0)


def _stay_together(one: str, other: str) -> bool:
    """Whether no program breaks a line between two characters; after Unicode's UAX 14, on the generous side.

    Where programs differ they are kept together, so that a break by width is not taken for a line's end.
    """
    if one.isspace() or other.isspace():
        return False
    if one in _TIED_TO_NEXT or other in _TIED_TO_LAST:
        return True
    if _is_wide(one) or _is_wide(other):
        # A number may stay with the mark before it ("。2、1-产出"), a letter with the bracket after it.
        return (one in _NO_START and _is_word(other)) or (not _is_wide(one) and other in _NO_END)
    return one not in _HYPHENS or other.isdigit()


def _is_word(char: str) -> bool:
    return char.isalnum() and not any(map(_is_wide, char))


def _width(line: Line, count: int) -> float:
    return line.widths[min(count, len(line.widths)) - 1]


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return text[-1:] in _ENDS_SENTENCE or text[-2:-1] in _ENDS_SENTENCE
