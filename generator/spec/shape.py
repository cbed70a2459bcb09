"""The shape of the spec's models: which keys a mapping may have and what stands under each.

Read once from the pydantic models, so that keys, paths and the JSON Schema cannot drift from the glossary.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.diagnostics import Loc

Kind = Literal["model", "list", "mapping", "scalar"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands under a key: a model, a list of ``item``, a free mapping from ``key`` to ``item``, or a scalar."""

    kind: Kind
    model: type[BaseModel] | None = None
    item: Shape | None = None
    key: object = None
    scalar: object = None


@dataclass(frozen=True, slots=True)
class FieldShape:
    """A field of a model: its English ``name``, its official ``title``, its shape, and whether blank is a value.

    One that ``is_required`` has no default.
    """

    name: str
    title: str
    shape: Shape
    info: FieldInfo
    keeps_blank: bool
    is_required: bool


@cache
def fields_of(model: type[BaseModel]) -> dict[str, FieldShape]:
    """The fields of ``model`` by each key that a reader takes: the official term and the English name."""
    fields: dict[str, FieldShape] = {}
    for name, info in model.model_fields.items():
        shape = shape_of(info.annotation)
        keeps_blank = info.default is None or shape.kind in ("list", "mapping")
        field = FieldShape(name, info.title or name, shape, info, keeps_blank, info.is_required())
        fields[name] = fields[field.title] = field
    return fields


def field_list(model: type[BaseModel]) -> list[FieldShape]:
    """The fields of ``model``, each once, in the order of the glossary."""
    return [fields_of(model)[name] for name in model.model_fields]


def shape_of(annotation: object) -> Shape:
    """The shape of a type annotation; ``X | None`` has the shape of ``X``."""
    annotation = _bare(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape("model", model=annotation)
    origin = typing.get_origin(annotation)
    if origin is list:
        return Shape("list", item=shape_of(typing.get_args(annotation)[0]))
    if origin is dict:
        key, item = typing.get_args(annotation)
        return Shape("mapping", item=shape_of(item), key=key)
    return Shape("scalar", scalar=annotation)


def _bare(annotation: object) -> object:
    while True:
        if typing.get_origin(annotation) is Annotated:
            annotation = typing.get_args(annotation)[0]
        elif typing.get_origin(annotation) in (typing.Union, UnionType):
            annotation = next(arg for arg in typing.get_args(annotation) if arg is not type(None))
        else:
            return annotation


def path_of(loc: Loc, model: type[BaseModel]) -> str:
    """The way to a value in official terms, counted from 1: ``预算单位[1].项目[2].项目名称``."""
    parts: list[str] = []
    shape: Shape | None = Shape("model", model=model)
    for step in loc:
        if isinstance(step, int):
            parts[-1] += f"[{step + 1}]"
            shape = shape.item if shape else None
            continue
        field = fields_of(shape.model).get(step) if shape and shape.model else None
        parts.append(field.title if field else step)
        shape = field.shape if field else None
    return ".".join(parts)
