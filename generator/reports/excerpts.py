"""The line of the source that a finding is about, with carets under the spot."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics import Finding
from generator.reports.columns import TAB, around, columns, visible
from generator.sources.text_file import LINE_END, read_text

Lines = dict[str, list[str]]
"""The lines of source files by file."""

GUTTER = 6
"""The columns of the line number."""

_MARKERS = re.compile(r"[ \t]*(?:- +)*")

_SINGLE = re.compile("''|.", re.DOTALL)
_DOUBLE = re.compile(r"\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\.|.", re.DOTALL)
_ESCAPED = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "0": "\0",
    "e": "\x1b",
    "_": "\xa0",
    "N": "\x85",
    "L": "\u2028",
    "P": "\u2029",
}
"""What YAML's escapes in double quotes stand for (YAML 1.2, 5.7); others stand for themselves."""


class Spot(NamedTuple):
    """Where a finding points: a line (1-based) and the characters from ``start`` to ``end`` in it (from 0)."""

    line: int
    start: int
    end: int


def read_lines(findings: Iterable[Finding]) -> Lines:
    """The lines of the files that ``findings`` are about; each is read once, one that cannot be read has none."""
    files = dict.fromkeys(finding.place.file for finding in findings if finding.place.line is not None)
    return {file: _lines(file) for file in files}


def _lines(file: str) -> list[str]:
    text, _ = read_text(Path(file), file)
    return [] if text is None else LINE_END.split(text)


def find_spot(finding: Finding, lines: Lines) -> Spot | None:
    """Where the finding's piece stands, at or after its place; the place itself where there is none to be found.

    A piece is looked for in the line of the place and, of a text that goes on below it, in those lines. ``None``
    where the source has no such line, or the finding no column.
    """
    place = finding.place
    source = lines.get(place.file, [])
    if place.line is None or place.column is None or place.line > len(source):
        return None
    line = source[place.line - 1]
    first = min(max(place.column - 1, 0), len(line))
    spot = _find_piece(finding.piece, source, place.line, first) if finding.piece else None
    return spot or Spot(place.line, first, first)


def _find_piece(piece: str, source: list[str], number: int, first: int) -> Spot | None:
    """Where ``piece`` stands in the text that begins on line ``number`` at ``first``: as it is, escaped, or torn."""
    starts = {number: first} | dict.fromkeys(_text_below(source, number, first), 0)
    for each, start in starts.items():
        found = source[each - 1].find(piece, start)
        if found >= 0:
            return Spot(each, found, found + len(piece))
    quote = source[number - 1][first : first + 1]
    if quote in ("'", '"'):
        for each, start in starts.items():
            spot = _quoted(piece, source[each - 1], start + (each == number), quote)
            if spot:
                return Spot(each, *spot)
    for each, below in pairwise(starts):
        found = _torn(piece, source[each - 1].rstrip("\\ \t"), source[below - 1].lstrip())
        if found > 0:
            end = len(source[each - 1].rstrip("\\ \t"))
            return Spot(each, end - found, end)
    return None


def _quoted(piece: str, line: str, start: int, quote: str) -> tuple[int, int] | None:
    """From where to where ``piece`` stands in a line of a quoted text that begins at ``start``."""
    escapes = _SINGLE if quote == "'" else _DOUBLE
    read, ends = "", [start]
    for found in escapes.finditer(line, start):
        char = _unescaped(found[0])
        read += char
        ends += [found.end()] * len(char)
    at = read.find(piece)
    return (ends[at], ends[at + len(piece)]) if at >= 0 else None


def _unescaped(written: str) -> str:
    if written == "''":
        return "'"
    if len(written) < 2 or written[0] != "\\":
        return written
    if written[1] in "xuU":
        number = int(written[2:], 16)
        return chr(number) if number < sys.maxunicode else "\ufffd"
    return _ESCAPED.get(written[1], written[1])


def _torn(piece: str, line: str, below: str) -> int:
    """How many characters of ``piece`` end ``line`` while the others begin the line ``below``; 0 where none do."""
    for cut in range(len(piece) - 1, 0, -1):
        before, after = piece[:cut].rstrip(), piece[cut:].lstrip()
        if before and after and line.endswith(before) and below.startswith(after):
            return len(before)
    return 0


def piece_on_line(finding: Finding, lines: Lines) -> Spot | None:
    """Where the finding's piece stands, if it stands on the line of its place."""
    spot = find_spot(finding, lines)
    return spot if spot and spot.end > spot.start and spot.line == finding.place.line else None


def _text_below(source: list[str], number: int, column: int) -> Iterable[int]:
    """The numbers of the lines below line ``number`` that belong to the text which begins there at ``column``."""
    line = source[number - 1]
    marked = _MARKERS.match(line)
    indent = marked.end() if marked else 0
    if indent >= column:  # the text is an item of a list itself
        indent = line.rfind("-", 0, indent)
    for below in range(number + 1, len(source) + 1):
        text = source[below - 1]
        if text.strip() and len(text) - len(text.lstrip()) <= indent:
            return
        yield below


def excerpt(finding: Finding, lines: Lines, width: int) -> tuple[str, str] | None:
    """The source line of ``finding`` in at most ``width`` columns, and the line with the carets under it.

    ``None`` where there is no such line: a finding about a file as a whole, a cell of a workbook, a blank line.
    """
    place = finding.place
    source = lines.get(place.file, [])
    spot = find_spot(finding, lines) or Spot(place.line or 0, 0, 0)
    line = source[spot.line - 1] if 0 < spot.line <= len(source) else ""
    if not line.strip():
        return None
    parts = (line[: spot.start], line[spot.start : spot.end], line[spot.end :])
    before, piece, after = (visible(part.replace("\t", TAB)) for part in parts)
    shown, column = around((before + piece + after).rstrip(), len(before), width - GUTTER - 3)
    carets = "^" * max(min(columns(piece), columns(shown) - column), 1) if place.column else ""
    return f"{spot.line:>{GUTTER}} | {shown}", f"{'':>{GUTTER}} | {' ' * column}{carets}".rstrip()
