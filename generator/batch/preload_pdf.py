"""Imported once before workers are forked off: WeasyPrint takes a second."""

import gc
from contextlib import suppress

import generator.writers.pdf
from generator.writers.fonts import PdfUnavailable, load_weasyprint

with suppress(PdfUnavailable):  # each document says so itself
    load_weasyprint()

gc.freeze()
