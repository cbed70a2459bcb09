"""Forms as tagged PDF."""

from __future__ import annotations

from importlib import import_module

from generator.form import Form
from generator.layouts.model import Layout
from generator.writers.pdf.engines import AUTO, engine_of


def write(form: Form, layout: Layout, engine: str = AUTO) -> bytes:
    """``form`` as PDF/UA-1, and PDF/A-3a where we lay it out ourselves; the same form gives the same bytes.

    ``engine`` is one of ``engines.ENGINES``. Raises ``PdfUnavailable`` where fonts, characters of fonts or libraries
    are missing; its message is for the user.
    """
    module = import_module(f"generator.writers.pdf.{engine_of(layout, engine)}_engine")
    data: bytes = module.write(form, layout)
    return data
