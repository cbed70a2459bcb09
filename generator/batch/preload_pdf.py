"""Imported once before workers are forked off: WeasyPrint takes a second."""

import gc
from contextlib import suppress
from importlib import import_module

from generator.writers.fonts import PdfUnavailable, load_weasyprint

with suppress(PdfUnavailable):  # each document says so itself
    load_weasyprint()
    import_module("generator.writers.pdf")

gc.freeze()
