"""A form laid out on pages: sections begin pages, blocks follow each other down them."""

from __future__ import annotations

from collections.abc import Sequence

from generator.fonts.missing import GlyphMissing
from generator.fonts.typeface import typeface
from generator.form import Block, Contents, Form, Paragraph, Section, Table
from generator.layouts.model import Layout
from generator.pages.contents_page import ContentsBlock
from generator.pages.furniture import mark_drafts, number_pages
from generator.pages.laid_out import Bookmark, Element, Pages
from generator.pages.paper import Paper
from generator.pages.tables.block import TableBlock
from generator.pages.text_blocks import TextBlock, style_name

_Set = TextBlock | ContentsBlock | TableBlock
_CAPTION_LINES = 2
"""A paragraph of so many lines at most that stands right before a table stays with it."""


def lay_out(form: Form, layout: Layout) -> Pages:
    """The pages of ``form`` in ``layout``; the same form gives the same pages where the same fonts are installed.

    Raises ``FontMissing`` where no Chinese font is installed, ``GlyphMissing`` with all characters that none has.
    """
    try:
        return _laid_out(form, layout)
    except GlyphMissing as error:
        raise GlyphMissing("".join(sorted(_missing(form, layout))) or error.characters) from None


def _laid_out(form: Form, layout: Layout) -> Pages:
    paper, tree = Paper(layout), Element("document")
    bookmarks: list[Bookmark] = []
    contents: list[ContentsBlock] = []
    for section in form.sections:
        paper.turn()
        blocks = [_block(block, form, layout, paper.text_width) for block in section.blocks]
        contents += [block for block in blocks if isinstance(block, ContentsBlock)]
        _set_section(section, blocks, paper, (tree, bookmarks))
    for block in contents:
        block.number(paper, bookmarks)
    number_pages(paper, layout)
    if form.is_draft:
        mark_drafts(paper)
    size = paper.width, paper.height
    return Pages(form.title, form.author, form.subject, *size, paper.pages, tree, bookmarks)


def _block(block: Block, form: Form, layout: Layout, width: float) -> _Set:
    if isinstance(block, Table):
        return TableBlock(block, layout, width)
    if isinstance(block, Contents):
        return ContentsBlock(block, form.headings(), layout, width)
    return TextBlock(block, layout, width)


def _set_section(
    section: Section, blocks: Sequence[_Set], paper: Paper, outcome: tuple[Element, list[Bookmark]]
) -> None:
    is_kept = [_stays_with_next(section.blocks, blocks, number) for number in range(len(blocks))]
    for number, block in enumerate(blocks):
        if is_kept[number] and not (number and is_kept[number - 1]):
            _keep_together(blocks, is_kept, number, paper)
        block.set(paper, *outcome)


def _stays_with_next(texts: Sequence[Block], blocks: Sequence[_Set], number: int) -> bool:
    """Whether no page may end after a block: a heading, or what stands like a caption above a table."""
    if number + 1 == len(blocks):
        return False
    block = blocks[number]
    if not isinstance(block, TextBlock) or block.is_kept_whole:
        return block.is_kept_whole
    is_short = isinstance(texts[number], Paragraph) and block.line_count <= _CAPTION_LINES
    return is_short and isinstance(texts[number + 1], Table)


def _keep_together(blocks: Sequence[_Set], is_kept: Sequence[bool], first: int, paper: Paper) -> None:
    """Turn the page before a block that stays with the next ones where they do not all fit on it."""
    last = next(number for number in range(first, len(blocks)) if not is_kept[number])
    height = paper.gap(blocks[first].before) + blocks[last].beginning
    height += sum(block.height for block in blocks[first:last])
    height += sum(
        max(one.after, next_.before) for one, next_ in zip(blocks[first:last], blocks[first + 1 :], strict=False)
    )
    if not paper.is_fresh and not paper.has_room(height) and height <= paper.text_height:
        paper.turn()


def _missing(form: Form, layout: Layout) -> set[str]:
    """All characters of ``form`` that no font of the list has."""
    found: set[str] = set()
    for block in form.blocks():
        if isinstance(block, Table):
            texts = [(cell.style, cell.text) for cell in block.cells()]
        elif isinstance(block, Contents):
            texts = [("heading1", block.title)]
        else:
            texts = [(style_name(block), block.text + (getattr(block, "right", None) or ""))]
        for name, text in texts:
            style = layout.style(name)
            found |= typeface(style.font, style.bold).missing(text.replace("\n", ""))
    return found
