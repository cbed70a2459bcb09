"""What a decoder finds in a file: texts in the order in which they are read, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.diagnostics import Finding, Place


@dataclass(frozen=True, slots=True)
class Printed:
    """A text as the file shows it: a cell of a table, or a paragraph (or one part of it, where a tab or a wide gap parts it).

    ``text`` keeps the file's own line breaks as ``\\n`` (those that only come from the paper's width are undone).
    Empty cells are kept, with an empty text; cells that a merged cell covers are not there. ``table`` counts the
    file's tables from 1 and is 0 outside of them; ``row`` and ``column`` (1-based) say where the cell begins in the
    table's grid, ``rowspan`` and ``colspan`` how far it reaches. ``line`` numbers paragraphs and rows through the
    whole file, so that texts that stand side by side share it. ``begins_page``: the first row or paragraph of a page.
    ``is_contents``: the file says itself that it is a line of a contents list.
    """

    text: str
    place: Place
    line: int
    table: int = 0
    row: int = 0
    column: int = 1
    rowspan: int = 1
    colspan: int = 1
    begins_page: bool = False
    is_contents: bool = False


@dataclass(slots=True)
class Decoded:
    """A file's texts and what is to be said of the file. An error among ``findings`` means that nothing was read."""

    texts: list[Printed] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    pages: int = 0
    """How many pages were read; 0 where the kind of file has none."""
