"""Conflicts: what both sides changed differently, with both values and where they stand, for people to decide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from generator.diagnostics import Loc, Place
from generator.merging.descriptions import NOT_WRITTEN, changes, contrast, describe
from generator.merging.items import Item, Side
from generator.spec.content_tree import Leaf, Tree, place_of
from generator.spec.model import Spec
from generator.spec.shape import path_of

ConflictKind = Literal["value", "deleted", "moved", "order", "unit"]


@dataclass(frozen=True, slots=True)
class Version:
    """What one version has: words for it, and where it stands (not, where it is missing)."""

    words: str
    place: Place | None = None

    def __str__(self) -> str:
        return f"{self.words}（{self.place}）" if self.place else self.words


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that both sides changed differently since the base; ``path`` is in official terms."""

    kind: ConflictKind
    path: str
    message: str
    base: Version
    mine: Version
    theirs: Version
    theirs_loc: Loc | None = None

    @property
    def is_open(self) -> bool:
        """Whether no side can be preferred: either would leave amounts of the other in a wrong unit."""
        return self.kind == "unit"

    def lines(self, title: str = "冲突") -> list[str]:
        """The conflict for a terminal; ``title`` says what became of it."""
        return [
            f"{title}：{self.path}：{self.message}",
            f"  原来：{self.base.words}",
            f"  数据文件：{self.mine}",
            f"  工作簿：{self.theirs}",
        ]


_MESSAGES: dict[ConflictKind, str] = {
    "value": "两边改成了不同的内容",
    "deleted": "一边删除了它，另一边修改了它",
    "moved": "两边移到了不同的地方",
    "order": "两边都调整了顺序，结果不同",
    "unit": "一边改了金额单位，另一边改了金额",
}


_MISSING: dict[ConflictKind, str] = {"deleted": "（已删除）"}


def conflict(
    kind: ConflictKind,
    item: Item,
    three: tuple[Tree | None, Tree | None, Tree | None] | None,
    locs: tuple[Loc | None, Loc | None] | None,
    name: str,
) -> Conflict:
    """The conflict about ``item``, or about the value of it that ``three`` and ``locs`` are."""
    loc = next((loc for loc in (*(locs or item.locs[1:]), item.locs[0]) if loc is not None), ())
    path = path_of((*loc, name) if name else loc, Spec) or "全文"
    base, mine, theirs = _versions(kind, item, three, name)
    theirs_loc = locs[1] if locs else item.locs[2]
    return Conflict(kind, path, _MESSAGES[kind], base, mine, theirs, theirs_loc)


def _versions(
    kind: ConflictKind, item: Item, three: tuple[Tree | None, ...] | None, name: str
) -> tuple[Version, Version, Version]:
    trees = three if three is not None else item.trees
    base, mine, theirs = (_version(kind, item, trees[side], name, side) for side in Side)
    texts = [tree.text if isinstance(tree, Leaf) else None for tree in trees]
    if kind != "value" or not all(texts):
        return base, mine, theirs
    mine_words, theirs_words = contrast(*texts[1:])
    return Version(contrast(*texts[:2])[0]), replace(mine, words=mine_words), replace(theirs, words=theirs_words)


def _version(kind: ConflictKind, item: Item, tree: Tree | None, name: str, side: Side) -> Version:
    if kind == "moved":
        return Version(_home_words(item, side), place_of(tree))
    if kind == "order":
        return _order_version(item, name, side)
    words = _MISSING.get(kind, NOT_WRITTEN) if tree is None else describe(tree)
    changed = changes(item.trees[Side.BASE], tree) if kind == "deleted" else ""
    return Version(f"{words}，改了 {changed}" if changed else words, _nearest(tree, item, side))


def _order_version(item: Item, name: str, side: Side) -> Version:
    rows = [child.trees[side] for child in item.children.get((side, name), [])]
    return Version("、".join(describe(row, 12) for row in rows), place_of(rows[0]) if rows else None)


def _nearest(tree: Tree | None, item: Item, side: Side) -> Place | None:
    """Where the value is written; where it is missing, the item that it is missing from."""
    return place_of(tree) or place_of(item.trees[side])


def _home_words(item: Item, side: Side) -> str:
    home, loc = item.homes[side], item.locs[side]
    if home is None or loc is None:
        return "（没有）"
    return f"在 {path_of(loc, Spec)}（{describe(home[0].trees[side])}）"
