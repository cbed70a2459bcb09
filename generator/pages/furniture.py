"""What each page bears besides the form: its number, and 草稿 where it is a draft. None of it is text of the form."""

from __future__ import annotations

from math import cos, radians, sin

from generator.fonts.typeface import typeface
from generator.form import DRAFT
from generator.layouts.model import Layout
from generator.measure import MM_PER_PT
from generator.pages.laid_out import Page, Piece, Run
from generator.pages.paper import Paper
from generator.pages.typesetting import Type, types_of

_NUMBER_BELOW_MM = 7.0
"""How far below the text the page's number stands."""
_RED = 0.70, 0.15, 0.12
_FAINT = 0.97, 0.91, 0.91
"""The same red, a tenth of it on white: no reader need know of transparency."""
_HEAD_SIZE, _ACROSS_SIZE, _ACROSS_ANGLE = 14.0, 150.0, 30.0
_MIDDLE_EM = 0.38


def number_pages(paper: Paper, layout: Layout) -> None:
    """Put ``— 1 —`` and so on at the foot of each page."""
    kind = types_of(layout).of("page_number").aligned("left")
    lowest = paper.height - kind.size  # a narrow margin has no room for it further down
    base = min(kind.base(paper.bottom + _NUMBER_BELOW_MM / MM_PER_PT), lowest)
    for number, page in enumerate(paper.pages, 1):
        text = f"— {number} —"
        piece = Piece(None)
        kind.put(text, ((paper.width - kind.width(text)) / 2, base), piece)
        page.pieces.append(piece)


def mark_drafts(paper: Paper) -> None:
    """Mark each page: small at its head, and large across it behind the text."""
    font = typeface("黑体", True)
    head = Type(font, _HEAD_SIZE, _HEAD_SIZE, "left")
    place = (
        paper.left + paper.text_width - head.width(DRAFT),
        head.base(max((paper.top - _HEAD_SIZE) / 2, _HEAD_SIZE / 4)),
    )
    for page in paper.pages:
        piece = Piece(None)
        head.put(DRAFT, place, piece, colour=_RED)
        page.pieces.append(piece)
        page.behind.append(_across(paper, page, font_of=head))


def _across(paper: Paper, page: Page, font_of: Type) -> Piece:  # noqa: ARG001
    large = Type(font_of.typeface, _ACROSS_SIZE, _ACROSS_SIZE, "left")
    width, rise = large.width(DRAFT), _MIDDLE_EM * _ACROSS_SIZE
    turn = radians(_ACROSS_ANGLE)
    # The middle of the word comes to the middle of the page; y grows downwards.
    x = paper.width / 2 - width / 2 * cos(turn) + rise * sin(turn)
    y = paper.height / 2 + width / 2 * sin(turn) + rise * cos(turn)
    piece = Piece(None)
    for cut, part in large.typeface.stretches(DRAFT):
        piece.runs.append(Run(x, y, part, cut, _ACROSS_SIZE, 0.0, _FAINT, _ACROSS_ANGLE))
    return piece
