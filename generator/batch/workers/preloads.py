"""Which modules the workers of a pool start with: imported once, before they are forked off."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.layouts.folders import layout_folders
from generator.writers.pdf.engines import uses_weasyprint

_WRITERS = {"pdf": "generator.writers.pdf.pages_engine"}
"""Writers that load what they draw with only when they draw."""


def preloads(formats: Iterable[str], modules: Iterable[str] = ()) -> tuple[str, ...]:
    """The modules that workers start with: those of ``formats``, and ``modules``."""
    writers = [_WRITERS.get(name, f"generator.writers.{name}") for name in formats]
    return *modules, *writers, "generator.batch.workers.preload"


def modules_of_engine(formats: Iterable[str], folders: Iterable[Path], wanted: str) -> tuple[str, ...]:
    """The modules that PDFs of the layouts in ``folders`` need besides, set by the engine that is ``wanted``."""
    needs_weasyprint = "pdf" in formats and uses_weasyprint(layout_folders(folders).values(), wanted)
    return ("generator.batch.workers.preload_weasyprint",) if needs_weasyprint else ()
