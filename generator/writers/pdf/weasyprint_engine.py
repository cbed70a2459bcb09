"""A form set by WeasyPrint: the markup of the web page on paper, with a layout's own ``form.css``."""

from __future__ import annotations

import sys
import threading
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from generator.fonts.font_choice import choose
from generator.fonts.missing import GlyphMissing, PdfUnavailable
from generator.form import Form
from generator.layouts.model import Layout, Style
from generator.speed import collector_paused
from generator.writers.html.form_css import own_sheet
from generator.writers.html.markup import body_markup
from generator.writers.html.stylesheet import draft_rules, family_declaration, form_sheet
from generator.writers.html.web_page import document_markup
from generator.writers.pdf.fetch import fetcher_for
from generator.writers.pdf.weasyprint_mends import close_cells, mend

# Neither loading it nor Pango's fonts are for two threads at once.
_loading, _setting = threading.Lock(), threading.Lock()
# The identifier is a hash of the content, and nothing is dated: the same form gives the same bytes.
_TAGGED = {"pdf_variant": "pdf/ua-1", "pdf_identifier": True}
_LIBRARIES = "weasyprint.text.ffi"


class PangoMissing(PdfUnavailable):
    """The libraries that set text are not installed."""

    def __init__(self) -> None:
        super().__init__(
            "缺少排版库 Pango，无法生成 PDF：Linux 请安装 libpango-1.0-0 libpangoft2-1.0-0"
            "（sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0），macOS 请运行 brew install pango，"
            "Windows 请按 WeasyPrint 说明安装 MSYS2 的 pango。"
        )


def write(form: Form, layout: Layout) -> bytes:
    """``form`` as PDF/UA-1; the same form gives the same bytes.

    Raises ``PdfUnavailable`` where fonts, characters of fonts or libraries are missing; its message is for the user.
    """
    weasyprint = load_weasyprint()
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]

    markup = document_markup(form, _sheet(form, layout), f"<main>{body_markup(form, layout=layout)}</main>")
    with _setting, collector_paused():
        base = layout.folder.resolve().as_uri() + "/"
        html = weasyprint.HTML(string=markup, base_url=base, url_fetcher=fetcher_for((layout.folder,)))
        fonts = FontConfiguration()
        try:
            document = html.render(font_config=fonts, **_TAGGED)
            close_cells(document)
            data: bytes = document.write_pdf(finisher=_finish, **_TAGGED)
        finally:
            fonts.__del__()  # removes its folder: a worker may end before Python gets round to it
    return data


def _sheet(form: Form, layout: Layout) -> str:
    marks = draft_rules(layout) if form.is_draft else ""
    return form_sheet(layout, _family_of, own=own_sheet(layout)) + marks  # the last word: nothing may hide a draft


def _family_of(style: Style) -> str:
    choice = choose(style.font, style.bold)
    return family_declaration([choice.family], choice.is_bold, style.font)


def _finish(document: Any, pdf: Any) -> None:
    missing = {chr(code) for font in document.fonts.values() for code in font.missing}
    if missing:
        raise GlyphMissing("".join(sorted(missing)))
    mend(document, pdf)


# --- the library


@cache
def load_weasyprint() -> Any:
    """The module ``weasyprint``, imported when it is first needed: that takes a second. Raises ``PangoMissing``."""
    try:
        with _loading:
            _load_libraries()
            import weasyprint  # type: ignore[import-untyped]
    except OSError as error:
        raise PangoMissing from error
    return weasyprint


def _load_libraries() -> None:
    """Import what loads Pango, without the advice for programmers that it prints where there is none.

    It is given a ``print`` of its own: another ``sys.stdout`` would be one for all threads.
    """
    package = find_spec("weasyprint")
    if _LIBRARIES in sys.modules or package is None or package.origin is None:
        return
    spec = spec_from_file_location(_LIBRARIES, Path(package.origin).with_name("text") / "ffi.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    vars(module)["print"] = lambda *_: None
    spec.loader.exec_module(module)
    sys.modules[_LIBRARIES] = module
