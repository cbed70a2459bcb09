"""The line of the source that a finding is about, with a caret under the spot."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.diagnostics import Finding
from generator.reports.columns import TAB, around, visible
from generator.sources.text_file import LINE_END, read_text

Lines = dict[tuple[str, int], str]
"""Lines of source files by file and number (1-based)."""

GUTTER = 6
"""The columns of the line number."""


def read_lines(findings: Iterable[Finding]) -> Lines:
    """The lines that ``findings`` are about; each file is read once, one that cannot be read has none."""
    wanted: dict[str, set[int]] = {}
    for finding in findings:
        if finding.place.line is not None:
            wanted.setdefault(finding.place.file, set()).add(finding.place.line)
    return {
        (file, number): line
        for file, numbers in wanted.items()
        for number, line in enumerate(_lines(file), start=1)
        if number in numbers
    }


def _lines(file: str) -> list[str]:
    text, _ = read_text(Path(file), file)
    return [] if text is None else LINE_END.split(text)


def excerpt(finding: Finding, lines: Lines, width: int) -> tuple[str, str] | None:
    """The source line of ``finding`` in at most ``width`` columns, and the line with the caret under it.

    ``None`` where there is no such line: a finding about a file as a whole, a cell of a workbook, a blank line.
    """
    place = finding.place
    line = lines.get((place.file, place.line or 0), "")
    if not line.strip():
        return None
    spot = min(max((place.column or 1) - 1, 0), len(line))
    before, rest = (visible(part.replace("\t", TAB)) for part in (line[:spot], line[spot:]))
    shown, column = around((before + rest).rstrip(), len(before), width - GUTTER - 3)
    caret = " " * column + "^" if place.column else ""
    return f"{place.line:>{GUTTER}} | {shown}", f"{'':>{GUTTER}} | {caret}".rstrip()
