"""Fields of a spec: the ways to its values, the lists on these ways, the official terms for messages."""

from __future__ import annotations

from functools import cache

from generator.spec.model import Spec
from generator.spec.shape import Shape, fields_of, path_of

Field = tuple[str, ...]
"""The way to a value of a spec, without indexes."""
UNITS: Field = ("units",)
PROJECTS: Field = (*UNITS, "projects")
INDICATORS: Field = (*PROJECTS, "indicators")
"""The way to the list whose items have a 一级 and a 二级."""


@cache
def lists_of(field: Field) -> tuple[Field, ...]:
    """The ways to the lists on the way to ``field``."""
    shape: Shape | None = Shape("model", model=Spec)
    found = []
    for index, name in enumerate(field):
        shape = _below(shape, name)
        if shape and shape.kind == "list":
            found.append(field[: index + 1])
    return tuple(found)


def _below(shape: Shape | None, name: str) -> Shape | None:
    """The shape of the field ``name`` of a model, or of the items of a list."""
    holder = shape.item if shape and shape.kind == "list" else shape
    known = fields_of(holder.model).get(name) if holder and holder.model else None
    return known.shape if known else None


def list_of(field: Field) -> Field:
    """The way to the innermost list on the way to ``field``; ``()`` where it is in none."""
    return next(reversed(lists_of(field)), ())


@cache
def title_of(field: Field) -> str:
    """The official term of a field: ``项目.资金.财政拨款`` is 财政拨款."""
    loc: list[str | int] = []
    for index, name in enumerate(field):
        loc.append(name)
        if field[: index + 1] in lists_of(field):
            loc.append(0)
    return path_of(tuple(loc), Spec).rpartition(".")[2].removesuffix("[1]")
