"""The rules by code: their titles and themes, for reports that name them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from generator.checks.rule import Rule
from generator.checks.rulebook import all_rules

OTHER_THEME = "其他"


class Entry(NamedTuple):
    """A rule and the theme it belongs to."""

    theme: str
    rule: Rule


@cache
def catalogue() -> dict[str, Entry]:
    """Every rule by its code, in the order of the themes."""
    return {rule.code: Entry(theme, rule) for theme, rule in all_rules()}


def title_of(code: str) -> str:
    """The rule's title; ``""`` of a code that no rule has."""
    entry = catalogue().get(code)
    return entry.rule.title if entry else ""


def theme_of(code: str) -> str:
    """The rule's theme; ``OTHER_THEME`` of a code that no rule has."""
    entry = catalogue().get(code)
    return entry.theme if entry else OTHER_THEME


def themes() -> list[str]:
    """The themes in their order."""
    return list(dict.fromkeys(entry.theme for entry in catalogue().values()))
