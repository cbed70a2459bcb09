"""Paper: page set-up, repeated rows, header and footer, and what the screen keeps in view."""

from __future__ import annotations

from typing import Any

from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from generator.form import Block, Paragraph, Table
from generator.layouts.model import Layout, Page
from generator.measure import MM_PER_PT
from generator.writers.xlsx.blocks import DRAFT
from generator.writers.xlsx.canvas import Canvas
from generator.writers.xlsx.tables import DrawnTable

_MM_PER_INCH = 25.4
_A4 = "9"
_LONG_TABLE = 20
_SHRUNK_MAX = 1.25
"""Pages. A form that takes more is not worth making that small."""
_FROZEN_MAX = 250
"""Points. Frozen rows that are higher would leave too little of a small screen to scroll."""


def set_up_page(sheet: Worksheet, layout: Layout, *, is_draft: bool) -> None:
    """A4 with the layout's margins, one page wide and any number of pages tall."""
    page = layout.page
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = page.orientation
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = _margins(page)
    sheet.print_options.horizontalCentered = True
    sheet.sheet_view.showGridLines = False
    number = layout.style("page_number")
    # Written as one text: openpyxl puts a blank, which Excel would print, after the size.
    header_footer: Any = sheet.HeaderFooter
    header_footer.oddFooter.center.text = f'&"{number.font},Regular"&{number.size:.0f}— &P —'
    if is_draft:
        header_footer.oddHeader.center.text = f'&"宋体,Bold"&14&KFF0000{DRAFT}'


def _margins(page: Page) -> PageMargins:
    return PageMargins(
        left=page.left / _MM_PER_INCH,
        right=page.right / _MM_PER_INCH,
        top=page.top / _MM_PER_INCH,
        bottom=page.bottom / _MM_PER_INCH,
        header=page.top / _MM_PER_INCH / 2,
        footer=page.bottom / _MM_PER_INCH / 2,
    )


def set_print_area(canvas: Canvas, drawn: list[DrawnTable]) -> None:
    """Print all that is drawn; a form that overshoots its page by a little is shrunk to it."""
    if canvas.next_row > 1:
        canvas.sheet.print_area = str(canvas.full_width(1))
    pages = canvas.height * MM_PER_PT / canvas.layout.page.text_height
    if drawn and 1 < pages <= _SHRUNK_MAX:
        canvas.sheet.page_setup.fitToHeight = 1


def repeat_head(canvas: Canvas, blocks: tuple[Block, ...], drawn: list[DrawnTable]) -> None:
    """Repeat the head of the section's table on each page, and keep that of a long one in view."""
    table = _headed_table(blocks, drawn)
    if table is None:
        return
    if table.head_height <= canvas.layout.page.text_height / MM_PER_PT / 3:
        canvas.sheet.print_title_rows = f"{table.first}:{table.body - 1}"
    if table.last - table.body >= _LONG_TABLE and table.body_offset <= _FROZEN_MAX:
        canvas.sheet.freeze_panes = f"A{table.body}"


def _headed_table(blocks: tuple[Block, ...], drawn: list[DrawnTable]) -> DrawnTable | None:
    """The one table whose head may stand at the top of every page.

    Excel repeats the rows on every page after them: so no other table has a head, nothing but notes follows the
    table, and no cell of the head reaches into the body.
    """
    headed = [table for table in drawn if table.table.head_rows]
    if len(headed) != 1 or _reaches_down(headed[0].table):
        return None
    after = blocks[blocks.index(headed[0].table) + 1 :]
    return headed[0] if all(isinstance(block, Paragraph) for block in after) else None


def _reaches_down(table: Table) -> bool:
    head = (cell for row in table.rows[: table.head_rows] for cell in row)
    return any(cell.row + cell.rowspan > table.head_rows for cell in head)
