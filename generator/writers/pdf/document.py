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
    return _joined(form, layout, pieces, [_piece(piece, layout) for piece in pieces])


def piece_count(form: Form, layout: Layout) -> int:
    """Into how many pieces the PDF of ``form`` is parted; 1 for one that ``write`` sets whole."""
    return len(in_pieces(form, layout))


def write_piece(form: Form, layout: Layout, number: int) -> bytes:
    """The piece ``number`` (from 0) for ``join_pieces``; nothing for one that is set there. Raises as ``write`` does."""
    return _piece(in_pieces(form, layout)[number], layout)


def join_pieces(form: Form, layout: Layout, written: Sequence[bytes]) -> bytes:
    """What ``write`` gives, from all pieces in order as ``write_piece`` gave them. Raises as ``write`` does."""
    return _joined(form, layout, in_pieces(form, layout), written)


def _piece(piece: Piece, layout: Layout) -> bytes:
    return b"" if piece.awaits_pages else set_unnumbered(piece.form, layout, goes_on=piece.goes_on)


def _joined(form: Form, layout: Layout, pieces: Sequence[Piece], written: Sequence[bytes]) -> bytes:
    from generator.writers.pdf.joining import joined  # here, because few forms are long

    return joined(form, layout, pieces, written)
