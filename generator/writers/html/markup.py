"""A form as semantic HTML: the body that the HTML and the PDF writer share.

Every text is escaped here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from generator.form import Block, Cell, Contents, Form, Heading, Paragraph, Section, Table
from generator.layouts.model import Layout
from generator.measure import fits, fitting_size

ONE_LINE = "one-line"
"""The class of a number that fits its cell."""


def body_markup(form: Form, *, layout: Layout | None = None, has_cards: bool = False) -> str:
    """The sections of ``form``, well-formed as XHTML too.

    Numbers are kept on one line where ``layout`` says how much room they have. With ``has_cards`` tables that can be
    read row by row are made so that a style sheet can turn their rows into cards.
    """
    drawer = _Drawer(form, layout, has_cards)
    return "\n".join(drawer.section(section) for section in form.sections)


def text_markup(text: str) -> str:
    """``text`` escaped, with ``<br/>`` where its lines part."""
    return escape(text, quote=False).replace("\n", "<br/>")


def _attributes(**values: str | int | None) -> str:
    """Attributes with a leading blank each; those that are ``None`` or empty are left out."""
    return "".join(f' {name.rstrip("_")}="{escape(str(value))}"' for name, value in values.items() if value)


def _class(classes: Iterable[str]) -> str:
    return " ".join(classes)


class _Drawer:
    """Draws blocks; it knows all headings for the table of contents, and the form's title for the names of tables."""

    def __init__(self, form: Form, layout: Layout | None, has_cards: bool) -> None:
        self._headings = form.headings()
        self._layout = layout
        self._has_cards = has_cards
        self._caption = form.title

    def section(self, section: Section) -> str:
        blocks = "\n".join(self._block(block) for block in section.blocks)
        return f"<section{_attributes(class_=_class(section.classes))}>\n{blocks}\n</section>"

    def _block(self, block: Block) -> str:
        if isinstance(block, Heading):
            self._caption = block.text.replace("\n", " ")
            return _heading(block)
        if isinstance(block, Paragraph):
            return _paragraph(block)
        if isinstance(block, Contents):
            return _contents(block, self._headings)
        return self._table(block)

    def _table(self, table: Table) -> str:
        is_cards = self._has_cards and _can_be_cards(table)
        parts = (_columns(table), *self._row_groups(table, is_cards))
        classes = (*table.classes, "cards") if is_cards else table.classes
        role = "table" if is_cards else None
        markup = f"<table{_attributes(class_=_class(classes), role=role)}>{''.join(parts)}</table>"
        # A table wider than a phone scrolls inside this region, which the keyboard reaches too.
        name = _attributes(aria_label=self._caption).replace("aria_label", "aria-label")
        return f'<div class="sheet" role="region" tabindex="0"{name}>{markup}</div>'

    def _row_groups(self, table: Table, is_cards: bool) -> Iterable[str]:
        heads = table.rows[0] if is_cards else ()
        rows = [self._row(table, cells, heads) for cells in table.rows]
        head, body = rows[: table.head_rows], rows[table.head_rows :]
        role = _attributes(role="rowgroup" if is_cards else None)
        for tag, group in (("thead", head), ("tbody", body)):
            if group:
                yield f"<{tag}{role}>\n{''.join(group)}</{tag}>"

    def _row(self, table: Table, cells: Iterable[Cell], heads: tuple[Cell, ...]) -> str:
        """A row; ``heads`` name the columns of a table whose rows may become cards."""
        drawn = "".join(self._cell(table, cell, heads) for cell in cells)
        return f"<tr{_attributes(role='row' if heads else None)}>{drawn}</tr>\n"

    def _cell(self, table: Table, cell: Cell, heads: tuple[Cell, ...]) -> str:
        tag = "th" if cell.is_header else "td"
        classes = dict.fromkeys((cell.style, *cell.classes))
        look = None
        if cell.number is not None and self._layout is not None:
            look = _fitted(cell, table.width_of(cell), self._layout, classes)
        attributes = _attributes(
            class_=_class(classes),
            style=look,
            scope=cell.scope,
            rowspan=cell.rowspan if cell.rowspan > 1 else None,
            colspan=cell.colspan if cell.colspan > 1 else None,
        )
        if heads:
            attributes += _card_attributes(cell, heads)
        return f"<{tag}{attributes}>{text_markup(cell.text)}</{tag}>"


def _heading(heading: Heading) -> str:
    attributes = _attributes(id=heading.anchor, class_=_class(heading.classes))
    return f"<h{heading.level}{attributes}>{text_markup(heading.text)}</h{heading.level}>"


def _paragraph(paragraph: Paragraph) -> str:
    text = text_markup(paragraph.text)
    if paragraph.right is None:
        return f"<p{_attributes(class_=_class(paragraph.classes))}>{text}</p>"
    classes = _class((*paragraph.classes, "split"))
    right = text_markup(paragraph.right)
    return f'<p{_attributes(class_=classes)}><span>{text}</span> <span class="right">{right}</span></p>'


def _contents(contents: Contents, headings: Iterable[Heading]) -> str:
    lines = "".join(_contents_line(heading) for heading in headings if heading.level <= contents.depth)
    title = f'<p class="contents-title">{text_markup(contents.title)}</p>' if contents.title else ""
    return f'<nav class="contents" aria-label="{escape(contents.title or "目录")}">{title}<ol>{lines}</ol></nav>'


def _contents_line(heading: Heading) -> str:
    text, anchor = escape(heading.text.replace("\n", " "), quote=False), escape(heading.anchor)
    return f'<li class="level{heading.level}"><a href="#{anchor}">{text}</a></li>'


def _columns(table: Table) -> str:
    columns = "".join(f'<col style="width:{width:.4%}"/>' for width in table.widths)
    return f"<colgroup>{columns}</colgroup>"


def _fitted(cell: Cell, width: float, layout: Layout, classes: dict[str, None]) -> str | None:
    """Add the class that keeps a number on one line; the declaration of a smaller size, where one is needed."""
    width_mm = width * layout.page.text_width
    if fits(cell, width_mm, layout):
        classes[ONE_LINE] = None
    size = fitting_size(cell, width_mm, layout)
    return None if size == layout.style(cell.style).size else f"font-size:{size:g}pt"


def _can_be_cards(table: Table) -> bool:
    """Whether one row of heads names every column, and each row of the body stands by itself."""
    if table.head_rows != 1 or len(table.rows[0]) != len(table.widths):
        return False
    return all(cell.is_header for cell in table.rows[0]) and all(cell.rowspan == 1 for cell in table.cells())


def _card_attributes(cell: Cell, heads: tuple[Cell, ...]) -> str:
    """The role that a cell keeps when its row is drawn as a card, and the name of its column, printed before it."""
    if cell.is_header:
        return ' role="columnheader"' if cell.row == 0 else ' role="rowheader"'
    label = heads[cell.column].text.replace("\n", "") if cell.text and cell.colspan == 1 else ""
    return f' role="cell" data-label="{escape(label)}"' if label else ' role="cell"'
