"""Forms as tagged PDF (PDF/UA-1)."""

from generator.writers.pdf.document import write

__all__ = ["write"]
