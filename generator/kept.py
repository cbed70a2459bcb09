"""Results that are kept: of a layout as long as it is the same one, of what layouts' files hold until that is to be
read anew, and of short texts, which forms say again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Protocol, TypeVar

_MOST = 64
_MOST_TEXTS = 4096
_LONGEST_TEXT = 100
_Given = TypeVar("_Given")
_Result = TypeVar("_Result")


class _Keeping(Protocol):
    def cache_clear(self) -> None: ...


_Keeps = TypeVar("_Keeps", bound=_Keeping)
_of_layouts: list[_Keeping] = []


def kept_of_layouts(function: _Keeps) -> _Keeps:
    """``function``, which keeps its results (``@cache``) and reads files of layouts: see ``forget_layouts``."""
    _of_layouts.append(function)
    return function


def forget_layouts() -> None:
    """Read layouts and what they share anew from now on: a process may outlive a change to their files."""
    for function in _of_layouts:
        function.cache_clear()


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


def kept_for_short_texts(function: Callable[[str], _Result]) -> Callable[[str], _Result]:
    """``function`` of a text, called once for a short text that comes again soon: a name, a unit, a value.

    Long texts seldom come again, and would hold much memory.
    """
    known = lru_cache(_MOST_TEXTS)(function)

    @wraps(function)
    def kept(text: str) -> _Result:
        return known(text) if len(text) <= _LONGEST_TEXT else function(text)

    return kept
