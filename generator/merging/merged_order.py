"""The order of a list of which both sides may have moved, added and removed items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def merge_order(base: list[T], mine: list[T], theirs: list[T], alive: set[T]) -> tuple[list[T], list[T], bool]:
    """The order by mine and by theirs, and whether both moved items differently.

    An order that only one side changed is that side's; what only the other side has follows its neighbour there.
    """
    common = set(base) & set(mine) & set(theirs) & alive
    orders = [[item for item in side if item in common] for side in (base, mine, theirs)]
    mine_alive = list(filter(alive.__contains__, mine))
    theirs_alive = list(filter(alive.__contains__, theirs))
    by_mine = _weave(mine_alive, theirs_alive)
    by_theirs = _weave(theirs_alive, mine_alive)
    if orders[2] in orders[:2]:
        return by_mine, by_mine, False
    if orders[1] == orders[0]:
        return by_theirs, by_theirs, False
    return by_mine, by_theirs, True


def _weave(main: list[T], other: list[T]) -> list[T]:
    """``main`` with what only ``other`` has, each after the item it follows there and after what ``main`` added there."""
    known, in_other = set(main), set(other)
    after: dict[T | None, list[T]] = defaultdict(list)
    last: T | None = None
    for item in other:
        if item in known:
            last = item
        else:
            after[last].append(item)
    if not after:
        return main
    woven: list[T] = []
    pending = after[None]
    for item in main:
        if item in in_other:
            woven += pending
            pending = after[item]
        woven.append(item)
    return woven + pending
