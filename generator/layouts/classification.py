"""Where an indicator belongs: from what was written to a layout's 一级 and 二级, and from one region's to another's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from generator.invisible import HIDDEN
from generator.layouts.model import Layout, Level1, Level2
from generator.spec.model import Indicator
from generator.speed import kept_by_identity

_IGNORED = re.compile(f"[\\s\\-—–－{HIDDEN}]")


@dataclass(frozen=True, slots=True)
class Belonging:
    """What a layout makes of an indicator's 一级 and 二级; ``None`` where it does not know what was written.

    ``parent`` is the 一级 that the 二级 belongs to, ``level1`` the one that was written (``parent`` if none was).
    """

    level1: Level1 | None
    level2: Level2 | None
    parent: Level1 | None


@lru_cache(maxsize=1024)
def _key(text: str) -> str:
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text))


def _keys(level: Level1 | Level2) -> set[str]:
    return {_key(name) for name in (level.code, level.name, level.label, *level.aliases) if name}


@kept_by_identity
def _level1_keys(layout: Layout) -> dict[str, Level1]:
    """Each 一级 by all its names; a name of several is that of the first."""
    return {key: level1 for level1 in reversed(layout.classification) for key in _keys(level1)}


@kept_by_identity
def _level2_keys(layout: Layout) -> list[tuple[set[str], Level1, Level2]]:
    return [(_keys(level2), level1, level2) for level1 in layout.classification for level2 in level1.level2]


def find_level1(layout: Layout, text: str) -> Level1 | None:
    """The 一级 that ``text`` names by name, code, printed label or alias."""
    return _level1_keys(layout).get(_key(text))


def find_level2(layout: Layout, text: str) -> tuple[Level1, Level2] | None:
    """The 二级 that ``text`` names by name, code, printed label, alias or category, with the 一级 above it."""
    key, category = _key(text), text.strip()
    for keys, level1, level2 in _level2_keys(layout):
        if key in keys or category in level2.categories:
            return level1, level2
    return None


def belonging(indicator: Indicator, layout: Layout) -> Belonging:
    """Where ``indicator`` belongs in ``layout``, in whose words it is written."""
    return belonging_in(layout)(indicator)


@kept_by_identity
def belonging_in(layout: Layout) -> Callable[[Indicator], Belonging]:
    """``belonging`` for one layout, which keeps what it found: all forms of a layout have the same few 一级 and 二级."""

    @lru_cache(maxsize=1024)
    def found(level1: str | None, level2: str) -> Belonging:
        parent, found_level2 = find_level2(layout, level2) or (None, None)
        return Belonging(find_level1(layout, level1) if level1 else parent, found_level2, parent)

    return lambda indicator: found(indicator.level1, indicator.level2)


def translate(level2: Level2, layout: Layout) -> tuple[Level1, Level2] | None:
    """The place in ``layout`` for what another region calls ``level2``; ``None`` if it has none."""
    for category in level2.categories:
        found = find_level2(layout, category)
        if found:
            return found
    return None
