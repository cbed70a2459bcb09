"""Texts that a file holds beside the form: each kind of them is told once, so that nothing is dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.diagnostics import Finding, Place
from generator.reading import report
from generator.reading.clean import clean

_PAGE_NUMBER = re.compile(r"(?:[\s\d第共总页/／|,，、·.．\-‐—–－―~～()（）]|page|of|[ivxlcdm]+\b)*", re.IGNORECASE)
"""What is said of pages alone: numbers, and the words around them."""


def unread(what: str, texts: Iterable[str], place: Place) -> Iterator[Finding]:
    """The finding that ``texts`` of the kind ``what`` were not read; none where they are blank or number pages."""
    told = dict.fromkeys(text for text in map(clean, texts) if not _PAGE_NUMBER.fullmatch(text))
    if told:
        yield report.unread(what, list(told), place)
