"""Where an indicator belongs: from what was written to a layout's 一级 and 二级, and from one region's to another's."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from generator.layouts.model import Layout, Level1, Level2
from generator.spec.model import Indicator

_IGNORED = re.compile(r"[\s\-—–－]")


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


def _is_named(level: Level1 | Level2, key: str) -> bool:
    names = (level.code, level.name, level.label, *level.aliases)
    return any(name and _key(name) == key for name in names)


def find_level1(layout: Layout, text: str) -> Level1 | None:
    """The 一级 that ``text`` names by name, code, printed label or alias."""
    key = _key(text)
    return next((level1 for level1 in layout.classification if _is_named(level1, key)), None)


def find_level2(layout: Layout, text: str) -> tuple[Level1, Level2] | None:
    """The 二级 that ``text`` names by name, code, printed label, alias or category, with the 一级 above it."""
    key = _key(text)
    for level1 in layout.classification:
        for level2 in level1.level2:
            if _is_named(level2, key) or text.strip() in level2.categories:
                return level1, level2
    return None


def belonging(indicator: Indicator, layout: Layout) -> Belonging:
    """Where ``indicator`` belongs in ``layout``, in whose words it is written."""
    found = find_level2(layout, indicator.level2)
    parent, level2 = found or (None, None)
    level1 = find_level1(layout, indicator.level1) if indicator.level1 else parent
    return Belonging(level1, level2, parent)


def translate(level2: Level2, layout: Layout) -> tuple[Level1, Level2] | None:
    """The place in ``layout`` for what another region calls ``level2``; ``None`` if it has none."""
    for category in level2.categories:
        found = find_level2(layout, category)
        if found:
            return found
    return None
