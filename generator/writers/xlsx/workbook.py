"""A form as an Excel workbook."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

from openpyxl.packaging.core import DocumentProperties
from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

from generator.form import Block, Contents, Form, Heading, Paragraph, Section, Table
from generator.layouts.model import Layout
from generator.writers.xlsx.blocks import draw_contents, draw_draft_mark, draw_heading, draw_paragraph
from generator.writers.xlsx.canvas import Canvas, Links
from generator.writers.xlsx.grid import grid_of
from generator.writers.xlsx.names import sheet_names
from generator.writers.xlsx.package import finish
from generator.writers.xlsx.printing import repeat_head, set_print_area, set_up_page
from generator.writers.xlsx.rows import solid
from generator.writers.xlsx.styles import Styler, set_default_font
from generator.writers.xlsx.tables import DrawnTable, draw_table
from generator.writers.xlsx.values import clean

# Not the clock's time: the same form gives the same bytes.
_WRITTEN = datetime(2000, 1, 1)
_GAP = 6
"""Points between two tables that follow each other."""


def write(form: Form, layout: Layout) -> bytes:
    """Draw ``form`` as a workbook with a worksheet a section."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    set_default_font(workbook)
    workbook.properties = _properties(form)
    drawer = _Drawer(workbook, form, solid(layout))
    for name, section in zip(sheet_names(section.name for section in form.sections), form.sections, strict=True):
        drawer.section(name, section)
    drawer.links.tie()
    return finish(_saved(workbook))


def _properties(form: Form) -> DocumentProperties:
    return DocumentProperties(
        title=clean(form.title),
        creator=clean(form.author),
        lastModifiedBy=clean(form.author),
        subject=clean(form.subject),
        language="zh-CN",
        created=_WRITTEN,
        modified=_WRITTEN,
    )


def _saved(workbook: Workbook) -> bytes:
    buffer = BytesIO()
    # Workbook.save would put the clock's time into the properties.
    ExcelWriter(workbook, ZipFile(buffer, "w")).save()
    return buffer.getvalue()


class _Drawer:
    """Draws sections on worksheets; it knows the whole form, for the contents."""

    def __init__(self, workbook: Workbook, form: Form, layout: Layout) -> None:
        self.links = Links()
        self._workbook = workbook
        self._form = form
        self._layout = layout
        self._styler = Styler()

    def section(self, name: str, section: Section) -> None:
        sheet = self._workbook.create_sheet(name)
        canvas = Canvas(sheet, section, grid_of(section, self._layout), self._layout, self._styler, self.links)
        set_up_page(sheet, self._layout, is_draft=self._form.is_draft)
        if self._form.is_draft:
            draw_draft_mark(canvas)
        drawn = self._draw(canvas, section.blocks)
        repeat_head(canvas, section.blocks, drawn)
        set_print_area(canvas, drawn)

    def _draw(self, canvas: Canvas, blocks: tuple[Block, ...]) -> list[DrawnTable]:
        drawn = []
        for above, block in pairwise((None, *blocks)):
            if isinstance(block, Table):
                if isinstance(above, Table):
                    canvas.add_rows([_GAP])
                drawn.append(draw_table(canvas, block))
            elif block is not None:
                self._draw_text(canvas, block)
        return drawn

    def _draw_text(self, canvas: Canvas, block: Heading | Paragraph | Contents) -> None:
        if isinstance(block, Heading):
            draw_heading(canvas, block)
        elif isinstance(block, Paragraph):
            draw_paragraph(canvas, block)
        else:
            draw_contents(canvas, block, self._form.headings())
