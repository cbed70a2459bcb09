"""Which items of two versions of a list are the same item.

In this order: equal content (from both ends, then wherever it is), equal code or name where that is unique, and last
the most similar of those between two neighbours that are known; a position alone makes no two items the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Sequence
from itertools import pairwise, product

from generator.invisible import without_unseen
from generator.spec.content_tree import Leaf, Listing, Record, Tree
from generator.yaml_edit.kept_order import longest_increasing

Pairs = dict[int, int]
"""Positions in the new list by those in the old one."""

_KEYS = (("code",), ("level2", "name"), ("name",), ("title",))
_SIMILAR = 0.5
_SIMILAR_ALONE = 0.25
"""What is enough where one item is missing and one is new between the same neighbours."""

_MAX_COMPARED = 900
"""Pairs of items that are compared for similarity in one gap: more would take time that grows with the square."""


def align(old: Sequence[Tree], new: Sequence[Tree], known: Pairs, similar: bool) -> Pairs:
    """The pairs of positions at which the same items stand in both lists; ``known`` pairs stay.

    Without ``similar`` only those that have their content, code or name in common.
    """
    pairs = dict(known)
    if not pairs:
        _pair_ends(old, new, pairs)
    pair_by_keys(old, new, pairs)
    if similar:
        _pair_similar(old, new, pairs)
    return pairs


def identity(tree: Tree, names: tuple[str, ...]) -> Hashable:
    """The texts of the fields ``names`` as one sees them, or ``None`` where one of them is not written."""
    if not isinstance(tree, Record):
        return None
    texts = tuple(
        without_unseen(part.text) for name in names if isinstance(part := tree.fields.get(name), Leaf) and part.text
    )
    return texts if len(texts) == len(names) else None


def pair_by_keys(old: Sequence[Tree], new: Sequence[Tree], pairs: Pairs, everywhere: bool = False) -> None:
    """Pair items of equal content, code or name; ``everywhere`` in the spec, an indicator's name says too little."""
    pair_by(old, new, pairs, lambda tree: tree.content, repeated=True)
    for names in _KEYS:
        pair_by(old, new, pairs, lambda tree, names=names: _key(tree, names, everywhere))  # type: ignore[misc]


def _key(tree: Tree, names: tuple[str, ...], everywhere: bool) -> Hashable:
    if everywhere and isinstance(tree, Record) and "level2" in tree.fields:
        return None
    return identity(tree, names)


def _pair_ends(old: Sequence[Tree], new: Sequence[Tree], pairs: Pairs) -> None:
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start].content == new[start].content:
        pairs[start] = start
        start += 1
    end = 1
    while end <= shorter - start and old[-end].content == new[-end].content:
        pairs[len(old) - end] = len(new) - end
        end += 1


def pair_by(
    old: Sequence[Tree], new: Sequence[Tree], pairs: Pairs, key: Callable[[Tree], Hashable], repeated: bool = False
) -> None:
    """Pair the items that have no partner yet and the same key, where it is unique (or, if ``repeated``, in order)."""
    if len(pairs) in (len(old), len(new)):
        return
    taken = set(pairs.values())
    ours, others = _by_key(old, pairs, key), _by_key(new, taken, key)
    for value, here in ours.items():
        there = others.get(value, [])
        if repeated or len(here) == len(there) == 1:
            pairs.update(zip(here, there, strict=False))


def _by_key(trees: Sequence[Tree], taken: Container[int], key: Callable[[Tree], Hashable]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for index, tree in enumerate(trees):
        if index not in taken:
            value = key(tree)
            if value is not None:
                found[value].append(index)
    return found


def _pair_similar(old: Sequence[Tree], new: Sequence[Tree], pairs: Pairs) -> None:
    if len(pairs) in (len(old), len(new)):
        return
    olds = sorted(pairs)
    kept = longest_increasing([pairs[index] for index in olds])
    anchors = [(-1, -1), *((olds[at], pairs[olds[at]]) for at in kept), (len(old), len(new))]
    taken = set(pairs.values())
    for (old_from, new_from), (old_to, new_to) in pairwise(anchors):
        here = [index for index in range(old_from + 1, old_to) if index not in pairs]
        there = [index for index in range(new_from + 1, new_to) if index not in taken]
        _pair_gap(old, new, here, there, pairs)


def _pair_gap(old: Sequence[Tree], new: Sequence[Tree], here: list[int], there: list[int], pairs: Pairs) -> None:
    """Pair the most similar items first; among equally similar ones those at nearer positions."""
    if not here or not there:
        return
    enough = _SIMILAR_ALONE if len(here) == len(there) == 1 else _SIMILAR
    scores = [(-similarity(old[here[i]], new[there[j]]), abs(i - j), i, j) for i, j in _compared(here, there)]
    left, right = set(range(len(here))), set(range(len(there)))
    for score, _, i, j in sorted(scores):
        if -score >= enough and i in left and j in right:
            pairs[here[i]] = there[j]
            left.remove(i)
            right.remove(j)


def _compared(here: list[int], there: list[int]) -> Iterable[tuple[int, int]]:
    """Which of both are compared: each with each, or where these are too many, those at the same place."""
    if len(here) * len(there) <= _MAX_COMPARED:
        return product(range(len(here)), range(len(there)))
    return zip(range(len(here)), range(len(there)), strict=False)


def similarity(one: Tree, other: Tree) -> float:
    """From 0 to 1: the share of texts at the same fields that both have, or of the letters of what names them."""
    if type(one) is not type(other):
        return 0.0
    return max(_overlap(set(_texts(one)), set(_texts(other))), _overlap(_letters(one), _letters(other)))


def _overlap(one: set[Hashable], other: set[Hashable]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _texts(tree: Tree, at: str = "") -> Iterable[tuple[str, str]]:
    if isinstance(tree, Leaf):
        if tree.text:
            yield at, tree.text
    elif isinstance(tree, Listing):
        for item in tree.items:
            yield from _texts(item, f"{at}[]")
    else:
        for name, child in tree.fields.items():
            yield from _texts(child, f"{at}.{name}")


def _letters(tree: Tree) -> set[Hashable]:
    """The pairs of neighbouring letters of a text, or of a record's name."""
    if isinstance(tree, Record):
        named = next((tree.fields[name] for name in ("name", "title", "code") if name in tree.fields), None)
        return _letters(named) if named is not None else set()
    text = f" {tree.text} " if isinstance(tree, Leaf) and tree.text else ""
    return set(pairwise(text))
