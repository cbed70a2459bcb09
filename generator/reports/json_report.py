"""Findings for other programs, as JSON. ``docs/report.schema.json`` says what stands where."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from generator import __version__
from generator.checks.rules.coverage import GROUPS
from generator.diagnostics import Counts, Finding, count
from generator.reports.catalogue import theme_of, title_of
from generator.reports.report import CheckedFile, Report
from generator.reports.summary import Summary, share, total
from generator.sources.text_file import printable

VERSION = 1
"""Raised where a reader of an older report would misread a new one; new keys may come without it."""


def json_lines(report: Report) -> Iterator[str]:
    """The report as JSON, a finding a line."""
    data = json_report(report)
    findings = [_dumps(finding) for finding in data.pop("findings")]
    yield "{"
    for key, value in data.items():
        yield f"{_dumps(key)}: {_dumps(value)},"
    yield '"findings": ['
    yield from (f"{finding}," for finding in findings[:-1])
    yield from findings[-1:]
    yield "]"
    yield "}"


def json_report(report: Report) -> dict[str, Any]:
    """The report as plain data."""
    data: dict[str, Any] = {
        "version": VERSION,
        "tool": {"name": "jixiao", "version": __version__},
        "files": [_file(file) for file in report.files],
        "counts": {"files": len(report.files), **_counts(report.counts)},
        "findings": [_finding(finding) for finding in report.findings],
    }
    summaries = [(file.name, file.summary) for file in report.files if file.summary]
    if summaries:
        documents = [{"file": printable(name), **_summary(summary)} for name, summary in summaries]
        data["summary"] = {"documents": documents, "total": _summary(total(summary for _, summary in summaries))}
    return data


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _file(file: CheckedFile) -> dict[str, Any]:
    return {"file": printable(file.name), "layout": file.layout, **_counts(count(file.findings))}


def _counts(counts: Counts) -> dict[str, int]:
    return {"errors": counts.errors, "warnings": counts.warnings, "accepted": counts.accepted}


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "title": title_of(finding.code),
        "theme": theme_of(finding.code),
        "message": printable(finding.message),
        "hint": printable(finding.hint),
        "file": printable(place.file),
        "line": place.line,
        "column": place.column,
        "sheet": place.sheet,
        "cell": place.cell,
        "path": printable(finding.path),
        "loc": list(finding.loc),
        "piece": printable(finding.piece) or None,
        "accepted": finding.accepted,
    }


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "unread": summary.unread,
        "projects": summary.projects,
        "money": f"{summary.money:f}",
        "indicators": summary.indicators,
        "errors": summary.errors,
        "warnings": summary.warnings.total(),
        "accepted": summary.accepted,
        "warnings_by_theme": dict(summary.warnings),
        "coverage": {group: _share(summary.covered[group], summary.projects) for group in GROUPS},
        "quantified": _share(summary.quantified, summary.values),
    }


def _share(part: int, whole: int) -> dict[str, Any]:
    value = share(part, whole)
    return {"count": part, "of": whole, "share": None if value is None else float(value.quantize(Decimal("0.0001")))}
