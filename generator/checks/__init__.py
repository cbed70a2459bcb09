"""The checks, a theme a module. ``run_checks`` gives every finding of a spec, each at its place."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from generator.checks import (
    characters,
    classification,
    codes,
    consistency,
    coverage,
    money,
    publishing,
    required,
    schedule,
    structural,
    values,
    wording,
)
from generator.checks.acceptance import accept
from generator.checks.profiles import DRAFT, PROFILES, PUBLISH_ERRORS
from generator.checks.rule import Found, Rule
from generator.checks.selection import ignored_codes, parameters_of
from generator.checks.subject import Subject
from generator.diagnostics import Finding, Severity
from generator.layouts.model import Layout
from generator.spec.model import Spec
from generator.spec.places import Places
from generator.spec.shape import path_of

THEMES: dict[str, tuple[Rule, ...]] = {
    "必填与版式": required.RULES,
    "金额": money.RULES,
    "支出计划": schedule.RULES,
    "编码": codes.RULES,
    "指标分类": classification.RULES,
    "覆盖": coverage.RULES,
    "指标值": values.RULES,
    "文字": tuple(sorted((*characters.RULES, *wording.RULES), key=lambda rule: rule.code)),
    "前后一致": consistency.RULES,
    "公开": publishing.RULES,
}
"""Every rule that looks at a spec, by theme."""


def run_checks(
    spec: Spec, layout: Layout, own_layout: Layout, places: Places, profile: str = "review"
) -> list[Finding]:
    """Every finding of ``spec`` as it would be printed in ``layout``, in the order of the file.

    ``own_layout`` is the layout in whose words the spec is written. ``profile`` is one of ``PROFILES``. Accepted
    findings are marked, not left out. Raises ``LayoutError`` where the layout's ``checks`` section is wrong.
    """
    rules, looked_for = _rules(layout, profile)
    subject = Subject(spec, layout, own_layout, parameters_of(layout))
    findings = [_finding(rule, found, places, profile) for rule in rules for found in rule.check(subject)]
    if spec.accept:
        known = _known_codes()
        unjudged = known if subject.is_translated else known - looked_for
        findings = accept(findings, spec, places, unjudged, known)
    return sorted(findings, key=_order)


def verify_layout(layout: Layout) -> None:
    """Raise ``LayoutError`` where the layout's ``checks`` section names codes or parameters that there are not."""
    _rules(layout, "review")
    parameters_of(layout)


def all_rules() -> list[tuple[str, Rule]]:
    """Every code there is with its theme: findings about the file, about its fields, and about the spec."""
    themes = {**structural.THEMES, **THEMES}
    return [(theme, rule) for theme, rules in themes.items() for rule in rules]


@cache
def _known_codes() -> frozenset[str]:
    return frozenset(rule.code for _, rule in all_rules())


def find_rule(code: str) -> Rule | None:
    """The rule with this code, in capitals or not; ``None`` if there is none."""
    wanted = code.strip().upper()
    return next((rule for _, rule in all_rules() if rule.code == wanted), None)


def _rules(layout: Layout, profile: str) -> _Chosen:
    if profile not in PROFILES:
        raise ValueError(f"没有“{profile}”这个档次，可选：{'、'.join(PROFILES)}")
    return _chosen(ignored_codes(layout, _theme_codes()), profile)


class _Chosen(NamedTuple):
    """The rules that run, and their codes."""

    rules: tuple[Rule, ...]
    codes: frozenset[str]


@cache
def _chosen(ignored: frozenset[str], profile: str) -> _Chosen:
    every = (rule for rules in THEMES.values() for rule in rules)
    rules = [rule for rule in every if rule.code not in ignored and (profile != "draft" or rule.code in DRAFT)]
    return _Chosen(tuple(rules), frozenset(rule.code for rule in rules))


@cache
def _theme_codes() -> frozenset[str]:
    return frozenset(rule.code for rules in THEMES.values() for rule in rules)


def _finding(rule: Rule, found: Found, places: Places, profile: str) -> Finding:
    is_strict = profile == "publish" and rule.code in PUBLISH_ERRORS
    return Finding(
        code=rule.code,
        severity=Severity.ERROR if is_strict else rule.severity,
        message=found.message,
        hint=found.hint,
        place=places.at(found.loc),
        path=path_of(found.loc, Spec),
        loc=found.loc,
        piece=found.piece,
    )


def _order(finding: Finding) -> tuple[int, int, str, str]:
    place = finding.place
    return place.line or 0, place.column or 0, place.sheet or "", finding.code
