"""Comparable trees: what a spec's nodes say, free of key language, shorthand, comments and styles of writing.

Absent, blank, ``""`` and ``"0"`` stay different; texts are as written. Keys that the glossary does not know, and
further keys of the same name, are left out: merging never touches them.
Every tree has a ``content`` number, equal exactly for equal content within one ``Pool``, so that comparing is cheap.
"""

from __future__ import annotations

import typing
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.diagnostics import Loc, Place
from generator.sources.node import Mapping, Node, Scalar, Sequence
from generator.spec.model import Spec
from generator.spec.shape import FieldShape, Shape, field_list, fields_of

SPEC_SHAPE = Shape("model", model=Spec)
TEXT_SHAPE = Shape("scalar")
_FREE_SHAPE = Shape("mapping", item=TEXT_SHAPE)

Ids = typing.Mapping[Loc, Loc]
"""By the loc of an item of the workbook, which one of the base it is."""

ContentKey = str | None | tuple[object, ...]


class Pool:
    """Gives equal contents equal numbers."""

    def __init__(self) -> None:
        self._numbers: dict[ContentKey, int] = {}

    def number(self, key: ContentKey) -> int:
        """The number of a text, or of a tuple made of such numbers."""
        return self._numbers.setdefault(key, len(self._numbers))


@dataclass(slots=True, eq=False)
class Leaf:
    """A text, or ``None`` where it is blank."""

    node: Node
    content: int
    text: str | None
    origin: Tree | None = None


@dataclass(slots=True, eq=False)
class Listing:
    """A list. ``origin`` of an item is the item of the YAML that it was merged from."""

    node: Node
    content: int
    shape: Shape
    items: list[Tree]
    origin: Tree | None = None


@dataclass(slots=True, eq=False)
class Record:
    """A mapping: values by English name (or by key, in a free mapping). ``free_keys`` are the keys of a free mapping."""

    node: Node
    content: int
    shape: Shape
    fields: dict[str, Tree]
    free_keys: dict[str, Scalar] | None = None
    origin: Tree | None = None

    @property
    def keys(self) -> dict[str, Scalar]:
        """The keys as written, by the names of the fields: looked up anew each time, since few are ever asked for."""
        if self.free_keys is not None:
            return self.free_keys
        if not isinstance(self.node, Mapping) or self.shape.model is None:
            return {}
        return {name: key for name, (_, key, _) in _children(self.node, self.shape.model).items()}

    @property
    def is_shorthand(self) -> bool:
        """Whether it is written as one bare text."""
        return isinstance(self.node, Scalar)


Tree = Leaf | Listing | Record


def place_of(tree: Tree | None) -> Place | None:
    """Where a tree is written."""
    return tree.node.place if tree is not None else None


def content_of(tree: Tree | None) -> int:
    """The number of a tree's content; absent is a content of its own."""
    return -1 if tree is None else tree.content


def build_tree(node: Node, pool: Pool, shape: Shape = SPEC_SHAPE) -> Tree:
    """The tree of ``node``, which should have ``shape``; what has another is taken as it stands."""
    if isinstance(node, Scalar):
        return _of_scalar(node, pool, shape)
    if isinstance(node, Sequence):
        item_shape = shape.item if shape.kind == "list" and shape.item else TEXT_SHAPE
        return listing(node, pool, shape, [build_tree(item, pool, item_shape) for item in node.items])
    if shape.kind == "model" and shape.model:
        return _of_model(node, pool, shape, shape.model)
    return _of_free(node, pool, shape if shape.kind == "mapping" else _FREE_SHAPE, str)


def leaf(node: Scalar, pool: Pool) -> Leaf:
    """The leaf that ``node`` is."""
    return Leaf(node, pool.number(node.text), node.text)


def listing(node: Node, pool: Pool, shape: Shape, items: list[Tree]) -> Listing:
    """A list of ``items``."""
    return Listing(node, _list_content(pool, [item.content for item in items]), shape, items)


def record(
    node: Node, pool: Pool, shape: Shape, fields: dict[str, Tree], free_keys: dict[str, Scalar] | None = None
) -> Record:
    """A mapping of ``fields``; their order is no part of its content."""
    content = _record_content(pool, {name: tree.content for name, tree in fields.items()})
    return Record(node, content, shape, fields, free_keys)


def _list_content(pool: Pool, items: list[int]) -> int:
    return pool.number(("[", *items))


def _record_content(pool: Pool, fields: dict[str, int]) -> int:
    return pool.number(("{", *(part for name in sorted(fields) for part in (name, fields[name]))))


def content_number(node: Node, pool: Pool, shape: Shape = SPEC_SHAPE) -> int:
    """The ``content`` of ``build_tree(node, pool, shape)``, of which only one item's tree is made at a time."""
    if isinstance(node, Sequence) and shape.kind == "list" and shape.item:
        return _list_content(pool, [content_number(item, pool, shape.item) for item in node.items])
    if isinstance(node, Mapping) and shape.model and has_branches(shape):
        model = shape.model
        contents: dict[str, int] = {}
        for name, (found, _, child) in _children(node, model).items():
            if found in branches(model):
                contents[name] = content_number(child, pool, found.shape)
            else:
                contents[name] = _of_field(child, pool, model, found).content
        return _record_content(pool, contents)
    return build_tree(node, pool, shape).content


