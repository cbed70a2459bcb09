"""Which rules run, with what parameters: as a layout's ``checks`` section says, which is checked here at first use.

The layout module cannot know the rules (imports run layouts ← checks), so an unknown code is found here.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from pydantic import ValidationError

from generator.checks.parameters import DEFAULT, Parameters
from generator.checks.profiles import DRAFT, PROFILES
from generator.checks.rule import Rule
from generator.checks.rulebook import THEMES, theme_codes
from generator.layouts.load import LayoutError, line_of, reason
from generator.layouts.model import Layout
from generator.speed import kept_by_identity


class Chosen(NamedTuple):
    """The rules that run, and their codes."""

    rules: tuple[Rule, ...]
    codes: frozenset[str]


def rules_of(layout: Layout, profile: str) -> Chosen:
    """The rules that ``profile`` runs, but for those that ``layout`` does without.

    Raises ``LayoutError`` where the layout names a code that there is not, ``ValueError`` for an unknown profile.
    """
    if profile not in PROFILES:
        raise ValueError(f"没有“{profile}”这个档次，可选：{'、'.join(PROFILES)}")
    return _chosen(_ignored_codes(layout), profile)


@cache
def _chosen(ignored: frozenset[str], profile: str) -> Chosen:
    every = (rule for rules in THEMES.values() for rule in rules)
    rules = [rule for rule in every if rule.code not in ignored and (profile != "draft" or rule.code in DRAFT)]
    return Chosen(tuple(rules), frozenset(rule.code for rule in rules))


def _ignored_codes(layout: Layout) -> frozenset[str]:
    known = theme_codes()
    for index, code in enumerate(layout.checks.ignore):
        if code not in known:
            close = get_close_matches(code, sorted(known), n=1)
            advice = f"，是不是 {close[0]}？" if close else "；jixiao explain 列出全部代码"
            raise _wrong(layout, ("checks", "ignore", index), f"没有“{code}”这个代码{advice}")
    return frozenset(layout.checks.ignore)


@kept_by_identity
def parameters_of(layout: Layout) -> Parameters:
    """The parameters that ``layout`` asks for. Raises ``LayoutError`` where they are wrong."""
    if not layout.checks.parameters:
        return DEFAULT
    try:
        return DEFAULT.changed(layout.checks.parameters)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        known = f"没有这个参数，可以写：{'、'.join(Parameters.model_fields)}"
        message = known if first["type"] == "extra_forbidden" else reason(first)
        raise _wrong(layout, ("checks", "parameters", *first["loc"]), message) from error


def _wrong(layout: Layout, loc: tuple[str | int, ...], why: str) -> LayoutError:
    path = layout.folder / "layout.yaml"
    where = ".".join(map(str, loc))
    return LayoutError(f"{path}：第 {line_of(path, loc)} 行：{where} 有误（{why}）")
