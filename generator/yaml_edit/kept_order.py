"""Which items of a list need not move: the rest is moved around them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def longest_increasing(numbers: Sequence[int]) -> list[int]:
    """The positions of a longest increasing run of different ``numbers``: what need not move."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        length = bisect_left(tails, number)
        if length == len(tails):
            tails.append(number)
            at.append(index)
        else:
            tails[length], at[length] = number, index
        before.append(at[length - 1] if length else -1)
    kept: list[int] = []
    index = at[-1] if at else -1
    while index >= 0:
        kept.append(index)
        index = before[index]
    return kept[::-1]
