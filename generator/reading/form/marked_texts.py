"""The marked form, text by text: what stands where in it, and to which item of which list each text belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from generator.form import Block, Heading, Paragraph, Section, Table
from generator.reading.form.fields import lists_of
from generator.reading.form.marks import Slot
from generator.reading.form.specimen import Specimen, Variation

TextKind = Literal["heading", "paragraph", "right", "cell"]


class Item(NamedTuple):
    """An item of a list: the way to the list, and the item's number, from 0."""

    of: tuple[str, ...]
    number: int


Vector = tuple[Item, ...]
"""The items that a text belongs to, the outermost first: the second unit's first project."""


class Position(NamedTuple):
    """Where a text stands in the marked form: section, block, row, column (of a table's grid)."""

    section: int
    block: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Listed:
    """What a text repeats that lists items: the list whose items it names, and the texts of its first two items."""

    of: tuple[str, ...]
    item: str
    second: str


@dataclass(slots=True)
class MarkedText:
    """One text of the marked form. ``table`` counts the section's tables from 1 and is 0 outside of them.

    ``width`` is the table's number of columns, ``span`` how many of them the cell takes.
    """

    position: Position
    text: str
    kind: TextKind
    table: int = 0
    width: int = 0
    is_head: bool = False
    begins_row: bool = True
    vector: Vector = ()
    row_vector: Vector = ()
    span: int = 1
    listed: Listed | None = None


def marked_texts(specimen: Specimen, variation: Variation) -> list[MarkedText]:
    """The texts of the marked form in order, each with the items that it belongs to."""
    found = []
    for number, section in enumerate(specimen.sections(variation)):
        texts = list(_of_section(number, section))
        for text in texts:
            text.text = specimen.marked(text.text)
        _find_vectors(texts, specimen.marks.slots)
        found += texts
    return found


def _of_section(number: int, section: Section) -> Iterator[MarkedText]:
    table = 0
    for index, block in enumerate(section.blocks):
        table += isinstance(block, Table)
        yield from _of_block(Position(number, index, 0, 0), block, table)


def _of_block(start: Position, block: Block, table: int) -> Iterator[MarkedText]:
    if isinstance(block, Heading):
        yield MarkedText(start, block.text, "heading")
    elif isinstance(block, Paragraph):
        yield MarkedText(start, block.text, "paragraph")
        if block.right is not None:
            yield MarkedText(start._replace(column=1), block.right, "right", begins_row=False)
    elif isinstance(block, Table):
        for cell in block.cells():
            position = start._replace(row=cell.row, column=cell.column)
            begins = cell is block.rows[cell.row][0]
            width, is_head = len(block.widths), cell.row < block.head_rows
            yield MarkedText(position, cell.text, "cell", table, width, is_head, begins, span=cell.colspan)


# --- items ----------------------------------------------------------------------------------------------------


def vector_of(slot: Slot) -> Vector:
    """The items that a slot belongs to."""
    return tuple(Item(way, index) for way, index in zip(lists_of(slot.field), slot.items, strict=True))


def common(vectors: Iterable[Vector]) -> Vector:
    """The longest vector that begins each of ``vectors``, those aside that begin it themselves."""
    known = sorted(set(vectors), key=len, reverse=True)
    best: Vector = ()
    for length in range(1, len(known[0]) + 1 if known else 0):
        prefix = known[0][:length]
        if all(vector[:length] == prefix or prefix[: len(vector)] == vector for vector in known):
            best = prefix
    return best


def _find_vectors(texts: list[MarkedText], slots: Mapping[str, Slot]) -> None:
    """Give each text of a section its vector: of its own slots, else of its row, else of the section."""
    of_section = common(vector for text in texts for vector in _own(text, slots))
    rows: dict[tuple[int, int], list[MarkedText]] = {}
    for text in texts:
        rows.setdefault((text.position.block, text.position.row), []).append(text)
    for row in rows.values():
        own = [vector for text in row for vector in _own(text, slots)]
        of_row = common(own) if own else of_section
        for text in row:
            vectors = _own(text, slots)
            text.row_vector = of_row
            text.vector = common(vectors) if vectors else of_row


def _own(text: MarkedText, slots: Mapping[str, Slot]) -> list[Vector]:
    found = [slots[char] for char in text.text if char in slots]
    return [vector_of(slot) for slot in found if slot.kind not in ("level1", "level2", "unit")]
