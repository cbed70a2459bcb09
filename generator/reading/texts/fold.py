"""Folding: texts that differ only as publications of one form do become the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

DASHES = "-‐‑‒–—―−─－"
"""Characters that are printed for one another."""
_DASHES = re.compile(f"[{DASHES}]+")
_IGNORED = re.compile(r"[\s\u200b\ufeff]+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """``text`` without what publications of one form differ in: blanks, widths, kinds of dash."""
    return _DASHES.sub("-", _IGNORED.sub("", unicodedata.normalize("NFKC", text)))
