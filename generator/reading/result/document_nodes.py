"""A document that was read, as the nodes of a spec: the same as a YAML file's, with the printed texts as places."""

from __future__ import annotations

from pydantic import BaseModel

from generator.diagnostics import Place
from generator.layouts.model import Layout
from generator.reading.form.fields import Field
from generator.reading.result.spec_draft import DraftItem
from generator.sources.node import Mapping, Node, Scalar, Sequence
from generator.spec.model import Spec
from generator.spec.shape import FieldShape, field_list


def nodes_of(document: DraftItem, layout: Layout, file: str) -> Mapping:
    """The nodes of ``document``, a spec in the words of ``layout``; keys are the official terms."""
    start = Place(file)
    root = _record(Spec, (), document, start)
    key = Scalar(Spec.model_fields["layout"].title or "", start)
    root.entries.insert(0, (key, Scalar(layout.id, start)))
    return root


def _record(model: type[BaseModel], way: Field, item: DraftItem, place: Place) -> Mapping:
    entries: list[tuple[Scalar, Node]] = []
    for field in field_list(model):
        node = _value(field, (*way, field.name), item, place)
        if node is not None:
            entries.append((Scalar(field.title, node.place), node))
    return Mapping(entries[0][1].place if entries else place, entries)


def _value(field: FieldShape, way: Field, item: DraftItem, place: Place) -> Node | None:
    kind, model = field.shape.kind, field.shape.model
    if kind == "list":
        return _list(field, way, item, place)
    if kind == "model" and model is not None:
        record = _record(model, way, item, place)
        return _short(record, model) if record.entries else None
    if kind == "mapping":
        return _mapping(way, item)
    text = item.texts.get(way)
    return None if text is None else Scalar(text.text, text.place)


def _short(record: Mapping, model: type[BaseModel]) -> Node:
    """A part that may be written as one text, where that text is all of it."""
    shorthand = getattr(model, "shorthand", None)
    title = model.model_fields[shorthand].title if shorthand else None
    [key, value] = record.entries[0]
    return value if len(record.entries) == 1 and title and key.text == title else record


def _list(field: FieldShape, way: Field, item: DraftItem, place: Place) -> Node | None:
    items = item.items.get(way, [])
    shape = field.shape.item
    nodes: list[Node] = []
    for each in items:
        if shape is not None and shape.model is not None:
            record = _record(shape.model, way, each, place)
            if record.entries:
                nodes.append(record)
        elif way in each.texts:
            nodes.append(Scalar(each.texts[way].text, each.texts[way].place))
    return Sequence(nodes[0].place, nodes) if nodes else None


def _mapping(way: Field, item: DraftItem) -> Node | None:
    entries: list[tuple[Scalar, Node]] = []
    for name, text in item.texts.items():
        if name[:-1] == way:
            key = f"{name[-1]}月底" if name[-1].isdigit() else name[-1]
            entries.append((Scalar(key, text.place), Scalar(text.text, text.place)))
    return Mapping(entries[0][1].place, entries) if entries else None
