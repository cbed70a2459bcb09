"""Headings, paragraphs, the contents and the mark of a draft: text across the sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from openpyxl.cell import Cell as SheetCell

from generator.form import Contents, Heading, Paragraph
from generator.layouts.model import Style
from generator.measure import MM_PER_PT
from generator.writers.xlsx.canvas import Area, Canvas
from generator.writers.xlsx.grid import split_mark
from generator.writers.xlsx.rows import spread, text_height
from generator.writers.xlsx.styles import RED, Look, style_of
from generator.writers.xlsx.values import pieces

DRAFT = "草稿"
_DRAFT_STYLE = Style(font="宋体", size=14, bold=True, align="center")


def draw_draft_mark(canvas: Canvas) -> None:
    """A first row that says, on the screen too, that this is a draft."""
    _draw_line(canvas, DRAFT, Look(_DRAFT_STYLE, color=RED))


def draw_heading(canvas: Canvas, heading: Heading) -> None:
    """``heading`` across the sheet, as the target of links."""
    style = canvas.layout.style(style_of(heading, canvas.layout))
    _, area = _draw_line(canvas, heading.text, Look(style))
    canvas.links.mark(heading.anchor, canvas.sheet, area.top)


def draw_paragraph(canvas: Canvas, paragraph: Paragraph) -> None:
    """``paragraph`` across the sheet, or in two parts side by side."""
    style = canvas.layout.style(style_of(paragraph, canvas.layout))
    if paragraph.right and paragraph.text:
        _draw_parts(canvas, paragraph, style)
    elif paragraph.right:
        _draw_line(canvas, paragraph.right, Look(style, align="right"))
    else:
        _draw_line(canvas, _indented(paragraph.text, style), Look(style))


def draw_contents(canvas: Canvas, contents: Contents, headings: Iterable[Heading]) -> None:
    """The form's headings, each a link to its cell, under the title of ``contents``."""
    if contents.title:
        _draw_line(canvas, contents.title, Look(canvas.layout.style("heading1"), align="center"))
    style = canvas.layout.style("contents")
    for heading in headings:
        if heading.level <= contents.depth:
            text = heading.text.replace("\n", " ")
            cell, area = _draw_line(canvas, text, Look(style, align="left", indent=2 * (heading.level - 1)))
            canvas.links.want(cell, area, heading.anchor)


def _draw_line(canvas: Canvas, text: str, look: Look) -> tuple[SheetCell, Area]:
    width = canvas.layout.page.text_width - look.indent * look.style.size * MM_PER_PT
    height = text_height(text, look.style, width)
    area = canvas.full_width(canvas.add_rows(spread(height, canvas.layout.page, len(pieces(text)))))
    return canvas.put_text(area, text, replace(look, is_top=area.bottom > area.top)), area


def _draw_parts(canvas: Canvas, paragraph: Paragraph, style: Style) -> None:
    mark = split_mark(canvas.grid, paragraph, canvas.layout)
    edge = canvas.grid.edges[mark]
    width = canvas.layout.page.text_width
    parts = [(paragraph.text, edge), (paragraph.right or "", 1 - edge)]
    height = max(text_height(text, style, width * share) for text, share in parts)
    count = max(len(pieces(text)) for text, _ in parts)
    top = canvas.add_rows(spread(height, canvas.layout.page, count))
    whole = canvas.full_width(top)
    canvas.put_text(Area(top, 1, whole.bottom, mark), paragraph.text, Look(style, align="left"))
    canvas.put_text(Area(top, mark + 1, whole.bottom, whole.right), parts[1][0], Look(style, align="right"))


def _indented(text: str, style: Style) -> str:
    # Excel can indent a whole cell only; ideographic spaces are the width of a character and count as white space.
    blanks = "\u3000" * round(style.indent)
    is_flush = style.align in ("left", "justify")
    return blanks + text if is_flush and text and not text.startswith("\u3000") else text
