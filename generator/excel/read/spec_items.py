"""What the sheets say as a tree with English keys, and that tree as nodes with the official ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Union

from generator.diagnostics import Place
from generator.excel.sheets.as_written import Notes
from generator.sources.node import Mapping, Node, Scalar, Sequence
from generator.sources.workbook_cells import ref_of
from generator.spec.model import Spec
from generator.spec.shape import Shape, field_list


class CellScalar(Scalar):
    """What a cell says. Its place is told from the sheet's when asked for, since a large workbook has half a million.

    (It cannot be set, which mypy is told to accept: nothing sets the place of a node.)
    """

    __slots__ = ("column", "row", "sheet")

    def __init__(self, text: str | None, sheet: Place, column: int, row: int) -> None:
        self.text = text
        self.sheet = sheet
        self.column = column
        self.row = row

    @property
    def place(self) -> Place:  # type: ignore[override]  # a field there; here told when asked for
        """The cell."""
        return self.sheet._replace(cell=ref_of(self.column, self.row))


@dataclass(slots=True)
class Item:
    """A mapping by English keys, and where it stands."""

    place: Place
    parts: dict[str, Part] = field(default_factory=dict)

    def put(self, key: str, part: Part) -> None:
        """Set what stands at the dotted ``key``, making the mappings on the way."""
        item = self
        *way, last = key.split(".")
        for step in way:
            inner = item.parts.setdefault(step, Item(_place(part, self.place)))
            assert isinstance(inner, Item)
            item = inner
        item.parts[last] = part

    def has(self, key: str) -> bool:
        """Whether something stands at the dotted ``key``."""
        part: Part = self
        for step in key.split("."):
            if not isinstance(part, Item) or step not in part.parts:
                return False
            part = part.parts[step]
        return True

    def restore(self, notes: Notes, row_id: str, key: str, *, is_list: bool) -> None:
        """Put back a list or mapping that was written though it held nothing, if nothing stands there now."""
        noted = notes.part(row_id, key)
        if self.has(key) or not (noted is None or noted == "empty"):
            return
        empty: Part = [] if is_list else Item(self.place)
        self.put(key, Scalar(None, self.place) if noted is None else empty)


Part = Union[Item, Scalar, "list[Item] | list[Scalar]"]


def _place(part: Part, otherwise: Place) -> Place:
    return part.place if isinstance(part, (Item, Scalar)) else otherwise


def _key(text: str, value: Part, otherwise: Place) -> Scalar:
    """The key of a value, which stands where the value does."""
    if isinstance(value, CellScalar):
        return CellScalar(text, value.sheet, value.column, value.row)
    return Scalar(text, _place(value, otherwise))


def root_node(root: Item) -> Node:
    """The nodes of a whole spec. The items lose their parts on the way, so that a large spec is not held twice."""
    return _node(root, Shape("model", model=Spec), root.place)


def _node(part: Part, shape: Shape | None, above: Place) -> Node:
    if isinstance(part, Scalar):
        return part
    if isinstance(part, list):
        first = _place(part[0], above) if part else above
        return Sequence(first, [_node(item, shape.item if shape else None, first) for item in part])
    if shape is None or shape.model is None:
        free = [(_key(key, inner, part.place), _node(inner, None, part.place)) for key, inner in part.parts.items()]
        part.parts.clear()
        return Mapping(part.place, free)
    entries: list[tuple[Scalar, Node]] = []
    for known in field_list(shape.model):
        inner = part.parts.get(known.name)
        if inner is not None:
            entries.append((_key(known.title, inner, part.place), _node(inner, known.shape, part.place)))
    part.parts.clear()
    return Mapping(part.place, entries)
