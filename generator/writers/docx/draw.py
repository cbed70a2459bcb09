"""Draws a Form as WordprocessingML: the blocks that take the place of the paragraph ``{{ form }}``.

The markup is built as text: it is the part of a document that is made anew each time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from generator.form import Block, Cell, Contents, Form, Heading, Paragraph, Section, Table
from generator.layouts.model import Layout
from generator.writers import measure
from generator.writers.docx import contents
from generator.writers.docx.looks import Look, Looks
from generator.writers.docx.markup import (
    TINY_RUN,
    TINY_SPACING,
    TWIPS_PER_MM,
    TWIPS_PER_PT,
    escape,
    run,
)
from generator.writers.docx.styles import TABLE_STYLE, cell_margins, table_borders

_KEEP_NEXT = "<w:keepNext/>"
_PAGE_BREAK = "<w:pageBreakBefore/>"
_UNBROKEN_SHARE = 1 / 3
"""A row up to this share of the text's height moves to the next page as a whole; a higher one may break."""
_KEPT_PARAGRAPH_CHARS = 80
"""A paragraph up to this length stays on the page of the table that it leads to."""


@dataclass(frozen=True, slots=True)
class Surface:
    """Where a form is drawn: the skin's styles, the room between its margins (twips), and what is around."""

    looks: Looks
    layout: Layout
    width: int
    height: int
    first_bookmark: int = 1
    follows_table: bool = False
    precedes_paragraph: bool = False


def draw(form: Form, surface: Surface) -> str:
    """The paragraphs and tables of ``form``, as they stand in a ``w:body``."""
    pen = _Pen(form, surface)
    for index, section in enumerate(form.sections):
        pen.draw_section(section, starts_page=index > 0)
    return pen.finish()


class _Pen:
    """Draws block after block and remembers what the next one has to know of the last."""

    def __init__(self, form: Form, surface: Surface) -> None:
        self._form = form
        self._surface = surface
        self._out: list[str] = []
        self._after_table = surface.follows_table
        self._starts_page = False
        self._bookmark = surface.first_bookmark
        self._caption = form.title

    def draw_section(self, section: Section, *, starts_page: bool) -> None:
        self._starts_page |= starts_page
        for index, block in enumerate(section.blocks):
            self._draw(block, section.blocks[index + 1 : index + 3])

    def finish(self) -> str:
        if self._after_table and not self._surface.precedes_paragraph:
            self._out.append(_tiny_paragraph(""))
        return "".join(self._out)

    def _draw(self, block: Block, following: tuple[Block, ...]) -> None:
        if isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Paragraph):
            self._out.append(self._paragraph(block, following))
        elif isinstance(block, Heading):
            self._out.append(self._heading(block))
        else:
            self._contents(block)
        self._after_table = isinstance(block, Table)

    def _take_page_break(self) -> str:
        markup = _PAGE_BREAK if self._starts_page else ""
        self._starts_page = False
        return markup

    def _heading(self, heading: Heading) -> str:
        self._caption = heading.text.replace("\n", " ")
        look = self._surface.looks.heading(heading.level, heading.classes)
        number, self._bookmark = self._bookmark, self._bookmark + 1
        start = f'<w:bookmarkStart w:id="{number}" w:name="{escape(heading.anchor)}"/>'
        marked = f'{start}{run(heading.text, look.run)}<w:bookmarkEnd w:id="{number}"/>'
        return _paragraph(look, marked, _KEEP_NEXT + self._take_page_break())

    def _paragraph(self, paragraph: Paragraph, following: tuple[Block, ...]) -> str:
        look = self._surface.looks.named(*(paragraph.classes or ("body",)))
        runs, tabs = run(paragraph.text, look.run), ""
        if paragraph.right is not None:
            tabs = f'<w:tabs><w:tab w:val="right" w:pos="{self._surface.width}"/></w:tabs>'
            runs += f"<w:r>{look.run}<w:tab/></w:r>{run(paragraph.right, look.run)}"
        keep = _KEEP_NEXT if _leads_to_table(paragraph, following) else ""
        return _paragraph(look, runs, f"{keep}{self._take_page_break()}{tabs}")

    def _contents(self, block: Contents) -> None:
        surface = self._surface
        first = self._take_page_break()
        room = (surface.width, surface.height / TWIPS_PER_PT)
        self._out.append(contents.draw_contents(block, self._form, surface.layout, surface.looks, room, first))

    def _table(self, table: Table) -> None:
        if self._after_table or self._starts_page:
            self._out.append(_tiny_paragraph(self._take_page_break()))
        self._out.append(draw_table(table, self._surface, self._caption))


