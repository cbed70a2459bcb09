"""The checks, a theme a module. ``run_checks`` gives every finding of a spec, each at its place."""

from __future__ import annotations

from generator.checks import classification, codes, money, required, schedule, wording
from generator.checks.acceptance import accept
from generator.checks.rule import Found, Rule, Subject
from generator.diagnostics import Finding
from generator.layouts.model import Layout
from generator.spec.model import Spec
from generator.spec.parse import Places
from generator.spec.shape import path_of

THEMES: dict[str, tuple[Rule, ...]] = {
    "必填与版式": required.RULES,
    "金额": money.RULES,
    "支出计划": schedule.RULES,
    "编码": codes.RULES,
    "指标分类": classification.RULES,
    "文字": wording.RULES,
}
"""Every rule there is, by theme."""


def run_checks(
    spec: Spec, layout: Layout, own_layout: Layout, places: Places, profile: str = "review"
) -> list[Finding]:
    """Every finding of ``spec`` as it would be printed in ``layout``, in the order of the file.

    ``own_layout`` is the layout in whose words the spec is written. Accepted findings are marked, not left out.
    """
    subject = Subject(spec, layout, own_layout)
    findings = [
        _finding(rule, found, places)
        for rules in THEMES.values()
        for rule in rules
        for found in rule.check(subject)
    ]
    return sorted(accept(findings, spec, places), key=_order)


def _finding(rule: Rule, found: Found, places: Places) -> Finding:
    return Finding(
        code=rule.code,
        severity=rule.severity,
        message=found.message,
        hint=found.hint,
        place=places.at(found.loc),
        path=path_of(found.loc, Spec),
        loc=found.loc,
    )


def _order(finding: Finding) -> tuple[int, int, str, str]:
    place = finding.place
    return place.line or 0, place.column or 0, place.sheet or "", finding.code
