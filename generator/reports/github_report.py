"""Findings as GitHub's workflow commands, which it shows beside the lines of a change."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Finding, count_line
from generator.reports.addresses import posix_path
from generator.reports.catalogue import title_of
from generator.reports.excerpts import Lines, piece_on_line, read_lines
from generator.reports.report import Report
from generator.sources.text_file import printable

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def github_lines(report: Report) -> Iterator[str]:
    """A command a finding, accepted ones as notices with their reason; then the counts for the log."""
    lines = read_lines(finding for finding in report.findings if finding.piece)
    yield from (_command(finding, lines) for finding in report.findings)
    yield f"{len(report.files)} 个文件：{count_line(report.findings)}"


def _command(finding: Finding, lines: Lines) -> str:
    place, spot = finding.place, piece_on_line(finding, lines)
    properties = {
        "file": posix_path(place.file),
        "line": place.line,
        "col": spot.start + 1 if spot else place.column,
        "endColumn": spot.end if spot else None,
        "title": f"{finding.code} {title_of(finding.code)}".strip(),
    }
    written = ",".join(
        f"{name}={printable(str(value)).translate(_PROPERTY)}"
        for name, value in properties.items()
        if value is not None
    )
    name = "notice" if finding.accepted is not None else finding.severity.value
    return f"::{name} {written}::{printable(_message(finding)).translate(_DATA)}"


def _message(finding: Finding) -> str:
    where = f"{finding.place.sheet}!{finding.place.cell}" if finding.place.sheet else finding.path
    rest = finding.hint if finding.accepted is None else f"已认可：{finding.accepted}"
    return "\n".join(part for part in (finding.message, where, rest) if part)
