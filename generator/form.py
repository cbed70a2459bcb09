"""The composed form: headings, paragraphs and tables of cells, free of any file format.

A layout's template is semantic HTML, which ``form_markup`` reads once into a ``Form``; every writer draws that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

DRAFT = "草稿"
"""What marks every page of a draft."""
DRAFT_BANNER = f"{DRAFT}：仅供核对，不得公开"
"""What a draft's web page says at its head."""

Scope = Literal["col", "row", "colgroup", "rowgroup"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4. ``anchor`` is unique in the form, for links and bookmarks."""

    level: int
    text: str
    anchor: str
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; lines are parted by ``\\n``. ``right`` is the part set flush right on the same line."""

    text: str
    right: str | None = None
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: each writer lists the form's headings its own way, under ``title``.

    ``depth`` is the deepest heading level that is listed.
    """

    title: str
    depth: int = 2


class Cell(NamedTuple):
    """One cell of a table's grid: its place (0-based), its extent, its text (lines parted by ``\\n``).

    A cell that shows a number carries it in ``number``, with the Excel format that prints it as ``text``.
    """

    # A form has more cells than all else together: a tuple is made in a third of the time of a frozen data class.

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    is_header: bool = False
    scope: Scope | None = None
    number: Decimal | None = None
    number_format: str | None = None
    classes: tuple[str, ...] = ()

    @property
    def style(self) -> str:
        """The name of the style that the cell is drawn in: its first class, else by its kind."""
        return self.classes[0] if self.classes else ("label" if self.is_header else "text")


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose cells tile ``height`` × ``len(widths)``.

    ``widths`` are fractions of the text width that add up to 1; the first ``head_rows`` rows repeat on each page.
    ``rows[r]`` holds the cells that begin in row ``r``, from left to right.
    """

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head_rows: int = 0
    classes: tuple[str, ...] = ()

    def cells(self) -> Iterator[Cell]:
        """All cells, row by row."""
        for row in self.rows:
            yield from row

    def width_of(self, cell: Cell) -> float:
        """The fraction of the text width that ``cell`` takes."""
        return sum(self.widths[cell.column : cell.column + cell.colspan])


Block = Heading | Paragraph | Contents | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A part that begins a page of its own, and is a sheet of its own in a workbook."""

    name: str
    blocks: tuple[Block, ...]
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A document ready to be drawn. ``is_draft``: every page is marked 草稿."""

    title: str
    author: str
    subject: str
    sections: tuple[Section, ...]
    is_draft: bool = False
    context: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    """What the template was given (for the scalars and rows of Word skins)."""

    def blocks(self) -> Iterator[Block]:
        """All blocks in the order of the document."""
        for section in self.sections:
            yield from section.blocks

    def headings(self) -> list[Heading]:
        """The headings in the order of the document."""
        return [block for block in self.blocks() if isinstance(block, Heading)]

    def texts(self) -> Iterator[str]:
        """Every text a reader sees, in order, without page numbers, repeated heads and the table of contents."""
        for block in self.blocks():
            yield from _texts_of(block)

    def as_text(self) -> str:
        """The form as plain text, a line a block or table row, for goldens and diffs."""
        return "\n".join(line for section in self.sections for line in _section_lines(section)) + "\n"


def _texts_of(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from (cell.text for cell in block.cells() if cell.text)
    elif isinstance(block, Paragraph):
        yield from (text for text in (block.text, block.right) if text)
    elif isinstance(block, Heading):
        yield block.text


def _section_lines(section: Section) -> Iterator[str]:
    yield f"=== {section.name}"
    for block in section.blocks:
        if isinstance(block, Heading):
            yield f"{'#' * block.level} {block.text}"
        elif isinstance(block, Paragraph):
            yield block.text.replace("\n", "⏎") + (f"\t→ {block.right}" if block.right else "")
        elif isinstance(block, Contents):
            yield f"[{block.title}]"
        else:
            yield from _table_lines(block)


def _table_lines(table: Table) -> Iterator[str]:
    for index, row in enumerate(table.rows):
        marks = (f"{cell.text.replace(chr(10), '⏎')}{_extent(cell)}" for cell in row)
        yield ("‖ " if index < table.head_rows else "| ") + " | ".join(marks)


def _extent(cell: Cell) -> str:
    return "" if cell.rowspan == cell.colspan == 1 else f" [{cell.rowspan}×{cell.colspan}]"
