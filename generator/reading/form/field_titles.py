"""The official terms of fields, for messages."""

from __future__ import annotations

from functools import cache

from generator.reading.form.marked_texts import lists_of
from generator.spec.model import Spec
from generator.spec.shape import path_of


@cache
def title_of(field: tuple[str, ...]) -> str:
    """The official term of a field: ``项目.资金.财政拨款`` is 财政拨款."""
    loc: list[str | int] = []
    for index, name in enumerate(field):
        loc.append(name)
        if field[: index + 1] in lists_of(field):
            loc.append(0)
    return path_of(tuple(loc), Spec).rpartition(".")[2].removesuffix("[1]")
