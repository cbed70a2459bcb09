"""Where the values of a spec stand: told from the nodes when asked, for few values of a spec are ever pointed at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.diagnostics import Loc, Place
from generator.sources.node import Mapping, Node, Scalar, Sequence
from generator.spec.model import Spec
from generator.spec.shape import Shape, fields_of

ROOT = Shape("model", model=Spec)
"""The shape of what a file holds."""


@dataclass(slots=True)
class Places:
    """The place of every value of a spec, by its ``loc``; ``blanks`` are places of values that have no node."""

    file: str
    root: Node | None = None
    blanks: dict[Loc, Place] = field(default_factory=dict)

    def at(self, loc: Loc) -> Place:
        """The place of the value at ``loc``; of the nearest part around it where the value itself is missing."""
        nodes = [] if self.root is None else list(_nodes_along(loc, self.root))
        for length in range(len(loc), -1, -1):
            place = nodes[length].place if length < len(nodes) else self.blanks.get(loc[:length])
            if place is not None:
                return place
        return Place(self.file)


def meaning_of(text: str, shape: Shape) -> object:
    """What a key of a free mapping means: ``3月`` and ``3月底`` are one key written twice."""
    try:
        return _key_reader(shape.key).validate_python(text)
    except ValidationError:
        return text


@cache
def _key_reader(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def _nodes_along(loc: Loc, root: Node) -> Iterator[Node]:
    """The root and the nodes on the way to ``loc``, one a step, as far as there are any."""
    node, shape = root, ROOT
    yield node
    for step in loc:
        inner = _inner(node, shape, step)
        if inner is None:
            return
        node, shape = inner
        yield node


def _inner(node: Node, shape: Shape, step: str | int) -> tuple[Node, Shape] | None:
    """What ``step`` leads to from ``node``, and the shape of that."""
    if isinstance(step, int):
        if isinstance(node, Sequence) and shape.item and step < len(node.items):
            return node.items[step], shape.item
    elif shape.model:
        field_shape = fields_of(shape.model).get(step)
        inner = _value(node, shape.model, step)
        if field_shape and inner:
            return inner, field_shape.shape
    elif isinstance(node, Mapping) and shape.item:
        inner = _free_value(node, shape, step)
        if inner:
            return inner, shape.item
    return None


def _value(node: Node, model: type[BaseModel], name: str) -> Node | None:
    """The value of the field ``name`` of a model: under its key (the first, where it stands twice), or as a bare text."""
    if isinstance(node, Mapping):
        known = fields_of(model)
        for key, value in node.entries:
            field_shape = known.get((key.text or "").strip())
            if field_shape and field_shape.name == name:
                return value
    elif isinstance(node, Scalar) and node.text is not None and name == getattr(model, "shorthand", None):
        return node
    return None


def _free_value(node: Mapping, shape: Shape, name: str) -> Node | None:
    """The value under a key of a free mapping; a month is found as ``3月底`` too, however it is written."""
    met = set()
    for key, value in node.entries:
        text = (key.text or "").strip()
        meaning = meaning_of(text, shape)
        if meaning not in met and (name == text or (isinstance(meaning, int) and name == f"{meaning}月底")):
            return value
        met.add(meaning)
    return None
