"""The three-way merge: what the workbook changed since the base, put into the YAML as it is now.

A value that one side changed is that side's; the same change on both is one; different changes are a conflict.
An item that one side deleted is gone unless the other changed something in it that does not live on elsewhere: that is
a conflict. Items added on both sides both stay. A conflict is decided for one side (``prefer``), or stands.
A new 金额单位 on one side and new amounts on the other are a conflict that always stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.diagnostics import Loc
from generator.merging.conflicts import Conflict, ConflictKind, conflict
from generator.merging.items import Home, Item, Items, Side
from generator.merging.merged_amounts import amount_names, as_amounts, unit_conflict
from generator.merging.merged_order import merge_order
from generator.spec.content_tree import Leaf, Listing, Pool, Record, Tree, branches_of, content_of, listing, record

Three = tuple[Tree | None, Tree | None, Tree | None]
"""A value in the base, in the YAML and in the workbook; ``None`` where it is not written at all."""


@dataclass(slots=True)
class Merge:
    """The merged tree (meaningless while a conflict stands), conflicts that nobody decided, and those that were."""

    tree: Tree
    conflicts: list[Conflict] = field(default_factory=list)
    decided: list[Conflict] = field(default_factory=list)


def merge(
    base: Tree, mine: Tree, theirs: Tree, ids: Mapping[Loc, Loc], pool: Pool, prefer: Side | None = None
) -> Merge:
    """Merge three trees of one ``pool``. ``ids`` says by the loc of an item of ``theirs`` which one of ``base`` it is.

    Of six parameters, since the three versions are what a three-way merge takes, by these names everywhere.
    """
    items = Items(base, mine, theirs, ids)
    merger = _Merger(items, pool, prefer)
    merged = Merge(merger.run(), merger.conflicts, merger.decided)
    items.part()
    return merged


class _Merger:
    """One merge. First where every item goes (``_home``), then what stands in it (``_build``)."""

    def __init__(self, items: Items, pool: Pool, prefer: Side | None) -> None:
        self.conflicts: list[Conflict] = []
        self.decided: list[Conflict] = []
        self._items = items
        self._pool = pool
        self._prefer = prefer
        self._homes: dict[int, Home | None] = {}
        self._held: dict[Home, list[Item]] = defaultdict(list)
        self._moved = items.any_moved()

    def run(self) -> Tree:
        about_unit = unit_conflict(self._items)
        if about_unit is not None:
            self.conflicts.append(about_unit)
        for item in self._items.all:
            home = self._home(item)
            if home is not None:
                self._held[home].append(item)
        return self._build(self._items.root)

    # --- where items go

    def _home(self, item: Item) -> Home | None:
        """Where the item goes, ``None`` if it goes nowhere."""
        if id(item) not in self._homes:
            home = self._wanted_home(item)
            if home is not None and not self._lives(home[0]):
                home = next((other for other in item.homes[1:] if other is not None and self._lives(other[0])), None)
            self._homes[id(item)] = home
        return self._homes[id(item)]

    def _lives(self, item: Item) -> bool:
        return item is self._items.root or self._home(item) is not None

    def _wanted_home(self, item: Item) -> Home | None:
        base, mine, theirs = item.homes
        if mine is None or theirs is None:
            side = Side.THEIRS if mine is None else Side.MINE
            return item.homes[side] if self._survives(item, side) else None
        if theirs in (base, mine):
            return mine
        if mine == base:
            return theirs
        return item.homes[self._decide("moved", item)]

    def _survives(self, item: Item, side: Side) -> bool:
        """Whether an item stays that stands on ``side`` only: the other side deleted it, or never had it."""
        home = item.homes[side]
        if home is None:
            return False
        if item.homes[Side.BASE] is None:
            return True
        other = _opposite(side)
        if home[0] is not self._items.root and not home[0].stands_in(other):
            return self._lives(home[0])  # it went with the item that holds it: that one was decided
        return self._is_changed(item, side) and self._decide("deleted", item) is side

    def _is_changed(self, item: Item, side: Side) -> bool:
        """Whether deleting the item loses something that ``side`` did to it since the base."""
        base, now = item.trees[Side.BASE], item.trees[side]
        if base is None or now is None or item.homes[side] != item.homes[Side.BASE]:
            return True
        if base.content == now.content:
            return False
        if not isinstance(base, Record) or not isinstance(now, Record) or _own(base) != _own(now):
            return True
        other = _opposite(side)
        held = [child for (where, _), row in item.children.items() if where is side for child in row]
        return any(self._is_changed(child, side) for child in held if not child.stands_in(other))

    # --- what stands in them

    def _build(self, item: Item) -> Tree:
        """The merged tree of an item that lives."""
        base, mine, theirs = item.trees
        if mine and theirs and not self._moved and theirs.content in (content_of(base), mine.content):
            return mine
        if mine is None or theirs is None:  # one side alone has it: nothing to merge but what was moved into it
            base = mine = theirs = mine or theirs
        merged = self._value(item, (base, mine, theirs), (item.locs[1], item.locs[2]))
        assert merged is not None
        return _copied_from(merged, item.trees[Side.MINE])

    def _value(self, item: Item, three: Three, locs: tuple[Loc | None, Loc | None]) -> Tree | None:
        """A value of ``item``, or the whole item."""
        _, mine, theirs = three
        are_records = isinstance(mine, Record) and isinstance(theirs, Record)
        contents = [content_of(tree) for tree in three]
        if not are_records or not branches_of(mine):
            if contents[2] in (contents[0], contents[1]):
                return mine
            if contents[1] == contents[0]:
                return theirs
        if are_records:
            return self._record(item, three, locs)
        return three[self._decide("value", item, three, locs)]

    def _record(self, item: Item, three: Three, locs: tuple[Loc | None, Loc | None]) -> Record:
        base, mine, theirs = three
        assert isinstance(mine, Record)
        assert isinstance(theirs, Record)
        held = {shape.name for shape in branches_of(mine)}
        amounts = amount_names(mine.shape.model)
        fields: dict[str, Tree] = {}
        for name in dict.fromkeys((*mine.fields, *theirs.fields, *held)):
            values = _field(base, name), _field(mine, name), _field(theirs, name)
            if name in held:
                value = self._branch(item, name, values, locs)
            else:
                values = as_amounts(*values) if name in amounts else values
                value = self._value(item, values, (_below(locs[0], name), _below(locs[1], name)))
            if value is not None:
                fields[name] = value
        free_keys = None if mine.shape.model else {**theirs.keys, **mine.keys}
        return record(mine.node, self._pool, mine.shape, fields, free_keys)

    def _branch(self, item: Item, name: str, values: Three, locs: tuple[Loc | None, Loc | None]) -> Tree | None:
        """A field of ``item`` that holds items."""
        held = self._held.get((item, name), [])
        if not held:
            return self._without_items(item, name, values, locs)
        shape = next(shape for shape in branches_of(item.trees[1] or item.trees[2]) if shape.name == name)
        if shape.shape.kind == "model":
            return self._build(held[0])
        ordered = self._ordered(item, name, held)
        source = next((tree for tree in (*values[1:], values[0]) if isinstance(tree, Listing)), None)
        assert source is not None
        return listing(source.node, self._pool, source.shape, [self._build(child) for child in ordered])

    def _without_items(self, item: Item, name: str, values: Three, locs: tuple[Loc | None, Loc | None]) -> Tree | None:
        """The form of a field that holds nothing: absent, blank or ``[]``; all of them say the same, so mine stays."""
        forms = [_empty_form(tree) for tree in values]
        if all(form is None or isinstance(form, str) for form in forms):
            side = Side.MINE if forms[2] in (forms[0], forms[1]) or forms[1] != forms[0] else Side.THEIRS
            if forms[side] != "items":
                return values[side]
            source = next(tree for tree in values if isinstance(tree, Listing | Record))
            return listing(source.node, self._pool, source.shape, []) if isinstance(source, Listing) else None
        return self._value(item, values, (_below(locs[0], name), _below(locs[1], name)))

    def _ordered(self, item: Item, name: str, held: list[Item]) -> list[Item]:
        rows = [item.children.get((each, name), []) for each in Side]
        mine, theirs, is_conflict = merge_order(rows[0], rows[1], rows[2], set(held))
        return theirs if is_conflict and self._decide("order", item, name=name) is Side.THEIRS else mine

    def _decide(
        self,
        kind: ConflictKind,
        item: Item,
        three: Three | None = None,
        locs: tuple[Loc | None, Loc | None] | None = None,
        name: str = "",
    ) -> Side:
        """The side that a conflict is decided for; without a decision the YAML stays as it is. Either way it is noted."""
        noted = self.conflicts if self._prefer is None else self.decided
        noted.append(conflict(kind, item, three, locs, name))
        return self._prefer or Side.MINE


def _opposite(side: Side) -> Side:
    return Side.THEIRS if side is Side.MINE else Side.MINE


def _below(loc: Loc | None, name: str) -> Loc | None:
    return None if loc is None else (*loc, name)


def _field(tree: Tree | None, name: str) -> Tree | None:
    return tree.fields.get(name) if isinstance(tree, Record) else None


def _own(tree: Record) -> dict[str, int]:
    """What an item says itself, without the items that it holds."""
    held = {shape.name for shape in branches_of(tree)}
    return {name: part.content for name, part in tree.fields.items() if name not in held}


def _copied_from(merged: Tree, mine: Tree | None) -> Tree:
    """``merged`` with the item of the YAML that it was made from, as a tree of its own."""
    if merged is mine:
        return merged
    if isinstance(merged, Leaf):
        merged = Leaf(merged.node, merged.content, merged.text)
    merged.origin = mine
    return merged


def _empty_form(tree: Tree | None) -> Tree | str | None:
    """A form for comparison: absent, blank, ``[]``, or ``items`` for whatever held any."""
    if isinstance(tree, Listing):
        return "items" if tree.items else "[]"
    if isinstance(tree, Record):
        return "items"
    if isinstance(tree, Leaf) and tree.text is None:
        return "blank"
    return tree
