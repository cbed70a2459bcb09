"""The table of contents: a field that Word refreshes, filled in so that it reads right before anyone does.

The page numbers in it come from ``pages``. Word and WPS compute their own as soon as the field is updated; it is
marked ``w:dirty``, so Word does so when it opens the document.
"""

from __future__ import annotations

from generator.form import Contents, Form, Heading
from generator.writers.docx.looks import Look, Looks
from generator.writers.docx.markup import TWIPS_PER_MM, TWIPS_PER_PT, field, field_begin, field_end, run
from generator.writers.docx.pages import heading_pages
from generator.writers.docx.surface import Surface
from generator.writers.office import escape

_GALLERY = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'


def draw_contents(block: Contents, form: Form, surface: Surface, page_break: str) -> str:
    """The title of ``block`` and an entry for each heading of ``form`` that is deep enough.

    ``page_break`` goes to the first paragraph.
    """
    looks, width = surface.looks, surface.width
    listed = [heading for heading in form.headings() if heading.level <= block.depth]
    pages = heading_pages(form, surface.layout, width / TWIPS_PER_MM, surface.height / TWIPS_PER_PT)
    title = _title(block, looks, page_break)
    if not listed:
        return title
    begin = field_begin(f'TOC \\o "1-{block.depth}" \\h \\z \\u', is_dirty=True)
    drawn = []
    for index, heading in enumerate(listed):
        before = begin if index == 0 else ""
        after = field_end() if index == len(listed) - 1 else ""
        break_ = "" if title or index else page_break
        drawn.append(_entry(heading, pages[heading.anchor], looks, width, (break_, before, after)))
    return f"<w:sdt><w:sdtPr>{_GALLERY}</w:sdtPr><w:sdtContent>{title}{''.join(drawn)}</w:sdtContent></w:sdt>"


def _title(block: Contents, looks: Looks, page_break: str) -> str:
    if not block.title:
        return ""
    # Never the style of a heading: the contents would list their own title.
    look = looks.named("TOC Heading")
    look = look if look.style else looks.direct("heading1")
    return f"<w:p><w:pPr>{look.style}{page_break}{look.format}</w:pPr>{run(block.title, look.run)}</w:p>"


def _entry(heading: Heading, page: int, looks: Looks, width: int, around: tuple[str, str, str]) -> str:
    """A line of the contents; ``around`` holds a page break, and the field's runs before and after the line."""
    look = looks.named(f"toc {heading.level}", "contents")
    break_, before, after = around
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
    properties = f"{look.style}{break_}{tabs}{look.format}"
    return f"<w:p><w:pPr>{properties}</w:pPr>{before}{_link(heading, page, look)}{after}</w:p>"


def _link(heading: Heading, page: int, look: Look) -> str:
    anchor = escape(heading.anchor)
    number = field(f"PAGEREF {anchor} \\h", run(str(page), look.run), look.run)
    text = run(heading.text.replace("\n", " "), look.run)
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{text}<w:r>{look.run}<w:tab/></w:r>{number}</w:hyperlink>'
