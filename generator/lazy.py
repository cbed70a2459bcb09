"""Patterns that are compiled when first asked for something.

To compile a class with all Chinese characters (``[一-鿿]``) takes up to 2 ms, and a pattern that bears many of them ten.
For patterns that few documents need: each worker of a run that needs them compiles them for itself.
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
        if "_compiled" not in self.__dict__:
            self._compiled = re.compile(*self._given)
        value = self.__dict__[name] = getattr(self._compiled, name)  # from now on as quick as the pattern's own
        return value
