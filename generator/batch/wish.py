"""What a run is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.batch.making.job import Source
from generator.batch.storage.location import Location


@dataclass(frozen=True, slots=True)
class Wish:
    """What a run is asked for."""

    out: Location
    formats: tuple[str, ...]
    layout: str | None = None
    layout_folders: tuple[Path, ...] = ()
    split: bool = False
    force: bool = False
    force_all: bool = False
    pdf_engine: str = "auto"

    def source(self, path: Location) -> Source:
        """How a worker is told of the spec at ``path``."""
        return Source(str(path), self.layout, tuple(map(str, self.layout_folders)))
