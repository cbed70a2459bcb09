"""A form as PDF: the markup and style sheet of the web page, set on paper by WeasyPrint."""

from __future__ import annotations

import atexit
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.collector import collector_paused
from generator.form import Form
from generator.layouts.model import Layout
from generator.writers.fonts import GlyphMissing, load_weasyprint
from generator.writers.html import document_markup
from generator.writers.markup import body_markup
from generator.writers.own_sheet import own_sheet
from generator.writers.pdf.breaks import row_classes
from generator.writers.pdf.cut import cache_folder, faces_of, family_of
from generator.writers.pdf.fetch import fetcher_for
from generator.writers.pdf.fragments import close_borders
from generator.writers.pdf.streams import press
from generator.writers.pdf.tags import mend
from generator.writers.stylesheet import draft_rules, form_sheet

_KEPT_ENGINES = 8
_one_at_a_time = threading.Lock()  # Pango's fonts are not to be used by two threads at once
# The identifier is a hash of the content, and nothing is dated: the same form gives the same bytes.
_OPTIONS = {"pdf_variant": "pdf/ua-1", "pdf_identifier": True}


def write(form: Form, layout: Layout) -> bytes:
    """``form`` as PDF/UA-1; the same form gives the same bytes.

    Raises ``PdfUnavailable`` where fonts, characters of fonts or libraries are missing; its message is for the user.
    """
    engine = _engine(layout.folder, _sheet(layout))
    body = f"<main>{body_markup(form, row_classes(layout), layout=layout)}</main>"
    markup = document_markup(form, draft_rules(layout) if form.is_draft else "", body)
    with _one_at_a_time, collector_paused():
        return engine.pdf(markup)


def _sheet(layout: Layout) -> str:
    faces = faces_of(layout)
    rules = dict.fromkeys(face.rule for face in faces.values())
    return "\n".join((*rules, form_sheet(layout, lambda style: family_of(style, faces), own=own_sheet(layout))))


@dataclass(frozen=True)
class _Engine:
    """WeasyPrint made ready for one style sheet: fonts loaded, rules parsed. That costs as much as a small form."""

    weasyprint: Any
    fonts: Any
    sheet: Any
    fetcher: Any

    def pdf(self, markup: str) -> bytes:
        html = self.weasyprint.HTML(string=markup, url_fetcher=self.fetcher)
        document = html.render(font_config=self.fonts, stylesheets=[self.sheet], **_OPTIONS)
        close_borders(document)
        pdf: bytes = document.write_pdf(finisher=_finish, **_OPTIONS)
        return pdf


def _finish(document: Any, pdf: Any) -> None:
    missing = {chr(code) for font in document.fonts.values() for code in font.missing}
    if missing:
        raise GlyphMissing("".join(sorted(missing)))
    mend(document, pdf)
    press(pdf)


@lru_cache(maxsize=_KEPT_ENGINES)
def _engine(folder: Path, sheet: str) -> _Engine:
    weasyprint = load_weasyprint()
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]

    fonts = FontConfiguration()
    fetcher = fetcher_for((folder, cache_folder()))
    base = folder.resolve().as_uri() + "/"
    parsed = weasyprint.CSS(string=sheet, base_url=base, url_fetcher=fetcher, font_config=fonts)
    return _Engine(weasyprint, fonts, parsed, fetcher)


# An engine's fonts lie in a temporary folder, which goes with the engine.
atexit.register(_engine.cache_clear)
