"""Forms as tagged PDF (PDF/UA-1)."""

from generator.writers.pdf.document import join_pieces, write, write_piece
from generator.writers.pdf.pieces import in_pieces

__all__ = ["in_pieces", "join_pieces", "write", "write_piece"]
