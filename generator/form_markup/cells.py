"""A cell before it has its place in a table: its text, and all that its element says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, cast, get_args

from generator.form import Scope
from generator.form_markup.elements import MarkupError, natural

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


def kinds_of(kinds: Iterable[Kind]) -> Kinds:
    """``kinds`` as those of a row."""
    listed = tuple(kinds)
    return Kinds(listed, tuple((kind.rowspan, kind.colspan) for kind in listed))


def kind_of(tag: str, attributes: Mapping[str, str]) -> Kind:
    """The kind of the cell that the element ``tag`` with these (known) attributes makes. Raises ``MarkupError``."""
    return Kind(
        rowspan=natural(tag, attributes, "rowspan", "1"),
        colspan=natural(tag, attributes, "colspan", "1"),
        is_header=tag == "th",
        scope=_scope(tag, attributes.get("scope")),
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
