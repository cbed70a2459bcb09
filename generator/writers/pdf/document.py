"""A form as PDF: the markup and style sheet of the web page, set on paper by WeasyPrint."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.form import Form
from generator.layouts.model import Layout
from generator.writers.fonts import load_weasyprint
from generator.writers.html import document_markup
from generator.writers.markup import body_markup
from generator.writers.pdf.breaks import row_classes
from generator.writers.pdf.cut import cache_folder, faces_of, family_of
from generator.writers.pdf.fetch import fetcher_for
from generator.writers.pdf.fragments import close_borders
from generator.writers.pdf.tags import mend
from generator.writers.stylesheet import form_sheet, static_sheet

_KEPT_ENGINES = 8


def write(form: Form, layout: Layout) -> bytes:
    """``form`` as PDF/UA-1; the same form gives the same bytes.

    Raises ``PdfUnavailable`` where fonts or libraries are missing; its message is for the user.
    """
    engine = _engine(layout.folder, _sheet(layout))
    body = f"<main>{body_markup(form, row_classes(layout))}</main>"
    markup = document_markup(form, static_sheet("draft.css") if form.is_draft else "", body)
    return engine.pdf(markup)


def _sheet(layout: Layout) -> str:
    faces = faces_of(layout)
    rules = dict.fromkeys(face.rule for face in faces.values())
    return "\n".join((*rules, form_sheet(layout, lambda style: family_of(style, faces))))


@dataclass(frozen=True)
class _Engine:
    """WeasyPrint made ready for one layout: its fonts loaded and its style sheet parsed."""

    weasyprint: Any
    fonts: Any
    sheet: Any
    fetcher: Any

    def pdf(self, markup: str) -> bytes:
        html = self.weasyprint.HTML(string=markup, url_fetcher=self.fetcher, base_url=None)
        options = {"pdf_variant": "pdf/ua-1", "pdf_identifier": True}  # the identifier is a hash of the content
        document = html.render(font_config=self.fonts, stylesheets=[self.sheet], **options)
        close_borders(document)
        pdf: bytes = document.write_pdf(finisher=mend, **options)
        return pdf


def _engine(folder, sheet):
    return _make(folder, sheet)


@lru_cache(maxsize=_KEPT_ENGINES)
def _make(folder, sheet):
    weasyprint = load_weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    fetcher = fetcher_for((folder, cache_folder()))
    css = weasyprint.CSS(string=sheet, base_url=folder.as_uri() + "/", url_fetcher=fetcher, font_config=fonts)
    return _Engine(weasyprint, fonts, css, fetcher)
