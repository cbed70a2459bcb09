"""Laid-out pages, as tests look at them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.form import Form
from generator.layouts.model import Layout
from generator.pages.laid_out import Element, Page, Pages, Piece
from generator.pages.lay_out import lay_out


def elements(element: Element) -> Iterator[Element]:
    """``element`` and all that it holds, in reading order."""
    yield element
    for child in element.children:
        yield from elements(child)


def text_of(piece: Piece) -> str:
    return "".join(run.text for run in piece.runs)


def texts(pages: Pages) -> list[str]:
    """What each heading, paragraph and filled cell says, as ``Form.texts`` tells it but for line breaks."""
    shown = [
        "".join(text_of(piece) for _, piece in element.pieces)
        for element in elements(pages.tree)
        if element.role in ("heading", "paragraph", "label", "cell")
    ]
    return [text for text in shown if text]


def furniture(page: Page) -> list[str]:
    """What stands on a page and is no part of the form."""
    return [text_of(piece) for piece in page.pieces if piece.element is None]


def content(page: Page) -> list[str]:
    """What stands on a page of the form, piece by piece."""
    return [text_of(piece) for piece in page.pieces if piece.element is not None and piece.runs]


def plain_texts(form: Form) -> list[str]:
    """The texts of a form as ``texts`` gives them."""
    return [text.replace("\n", "") for text in _joined(form)]


def _joined(form: Form) -> Iterator[str]:
    """The form's texts, a paragraph with its right-hand part as one."""
    for block in form.blocks():
        right = getattr(block, "right", None)
        if right is not None:
            yield f"{getattr(block, 'text', '')}{right}"
        elif hasattr(block, "text"):
            yield block.text
        elif hasattr(block, "cells"):
            yield from (cell.text for cell in block.cells() if cell.text)


__all__ = ["content", "elements", "furniture", "lay_out", "plain_texts", "text_of", "texts"]


def pages_of(form: Form, layout: Layout) -> Pages:
    return lay_out(form, layout)
