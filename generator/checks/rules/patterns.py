"""One pattern that finds what any of many finds, and is quick to see where none of them can begin."""

from __future__ import annotations

import re
from functools import cache

_CLASS = r"\[(?>\^?\]?)(?:\\.|[^\]\\])*+\]"
_TOKEN = re.compile(rf"\\.|{_CLASS}|.", re.DOTALL)
_BEHIND = rf"(?:\(\?<[=!](?:\\.|{_CLASS}|[^()\[\\])*\))?"
_CHARACTER = rf"(?:{_CLASS}|\\\W|[^\\.^$*+?{{}}()\[\]|])(?![*?]|\{{[0,])"
_BEGINNING = re.compile(f"{_BEHIND}(?P<character>{_CHARACTER})", re.DOTALL)
_OPENING = re.compile(
    rf"{_BEHIND}(?P<first>{_CHARACTER})(?P<more>(?:\\s\*|{_CHARACTER}(?!\+|\{{))*(?:{_CHARACTER})?)", re.DOTALL
)
_FEW = re.compile(r"\[(?!\^)(?:\\\W|[^\]\\-])+\]")
"""A class that names each of its characters."""


@cache
def opening_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds something in every text in which ``any_of(patterns)`` does, and where texts are joined too.

    It is quick, and what it does not find in many texts joined need not be looked for in each: it asks only for the
    characters with which a pattern opens, not for what may or may not stand before and behind them.
    """
    openings = [opening for pattern in patterns for each in _alternatives(pattern) for opening in _openings(each)]
    return re.compile("" if "" in openings else "|".join(dict.fromkeys(openings)))


def _openings(alternative: str) -> list[str]:
    """What ``alternative`` can open with, for each character it can begin with; ``""`` where that is not plain."""
    found = _OPENING.match(alternative)
    if not found:
        return [""]
    first, more = found["first"], found["more"]
    if alternative.startswith(("+", "{"), found.end("first")):
        more = ""
    # Apart, as the pattern of all is fastest where each alternative begins with one certain character.
    firsts = [re.escape(token[-1]) for token in _TOKEN.findall(first[1:-1])] if _FEW.fullmatch(first) else [first]
    return [each + more for each in firsts]


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
