"""Texts that a file holds beside the form: each kind of them is told once, so that nothing is dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.diagnostics import Finding, Place
from generator.reading import remarks
from generator.reading.decoders.clean import clean

_PAGE_NUMBER = re.compile(r"(?:[\s\d第共总页/／|,，、·.．\-‐—–－―~～()（）]|page|of|[ivxlcdm]+\b)*", re.IGNORECASE)
"""What is said of pages alone: numbers, and the words around them."""


def unread(what: str, texts: Iterable[str], place: Place) -> Iterator[Finding]:
    """The finding that ``texts`` of the kind ``what`` were not read; none where all are blank."""
    told = dict.fromkeys(text for text in map(clean, texts) if text)
    if told:
        yield remarks.unread(what, list(told), place)


def unread_at_edges(texts: Iterable[str], place: Place) -> Iterator[Finding]:
    """The finding that headers and footers were not read; page numbers alone need no word."""
    yield from unread("页眉页脚", (text for text in texts if not _PAGE_NUMBER.fullmatch(text)), place)
