"""Documents that are none: headings of other parts of a publication that look like the head of the form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.reading.alignment.align import NEW_DOCUMENT, Step


def without_false_documents(steps: Sequence[Step]) -> list[Step]:
    """The steps, with all left out of documents that hold no cell, where another document holds some."""
    documents = _documents(steps)
    is_full = list(map(_has_cell, documents))
    if not any(is_full):
        return list(steps)
    return [
        step if full else replace(step, way="left", spot=None, begins=None)
        for document, full in zip(documents, is_full, strict=True)
        for step in document
    ]


def _documents(steps: Sequence[Step]) -> list[list[Step]]:
    """The steps by document; first those before any."""
    documents: list[list[Step]] = [[]]
    for step in steps:
        if step.begins == NEW_DOCUMENT:
            documents.append([])
        documents[-1].append(step)
    return documents


def _has_cell(document: Sequence[Step]) -> bool:
    return any(step.way == "read" and step.token.is_cell for step in document)
