"""What exists for speed alone: without any of this the program does the same, only slower.

- ``kept_…`` remember results: parts of a layout are asked about for each document (×1.2–1.4 of composing a form), and
  forms say the same short texts again (×1.0–1.1 of checking). Layouts' files are read once a process; ``forget_layouts``
  reads them anew.
- ``lazy_pattern`` compiles a pattern when it is first asked for something: 60 ms of a start.
- ``collector_paused`` stops the search for cycles where a tree grows that has none.

Tricks of a single room stay there, with their worth beside them.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps
from typing import Any, Generic, Protocol, TypeVar, cast, overload

_MOST = 64
_MOST_TEXTS = 4096
_LONGEST_TEXT = 100
_Given = TypeVar("_Given")
_Result = TypeVar("_Result")
_Owner = TypeVar("_Owner")


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


class kept_property(Generic[_Owner, _Result]):  # noqa: N801 - used like functools.cached_property
    """A property that is told when first asked for, and then an attribute.

    As ``functools.cached_property``, which before Python 3.12 takes a lock each time: longer than most of these take.
    """

    def __init__(self, tell: Callable[[_Owner], _Result]) -> None:
        self._tell = tell
        self.__doc__ = tell.__doc__

    def __set_name__(self, owner: type[_Owner], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> kept_property[_Owner, _Result]: ...
    @overload
    def __get__(self, instance: _Owner, owner: type[Any]) -> _Result: ...
    def __get__(self, instance: _Owner | None, owner: type[Any]) -> kept_property[_Owner, _Result] | _Result:
        if instance is None:
            return self
        result = instance.__dict__[self._name] = self._tell(instance)
        return result


def kept_for_short_texts(function: Callable[[str], _Result]) -> Callable[[str], _Result]:
    """``function`` of a text, called once for a short text that comes again soon: a name, a unit, a value.

    Long texts seldom come again, and would hold much memory.
    """
    known = lru_cache(_MOST_TEXTS)(function)

    @wraps(function)
    def kept(text: str) -> _Result:
        return known(text) if len(text) <= _LONGEST_TEXT else function(text)

    return kept


# To compile a class with all Chinese characters (``[一-鿿]``) takes up to 2 ms, and a pattern that bears many of them ten.
# For patterns that few documents need: each worker of a run that needs them compiles them for itself.
def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile``, but what is wrong with ``pattern`` shows at its first use only."""
    return cast("re.Pattern[str]", _LazyPattern(pattern, flags))


class _LazyPattern:
    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if "_compiled" not in self.__dict__:
            self._compiled = re.compile(*self._given)
        value = self.__dict__[name] = getattr(self._compiled, name)  # from now on as quick as the pattern's own
        return value


@contextmanager
def collector_paused() -> Iterator[None]:
    """Without the search for cycles: it would walk a growing tree over and over and find none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
