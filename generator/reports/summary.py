"""A score that a leader reads: what a document holds, what was found in it, and how much its indicators cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.checks.rules.coverage import GROUPS
from generator.checks.subject import Subject
from generator.diagnostics import Finding
from generator.reports.catalogue import theme_of
from generator.spec.model import ZERO
from generator.spec.value import Value, figures

if TYPE_CHECKING:
    from generator.pipeline import Document

_YUAN_PER_WAN = Decimal(10000)


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a document, or of several added up.

    ``money`` is in 万元. ``warnings`` counts by theme, ``covered`` the projects that have an indicator of 产出, 效益,
    满意度. ``values`` are those that are written, ``quantified`` those of them that say how much or until when.
    ``unread`` counts files that could not be read: all that is known of them is ``errors``.
    """

    documents: int = 1
    unread: int = 0
    projects: int = 0
    money: Decimal = ZERO
    indicators: int = 0
    errors: int = 0
    warnings: Counter[str] = field(default_factory=Counter)
    accepted: int = 0
    covered: Counter[str] = field(default_factory=Counter)
    values: int = 0
    quantified: int = 0

    def __add__(self, other: Summary) -> Summary:
        """Both together."""
        return Summary(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def total(summaries: Iterable[Summary]) -> Summary:
    """All of them added up."""
    return sum(summaries, Summary(documents=0))


def share(part: int, whole: int) -> Decimal | None:
    """``part`` of ``whole`` as a number from 0 to 1; ``None`` of nothing."""
    return Decimal(part) / whole if whole else None


def summarise(document: Document, findings: Iterable[Finding]) -> Summary:
    """The figures of ``document``; ``findings`` are those to count."""
    counted = _counted(findings)
    if document.spec is None or document.layout is None or document.own_layout is None:
        return Summary(unread=1, **counted)
    subject = Subject(document.spec, document.layout, document.own_layout)
    per_unit = _YUAN_PER_WAN if document.spec.money_unit == "元" else Decimal(1)
    return Summary(
        projects=len(subject.projects),
        money=sum((project.funding.sum for _, project in subject.projects), ZERO) / per_unit,
        indicators=len(subject.indicators),
        covered=_covered(subject),
        values=len(subject.values),
        quantified=sum(_is_quantified(at.value) for at in subject.values),
        **counted,
    )


def _counted(findings: Iterable[Finding]) -> dict[str, Any]:
    everything = list(findings)
    open_ones = [finding for finding in everything if finding.accepted is None]
    return {
        "errors": sum(finding.is_error for finding in open_ones),
        "warnings": Counter(theme_of(finding.code) for finding in open_ones if not finding.is_error),
        "accepted": len(everything) - len(open_ones),
    }


def _covered(subject: Subject) -> Counter[str]:
    """How many projects have an indicator of each group. A 二级 that the layout does not know covers nothing."""
    covered: Counter[str] = Counter()
    for _, project in subject.projects:
        found = {category for indicator in project.indicators for category in subject.categories(indicator)}
        covered.update(group for group, members in GROUPS.items() if members & found)
    return covered


def _is_quantified(value: Value) -> bool:
    return value.meaning is not None or value.deadline is not None or figures(value.text)
