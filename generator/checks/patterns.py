"""One pattern that finds what any of many finds, and is quick to see where none of them can begin."""

from __future__ import annotations

import re
from functools import cache

_CLASS = r"\[\^?\]?(?:\\.|[^\]\\])*\]"
_TOKEN = re.compile(rf"\\.|{_CLASS}|.", re.DOTALL)
_BEGINNING = re.compile(
    rf"(?:\(\?<[=!](?:\\.|{_CLASS}|[^()\[\\])*\))?"  # a look behind
    rf"(?P<character>{_CLASS}|\\\W|[^\\.^$*+?{{}}()\[\]|])(?![*?]|\{{[0,])",
    re.DOTALL,
)


@cache
def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern that finds what any of ``patterns`` finds; each may refer to its own first group as ``\\1``."""
    parts: list[str] = []
    groups = 0
    for pattern in patterns:
        parts.append(pattern.replace(r"\1", rf"(?:\{groups + 1})"))
        groups += re.compile(pattern).groups
    found = "|".join(parts)
    beginnings = [beginning for pattern in patterns for beginning in _beginnings(pattern)]
    if "" in beginnings:
        return re.compile(found)
    # Most characters of most texts are none of these: to see that once is far cheaper than to try each pattern.
    return re.compile(f"(?={'|'.join(dict.fromkeys(beginnings))})(?:{found})")


def _beginnings(pattern: str) -> list[str]:
    """For each alternative of ``pattern`` what its first character is, as a pattern; ``""`` where that is not plain."""
    found = (_BEGINNING.match(alternative) for alternative in _alternatives(pattern))
    return [each["character"] if each else "" for each in found]


def _alternatives(pattern: str) -> list[str]:
    """``pattern`` parted at the bars that stand in no brackets."""
    parts, depth = [""], 0
    for token in _TOKEN.findall(pattern):
        depth += (token == "(") - (token == ")")
        if token == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += token
    return parts
