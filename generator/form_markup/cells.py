"""A cell before it has its place in a table: its text, and all that its element says of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, cast, get_args
from xml.etree.ElementTree import Element

from generator.form import Scope
from generator.form_markup.elements import MarkupError, natural, text_of

_SCOPES = frozenset(get_args(Scope))


class Kind(NamedTuple):
    """What the element of a cell says of it, in the order of the fields of ``Cell``."""

    rowspan: int
    colspan: int
    is_header: bool
    scope: Scope | None
    number: Decimal | None
    number_format: str | None
    classes: tuple[str, ...]


class Kinds(NamedTuple):
    """The kinds of the cells of a table row, from left to right, and how many rows and columns each takes."""

    kinds: tuple[Kind, ...]
    extents: tuple[tuple[int, int], ...]


class Row(NamedTuple):
    """The cells of a table row, and their texts, from left to right."""

    cells: Kinds
    texts: list[str]


def row_of(element: Element) -> Row:
    """The cells of a ``tr``. Raises ``MarkupError``."""
    return Row(_kinds(tuple([(cell.tag, *cell.items()) for cell in element])), [text_of(cell) for cell in element])


_Tag = tuple[str, *tuple[tuple[str, str], ...]]
"""The name of an element and its attributes."""

# Forms have hundreds of rows of a few structures: remembering them saves a third of reading their markup.


@lru_cache(maxsize=1024)
def _kinds(tags: tuple[_Tag, ...]) -> Kinds:
    kinds = tuple(_kind(tag) for tag in tags)
    return Kinds(kinds, tuple((kind.rowspan, kind.colspan) for kind in kinds))


@lru_cache(maxsize=1024)
def _kind(tag: _Tag) -> Kind:
    name, *written = tag
    attributes = dict(written)
    return Kind(
        rowspan=natural(name, attributes, "rowspan", 1),
        colspan=natural(name, attributes, "colspan", 1),
        is_header=name == "th",
        scope=_scope(name, attributes.get("scope")),
        number=_number(attributes.get("data-number")),
        number_format=attributes.get("data-format"),
        classes=classes_of(attributes),
    )


def classes_of(attributes: Mapping[str, str]) -> tuple[str, ...]:
    """The classes of an element, in their order."""
    return _split(attributes["class"]) if "class" in attributes else ()


@lru_cache(maxsize=256)
def _split(names: str) -> tuple[str, ...]:
    return tuple(names.split())


def _scope(tag: str, scope: str | None) -> Scope | None:
    if scope is None:
        return "col" if tag == "th" else None
    if scope in _SCOPES:
        return cast(Scope, scope)
    raise MarkupError(f"<th> 的 scope 应为 col、row、colgroup 或 rowgroup，却是“{scope}”")


def _number(text: str | None) -> Decimal | None:
    try:
        number = Decimal(text) if text else None
    except ArithmeticError as error:
        raise MarkupError(f"<td> 的 data-number 应为数，却是“{str(text)[:40]}”") from error
    if number is not None and not number.is_finite():
        raise MarkupError(f"<td> 的 data-number 应为数，却是“{text}”")
    return number
