"""Imported once before workers are forked off, after the writers: they start with all that a document needs."""

import gc
import os
from contextlib import suppress

import generator.batch.worker
import generator.layouts.compose  # noqa: F401

with suppress(OSError):  # some services run without stderr
    os.dup2(2, 1)  # stdout is for what is told of the run: a library's word must not come between JSON events

gc.freeze()  # what is there now is shared by all workers, as long as nobody looks through it
