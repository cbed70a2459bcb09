"""Imported once before workers are forked off, where a layout asks for WeasyPrint: it takes a second."""

import gc
from contextlib import suppress

from generator.writers.pdf.weasyprint_engine import PangoMissing, load_weasyprint

with suppress(PangoMissing):  # each document says so itself
    load_weasyprint()

gc.freeze()
