"""What a PDF says, read the way a screen reader does: along the structure tree."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfplumber.structure import PDFStructElement, PDFStructTree

_BLOCKS = {"P", "H1", "H2", "H3", "H4", "TH", "TD"}

_Pieces = dict[tuple[int, int], str]


def pdf_text(pdf: bytes) -> str:
    """The text layer, a line a heading, paragraph or cell. See `pdf_texts`."""
    return "\n".join(pdf_texts(pdf))


def pdf_texts(pdf: bytes) -> list[str]:
    """The text of each heading, paragraph and filled cell, in reading order.

    Page numbers, draft marks and repeated table heads are artifacts and the table of contents is skipped, as in
    `Form.texts()`. Lines are joined without a blank: where Latin words wrapped, the blank between them is lost. A line
    with a right-hand part is one text.
    """
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        pieces = _pieces(document)
        texts = [_text(block, pieces) for root in PDFStructTree(document) for block in _blocks(root)]
    return [text for text in texts if text]


def _pieces(document: Any) -> _Pieces:
    """The text of each piece of marked content, by page and number in the page."""
    pieces: dict[tuple[int, int], list[str]] = defaultdict(list)
    for page in document.pages:
        for char in page.chars:
            if char["mcid"] is not None:
                pieces[page.page_number, char["mcid"]].append(char["text"])
    return {place: "".join(texts) for place, texts in pieces.items()}


def _blocks(element: PDFStructElement) -> Iterator[PDFStructElement]:
    if element.type in _BLOCKS:
        yield element
    elif element.type != "TOC" and not any(child.type == "L" for child in element.children):  # contents
        for child in element.children:
            yield from _blocks(child)


def _text(element: PDFStructElement, pieces: _Pieces) -> str:
    own = "".join(pieces.get((element.page_number or 0, mcid), "") for mcid in element.mcids)
    return own + "".join(_text(child, pieces) for child in element.children)
