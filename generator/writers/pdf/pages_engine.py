"""A form that we lay out ourselves, as PDF."""

from __future__ import annotations

from generator.form import Form
from generator.layouts.model import Layout
from generator.pages.lay_out import lay_out
from generator.speed import collector_paused
from generator.writers.pdf.draw_pages import draw_pages


def write(form: Form, layout: Layout) -> bytes:
    """``form`` as PDF/A-3a and PDF/UA-1; the same form gives the same bytes.

    Raises ``PdfUnavailable`` where fonts or characters of fonts are missing; its message is for the user.
    """
    with collector_paused():
        return draw_pages(lay_out(form, layout))
