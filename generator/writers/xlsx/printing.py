"""Paper: page set-up, repeated rows, header and footer, and what the screen keeps in view."""

from __future__ import annotations

from typing import NamedTuple

from generator.form import DRAFT, Block, Paragraph, Table
from generator.layouts.model import Layout, Page
from generator.measure import MM_PER_PT
from generator.speed import kept_by_identity
from generator.writers.office import escape
from generator.writers.xlsx.sheet import Sheet
from generator.writers.xlsx.tables import DrawnTable

_MM_PER_INCH = 25.4
_A4 = 9
_LONG_TABLE = 20
_SHRUNK_MAX = 1.25
"""Pages. A form that takes more is not worth making that small."""
_FROZEN_MAX = 250
"""Points. Frozen rows that are higher would leave too little of a small screen to scroll."""
_DRAFT_HEADER = f'&C&"宋体,Bold"&14&KFF0000{DRAFT}'


class Print(NamedTuple):
    """How a sheet is printed and shown: the first and last of the rows that repeat on each page, the first row that
    the screen scrolls, and over how many pages it is spread (0 for as many as it takes)."""

    repeated: tuple[int, int] | None = None
    scrolled: int | None = None
    pages_tall: int = 0


def print_of(sheet: Sheet, blocks: tuple[Block, ...], drawn: list[DrawnTable]) -> Print:
    """How ``sheet`` is printed, which shows ``blocks``.

    The head of its table is repeated on each page, and that of a long one kept in view. A form that overshoots its page
    by a little is shrunk to it.
    """
    page_height = sheet.layout.page.text_height / MM_PER_PT
    pages_tall = int(bool(drawn) and 1 < sheet.height / page_height <= _SHRUNK_MAX)
    table = _headed_table(blocks, drawn)
    if table is None:
        return Print(pages_tall=pages_tall)
    is_long = table.last - table.body >= _LONG_TABLE and table.body_offset <= _FROZEN_MAX
    repeated = (table.first, table.body - 1) if table.head_height <= page_height / 3 else None
    return Print(repeated, table.body if is_long else None, pages_tall)


def page_markup(layout: Layout, pages_tall: int, *, is_draft: bool) -> str:
    """The page set-up: A4 with the layout's margins, one page wide; header and footer."""
    before, after = _page_parts(layout)
    header = f"<oddHeader>{escape(_DRAFT_HEADER)}</oddHeader>" if is_draft else ""
    return f'{before} fitToHeight="{pages_tall}"/><headerFooter>{header}{after}</headerFooter>'


@kept_by_identity
def _page_parts(layout: Layout) -> tuple[str, str]:
    """What stands before the number of pages and after the header."""
    number = layout.style("page_number")
    footer = f'&C&"{number.font},Regular"&{number.size:.0f}— &P —'
    return (
        f'<printOptions horizontalCentered="1"/>{_margins(layout.page)}'
        f'<pageSetup paperSize="{_A4}" orientation="{layout.page.orientation}" fitToWidth="1"',
        f"<oddFooter>{escape(footer)}</oddFooter>",
    )


def _margins(page: Page) -> str:
    sides = {"left": page.left, "right": page.right, "top": page.top, "bottom": page.bottom}
    sides |= {"header": page.top / 2, "footer": page.bottom / 2}
    listed = "".join(f' {side}="{size / _MM_PER_INCH}"' for side, size in sides.items())
    return f"<pageMargins{listed}/>"


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
