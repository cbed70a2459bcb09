"""Random edits of data, as an officer makes them in a workbook or in YAML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from generator.spec.shape import Shape, field_list, fields_of
from tests.merging.samples import ROOT, Item, copied, field_value, item, text

Spot = tuple[Any, Any, Shape]
"""A container (dict or list), its key or item, and the shape of the value there."""


def texts(data: Any, shape: Shape = ROOT) -> Iterator[Spot]:
    """Every text or blank in a mapping or list."""
    if isinstance(data, dict):
        for name, value in data.items():
            inner = shape.item if shape.kind == "mapping" else fields_of(shape.model)[name].shape  # type: ignore[arg-type]
            assert inner
            if isinstance(value, str) or (value is None and inner.kind == "scalar"):
                yield data, name, inner
            else:
                yield from texts(value, inner)
    elif isinstance(data, list):
        assert shape.item
        for each in data:
            if isinstance(each.value, str):
                yield each, None, shape.item
            else:
                yield from texts(each.value, shape.item)


def records(data: Any, shape: Shape = ROOT) -> Iterator[tuple[dict[str, Any], Shape]]:
    """Every mapping of a model."""
    if isinstance(data, dict) and shape.model:
        yield data, shape
        for name, value in data.items():
            yield from records(value, fields_of(shape.model)[name].shape)
    elif isinstance(data, list) and shape.item:
        for each in data:
            yield from records(each.value, shape.item)


def lists(data: Any, shape: Shape = ROOT) -> Iterator[tuple[list[Item], Shape]]:
    """Every list."""
    for each, its_shape in records(data, shape):
        for name, value in each.items():
            inner = fields_of(its_shape.model)[name].shape  # type: ignore[arg-type]
            if isinstance(value, list):
                yield value, inner


def _edit_text(random: Random, data: Any, shape: Shape) -> None:
    found = list(texts(data, shape))
    if not found:
        return
    holder, name, _ = random.choice(found)
    if isinstance(holder, Item):
        holder.value = holder.value[: random.randint(1, len(holder.value))] + text(random)
    elif name not in ("code", "title", "layout") and not (name == "name" and str(holder[name]).startswith("N")):
        holder[name] = random.choice([text(random), text(random), text(random), None])


def _add_key(random: Random, data: Any, shape: Shape) -> None:
    holder, its = random.choice(list(records(data, shape)))
    absent = [each for each in field_list(its.model) if each.name not in holder]  # type: ignore[arg-type]
    if absent:
        each = random.choice(absent)
        holder[each.name] = field_value(random, each)


def _remove_key(random: Random, data: Any, shape: Shape) -> None:
    holder, _ = random.choice(list(records(data, shape)))
    names = [name for name in holder if name not in ("code", "name", "title", "layout", "department", "units")]
    if names:
        del holder[random.choice(names)]


def _insert(random: Random, data: Any, shape: Shape) -> None:
    found = list(lists(data, shape))
    if found:
        rows, its = random.choice(found)
        assert its.item
        rows.insert(random.randint(0, len(rows)), Item(item(random, its.item)))


def _delete(random: Random, data: Any, shape: Shape) -> None:
    found = [rows for rows, _ in lists(data, shape) if rows]
    if found:
        rows = random.choice(found)
        rows.pop(random.randrange(len(rows)))


def _move(random: Random, data: Any, shape: Shape) -> None:
    everything = list(lists(data, shape))
    filled = [(rows, its) for rows, its in everything if rows]
    if filled:
        rows, its = random.choice(filled)
        others = [each for each, other in everything if other == its]
        moved = rows.pop(random.randrange(len(rows)))
        target = random.choice(others)
        target.insert(random.randint(0, len(target)), moved)


EDITS: dict[str, Callable[[Random, Any, Shape], None]] = {
    "text": _edit_text,
    "add key": _add_key,
    "remove key": _remove_key,
    "insert": _insert,
    "delete": _delete,
    "move": _move,
}


def random_edits(
    random: Random, data: Any, count: int, kinds: tuple[str, ...] = tuple(EDITS), shape: Shape = ROOT
) -> Any:
    """A copy of ``data`` with ``count`` edits."""
    changed = copied(data)
    for _ in range(count):
        EDITS[random.choice(kinds)](random, changed, shape)
    return changed
