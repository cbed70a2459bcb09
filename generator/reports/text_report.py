"""Findings for people, in full: place and message, the source line with a caret, the path, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.diagnostics import LABELS, Finding, count_line
from generator.reports.catalogue import title_of
from generator.reports.columns import visible, wrap
from generator.reports.excerpts import GUTTER, Lines, excerpt, read_lines
from generator.reports.paint import NO_PAINT, Paint
from generator.reports.report import Report, heaviest_first

Grouping = Literal["place", "rule"]

_USUAL_WIDTH = 100
_INDENT = " " * (GUTTER + 3)


@dataclass(frozen=True, slots=True)
class Look:
    """How the report looks.

    ``width`` is the terminal's, ``None`` where there is none: then nothing is wrapped, so that lines can be searched.
    ``limit`` is how many findings to show, by rule of each rule; ``None`` is all.
    """

    by: Grouping = "place"
    limit: int | None = None
    width: int | None = None
    paint: Paint = NO_PAINT


def text_lines(report: Report, look: Look) -> Iterator[str]:
    """The whole report: open findings, accepted ones with their reasons, the counts."""
    yield from _by_rule(report.open, look) if look.by == "rule" else _by_place(report.open, look)
    yield from _accepted(report.accepted, look)
    kind = "error" if report.counts.errors else "warning" if report.counts.warnings else "good"
    yield look.paint(f"{len(report.files)} 个文件：{count_line(report.findings)}", kind)


def _by_place(findings: Sequence[Finding], look: Look) -> Iterator[str]:
    shown = _limited(findings, look)
    lines = read_lines(shown)
    for finding in shown:
        where, label, code = str(finding.place), LABELS[finding.severity], finding.code
        yield (
            f"{look.paint(visible(where), 'bold')}: {look.paint(f'{label} {code}', finding.severity)} "
            f"{visible(finding.message)}"
        )
        yield from _details(finding, lines, look)
        yield ""
    if len(shown) < len(findings):
        yield f"共 {len(findings)} 处，显示 {len(shown)} 处（先错误后提醒选取；--max 0 显示全部，--by rule 按规则归并）"
        yield ""


def _by_rule(findings: Sequence[Finding], look: Look) -> Iterator[str]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.code, []).append(finding)
    ordered = sorted(groups.values(), key=lambda group: (group[0].severity, -len(group), group[0].code))
    lines = read_lines(finding for group in ordered for finding in _limited(group, look))
    for group in ordered:
        yield from _group(group, lines, look)
        yield ""


def _group(findings: Sequence[Finding], lines: Lines, look: Look) -> Iterator[str]:
    """The findings of one rule; a hint that they have in common is said once."""
    first, shown = findings[0], _limited(findings, look)
    some = f"，显示 {len(shown)} 处；--max 0 显示全部" if len(shown) < len(findings) else ""
    name = f"{LABELS[first.severity]} {first.code} {title_of(first.code)}"
    yield f"{look.paint(name, first.severity)}（共 {len(findings)} 处{some}）"
    is_shared = len({finding.hint for finding in findings}) == 1 < len(findings)
    if is_shared:
        yield from _labelled("建议", first.hint, look)
    for finding in shown:
        yield f"{look.paint(visible(str(finding.place)), 'bold')}: {visible(finding.message)}"
        yield from _details(finding, lines, look, with_hint=not is_shared)


def _limited(findings: Sequence[Finding], look: Look) -> list[Finding]:
    """As many of ``findings`` as may be shown, errors before warnings, in the order they had."""
    chosen = {id(finding) for finding in heaviest_first(findings)[: look.limit]}
    return [finding for finding in findings if id(finding) in chosen]


def _details(finding: Finding, lines: Lines, look: Look, *, with_hint: bool = True) -> Iterator[str]:
    """The source line with its caret, the path in official terms, and what to do."""
    spot = excerpt(finding, lines, look.width or _USUAL_WIDTH)
    if spot is not None:
        line, caret = spot
        yield look.paint(line[: GUTTER + 2], "faint") + line[GUTTER + 2 :]
        yield look.paint(caret[: GUTTER + 2], "faint") + look.paint(caret[GUTTER + 2 :], finding.severity)
    if finding.path:
        yield from _labelled("位置", finding.path, look)
    if finding.hint and with_hint:
        yield from _labelled("建议", finding.hint, look)


def _labelled(label: str, text: str, look: Look) -> Iterator[str]:
    text = visible(text)
    room = max(look.width - len(_INDENT) - 6, 20) if look.width else None
    first, *rest = wrap(text, room) if room else [text]
    yield f"{_INDENT}{look.paint(f'{label}：', 'faint')}{first}"
    for line in rest:
        yield f"{_INDENT}      {line}"


def _accepted(findings: Sequence[Finding], look: Look) -> Iterator[str]:
    if not findings:
        return
    shown = findings[: look.limit]
    some = f"，显示 {len(shown)} 处" if len(shown) < len(findings) else ""
    yield look.paint(f"已认可（共 {len(findings)} 处{some}）", "bold")
    for finding in shown:
        yield f"{visible(str(finding.place))}: {finding.code} {visible(finding.message)}"
        yield from _labelled("理由", finding.accepted or "", look)
    yield ""
