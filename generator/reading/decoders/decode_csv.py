"""CSV, as Excel and WPS save a sheet: a row a record, in UTF-8 or GB18030."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import mode

from generator.diagnostics import Place
from generator.reading.decoders.clean import MAX_CELLS
from generator.reading.decoders.printed import Decoded
from generator.reading.decoders.xlsx.sheet_part import SeenCell, SheetPart
from generator.reading.decoders.xlsx.sheet_texts import SheetTexts
from generator.reading.decoders.xlsx.visible_cells import VisibleSheet
from generator.reading.remarks import too_large, unreadable
from generator.sources.text_file import read_text
from generator.sources.workbook_cells import SheetInfo, TooManyCellsError

_DELIMITERS = ",\t;|"
_LOOKED_AT = 200
_LEAST_FIELDS, _LEAST_ROWS = 3, 3
_MOST = 0.6
"""The share of rows that have one number of fields where a text is CSV."""


def decode_csv(path: Path, name: str) -> Decoded:
    """The texts of a CSV file, as a sheet without borders shows them."""
    text, findings = read_text(path, name)
    if text is None:
        return Decoded(findings=findings)
    lines: dict[int, int] = {}
    texts = SheetTexts(lambda _, cell: Place(name, lines[cell.row]))
    try:
        texts.read(VisibleSheet(_sheet(text, lines)))
    except csv.Error:
        hint = "用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”再读"
        return Decoded(findings=[*findings, unreadable(name, "CSV 里有太长的格子，或引号不成对", hint)])
    except TooManyCellsError:
        return Decoded(findings=[too_large(name, f"超过 {MAX_CELLS:,} 格")])
    texts.decoded.findings[:0] = findings
    return texts.decoded


def is_csv(text: str) -> bool:
    """Whether most rows of ``text`` have the same number of fields, and more than a sentence with commas would."""
    sizes = [len(row) for row in _first_rows(text, ",")]
    usual = mode(sizes) if sizes else 0
    enough = len(sizes) >= _LEAST_ROWS and usual >= _LEAST_FIELDS
    return enough and sizes.count(usual) >= _MOST * len(sizes)


def _sheet(text: str, lines: dict[int, int]) -> SheetPart:
    """The sheet that the text is; ``lines`` is told the line at which each row begins."""
    delimiter = max(_DELIMITERS, key=lambda each: sum(map(len, _first_rows(text, each))))
    part = SheetPart(SheetInfo("", "", is_visible=True))
    reader, start = csv.reader(text.splitlines(keepends=True), delimiter=delimiter), 1
    for number, row in enumerate(reader, 1):
        lines[number], start = start, reader.line_num + 1
        part.count += len(row)
        if part.count > MAX_CELLS:
            raise TooManyCellsError
        part.rows[number] = {column: SeenCell(number, column, field) for column, field in enumerate(row, 1)}
    return part


def _first_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    rows = csv.reader(text[: _LOOKED_AT * 1000].splitlines(keepends=True), delimiter=delimiter)
    try:
        yield from (row for row in islice(rows, _LOOKED_AT) if row)
    except csv.Error:
        return
