"""Results that are kept for an object as long as it is the same one: for what depends on a layout alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

_MOST = 64
_Given = TypeVar("_Given")
_Result = TypeVar("_Result")


def kept_by_identity(function: Callable[[_Given], _Result]) -> Callable[[_Given], _Result]:
    """``function`` of one value that never changes, called once for each of the last 64.

    For values that cannot be hashed, or not quickly: parts of a layout are asked about for each document.
    """
    known: dict[int, tuple[_Given, _Result]] = {}

    @wraps(function)
    def kept(given: _Given) -> _Result:
        found = known.get(id(given))  # the value is held here as well, so no other one can have its number
        if found is None:
            if len(known) >= _MOST:
                known.clear()
            found = known[id(given)] = given, function(given)
        return found[1]

    return kept
