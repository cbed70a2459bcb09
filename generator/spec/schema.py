"""The spec's JSON Schema (draft-07) for editors, made from the glossary: Chinese titles and descriptions.

A key may be the official term or the English name. Scalars are texts to the program; an editor may hold numbers.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable

from pydantic import BaseModel

from generator.spec.model import Spec
from generator.spec.shape import FieldShape, Shape, field_list

Schema = dict[str, object]

_SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}


def json_schema(layouts: Iterable[str] = ()) -> Schema:
    """The JSON Schema of a spec file; ``layouts`` are the names that editors offer for 版式."""
    definitions: dict[str, Schema] = {}
    root = _model(Spec, definitions)
    offered = sorted(layouts)
    if offered:
        # Layouts of an office's own are welcome too: offer, do not refuse.
        definitions["Layout"] = {"anyOf": [{"enum": offered}, {"type": "string"}]}
        properties = typing.cast(dict[str, Schema], root["properties"])
        for key in ("版式", "layout"):
            properties[key] |= {"allOf": [{"$ref": "#/definitions/Layout"}]}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "预算绩效目标",
        "description": "一个部门的预算绩效数据（jixiao）",
        **root,
        "definitions": definitions,
    }


def _model(model: type[BaseModel], definitions: dict[str, Schema]) -> Schema:
    properties: dict[str, Schema] = {}
    required: list[Schema] = []
    for field in field_list(model):
        schema = _field(field, definitions)
        properties[field.title] = properties[field.name] = schema
        if field.info.is_required():
            required.append({"anyOf": [{"required": [field.title]}, {"required": [field.name]}]})
    schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return schema | ({"allOf": required} if required else {})


def _field(field: FieldShape, definitions: dict[str, Schema]) -> Schema:
    described: Schema = {"title": field.title}
    if field.info.description:
        described["description"] = field.info.description
    value = _value(field.shape, definitions)
    if "$ref" in value:  # draft-07 ignores what stands beside $ref
        return {**described, "allOf": [value]}
    return {**described, **value}


def _value(shape: Shape, definitions: dict[str, Schema]) -> Schema:
    if shape.kind == "list" and shape.item:
        return {"type": ["array", "null"], "items": _value(shape.item, definitions)}
    if shape.kind == "mapping" and shape.item:
        return {"type": ["object", "null"], "additionalProperties": _value(shape.item, definitions)}
    if shape.model is not None:
        return _reference(shape.model, definitions)
    choices = typing.get_args(shape.scalar) if typing.get_origin(shape.scalar) is typing.Literal else ()
    return {"enum": list(choices)} if choices else dict(_SCALAR)


def _reference(model: type[BaseModel], definitions: dict[str, Schema]) -> Schema:
    name = model.__name__
    if name not in definitions:
        definitions[name] = {}  # stands in while the model's own fields are read
        schema = _model(model, definitions)
        shorthand = getattr(model, "shorthand", None)
        definitions[name] = {"anyOf": [schema, dict(_SCALAR)]} if shorthand else {**schema, "type": ["object", "null"]}
    return {"$ref": f"#/definitions/{name}"}
