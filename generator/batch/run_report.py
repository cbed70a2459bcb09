"""What a run tells: to people by lines and a table, to programs by JSON events."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from generator.batch.making.job import Outcome
from generator.batch.plan import Plan, Planned
from generator.batch.progress import Progress
from generator.batch.storage.location import Location
from generator.batch.telling import Summary
from generator.diagnostics import Counts, Finding
from generator.reports.columns import visible
from generator.reports.text import finding_lines

_LISTED = 20
"""Lines of a list at the end; what is told above or in the manifest need not all be repeated."""


class Lines:
    """For people: findings and failures on stderr, files and the table at the end on stdout."""

    def __init__(self, out: Location, *, is_quiet: bool = False) -> None:
        self._out, self._is_quiet = out, is_quiet
        self._progress = Progress(0)
        self._stand_ins: dict[str, None] = {}

    def planned(self, plan: Plan) -> None:
        """Say which names were changed, and begin to show progress."""
        for notice in plan.notices:
            self._error(visible(notice))
        self._progress = Progress(len(plan.due), is_quiet=self._is_quiet)

    def progress(self, done: int) -> None:
        """Move the bar."""
        self._progress.update(done)

    def document(self, planned: Planned, outcome: Outcome, files: Sequence[Location]) -> None:
        """Findings, files, failures."""
        self._stand_ins |= dict.fromkeys(outcome.stand_ins)
        self._progress.clear()
        told = [finding for finding in outcome.findings if _concerns_printing(finding)]
        for line in finding_lines(told):
            self._error(line)
        if len(told) < len(outcome.findings):
            more = len(outcome.findings) - len(told)
            self._error(f"{visible(planned.label)}：另有 {more} 个提醒，不影响打印；jixiao check 可逐条查看")
        if not self._is_quiet:
            for path in files:
                print(path)
        for failure in outcome.failures:
            self._error(visible(f"{planned.label}：{failure}"))

    def stopping(self) -> None:
        """Say that it takes a moment."""
        self._progress.clear()
        self._error("正在停下：等已经开始的印完（再按一次 Ctrl-C 立即停下）")

    def finished(self, summary: Summary) -> None:
        """The table."""
        self._progress.clear()
        if summary.obstacle:
            self._error(f"{summary.obstacle}。已印好的都在；排除后再次运行，会接着印")
        if summary.is_interrupted:
            self._error(f"已中断，还有 {summary.left} 份没有印；再次运行会接着印")
        for title, files in _unlisted(summary):
            for line in _listed(title, [visible(str(self._out / file)) for file in files]):
                self._error(line)
        if not self._is_quiet:
            print(*_table(summary, self._out), sep="\n")
            if self._stand_ins:
                print(f"PDF 里没有装的官方字体用别的代替：{'，'.join(self._stand_ins)}")

    def _error(self, line: str) -> None:
        self._progress.clear()
        print(line, file=sys.stderr)


_PRINTING = ("LAY", "REQ02", "CLS04", "CLS05", "SRC", "WBK")
"""Warnings that say how the print differs from the file; the others are what ``jixiao check`` is for."""


def _concerns_printing(finding: Finding) -> bool:
    return finding.is_error or finding.accepted is not None or finding.code.startswith(_PRINTING)


def _table(summary: Summary, out: Location) -> list[str]:
    same = f"，未变 {summary.up_to_date} 份" if summary.up_to_date else ""
    left = f"，还剩 {summary.left} 份" if summary.left else ""
    partly = f"，只印成部分格式 {summary.partly} 份" if summary.partly else ""
    lines = [f"共 {summary.total} 份，印成 {summary.made} 份{partly}{same}{left}，放在 {out}"]
    if summary.failed:
        lines.append(f"{'未印成或未印全' if summary.partly else '未印成'} {len(summary.failed)} 份：")
        lines += [visible(f"  {name}：{reason}") for name, reason in summary.failed[:_LISTED]]
        lines += _more(len(summary.failed))
    counts = summary.findings
    if counts != Counts():
        lines.append(f"校验：{counts.errors} 个错误，{counts.warnings} 个提醒，{counts.accepted} 个已认可")
    return lines


def _unlisted(summary: Summary) -> Iterator[tuple[str, Sequence[str]]]:
    """Files that are there and that the public page does not list, by reason."""
    yield (
        "这些文件是以前印的，所用的数据文件或项目已经没有，或已改动而这次没有重印这种格式、这种分法：未列入 index.html，也没有删除：",
        summary.orphans,
    )
    yield "这些文件有涉密内容，未列入 index.html 和 SHA256SUMS，不要公开：", summary.secret
    yield (
        "这些文件是以前印的，数据文件现在说其中有涉密内容：已从 index.html 和 SHA256SUMS 撤下，没有删除，请移走：",
        summary.withdrawn,
    )


def _listed(title: str, files: Sequence[str]) -> list[str]:
    return [title, *(f"  {path}" for path in files[:_LISTED]), *_more(len(files))] if files else []


def _more(count: int) -> list[str]:
    return [f"  ……共 {count} 份"] if count > _LISTED else []


def plan_lines(plan: Plan) -> list[str]:
    """The plan as a table: the reason, the document, its spec; then how many there are of each reason."""
    lines = [*plan.notices, *(f"{doc.reason}\t{doc.id}\t{doc.path}" for doc in plan.documents)]
    reasons = [document.reason for document in plan.documents]
    counts = "，".join(f"{reason} {reasons.count(reason)} 份" for reason in dict.fromkeys(reasons))
    return [*map(visible, lines), f"共 {len(plan.documents)} 份：{counts}（--dry-run：什么也没有写）"]


class Events:
    """For programs: a JSON object a line on stdout."""

    def __init__(self, out: Location) -> None:
        self._out = out

    def planned(self, plan: Plan) -> None:
        """How many documents there are, and how many are due."""
        _event("plan", total=len(plan.documents), due=len(plan.due), notices=plan.notices)

    def progress(self, done: int) -> None:
        """The events of documents tell it."""

    def document(self, planned: Planned, outcome: Outcome, files: Sequence[Location]) -> None:
        """All that came of a document."""
        _event(
            "document",
            id=planned.id,
            source=str(planned.path),
            reason=planned.reason.name.lower(),
            files=[path.as_posix() for path in files],
            failures=list(outcome.failures),
            findings=[_finding(finding) for finding in outcome.findings],
            seconds=outcome.seconds,
        )

    def stopping(self) -> None:
        """The run was asked to stop."""
        _event("stopping")

    def finished(self, summary: Summary) -> None:
        """The figures of the run."""
        counts = summary.findings
        _event(
            "end",
            total=summary.total,
            made=summary.made,
            up_to_date=summary.up_to_date,
            failed=len(summary.failed),
            partly=summary.partly,
            left=summary.left,
            findings={"errors": counts.errors, "warnings": counts.warnings, "accepted": counts.accepted},
            orphans=summary.orphans,
            secret=summary.secret,
            withdrawn=summary.withdrawn,
            obstacle=summary.obstacle,
            interrupted=summary.is_interrupted,
            out=self._out.as_posix(),
        )


def plan_events(plan: Plan) -> None:
    """The plan for programs."""
    for notice in plan.notices:
        _event("notice", text=notice)
    for planned in plan.documents:
        reason = planned.reason.name.lower()
        _event("planned", id=planned.id, source=str(planned.path), reason=reason, formats=list(planned.formats))


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "hint": finding.hint,
        "place": str(finding.place),
        "accepted": finding.accepted,
    }


def _event(name: str, **values: Any) -> None:
    print(json.dumps({"event": name, **values}, ensure_ascii=False), flush=True)
