"""The checks run: ``run_checks`` gives every finding of a spec, each at its place."""

from __future__ import annotations

from pathlib import PurePath

from generator.checks.acceptance import accept
from generator.checks.profiles import PUBLISH_ERRORS
from generator.checks.rule import Found, Rule
from generator.checks.rulebook import known_codes
from generator.checks.selection import parameters_of, rules_of
from generator.checks.subject import Subject
from generator.diagnostics import Finding, Severity
from generator.layouts.model import Layout
from generator.spec.model import Spec
from generator.spec.places import Places
from generator.spec.shape import path_of


def run_checks(
    spec: Spec, layout: Layout, own_layout: Layout, places: Places, profile: str = "review"
) -> list[Finding]:
    """Every finding of ``spec`` as it would be printed in ``layout``, in the order of the file.

    ``own_layout`` is the layout in whose words the spec is written. ``profile`` is one of ``PROFILES``. Accepted
    findings are marked, not left out. Raises ``LayoutError`` where the layout's ``checks`` section is wrong.
    """
    rules, looked_for = rules_of(layout, profile)
    subject = Subject(spec, layout, own_layout, parameters_of(layout), PurePath(places.file).name)
    findings = [_finding(rule, found, places, profile) for rule in rules for found in rule.check(subject)]
    if spec.accept:
        known = known_codes()
        unjudged = known if subject.is_translated else known - looked_for
        findings = accept(findings, spec, places, unjudged, known)
    return sorted(findings, key=_order)


def verify_layout(layout: Layout) -> None:
    """Raise ``LayoutError`` where the layout's ``checks`` section names codes or parameters that there are not."""
    rules_of(layout, "review")
    parameters_of(layout)


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
