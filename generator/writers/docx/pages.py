"""On which page each heading is likely to stand: the page numbers that a table of contents shows at first.

An estimate from the sizes of the layout's styles, as ``measure`` makes it: close, not exact, wherever the fonts are
the official ones. Programs that lay out pages (Word, WPS) compute the numbers anew.
"""

from __future__ import annotations

from generator import measure
from generator.form import Block, Contents, Form, Heading, Paragraph, Table
from generator.layouts.model import Layout, Style


def heading_pages(form: Form, layout: Layout, width_mm: float, height_pt: float) -> dict[str, int]:
    """The page (from 1) of each heading by anchor, on pages with ``width_mm`` × ``height_pt`` between the margins."""
    sheet = _Sheet(layout, width_mm, height_pt, form)
    for index, section in enumerate(form.sections):
        if index:
            sheet.turn()
        for block in section.blocks:
            sheet.put(block)
    return sheet.headings


class _Sheet:
    """Fills page after page with the heights of blocks."""

    def __init__(self, layout: Layout, width_mm: float, height_pt: float, form: Form) -> None:
        self.headings: dict[str, int] = {}
        self._layout, self._width, self._height = layout, width_mm, height_pt
        self._form = form
        self._page, self._used = 1, 0.0

    def turn(self) -> None:
        self._page += 1
        self._used = 0.0

    def put(self, block: Block) -> None:
        if isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Contents):
            self._contents(block)
        elif isinstance(block, Heading):
            self._heading(block)
        else:
            self._paragraph(block)

    def _heading(self, heading: Heading) -> None:
        style = self._layout.style(f"heading{heading.level}")
        # A heading keeps with the line after it.
        if self._used + self._height_of(heading.text, style) + style.size * style.line_height > self._height:
            self.turn()
        self.headings[heading.anchor] = self._page + int(self._used >= self._height)
        self._flow(heading.text, style)

    def _paragraph(self, paragraph: Paragraph) -> None:
        self._flow(paragraph.text, self._layout.style((paragraph.classes or ("body",))[0]))

    def _contents(self, block: Contents) -> None:
        self._flow(block.title, self._layout.style("heading1"))
        for heading in self._form.headings():
            if heading.level <= block.depth:
                self._flow(heading.text, self._layout.style("contents"))

    def _table(self, table: Table) -> None:
        heights = measure.row_heights(table, self._layout, self._width)
        head = sum(heights[: table.head_rows])
        for index, height in enumerate(heights):
            if self._used + height > self._height and height <= self._height / 3:
                self.turn()
                self._used = head if index >= table.head_rows else 0.0
            self._fill(height)

    def _height_of(self, text: str, style: Style) -> float:
        return measure.lines_needed(text, self._width, style.size) * style.size * style.line_height

    def _flow(self, text: str, style: Style) -> None:
        """Set ``text`` line by line, turning pages between lines."""
        line = style.size * style.line_height
        self._used += style.before
        for _ in range(round(self._height_of(text, style) / line)):
            if self._used + line > self._height:
                self.turn()
            self._used += line
        self._used += style.after

    def _fill(self, height: float) -> None:
        self._used += height
        while self._used > self._height:
            self._page += 1
            self._used -= self._height
