"""Tab-separated text, as a page gives it when it is copied: a row a line, or a cell a line.

Where a cell has a line of its own, the line begins with a tab and an empty line ends the row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.diagnostics import Place
from generator.reading.decoders.clean import MAX_CELLS, clean
from generator.reading.decoders.printed import Decoded, Printed
from generator.reading.remarks import passed_over, too_large
from generator.reading.texts.repair import is_rule
from generator.sources.text_file import read_text

_HEADING = "#"


def decode_text(path: Path, name: str) -> Decoded:
    """The texts of a text file; tables are told by tabs."""
    text, findings = read_text(path, name)
    if text is None:
        return Decoded(findings=findings)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    decoder = _Cells(name) if _has_cell_lines(lines) else _Rows(name)
    texts = list(decoder.texts(lines))
    if len(texts) > MAX_CELLS:
        return Decoded(findings=[too_large(name, f"有 {len(texts):,} 格，最多读 {MAX_CELLS:,} 格")])
    rules = [
        passed_over(Place(name, number), f"第 {number} 行只有横线，没有读")
        for number, line in enumerate(lines, 1)
        if is_rule(line)
    ]
    return Decoded(texts, [*findings, *rules])


def _has_cell_lines(lines: list[str]) -> bool:
    """Whether most lines with a tab hold one cell."""
    tabbed = [line for line in lines if "\t" in line]
    alone = [line for line in tabbed if line.count("\t") == 1 and not line.partition("\t")[0].strip()]
    return len(alone) * 2 > len(tabbed)


class _Rows:
    """A row a line; blank lines and lines of dashes between rows are paging."""

    def __init__(self, name: str) -> None:
        self._name = name

    def texts(self, lines: list[str]) -> Iterator[Printed]:
        """The texts of the lines."""
        table, row, is_open = 0, 0, False
        for number, line in enumerate(lines, 1):
            if not _is_text(line):
                continue
            if "\t" not in line:
                is_open = False
                yield Printed(_paragraph(line), Place(self._name, number, 1), number)
                continue
            table, row = (table, row + 1) if is_open else (table + 1, 1)
            is_open = True
            start = 0
            for column, text in enumerate(line.split("\t"), 1):
                yield Printed(clean(text), Place(self._name, number, start + 1), number, table, row, column)
                start += len(text) + 1


class _Cells:
    """A cell a line."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._table = self._row = self._column = self._line = 0
        self._is_open = False

    def texts(self, lines: list[str]) -> Iterator[Printed]:
        """The texts of the lines."""
        last: Printed | None = None  # a cell whose text may go on in the next line
        for number, line in enumerate(lines, 1):
            before, tab, cell = line.partition("\t")
            if last is not None and not tab and _is_text(before):
                last = replace(last, text=clean(f"{last.text}\n{before}"))
                continue
            if last is not None:
                yield last
                last = None
            if not tab or before:
                yield from self._paragraph(before, number)
            if tab:
                last = self._cell(cell, number, len(before) + 2)
        if last is not None:
            yield last

    def _paragraph(self, text: str, number: int) -> Iterator[Printed]:
        if not text:  # an empty line ends the row; one with a blank is a paragraph, and ends the table
            self._column = 0
            return
        self._is_open = False
        if clean(text):
            yield Printed(_paragraph(text), Place(self._name, number, 1), number)

    def _cell(self, text: str, number: int, column: int) -> Printed:
        if not self._is_open:
            self._table, self._row, self._column = self._table + 1, 0, 0
            self._is_open = True
        if self._column == 0:
            self._row, self._line = self._row + 1, number
        self._column += 1
        place = Place(self._name, number, column)
        return Printed(clean(text), place, self._line, self._table, self._row, self._column)


def _is_text(line: str) -> bool:
    return bool(line.strip()) and not is_rule(line)


def _paragraph(line: str) -> str:
    text = clean(line)
    return text.lstrip(_HEADING).lstrip() if text.startswith(_HEADING) else text