def draw_table(table: Table, surface: Surface, caption: str) -> str:
    """``table`` as wide as the text, with column edges on whole twips so that the grid adds up.

    ``caption`` is what is read out in place of the table, and not printed.
    """
    edges = _edges(table.widths, surface.width)
    columns = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(edges))
    heights = measure.row_heights(table, surface.layout, surface.width / TWIPS_PER_MM)
    limit = surface.height / TWIPS_PER_PT * _UNBROKEN_SHARE
    rows = [
        _row(cells, index, edges, surface, _row_properties(index < table.head_rows, height <= limit))
        for index, (cells, height) in enumerate(zip(_grid_rows(table), heights, strict=True))
    ]
    properties = _table_properties(table, surface, caption)
    return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _table_properties(table: Table, surface: Surface, caption: str) -> str:
    style = next(filter(None, map(surface.looks.table_style, (*table.classes, TABLE_STYLE))), None)
    named = f'<w:tblStyle w:val="{escape(style)}"/>' if style else ""
    borders, margins = ("", "") if style else (table_borders(), cell_margins(measure.CELL_PADDING_MM))
    head = '<w:tblLook w:val="0020" w:firstRow="1"/>' if table.head_rows else '<w:tblLook w:val="0000"/>'
    return (
        f'<w:tblPr>{named}<w:tblW w:w="{surface.width}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        f'{margins}{head}<w:tblCaption w:val="{escape(caption)}"/></w:tblPr>'
    )


def _row_properties(is_head: bool, is_unbroken: bool) -> str:
    if is_head:
        return "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    return "<w:trPr><w:cantSplit/></w:trPr>" if is_unbroken else ""


def _grid_rows(table: Table) -> list[list[Cell]]:
    """For each row the cells that show in it, from left to right, also those that began in a row above."""
    rows: list[list[Cell]] = [list(row) for row in table.rows]
    for cell in table.cells():
        if cell.rowspan > 1:
            for below in range(cell.row + 1, cell.row + cell.rowspan):
                rows[below].append(cell)
    return [sorted(row, key=attrgetter("column")) for row in rows]


def _row(cells: Iterable[Cell], row: int, edges: list[int], surface: Surface, properties: str) -> str:
    drawn = [_cell(cell, edges, surface, begins=cell.row == row) for cell in cells]
    return f"<w:tr>{properties}{''.join(drawn)}</w:tr>"


def _cell(cell: Cell, edges: list[int], surface: Surface, *, begins: bool) -> str:
    width = edges[cell.column + cell.colspan] - edges[cell.column]
    look = surface.looks.named(cell.style)
    if cell.number is not None:
        size = measure.fitting_size(cell, width / TWIPS_PER_MM, surface.layout)
        look = look.for_number(None if size == surface.layout.style(cell.style).size else size)
    merge = "" if cell.rowspan == 1 else '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    return f"{_cell_start(width, cell.colspan, merge)}{_lines(cell.text if begins else '', look)}</w:tc>"


@lru_cache(maxsize=256)
def _cell_start(width: int, colspan: int, merge: str) -> str:
    """A cell up to its content. All forms of a layout have the same few."""
    span = f'<w:gridSpan w:val="{colspan}"/>' if colspan > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'


@lru_cache(maxsize=1024)
def _lines(text: str, look: Look) -> str:
    """A paragraph for each line of ``text``. Labels and common values come again in every form."""
    if "\n" not in text:
        return _paragraph(look, run(text, look.run))
    return "".join([_paragraph(look, run(line, look.run)) for line in text.split("\n")])


def _edges(widths: Iterable[float], total: int) -> list[int]:
    edges, share = [0], 0.0
    for width in widths:
        share += width
        edges.append(round(share * total))
    edges[-1] = total
    return edges


def _leads_to_table(paragraph: Paragraph, following: tuple[Block, ...]) -> bool:
    """Whether ``paragraph`` is the line over a table, or the one before that line."""
    if len(paragraph.text) > _KEPT_PARAGRAPH_CHARS:
        return False
    kinds = [type(block) for block in following]
    return kinds[:1] == [Table] or kinds == [Paragraph, Table]


def _paragraph(look: Look, runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{look.style}{properties}{look.format}</w:pPr>{runs}</w:p>"


def _tiny_paragraph(properties: str) -> str:
    return f"<w:p><w:pPr>{properties}{TINY_SPACING}{TINY_RUN}</w:pPr></w:p>"
