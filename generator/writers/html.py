"""A form as one web page that stands alone: no script, no second file, nothing fetched."""

from __future__ import annotations

from html import escape

from generator.form import DRAFT, DRAFT_BANNER, Form
from generator.layouts.model import Layout
from generator.writers.markup import body_markup
from generator.writers.own_sheet import embedded, own_sheet
from generator.writers.stylesheet import families_by_name, form_sheet, local_faces, static_sheet

GENERATOR = "jixiao"
# The page may style itself and do nothing else, whatever its text or the layout's style sheet say. The pictures and
# fonts of the layout's folder are written into the page.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
)
_DRAFT = (
    f'<p class="draft-banner" role="note">{DRAFT_BANNER}</p>\n'
    f'<div class="draft-mark" aria-hidden="true">{DRAFT}</div>\n'
)


def write(form: Form, layout: Layout) -> bytes:
    """``form`` as a UTF-8 HTML file; the same form gives the same bytes."""
    body = f"<main>\n{body_markup(form, layout=layout, has_cards=True)}\n</main>"
    return document_markup(form, _sheet(layout), (_DRAFT if form.is_draft else "") + body).encode()


def document_markup(form: Form, sheet: str, body: str) -> str:
    """A whole document around ``body``, with ``sheet`` inlined and the form's title, author and subject."""
    return (
        "<!doctype html>\n"
        f'<html lang="zh-CN">\n<head>\n{_head(form)}<style>\n{_inlined(sheet)}\n</style>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _head(form: Form) -> str:
    names = {
        "viewport": "width=device-width, initial-scale=1",
        "author": form.author,
        "description": form.subject,
        "generator": GENERATOR,
    }
    metas = "".join(f'<meta name="{name}" content="{escape(text)}"/>\n' for name, text in names.items() if text)
    return (
        '<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>\n'
        f"<title>{escape(form.title, quote=False)}</title>\n{metas}"
    )


def _sheet(layout: Layout) -> str:
    # The screen's rules stand behind the looks, which they shrink for phones.
    # Amounts are sized for the paper's columns, so a table is never narrower than on paper.
    width = f"@media screen{{table{{min-width:{layout.page.text_width:g}mm}}}}\n"
    own = embedded(own_sheet(layout), layout.folder)
    return local_faces(layout) + form_sheet(layout, families_by_name, width + static_sheet("screen.css"), own)


def _inlined(sheet: str) -> str:
    # "</style" would end the element; CSS reads "<\/" as "</".
    return sheet.replace("</", "<\\/")
