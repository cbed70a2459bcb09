"""Excel: a form as a workbook for publishing and printing, a worksheet a section.

``write(form, layout)`` is all that other packages use. The parts: ``names`` (of sheets), ``grid`` (columns),
``heights`` (of rows), ``values`` (texts and numbers), ``styles``, ``book`` (what sheets share), ``sheet`` (areas of
cells), ``blocks`` and ``tables`` (what is drawn on it), ``printing`` (paper), ``workbook`` (the file).
"""

from generator.writers.xlsx.workbook import write

__all__ = ["write"]
