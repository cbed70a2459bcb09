"""Annotations of a page: notes, text that was put on it, fields that were filled in. They are no part of its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

_NO_TEXT = ("Link", "Popup")
"""Kinds whose words, if any, only say where they lead or repeat their note."""


def annotations_of(page: Any) -> list[str]:
    """The texts of a pdfplumber page's annotations, those of filled fields first of each."""
    return [text for annotation in page.annots for text in _texts(annotation["data"]) if text.strip()]


def _texts(data: dict[str, Any]) -> Iterator[str]:
    if _name(data.get("Subtype")) in _NO_TEXT:
        return
    for key in ("V", "Contents"):
        value = resolve1(data.get(key))
        if isinstance(value, bytes | str):
            yield decode_text(value) if isinstance(value, bytes) else value


def _name(literal: Any) -> str:
    name = getattr(literal, "name", literal)
    return name.decode("ascii", "replace") if isinstance(name, bytes) else str(name)
