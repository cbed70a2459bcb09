"""What a reader sees in a workbook, as texts."""

import re
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO

from lxml import etree
from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet.worksheet import Worksheet

_FORMAT = re.compile(r"(#,##)?0(?:\.(0+))?(%?)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRINGS = "xl/sharedStrings.xml"


class _Reader(ExcelReader):
    """openpyxl's reader, but texts are read by the standard: openpyxl only takes each `x005F_` out of them."""

    def read_strings(self) -> None:
        if _STRINGS in self.archive.namelist():
            items = etree.fromstring(self.archive.read(_STRINGS)).iter(f"{_MAIN}si")
            self.shared_strings = [_unescaped("".join(item.itertext(f"{_MAIN}t"))) for item in items]


def opened(data: bytes) -> Workbook:
    """The workbook `data`, opened by openpyxl."""
    reader = _Reader(BytesIO(data))
    reader.read()
    return reader.wb


def _unescaped(text: str) -> str:
    """The file writes the character number 000A as _x000A_, and an underscore that is meant as _x005F_."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def sheet_texts(data: bytes, *, links: bool = True) -> list[str]:
    """Every text that the workbook shows, sheet by sheet and row by row; numbers as their format shows them.

    Without `links` the table of contents is left out: its title and the linked lines, which repeat headings.
    """
    return [text for sheet in opened(data).worksheets for text in _texts(sheet, links)]


def shown_text(cell: Cell | MergedCell) -> str:
    """What the program shows for `cell`; an empty text for an empty one."""
    if isinstance(cell, MergedCell) or cell.value is None:
        return ""
    if cell.data_type == "n":
        return _shown_number(Decimal(str(cell.value)), str(cell.number_format))
    return str(cell.value)


def _texts(sheet: Worksheet, links: bool) -> list[str]:
    texts: list[str] = []
    in_contents = False
    for cell in (cell for row in sheet.iter_rows() for cell in row if shown_text(cell)):
        if links or cell.hyperlink is None:
            texts.append(shown_text(cell))
            in_contents = False
        elif not in_contents:
            texts.pop()  # the title of the contents stands just above its first line
            in_contents = True
    return texts


def _shown_number(number: Decimal, number_format: str) -> str:
    match = _FORMAT.fullmatch(number_format)
    if match is None:
        raise ValueError(f"no such number format is expected: {number_format}")
    comma, decimals, percent = match.groups()
    places = len(decimals or "")
    rounded = (number * 100 if percent else number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:{',' if comma else ''}.{places}f}{percent}"
