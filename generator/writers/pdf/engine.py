"""WeasyPrint, made ready for a layout and kept: fonts loaded, rules parsed. That costs as much as a small form."""

from __future__ import annotations

import atexit
import threading
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from generator.collector import collector_paused
from generator.form import Form
from generator.kept import kept_of_layouts
from generator.layouts.model import Layout
from generator.writers.fonts import GlyphMissing, load_weasyprint
from generator.writers.html import document_markup
from generator.writers.markup import Listed, body_markup
from generator.writers.own_sheet import own_sheet
from generator.writers.pdf.breaks import row_classes
from generator.writers.pdf.fetch import fetcher_for
from generator.writers.pdf.font_cuts import cache_folder, faces_of, family_of
from generator.writers.pdf.fragments import close_borders
from generator.writers.pdf.streams import press
from generator.writers.pdf.tags import mend
from generator.writers.stylesheet import all_numbers_rule, draft_rules, form_sheet

_KEPT_ENGINES = 8
_one_at_a_time = threading.Lock()  # Pango's fonts are not to be used by two threads at once
# The identifier is a hash of the content, and nothing is dated: the same form gives the same bytes.
_TAGGED = {"pdf_variant": "pdf/ua-1", "pdf_identifier": True}
_UNNUMBERED = "@page{@bottom-center{content:none!important}}"
_SEE_THROUGH = "html{background:none!important}"


def set_form(form: Form, layout: Layout) -> bytes:
    """``form`` as PDF/UA-1.

    Raises ``PdfUnavailable`` where fonts, characters of fonts or libraries are missing; its message is for the user.
    """
    return _set(form, layout)


def set_unnumbered(form: Form, layout: Layout, *, goes_on: bool = False, listed: Listed | None = None) -> bytes:
    """A piece of a form, without page numbers. Where ``goes_on``, its first table is the rest of one begun before.

    ``listed`` are the headings that a table of contents lists. Raises as ``set_form`` does.
    """
    return _set(form, layout, _UNNUMBERED, goes_on=goes_on, listed=listed)


def set_page_numbers(form: Form, layout: Layout, pages: int) -> bytes:
    """A page as PDF with nothing on it but the numbers of so many pages, a line each from where a page's number stands.

    It is not tagged. A page for each would take milliseconds, and more the more there are. Raises as ``set_form`` does.
    """
    engine = _engine(layout.folder, _sheet(layout))
    markup = document_markup(form, _SEE_THROUGH + all_numbers_rule(pages), "")
    with _one_at_a_time, collector_paused():
        return engine.plain(markup)


def _set(form: Form, layout: Layout, rules: str = "", *, goes_on: bool = False, listed: Listed | None = None) -> bytes:
    engine = _engine(layout.folder, _sheet(layout))
    body = f"<main>{body_markup(form, row_classes(layout), layout=layout, listed=listed)}</main>"
    markup = document_markup(form, (draft_rules(layout) if form.is_draft else "") + rules, body)
    with _one_at_a_time, collector_paused():
        return engine.tagged(markup, goes_on=goes_on)


def _sheet(layout: Layout) -> str:
    faces = faces_of(layout)
    rules = dict.fromkeys(face.rule for face in faces.values())
    return "\n".join((*rules, form_sheet(layout, lambda style: family_of(style, faces), own=own_sheet(layout))))


@dataclass(frozen=True)
class _Engine:
    weasyprint: Any
    fonts: Any
    sheet: Any
    fetcher: Any

    def tagged(self, markup: str, *, goes_on: bool) -> bytes:
        document = self._laid_out(markup, **_TAGGED)
        close_borders(document)
        pdf: bytes = document.write_pdf(finisher=partial(_finish, goes_on=goes_on), **_TAGGED)
        return pdf

    def plain(self, markup: str) -> bytes:
        pdf: bytes = self._laid_out(markup).write_pdf(pdf_identifier=True)
        return pdf

    def _laid_out(self, markup: str, **options: Any) -> Any:
        html = self.weasyprint.HTML(string=markup, url_fetcher=self.fetcher)
        return html.render(font_config=self.fonts, stylesheets=[self.sheet], **options)


def _finish(document: Any, pdf: Any, *, goes_on: bool) -> None:
    missing = {chr(code) for font in document.fonts.values() for code in font.missing}
    if missing:
        raise GlyphMissing("".join(sorted(missing)))
    mend(document, pdf, goes_on=goes_on)
    press(pdf)


@kept_of_layouts
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
