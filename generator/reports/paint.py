"""Colour on a terminal, and only there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

_CODES = {"error": "1;31", "warning": "33", "bold": "1", "faint": "2", "good": "32"}


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours texts by what they are (``error``, ``warning``, ``bold``, ``faint``, ``good``), or leaves them alone."""

    is_on: bool = False

    def __call__(self, text: str, kind: str) -> str:
        """``text`` in the colour of ``kind``."""
        return f"\x1b[{_CODES[kind]}m{text}\x1b[0m" if self.is_on and text else text


NO_PAINT = Paint()


def wants_colour(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether ``stream`` is a terminal that takes colour and nobody forbade it (https://no-color.org)."""
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