def _of_scalar(node: Scalar, pool: Pool, shape: Shape) -> Tree:
    shorthand = getattr(shape.model, "shorthand", None)
    if node.text is None or not shorthand:
        return leaf(node, pool)
    return record(node, pool, shape, {shorthand: leaf(node, pool)})


def _of_model(node: Mapping, pool: Pool, shape: Shape, model: type[BaseModel]) -> Record:
    children = _children(node, model).items()
    fields = {name: _of_field(child, pool, model, found) for name, (found, _, child) in children}
    return record(node, pool, shape, fields)


def _of_field(node: Node, pool: Pool, model: type[BaseModel], found: FieldShape) -> Tree:
    """The tree of a field of ``model``, whose keys are compared by what they mean if it is a free mapping."""
    if found.shape.kind == "mapping" and isinstance(node, Mapping):
        return _of_free(node, pool, found.shape, key_reader(model, found.name))
    return build_tree(node, pool, found.shape)


def _children(node: Mapping, model: type[BaseModel]) -> dict[str, tuple[FieldShape, Scalar, Node]]:
    """The fields of ``model`` that are written in ``node``, each with its key and value; the first of each name counts."""
    known = fields_of(model)
    children: dict[str, tuple[FieldShape, Scalar, Node]] = {}
    for key, child in node.entries:
        found = known.get((key.text or "").strip())
        if found is not None:
            children.setdefault(found.name, (found, key, child))
    return children


def _of_free(node: Mapping, pool: Pool, shape: Shape, read_key: Callable[[str], str]) -> Record:
    fields: dict[str, Tree] = {}
    keys: dict[str, Scalar] = {}
    for key, child in node.entries:
        name = read_key((key.text or "").strip())
        if name not in fields:
            keys[name] = key
            fields[name] = build_tree(child, pool, shape.item or TEXT_SHAPE)
    return record(node, pool, shape, fields, keys)


@cache
def key_reader(model: type[BaseModel], name: str) -> Callable[[str], str]:
    """How the keys of the free mapping ``name`` are compared: ``3月底`` and ``3`` are the same month."""
    arguments = typing.get_args(model.model_fields[name].annotation)
    if not arguments or arguments[0] is str:
        return str
    adapter: TypeAdapter[object] = TypeAdapter(arguments[0])

    @cache
    def read(text: str) -> str:
        try:
            return str(adapter.validate_python(text))
        except ValidationError:
            return text

    return read


@cache
def branches(model: type[BaseModel]) -> tuple[FieldShape, ...]:
    """The fields of ``model`` that hold items: its lists, and parts that have such fields themselves."""
    return tuple(shape for shape in field_list(model) if shape.shape.kind == "list" or has_branches(shape.shape))


def strip_nodes(tree: Tree, anywhere: Scalar | None = None) -> None:
    """Let go of the nodes inside the lists and mappings of a tree, of which it then knows only the places.

    For the tree of a workbook or a base, whose text nobody patches: what it was read from is as large as the tree
    itself. With ``anywhere`` not even the places of texts matter: all then have that node.
    """
    waiting = [tree]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Leaf):
            each.node = anywhere or each.node
        elif isinstance(each, Record):
            waiting += each.fields.values()
            each.node = Mapping(each.node.place) if isinstance(each.node, Mapping) else each.node
        else:
            waiting += each.items
            each.node = Sequence(each.node.place)


def share_values(tree: Tree, other: Tree, ids: Ids | None = None, loc: Loc = ()) -> None:
    """Let items of ``tree`` that say what ``other`` says have its values: of a large file nearly all.

    Compared are items that stand at the same loc and, where ``ids`` says which is which, are the same. They stay
    trees of their own, since conflicts about where they stand name their places. ``loc`` is where both are.
    """
    if isinstance(tree, Record) and isinstance(other, Record):
        _share_fields(tree, other, ids, loc)
    elif isinstance(tree, Listing) and isinstance(other, Listing):
        for index, pair in enumerate(zip(tree.items, other.items, strict=False)):
            here = (*loc, index)
            if ids is None or ids.get(here) == here:
                share_values(*pair, ids, here)


def _share_fields(tree: Record, other: Record, ids: Ids | None, loc: Loc) -> None:
    held = {shape.name for shape in branches_of(tree)}
    is_same = tree.content == other.content
    if is_same and not held:
        tree.fields = other.fields
        return
    for name, value in tree.fields.items():
        twin = other.fields.get(name)
        if is_same and twin is not None and name not in held:
            tree.fields[name] = twin
        elif twin is not None:
            share_values(value, twin, ids, (*loc, name))


def has_branches(shape: Shape) -> bool:
    """Whether a part of this shape holds items."""
    return shape.kind == "model" and shape.model is not None and bool(branches(shape.model))


def branches_of(tree: Tree | None) -> tuple[FieldShape, ...]:
    """The fields in which a record of a model may hold items."""
    return branches(tree.shape.model) if isinstance(tree, Record) and tree.shape.model is not None else ()
