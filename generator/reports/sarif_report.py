"""Findings as SARIF 2.1.0, which code hosts and editors read (OASIS, sarif-v2.1.0)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator import __version__
from generator.checks.explanation import Explanation
from generator.diagnostics import Finding
from generator.reports.addresses import uri
from generator.reports.catalogue import Entry, catalogue
from generator.reports.excerpts import Lines, piece_on_line, read_lines
from generator.reports.report import Report
from generator.sources.text_file import printable

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_lines(report: Report) -> Iterator[str]:
    """The report as a SARIF log."""
    yield json.dumps(sarif_report(report), ensure_ascii=False, indent=1)


def sarif_report(report: Report) -> dict[str, Any]:
    """The report as a SARIF log in plain data: all rules, and a result a finding."""
    lines = read_lines(finding for finding in report.findings if finding.piece)
    numbers = {code: index for index, code in enumerate(catalogue())}
    driver = {"name": "jixiao", "version": __version__, "rules": [_rule(entry) for entry in catalogue().values()]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(finding, numbers, lines) for finding in report.findings],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(entry: Entry) -> dict[str, Any]:
    rule, explanation = entry.rule, entry.rule.explanation
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": explanation.requirement},
        "help": {"text": _help(explanation)},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"tags": [entry.theme]},
    }


def _help(explanation: Explanation) -> str:
    examples = [f"正例：{text}" for text in explanation.right] + [f"误例：{text}" for text in explanation.wrong]
    return "\n".join([explanation.requirement, f"为什么：{explanation.why}", f"依据：{explanation.source}", *examples])


def _result(finding: Finding, numbers: dict[str, int], lines: Lines) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": finding.severity.value,
        "message": {"text": printable(f"{finding.message}。{finding.hint}" if finding.hint else finding.message)},
        "locations": [_location(finding, lines)],
        "suppressions": _suppressions(finding),
    }
    if finding.code in numbers:
        result["ruleIndex"] = numbers[finding.code]
    return result


def _location(finding: Finding, lines: Lines) -> dict[str, Any]:
    place = finding.place
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(place.file)}}
    if place.line is not None:
        spot = piece_on_line(finding, lines)
        columns = {"startColumn": spot.start + 1, "endColumn": spot.end + 1} if spot else {}
        physical["region"] = {"startLine": place.line, "startColumn": place.column or 1, **columns}
    location: dict[str, Any] = {"physicalLocation": physical}
    cell = "!".join(part for part in (place.sheet, place.cell) if part)
    names = [{"fullyQualifiedName": printable(name)} for name in (finding.path, cell) if name]
    if names:
        location["logicalLocations"] = names
    return location


def _suppressions(finding: Finding) -> list[dict[str, str]]:
    """Empty for an open finding: once one result says whether it is suppressed, SARIF wants it of all."""
    return [] if finding.accepted is None else [{"kind": "inSource", "justification": finding.accepted}]
