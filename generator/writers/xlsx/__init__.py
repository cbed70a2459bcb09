"""Excel: a form as a workbook for publishing and printing, a worksheet a section.

``write(form, layout)`` is all that other packages use. The parts: ``names`` (of sheets), ``grid`` (columns),
``rows`` (heights), ``values`` (texts and numbers), ``styles``, ``canvas`` (areas of cells), ``blocks`` and ``tables``
(what is drawn on it), ``printing`` (paper), ``package`` (the file).
"""

from generator.writers.xlsx.workbook import write

__all__ = ["write"]
