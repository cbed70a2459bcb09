"""Amounts in a merge: the same amount however it is written, and amounts that a merge would read in another unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from generator.diagnostics import Loc
from generator.merging.conflicts import Conflict, Version
from generator.merging.items import Item, Items, Side
from generator.spec.content_tree import Leaf, Record, Tree, branches_of, content_of, place_of
from generator.spec.model import Spec
from generator.spec.scalars import parse_amount
from generator.spec.shape import field_list, fields_of, path_of

_UNIT = "money_unit"


@cache
def amount_names(model: type[BaseModel] | None) -> frozenset[str]:
    """The fields of ``model`` that are amounts of money."""
    if model is None:
        return frozenset()
    return frozenset(shape.name for shape in field_list(model) if shape.shape.scalar is Decimal)


def amount_of(tree: Tree | None) -> Decimal | None:
    """The amount that a text is; ``None`` for what is none."""
    try:
        return parse_amount(tree.text) if isinstance(tree, Leaf) else None
    except PydanticCustomError:
        return None


def as_amounts(
    base: Tree | None, mine: Tree | None, theirs: Tree | None
) -> tuple[Tree | None, Tree | None, Tree | None]:
    """An amount's three versions for comparison: where all are written differently, ``6`` and ``6.00`` are one."""
    if len({content_of(tree) for tree in (base, mine, theirs)}) < 3:
        return base, mine, theirs
    if _is_same(theirs, mine):
        return base, mine, mine
    if _is_same(theirs, base):
        return base, mine, base
    if _is_same(mine, base):
        return mine, mine, theirs
    return base, mine, theirs


def _is_same(one: Tree | None, other: Tree | None) -> bool:
    """Whether both are amounts, and the same."""
    amount = amount_of(one)
    return amount is not None and amount == amount_of(other)


def unit_conflict(items: Items) -> Conflict | None:
    """The conflict where one side changed 金额单位 and the other an amount, which would be read in that unit."""
    base, mine, theirs = (_unit(tree) for tree in items.root.trees)
    if (mine == base) == (theirs == base):
        return None
    side = Side.THEIRS if mine != base else Side.MINE  # the one that changed amounts, if any
    loc = next((loc for item in (items.root, *items.all) for loc in _changed(item, side)), None)
    if loc is None:
        return None
    who, other = ("工作簿", "数据文件") if side is Side.THEIRS else ("数据文件", "工作簿")
    message = (
        f"{other}改了金额单位，{who}改了或增加了金额（如 {path_of(loc, Spec)}），合在一起会按另一种单位读，"
        "差一万倍；请先把两边的金额单位改成一致"
    )
    versions = [Version(_unit(tree), place_of(_field(tree, _UNIT))) for tree in items.root.trees]
    return Conflict("unit", path_of((_UNIT,), Spec), message, versions[0], versions[1], versions[2], (_UNIT,))


def _field(tree: Tree | None, name: str) -> Tree | None:
    return tree.fields.get(name) if isinstance(tree, Record) else None


def _unit(tree: Tree | None) -> str:
    written = _field(tree, _UNIT)
    text = written.text.strip() if isinstance(written, Leaf) and written.text else ""
    return text or str(fields_of(Spec)[_UNIT].info.default)


def _changed(item: Item, side: Side) -> Iterator[Loc]:
    """The amounts of an item itself that ``side`` changed or added."""
    loc = item.locs[side]
    if loc is None:
        return
    before = dict(_amounts(item.trees[Side.BASE]))
    for way, tree in _amounts(item.trees[side]):
        amount = amount_of(tree)
        if amount and amount != amount_of(before.get(way)):
            yield (*loc, *way)


def _amounts(tree: Tree | None, way: Loc = ()) -> Iterator[tuple[Loc, Tree]]:
    """The amounts of an item, without those of the items that it holds."""
    if not isinstance(tree, Record) or tree.shape.model is None:
        return
    held = {shape.name for shape in branches_of(tree)}
    names = amount_names(tree.shape.model)
    for name, part in tree.fields.items():
        if name in names:
            yield (*way, name), part
        elif name not in held:
            yield from _amounts(part, (*way, name))
