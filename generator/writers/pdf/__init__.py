"""Forms as tagged PDF (PDF/UA-1)."""

from generator.writers.pdf.document import join_pieces, piece_count, write, write_piece

__all__ = ["join_pieces", "piece_count", "write", "write_piece"]
