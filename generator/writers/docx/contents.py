"""The table of contents: a field that Word refreshes, filled in so that it reads right before anyone does.

The page numbers in it come from ``pages``. Word and WPS compute their own as soon as the field is updated; it is
marked ``w:dirty``, so Word does so when it opens the document.
"""

from __future__ import annotations

from generator.form import Contents, Form, Heading
from generator.layouts.model import Layout
from generator.writers.docx.looks import Look, Looks
from generator.writers.docx.markup import TWIPS_PER_MM, escape, field, field_begin, field_end, run
from generator.writers.docx.pages import heading_pages

_GALLERY = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'


def draw_contents(
    block: Contents, form: Form, layout: Layout, looks: Looks, room: tuple[int, float], page_break: str
) -> str:
    """The title of ``block`` and an entry for each heading of ``form`` that is deep enough.

    ``room`` is the width (twips) and height (points) between the margins; ``page_break`` goes to the first paragraph.
    """
    listed = [heading for heading in form.headings() if heading.level <= block.depth]
    pages = heading_pages(form, layout, room[0] / TWIPS_PER_MM, room[1])
    title = _title(block, looks, page_break)
    entries = [_entry(heading, pages[heading.anchor], looks, room[0]) for heading in listed]
    if not entries:
        return title
    if not title:
        entries[0] = (entries[0][0] + page_break, *entries[0][1:])
    begin = field_begin(f'TOC \\o "1-{block.depth}" \\h \\z \\u', is_dirty=True)
    first, last = 0, len(entries) - 1
    drawn = "".join(
        f"<w:p><w:pPr>{style}{tabs}</w:pPr>{begin if index == first else ''}{link}"
        f"{field_end() if index == last else ''}</w:p>"
        for index, (style, tabs, link) in enumerate(entries)
    )
    return f"<w:sdt><w:sdtPr>{_GALLERY}</w:sdtPr><w:sdtContent>{title}{drawn}</w:sdtContent></w:sdt>"


def _title(block: Contents, looks: Looks, page_break: str) -> str:
    if not block.title:
        return ""
    # Never the style of a heading: the contents would list their own title.
    look = looks.named("TOC Heading")
    look = look if look.style else looks.direct("heading1")
    return f"<w:p><w:pPr>{look.style}{page_break}{look.format}</w:pPr>{run(block.title, look.run)}</w:p>"


def _entry(heading: Heading, page: int, looks: Looks, width: int) -> tuple[str, str, str]:
    look = looks.named(f"toc {heading.level}", "contents")
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>{look.format}'
    return look.style, tabs, _link(heading, page, look)


def _link(heading: Heading, page: int, look: Look) -> str:
    anchor = escape(heading.anchor)
    number = field(f"PAGEREF {anchor} \\h", run(str(page), look.run), look.run)
    text = run(heading.text.replace("\n", " "), look.run)
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{text}<w:r>{look.run}<w:tab/></w:r>{number}</w:hyperlink>'
