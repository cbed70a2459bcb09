"""The Word writer: a Form and the layout's skin in, the bytes of a .docx out."""

from generator.writers.docx.errors import SkinError
from generator.writers.docx.skin_builder import build_skin
from generator.writers.docx.writer import write

__all__ = ["SkinError", "build_skin", "write"]
