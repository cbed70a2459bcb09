"""The spec's JSON Schema (draft-07) for editors, made from the glossary: Chinese titles and descriptions.

A key may be the official term or the English name. Scalars are texts to the program; an editor may hold numbers.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from generator.spec.model import Spec
from generator.spec.shape import FieldShape, Shape, field_list

Schema = dict[str, object]

_SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}


def json_schema(offered: Mapping[str, Iterable[str]] | None = None) -> Schema:
    """The JSON Schema of a spec file; ``offered`` are the texts that editors offer for fields, by English name.

    What is offered is not demanded: layouts of an office's own, with words of their own, are welcome too.
    """
    definitions: dict[str, Schema] = {}
    offers: dict[str, Schema] = {}
    for name, texts in (offered or {}).items():
        is_required = name in Spec.model_fields and Spec.model_fields[name].is_required()
        other: Schema = {"type": "string"} if is_required else dict(_SCALAR)
        definitions[name.capitalize()] = {"anyOf": [{"enum": sorted(set(texts))}, other]}
        offers[name] = {"allOf": [{"$ref": f"#/definitions/{name.capitalize()}"}]}
    root = _Writer(definitions, offers).model(Spec)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "预算绩效目标",
        "description": "一个部门的预算绩效数据（jixiao）",
        **root,
        "definitions": definitions,
    }


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes models as schemas; models within models become ``definitions``, ``offers`` are added to their fields."""

    definitions: dict[str, Schema]
    offers: Mapping[str, Schema]

    def model(self, model: type[BaseModel]) -> Schema:
        properties: dict[str, Schema] = {}
        required: list[Schema] = []
        for field in field_list(model):
            schema = self._field(field) | self.offers.get(field.name, {})
            properties[field.title] = properties[field.name] = schema
            if field.info.is_required():
                required.append({"anyOf": [{"required": [field.title]}, {"required": [field.name]}]})
        schema = {"type": "object", "additionalProperties": False, "properties": properties}
        return schema | ({"allOf": required} if required else {})

    def _field(self, field: FieldShape) -> Schema:
        described: Schema = {"title": field.title}
        if field.info.description:
            described["description"] = field.info.description
        value = self._value(field.shape)
        if "$ref" in value:  # draft-07 ignores what stands beside $ref
            return {**described, "allOf": [value]}
        return {**described, **value}

    def _value(self, shape: Shape) -> Schema:
        if shape.kind == "list" and shape.item:
            return {"type": ["array", "null"], "items": self._value(shape.item)}
        if shape.kind == "mapping" and shape.item:
            return {"type": ["object", "null"], "additionalProperties": self._value(shape.item)}
        if shape.model is not None:
            return self._reference(shape.model)
        choices = typing.get_args(shape.scalar) if typing.get_origin(shape.scalar) is typing.Literal else ()
        return {"enum": list(choices)} if choices else dict(_SCALAR)

    def _reference(self, model: type[BaseModel]) -> Schema:
        name = model.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # stands in while the model's own fields are read
            schema = self.model(model)
            shorthand = getattr(model, "shorthand", None)
            whole: Schema = {"anyOf": [schema, dict(_SCALAR)]} if shorthand else {**schema, "type": ["object", "null"]}
            self.definitions[name] = whole
        return {"$ref": f"#/definitions/{name}"}
