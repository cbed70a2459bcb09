"""Imported once before workers are forked off, after the writers: they start with all that a document needs."""

import gc

import generator.batch.making.make_documents
import generator.layouts.compose  # noqa: F401

gc.set_threshold(20_000)  # what documents leave behind has hardly ever cycles: seldom is often enough
gc.freeze()  # what is there now is shared by all workers, as long as nobody looks through it
