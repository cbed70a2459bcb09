"""A form as PDF: the markup and style sheet of the web page, set on paper; a long form piece by piece."""

from __future__ import annotations

from collections.abc import Sequence

from generator.form import Form
from generator.layouts.model import Layout
from generator.writers.pdf.engine import set_form, set_unnumbered
from generator.writers.pdf.pieces import Piece, in_pieces


def write(form: Form, layout: Layout) -> bytes:
    """``form`` as PDF/UA-1; the same form gives the same bytes.

    Raises ``PdfUnavailable`` where fonts, characters of fonts or libraries are missing; its message is for the user.
    """
    pieces = in_pieces(form, layout)
    if len(pieces) == 1:
        return set_form(form, layout)
    return join_pieces(form, layout, pieces, [write_piece(piece, layout) for piece in pieces])


def write_piece(piece: Piece, layout: Layout) -> bytes:
    """One of several ``pieces`` for ``join_pieces``; nothing for one that is set there. Raises as ``write`` does."""
    return b"" if piece.awaits_pages else set_unnumbered(piece.form, layout, goes_on=piece.goes_on)


def join_pieces(form: Form, layout: Layout, pieces: Sequence[Piece], written: Sequence[bytes]) -> bytes:
    """What ``write`` gives, from all pieces as ``write_piece`` gave them. Raises as ``write`` does."""
    from generator.writers.pdf.joining import joined  # here, because few forms are long

    return joined(form, layout, pieces, written)
