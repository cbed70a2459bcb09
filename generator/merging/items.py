"""Items: a unit, project, indicator … as one thing in the three versions, wherever each version has it.

The workbook says which item of the base each of its rows was made from. The YAML says nothing of the kind:
there items are found again by what they say (``same_items``), first in the same list, then in the whole spec.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache

from generator.diagnostics import Loc
from generator.merging.same_items import Pairs, align, pair_by, pair_by_keys
from generator.spec.content_tree import Leaf, Listing, Record, Tree, branches_of


class Side(IntEnum):
    """A version of the spec; also the index of what an item has by version."""

    BASE = 0
    MINE = 1
    THEIRS = 2


Kind = tuple[str, ...]
"""A ``Loc`` without the indexes: all projects of a spec are of one kind."""


@dataclass(eq=False, slots=True)
class Item:
    """One item: its tree, its ``loc`` and its home (the item that holds it, and the field) in each version."""

    kind: Kind
    trees: list[Tree | None] = field(default_factory=lambda: [None, None, None])
    locs: list[Loc | None] = field(default_factory=lambda: [None, None, None])
    homes: list[Home | None] = field(default_factory=lambda: [None, None, None])
    children: dict[tuple[Side, str], list[Item]] = field(default_factory=dict)
    """What it holds: by version and field."""

    def stands_in(self, side: Side) -> bool:
        """Whether this version has the item."""
        return self.trees[side] is not None


Home = tuple[Item, str]


@dataclass(slots=True)
class _Found:
    """An item of the workbook or the YAML that is not yet known to be one of the base."""

    tree: Tree
    loc: Loc


@dataclass(slots=True)
class _Row:
    """A list of the workbook or the YAML, with the item that each of its entries is as far as that is known."""

    owner: Item
    found: list[_Found]
    partners: list[Item | None]
    reserved: set[int] = field(default_factory=set)

    @property
    def unknown(self) -> list[int]:
        """The entries that may be an item of the base, and of which that is not known."""
        return [at for at, item in enumerate(self.partners) if item is None and at not in self.reserved]

    def free(self, olds: Container[int]) -> list[int]:
        """The entries that may be one of ``olds`` (by their ids): those that are, and those that are not known."""
        return [
            index
            for index, item in enumerate(self.partners)
            if index not in self.reserved and (item is None or id(item) in olds)
        ]


class Items:
    """All items of the three versions. ``root`` is the spec itself."""

    def __init__(self, base: Tree, mine: Tree, theirs: Tree, ids: Mapping[Loc, Loc]) -> None:
        self.root = Item(())
        self.all: list[Item] = []
        self._ids = ids
        self._by_base_loc: dict[Loc, Item] = {}
        self._id_kinds = {kind_of(loc) for loc in ids.values()}
        for side, tree in zip(Side, (base, mine, theirs), strict=True):
            self.root.trees[side], self.root.locs[side] = tree, ()
        self._add_base(self.root)
        self._claimed = {id(self._by_base_loc[loc]) for loc in ids.values() if loc in self._by_base_loc}
        self._joined: set[int] = set()
        self._pair_below([self.root])
        self.all = [item for item in self.all if id(item) not in self._joined]

    def part(self) -> None:
        """Let go of each other: items know who holds them, and such circles would keep every tree in memory."""
        for item in (self.root, *self.all):
            item.homes = [None, None, None]
            item.children = {}

    def any_moved(self) -> bool:
        """Whether an item stands in different lists in different versions."""
        return any(len({home for home in item.homes if home is not None}) > 1 for item in self.all)

    def _add_base(self, owner: Item) -> None:
        for name, found in _branches_of(owner, Side.BASE).items():
            for one in found:
                item = self._new(owner, name, one, Side.BASE)
                self._by_base_loc[one.loc] = item
                self._add_base(item)

    def _new(self, owner: Item, name: str, found: _Found, side: Side) -> Item:
        item = Item(_kind_below(owner.kind, name))
        self.all.append(item)
        return self._put(item, owner, name, found, side)

    def _put(self, item: Item, owner: Item, name: str, found: _Found, side: Side) -> Item:
        # Mostly an item stands where it stood: then its versions share one loc and one home.
        loc = next((known for known in item.locs if known == found.loc), found.loc)
        home = next((known for known in item.homes if known == (owner, name)), (owner, name))
        item.trees[side], item.locs[side], item.homes[side] = found.tree, loc, home
        owner.children.setdefault((side, name), []).append(item)
        return item

    def _pair_below(self, owners: list[Item]) -> None:
        """Pair all items of one kind after the other, owners before what they hold, so that moved ones are found."""
        by_name: dict[str, list[Item]] = defaultdict(list)
        for owner in owners:
            for name in dict.fromkeys(shape.name for tree in owner.trees for shape in branches_of(tree)):
                by_name[name].append(owner)
        for name, holders in by_name.items():
            self._pair_kind(Side.THEIRS, holders, name)
            self._pair_kind(Side.MINE, holders, name)
            self._join_additions(holders, name)
            held = [child for owner in holders for side in Side for child in owner.children.get((side, name), [])]
            self._pair_below(list(dict.fromkeys(held)))

    def _pair_kind(self, side: Side, owners: list[Item], name: str) -> None:
        """Pair the items under ``name`` of all owners with the base's.

        First those in the same list that are surely the same, then those that moved to another, then similar ones.
        """
        rows = [_Row(owner, found, [None] * len(found)) for owner, found in _rows(owners, side, name)]
        taken: set[int] = set()
        if side is Side.THEIRS:
            taken = self._pair_by_id(rows)
        else:
            for row in rows:
                taken |= _pair_same_edits(row, name)
        for row in rows:
            self._pair_row(side, row, name, taken, similar=False)
        self._pair_across(owners, rows, name, taken)
        for row in rows:
            self._pair_row(side, row, name, taken, similar=True)
            self._settle(side, row, name)

    def _pair_by_id(self, rows: list[_Row]) -> set[int]:
        for row in rows:
            row.partners = [self._by_id(one.loc) for one in row.found]
        return set(self._claimed)

    def _by_id(self, loc: Loc) -> Item | None:
        base_loc = self._ids.get(loc)
        item = self._by_base_loc.get(base_loc) if base_loc is not None else None
        return item if item is not None and item.kind == kind_of(loc) else None

    def _pair_row(self, side: Side, row: _Row, name: str, taken: set[int], similar: bool) -> None:
        """Pair what is left of one list with what is left of the same list in the base."""
        here = {id(item) for item in row.partners}
        olds = [item for item in _based(row.owner, name) if id(item) in here or id(item) not in taken]
        if not olds or None not in row.partners:
            return
        at = {id(item): index for index, item in enumerate(olds)}
        free = row.free(at)
        known = {at[id(row.partners[index])]: new for new, index in enumerate(free) if row.partners[index] is not None}
        trees = [row.found[index].tree for index in free]
        for old, new in self._align(side, olds, trees, known, similar).items():
            row.partners[free[new]] = olds[old]
            taken.add(id(olds[old]))

    def _align(self, side: Side, olds: list[Item], trees: list[Tree], known: Pairs, similar: bool) -> Pairs:
        if not isinstance((olds[0].locs[Side.BASE] or ("",))[-1], int):
            return {0: 0}  # a part such as 部门整体绩效目标: there is only one
        old_trees = [_tree(item, Side.BASE) for item in olds]
        if side is Side.THEIRS and olds[0].kind in self._id_kinds:
            # A row without an id is new, unless it says exactly what a row that is gone said; a project or unit
            # may also have the code or name of one that is gone (``_pair_across``).
            pair_by(old_trees, trees, known, lambda tree: tree.content, repeated=True)
            return known
        return align(old_trees, trees, known, similar)

    def _pair_across(self, owners: list[Item], rows: list[_Row], name: str, taken: set[int]) -> None:
        """Pair what is new in one list with what is missing in another: it was moved."""
        olds = [item for owner in owners for item in _based(owner, name) if id(item) not in taken]
        slots = [(row, at) for row in rows for at in row.unknown]
        if not olds or not slots:
            return
        trees = [row.found[at].tree for row, at in slots]
        for old, new in _same_key([_tree(item, Side.BASE) for item in olds], trees, everywhere=True).items():
            row, at = slots[new]
            row.partners[at] = olds[old]
            taken.add(id(olds[old]))

    def _settle(self, side: Side, row: _Row, name: str) -> None:
        for one, item in zip(row.found, row.partners, strict=True):
            if item is None:
                self._new(row.owner, name, one, side)
            else:
                self._put(item, row.owner, name, one, side)

    def _join_additions(self, owners: list[Item], name: str) -> None:
        """An item that both sides added to the same list, with the same content, code or name, is one."""
        for owner in owners:
            theirs, mine = _added(owner, name, Side.THEIRS), _added(owner, name, Side.MINE)
            if not theirs or not mine:
                continue
            pairs = _same_key([_tree(i, Side.THEIRS) for i in theirs], [_tree(i, Side.MINE) for i in mine])
            twins = {id(theirs[there]): mine[here] for there, here in pairs.items()}
            row = owner.children[Side.THEIRS, name]
            owner.children[Side.THEIRS, name] = [self._join(twins.get(id(item)), item) for item in row]

    def _join(self, item: Item | None, twin: Item) -> Item:
        """``item`` with what the workbook has as ``twin``, which is ``item`` from now on."""
        if item is None:
            return twin
        item.trees[Side.THEIRS] = twin.trees[Side.THEIRS]
        item.locs[Side.THEIRS] = twin.locs[Side.THEIRS]
        item.homes[Side.THEIRS] = twin.homes[Side.THEIRS]
        self._joined.add(id(twin))
        return item


@cache
def _kind_below(kind: Kind, name: str) -> Kind:
    return (*kind, name)


def kind_of(loc: Loc) -> Kind:
    """The kind of the item at ``loc``."""
    return tuple(step for step in loc if isinstance(step, str))


def _branches_of(owner: Item, side: Side) -> dict[str, list[_Found]]:
    """What an item holds in one version: the items of its lists, and each part that has lists, as an only item."""
    tree, loc = owner.trees[side], owner.locs[side]
    if not isinstance(tree, Record) or loc is None:
        return {}
    found: dict[str, list[_Found]] = {}
    for shape in branches_of(tree):
        value, name = tree.fields.get(shape.name), shape.name
        if shape.shape.kind == "list" and isinstance(value, Listing):
            found[name] = [_Found(item, (*loc, name, index)) for index, item in enumerate(value.items)]
        elif shape.shape.kind == "model" and isinstance(value, Record):
            found[name] = [_Found(value, (*loc, name))]
    return found


def _tree(item: Item, side: Side) -> Tree:
    tree = item.trees[side]
    assert tree is not None
    return tree


def _based(owner: Item, name: str) -> list[Item]:
    """What stands under ``name`` in the base."""
    return owner.children.get((Side.BASE, name), [])


def _added(owner: Item, name: str, side: Side) -> list[Item]:
    """What stands under ``name`` on one side only."""
    held = owner.children.get((side, name), [])
    return [item for item in held if [tree is not None for tree in item.trees] == [side is each for each in Side]]


def _rows(owners: list[Item], side: Side, name: str) -> Iterator[tuple[Item, list[_Found]]]:
    for owner in owners:
        found = _branches_of(owner, side).get(name, [])
        if found:
            yield owner, found


def _pair_same_edits(row: _Row, name: str) -> set[int]:
    """Pair items of the YAML that already say what the workbook makes of an item: the same edit, however large.

    What is the same as an item that the workbook added is reserved: it is like nothing in the base.
    """
    olds = {_tree(item, Side.BASE).content for item in _based(row.owner, name)}
    changed: dict[int, list[Item]] = defaultdict(list)
    for item in row.owner.children.get((Side.THEIRS, name), []):
        changed[_tree(item, Side.THEIRS).content].append(item)
    for at, one in enumerate(row.found):
        twins = changed.get(one.tree.content)
        if twins and one.tree.content not in olds:
            twin = twins.pop(0)
            if twin.stands_in(Side.BASE):
                row.partners[at] = twin
            else:
                row.reserved.add(at)
    return {id(item) for item in row.partners if item is not None}


def _same_key(old: list[Tree], new: list[Tree], everywhere: bool = False) -> Pairs:
    pairs: Pairs = {}
    pair_by_keys(old, new, pairs, everywhere)
    return pairs


def are_unrelated(one: Tree, other: Tree) -> bool:
    """Whether two specs have no unit and no project in common, by code or name, though both have some."""
    here, there = _named(one), _named(other)
    return bool(here) and bool(there) and here.isdisjoint(there)


def _named(root: Tree) -> set[tuple[str, str]]:
    """The codes and names of the units and projects of a spec; a unit without a name is called as the department."""
    found: set[tuple[str, str]] = set()
    department = _text(_field(root, "department"), "name")
    for unit in _items(root, "units"):
        found |= {("unit", _text(unit, "name") or department), ("unit", _text(unit, "code"))}
        for project in _items(unit, "projects"):
            found |= {("project", _text(project, "name")), ("project", _text(project, "code"))}
    return {(kind, name) for kind, name in found if name}


def _field(tree: Tree | None, name: str) -> Tree | None:
    return tree.fields.get(name) if isinstance(tree, Record) else None


def _items(tree: Tree, name: str) -> list[Tree]:
    found = _field(tree, name)
    return found.items if isinstance(found, Listing) else []


def _text(tree: Tree | None, name: str) -> str:
    found = _field(tree, name)
    return (found.text or "").strip() if isinstance(found, Leaf) else ""
