"""A form as semantic HTML: the body that the HTML and the PDF writer share.

Every text is escaped here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from generator.form import Block, Cell, Contents, Form, Heading, Paragraph, Section, Table

RowClasses = Callable[[Table], list[str]]
"""Gives each row of a table the classes that steer where pages may break; an empty string for none."""


def body_markup(form: Form, row_classes: RowClasses | None = None) -> str:
    """The sections of ``form``, well-formed as XHTML too.

    ``row_classes`` is asked for each table, by writers that lay out pages.
    """
    drawer = _Drawer(form, row_classes or _no_classes)
    return "\n".join(drawer.section(section) for section in form.sections)


def text_markup(text: str) -> str:
    """``text`` escaped, with ``<br/>`` where its lines part."""
    return escape(text, quote=False).replace("\n", "<br/>")


def _no_classes(table: Table) -> list[str]:
    return [""] * len(table.rows)


def _attributes(**values: str | int | None) -> str:
    """Attributes with a leading blank each; those that are ``None`` or empty are left out."""
    return "".join(f' {name.rstrip("_")}="{escape(str(value))}"' for name, value in values.items() if value)


def _class(classes: Iterable[str]) -> str:
    return " ".join(classes)


class _Drawer:
    """Draws blocks; it knows the whole form, for the table of contents and for the names of tables."""

    def __init__(self, form: Form, row_classes: RowClasses) -> None:
        self._form = form
        self._row_classes = row_classes
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
            return _contents(block, self._form.headings())
        return self._table(block)

    def _table(self, table: Table) -> str:
        parts = (_columns(table), *self._row_groups(table))
        markup = f"<table{_attributes(class_=_class(table.classes))}>{''.join(parts)}</table>"
        # A table wider than a phone scrolls inside this region, which the keyboard reaches too.
        name = _attributes(aria_label=self._caption).replace("aria_label", "aria-label")
        return f'<div class="sheet" role="region" tabindex="0"{name}>{markup}</div>'

    def _row_groups(self, table: Table) -> Iterable[str]:
        classes = self._row_classes(table)
        rows = [_row(cells, name) for cells, name in zip(table.rows, classes, strict=True)]
        head, body = rows[: table.head_rows], rows[table.head_rows :]
        for tag, group in (("thead", head), ("tbody", body)):
            if group:
                yield f"<{tag}>\n{''.join(group)}</{tag}>"


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
    text = escape(heading.text.replace("\n", " "), quote=False)
    return f'<li class="level{heading.level}"><a href="#{escape(heading.anchor)}">{text}</a></li>'


def _columns(table: Table) -> str:
    columns = "".join(f'<col style="width:{width:.4%}"/>' for width in table.widths)
    return f"<colgroup>{columns}</colgroup>"


def _row(cells: Iterable[Cell], name: str) -> str:
    return f"<tr{_attributes(class_=name)}>{''.join(map(_cell, cells))}</tr>\n"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.is_header else "td"
    attributes = _attributes(
        class_=_class(dict.fromkeys((cell.style, *cell.classes))),
        scope=cell.scope,
        rowspan=cell.rowspan if cell.rowspan > 1 else None,
        colspan=cell.colspan if cell.colspan > 1 else None,
    )
    return f"<{tag}{attributes}>{text_markup(cell.text)}</{tag}>"
