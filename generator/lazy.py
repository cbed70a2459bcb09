"""Patterns that are compiled when first asked for something.

To compile a class with all Chinese characters (``[一-鿿]``) takes up to 2 ms, and one that bears many of them ten. Most
runs need none of the patterns that only rare texts are held against.
"""

from __future__ import annotations

import re
from typing import Any, cast


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile``, but what is wrong with ``pattern`` shows at its first use only."""
    return cast("re.Pattern[str]", _LazyPattern(pattern, flags))


class _LazyPattern:
    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._given)  # which keeps what it has compiled
        value = self.__dict__[name] = getattr(compiled, name)  # from now on as quick as the pattern's own
        return value
