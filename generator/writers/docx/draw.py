"""Draws a Form as WordprocessingML: the blocks that take the place of the paragraph ``{{ form }}``.

The markup is built as text: it is the part of a document that is made anew each time.
"""

from __future__ import annotations

from generator.form import Block, Contents, Form, Heading, Paragraph, Section, Table
from generator.writers.docx import contents
from generator.writers.docx.markup import TINY_RUN, TINY_SPACING, run
from generator.writers.docx.surface import Surface
from generator.writers.docx.tables import draw_table
from generator.writers.office import escape

_KEEP_NEXT = "<w:keepNext/>"
_PAGE_BREAK = "<w:pageBreakBefore/>"
_KEPT_PARAGRAPH_CHARS = 80
"""A paragraph up to this length stays on the page of the table that it leads to."""


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
        return look.paragraph(marked, _KEEP_NEXT + self._take_page_break())

    def _paragraph(self, paragraph: Paragraph, following: tuple[Block, ...]) -> str:
        look = self._surface.looks.named(*(paragraph.classes or ("body",)))
        runs, tabs = run(paragraph.text, look.run), ""
        if paragraph.right is not None:
            tabs = f'<w:tabs><w:tab w:val="right" w:pos="{self._surface.width}"/></w:tabs>'
            runs += f"<w:r>{look.run}<w:tab/></w:r>{run(paragraph.right, look.run)}"
        keep = _KEEP_NEXT if _leads_to_table(paragraph, following) else ""
        return look.paragraph(runs, f"{keep}{self._take_page_break()}{tabs}")

    def _contents(self, block: Contents) -> None:
        self._out.append(contents.draw_contents(block, self._form, self._surface, self._take_page_break()))

    def _table(self, table: Table) -> None:
        if self._after_table or self._starts_page:
            self._out.append(_tiny_paragraph(self._take_page_break()))
        self._out.append(draw_table(table, self._surface, self._caption))


def _leads_to_table(paragraph: Paragraph, following: tuple[Block, ...]) -> bool:
    """Whether ``paragraph`` is the line over a table, or the one before that line."""
    if len(paragraph.text) > _KEPT_PARAGRAPH_CHARS:
        return False
    kinds = [type(block) for block in following]
    return kinds[:1] == [Table] or kinds == [Paragraph, Table]


def _tiny_paragraph(properties: str) -> str:
    return f"<w:p><w:pPr>{properties}{TINY_SPACING}{TINY_RUN}</w:pPr></w:p>"
