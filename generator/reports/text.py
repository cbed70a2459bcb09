"""Findings for people, short: a line each with its place, then what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.diagnostics import LABELS, Finding
from generator.reports.columns import visible


def finding_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Two lines a finding: place, weight, code and message; then the hint (or the reason why it is accepted)."""
    for finding in findings:
        label = "已认可" if finding.accepted is not None else LABELS[finding.severity]
        yield visible(f"{finding.place}: {label} {finding.code} {finding.message}")
        where = f"{finding.path}：" if finding.path else ""
        rest = f"理由：{finding.accepted}" if finding.accepted is not None else finding.hint
        yield visible(f"    {where}{rest}")
