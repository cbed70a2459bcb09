"""Forms as other programs make them: bare paragraphs and tables, to be damaged, then written in four kinds.

Nothing of our writers is used: Word files come from python-docx, workbooks from openpyxl, pages are tags and no more.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from generator.form import Contents, Form, Heading, Paragraph, Table

GAP = "\t"
"""Parts a paragraph from what stands at the right of its line."""


@dataclass(slots=True)
class PlainCell:
    """A cell: its text (lines parted by ``\\n``) and how many rows and columns it takes."""

    text: str = ""
    rows: int = 1
    columns: int = 1


PlainTable = list[list[PlainCell]]
Block = str | PlainTable
Blocks = list[Block]


def plain(form: Form) -> Blocks:
    """The blocks of a composed form, without its contents list."""
    return [block for section in form.sections for each in section.blocks for block in _of(each)]


def _of(block: Any) -> Iterator[Block]:
    if isinstance(block, Table):
        yield [[PlainCell(cell.text, cell.rowspan, cell.colspan) for cell in row] for row in block.rows]
    elif isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Paragraph):
        yield block.text + (GAP + block.right if block.right else "")
    else:
        assert isinstance(block, Contents)


def cells(table: PlainTable) -> Iterator[tuple[int, int, PlainCell]]:
    """The cells of a table, each with the row and column (from 0) where it begins."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            yield number, column, cell
            taken |= {(number + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            column += cell.columns


def size(table: PlainTable) -> tuple[int, int]:
    """How many rows and columns a table takes."""
    width = max(column + cell.columns for _, column, cell in cells(table))
    return max([len(table), *(row + cell.rows for row, _, cell in cells(table))]), width


# --- web pages ------------------------------------------------------------------------------------------------


def as_html(blocks: Blocks) -> str:
    """A page of bare tags, a cell a line."""
    body = "\n".join(_html_of(block) for block in blocks)
    return f'<html>\n<head><meta charset="utf-8"><title>公开</title></head>\n<body>\n{body}\n</body>\n</html>\n'


def _html_of(block: Block) -> str:
    if isinstance(block, str):
        left, gap, right = block.partition(GAP)
        side = f'<span style="float: right">{_escaped(right)}</span>' if gap else ""
        return f"<p>{_escaped(left)}{side}</p>"
    rows = "\n".join("<tr>\n" + "\n".join(map(_html_cell, row)) + "\n</tr>" for row in block)
    return f'<table border="1">\n{rows}\n</table>'


def _html_cell(cell: PlainCell) -> str:
    spans = f' rowspan="{cell.rows}"' * (cell.rows > 1) + f' colspan="{cell.columns}"' * (cell.columns > 1)
    return f"  <td{spans}>{_escaped(cell.text)}</td>"


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


# --- text -----------------------------------------------------------------------------------------------------


def as_text(blocks: Blocks) -> str:
    """Tab-separated text as a page gives it when it is copied: a row a line, blank where a cell reaches down."""
    return "\n\n".join(_text_of(block) for block in blocks) + "\n"


def _text_of(block: Block) -> str:
    if isinstance(block, str):
        return block.replace(GAP, "\n\n")
    height, width = size(block)
    grid = [[""] * width for _ in range(height)]
    for row, column, cell in cells(block):
        grid[row][column] = cell.text.replace("\n", " ")
    return "\n".join(map(GAP.join, grid))


def as_cell_lines(blocks: Blocks) -> str:
    """Text as some browsers copy it: a cell a line after a tab, an empty line after each row."""
    return "\n".join(_lines_of(block) for block in blocks) + "\n"


def _lines_of(block: Block) -> str:
    if isinstance(block, str):
        return block.replace(GAP, "\n") + "\n "
    return "\n".join("".join("\t" + cell.text.replace("\n", "") + "\n" for cell in row) for row in block) + "\n "


# --- Word and Excel -------------------------------------------------------------------------------------------


def as_docx(blocks: Blocks, change: Callable[[str], str] = str) -> bytes:
    """A Word file of python-docx; ``change`` changes the XML of its body. The same bytes on every day."""
    from docx import Document

    document: Any = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            _add_table(document, block)
    data = BytesIO()
    document.save(data)
    return _frozen(data.getvalue(), "word/document.xml", change)


def _add_table(document: Any, table: PlainTable) -> None:
    height, width = size(table)
    made = document.add_table(height, width)
    for row, column, cell in cells(table):
        first = made.cell(row, column)
        if cell.rows > 1 or cell.columns > 1:
            first = first.merge(made.cell(row + cell.rows - 1, column + cell.columns - 1))
        first.text = cell.text


def as_xlsx(sheets: dict[str, Blocks], *, left: int = 0, change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of openpyxl with ``left`` empty columns before each form; ``change`` may change it before."""
    from openpyxl import Workbook

    book: Any = Workbook()
    book.remove(book.active)
    for name, blocks in sheets.items():
        sheet, row = book.create_sheet(name), 1
        for block in blocks:
            row = _add_block(sheet, block, row, left)
    if change is not None:
        change(book)
    data = BytesIO()
    book.save(data)
    return _frozen(data.getvalue(), "", str)


def _add_block(sheet: Any, block: Block, first: int, left: int) -> int:
    """Write a block from row ``first`` on; returns the row after it."""
    if isinstance(block, str):
        for column, text in enumerate(block.split(GAP)):
            sheet.cell(first, left + 1 + 5 * column, text)
        return first + 1
    from openpyxl.styles import Border, Side

    height, width = size(block)
    thin = Side(style="thin")
    for row in range(first, first + height):
        for column in range(left + 1, left + width + 1):
            sheet.cell(row, column).border = Border(thin, thin, thin, thin)
    for row, column, cell in cells(block):
        place = {"start_row": first + row, "start_column": left + column + 1}
        written = sheet.cell(place["start_row"], place["start_column"])
        written.value, written.number_format = _typed(cell.text)
        if cell.rows > 1 or cell.columns > 1:
            end = {"end_row": first + row + cell.rows - 1, "end_column": left + column + cell.columns}
            sheet.merge_cells(**place, **end)
    return first + height + 1


def _typed(text: str) -> tuple[str | float | None, str]:
    """What a person's workbook holds: amounts and percentages as numbers."""
    if re.fullmatch(r"[\d,]+\.\d\d", text):
        return float(text.replace(",", "")), "#,##0.00"
    if re.fullmatch(r"\d+%", text):
        return int(text[:-1]) / 100, "0%"
    return text or None, "General"


def _frozen(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A package without dates, and with ``part`` changed."""
    result = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(result, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                content = change(content.decode()).encode()
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2024-01-01T00:00:00Z", content)
            new.writestr(ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)
    return result.getvalue()
