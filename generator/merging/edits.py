"""What an import changes in the YAML, in words for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.diagnostics import Loc, Place
from generator.merging.descriptions import contrast, describe
from generator.spec.content_tree import Leaf, Listing, Record, Tree
from generator.spec.model import Spec
from generator.spec.shape import path_of
from generator.yaml_edit.kept_order import longest_increasing

EditKind = Literal["改", "增", "删", "移"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: what kind, of what (``path`` in official terms), where in the file it stood, and in words what."""

    kind: EditKind
    path: str
    words: str
    place: Place | None = None

    def __str__(self) -> str:
        where = f"（{self.place}）" if self.place else ""
        return f"{self.kind}：{self.path}{where}：{self.words}"


def list_edits(old: Tree, new: Tree) -> list[Edit]:
    """The edits that make ``new`` of ``old``; items of ``new`` know by ``origin`` which items of ``old`` they were."""
    lister = _Lister(old, new)
    lister.walk(old, new, ())
    return lister.edits


class _Lister:
    """Walks both trees together."""

    def __init__(self, old: Tree, new: Tree) -> None:
        self.edits: list[Edit] = []
        self._old: dict[int, tuple[Tree, Loc]] = {}
        _collect(old, (), self._old)
        found: dict[int, tuple[Tree, Loc]] = {}
        _collect(new, (), found)
        self._living = {id(_source(tree)) for tree, _ in found.values()}

    def walk(self, old: Tree, new: Tree, loc: Loc) -> None:
        if old is new or old.content == new.content:
            return
        if isinstance(old, Record) and isinstance(new, Record):
            self._walk_fields(old, new, loc)
        elif isinstance(old, Listing) and isinstance(new, Listing):
            self._walk_items(old, new, loc)
        elif isinstance(old, Leaf) and isinstance(new, Leaf):
            self._add("改", loc, " → ".join(contrast(old.text, new.text)), old)
        else:
            self._add("改", loc, f"{describe(old)} → {describe(new)}", old)

    def _walk_fields(self, old: Record, new: Record, loc: Loc) -> None:
        for name, tree in old.fields.items():
            now = new.fields.get(name)
            if now is None:
                self._add("删", (*loc, name), describe(tree), tree)
            else:
                self.walk(tree, now, (*loc, name))
        for name, tree in new.fields.items():
            if name not in old.fields:
                self._add("增", (*loc, name), describe(tree))

    def _walk_items(self, old: Listing, new: Listing, loc: Loc) -> None:
        for index, tree in enumerate(old.items):
            if id(tree) not in self._living:
                self._add("删", (*loc, index), describe(tree), tree)
        here = {id(tree): index for index, tree in enumerate(old.items)}
        stayed = [at for at, tree in enumerate(new.items) if id(_source(tree)) in here]
        order = [here[id(_source(new.items[at]))] for at in stayed]
        in_order = {stayed[at] for at in longest_increasing(order)}
        for at, tree in enumerate(new.items):
            self._walk_item(tree, (*loc, at), at in in_order)

    def _walk_item(self, tree: Tree, loc: Loc, is_in_order: bool) -> None:
        known = self._old.get(id(_source(tree)))
        if known is None:
            self._add("增", loc, describe(tree))
            return
        before, old_loc = known
        if not is_in_order:
            self._add("移", old_loc, f"{describe(tree)}移到 {path_of(loc, Spec)}", before)
        self.walk(before, tree, old_loc)

    def _add(self, kind: EditKind, loc: Loc, words: str, old: Tree | None = None) -> None:
        self.edits.append(Edit(kind, path_of(loc, Spec), words, old.node.place if old else None))


def _source(tree: Tree) -> Tree:
    return tree.origin if tree.origin is not None else tree


def _collect(tree: Tree, loc: Loc, found: dict[int, tuple[Tree, Loc]]) -> None:
    """All items of a tree, by identity, with their locs."""
    if isinstance(tree, Record):
        for name, child in tree.fields.items():
            if not isinstance(child, Leaf):
                _collect(child, (*loc, name), found)
    elif isinstance(tree, Listing):
        for index, child in enumerate(tree.items):
            found[id(child)] = (child, (*loc, index))
            if not isinstance(child, Leaf):
                _collect(child, (*loc, index), found)
