"""Imported once before workers are forked off: they start with all that Word, Excel and web pages need."""

import gc

import generator.batch.worker
import generator.layouts.compose
import generator.writers.docx
import generator.writers.html
import generator.writers.xlsx  # noqa: F401

gc.freeze()  # what is there now is shared by all workers, as long as nobody looks through it
