"""Headings, paragraphs, the contents and the mark of a draft: text across the sheet."""

from __future__ import annotations

from collections.abc import Iterable

from generator.form import DRAFT, Contents, Heading, Paragraph
from generator.layouts.model import Style
from generator.measure import MM_PER_PT
from generator.writers.xlsx.grid import split_mark
from generator.writers.xlsx.heights import spread, text_height
from generator.writers.xlsx.sheet import Area, Sheet, quoted
from generator.writers.xlsx.styles import RED, Look, style_of
from generator.writers.xlsx.values import pieces

_DRAFT_STYLE = Style(font="宋体", size=14, bold=True, align="center")


def draw_draft_mark(sheet: Sheet) -> None:
    """A first row that says, on the screen too, that this is a draft."""
    _draw_line(sheet, DRAFT, Look(_DRAFT_STYLE, color=RED))


def draw_heading(sheet: Sheet, heading: Heading) -> None:
    """``heading`` across the sheet, as the target of links."""
    style = sheet.layout.style(style_of(heading, sheet.layout))
    area = _draw_line(sheet, heading.text, Look(style))
    sheet.book.targets[heading.anchor] = f"{quoted(sheet.name)}!A{area.top}"


def draw_paragraph(sheet: Sheet, paragraph: Paragraph) -> None:
    """``paragraph`` across the sheet, or in two parts side by side."""
    style = sheet.layout.style(style_of(paragraph, sheet.layout))
    if paragraph.right and paragraph.text:
        _draw_parts(sheet, paragraph, style)
    elif paragraph.right:
        _draw_line(sheet, paragraph.right, Look(style, align="right"))
    else:
        _draw_line(sheet, _indented(paragraph.text, style), Look(style))


def draw_contents(sheet: Sheet, contents: Contents, headings: Iterable[Heading]) -> None:
    """The form's headings, each a link to its cell, under the title of ``contents``."""
    if contents.title:
        _draw_line(sheet, contents.title, Look(sheet.layout.style("heading1"), align="center"))
    style = sheet.layout.style("contents")
    for heading in headings:
        if heading.level <= contents.depth:
            text = heading.text.replace("\n", " ")
            # A click anywhere in the line is meant.
            sheet.link(
                _draw_line(sheet, text, Look(style, align="left", indent=2 * (heading.level - 1))), heading.anchor
            )


def _draw_line(sheet: Sheet, text: str, look: Look) -> Area:
    width = sheet.layout.page.text_width - look.indent * look.style.size * MM_PER_PT
    height = text_height(text, look.style, width)
    area = sheet.full_width(sheet.add_rows(spread(height, sheet.layout.page, len(pieces(text)))))
    sheet.put_text(area, text, look._replace(is_top=area.bottom > area.top))
    return area


def _draw_parts(sheet: Sheet, paragraph: Paragraph, style: Style) -> None:
    mark = split_mark(sheet.grid, paragraph, sheet.layout)
    edge = sheet.grid.edges[mark]
    width = sheet.layout.page.text_width
    parts = [(paragraph.text, edge), (paragraph.right or "", 1 - edge)]
    height = max(text_height(text, style, width * share) for text, share in parts)
    count = max(len(pieces(text)) for text, _ in parts)
    whole = sheet.full_width(sheet.add_rows(spread(height, sheet.layout.page, count)))
    sheet.put_text(whole._replace(right=mark), paragraph.text, Look(style, align="left"))
    sheet.put_text(whole._replace(left=mark + 1), parts[1][0], Look(style, align="right"))


def _indented(text: str, style: Style) -> str:
    # Excel can indent a whole cell only; ideographic spaces are the width of a character and count as white space.
    blanks = "\u3000" * round(style.indent)
    is_flush = style.align in ("left", "justify")
    return blanks + text if is_flush and text and not text.startswith("\u3000") else text
