"""What a report is made of: the files that were checked, with the findings that are to be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.diagnostics import Counts, Finding, Severity, count

if TYPE_CHECKING:
    from generator.pipeline import Document
    from generator.reports.summary import Summary


@dataclass(frozen=True, slots=True)
class Selection:
    """Which codes are told: those of ``select`` (all where it is empty) but none of ``ignore``."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()

    def of(self, document: Document) -> tuple[Finding, ...]:
        """The findings of ``document`` to tell.

        A file that could not be read keeps its errors whatever is selected: nothing in it was checked, and silence
        would look like approval.
        """
        is_unread = document.spec is None or document.layout is None
        return tuple(f for f in document.findings if self._has(f.code) or (is_unread and f.is_error))

    def _has(self, code: str) -> bool:
        return code not in self.ignore and (not self.select or code in self.select)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file with its findings to tell. ``layout`` is the layout's id, ``None`` where the file could not be read."""

    name: str
    layout: str | None
    findings: tuple[Finding, ...]
    summary: Summary | None = None


@dataclass(frozen=True)
class Report:
    """Everything that ``jixiao check`` has to say."""

    files: tuple[CheckedFile, ...]

    @cached_property
    def findings(self) -> list[Finding]:
        """All findings in the order of the files, accepted ones included."""
        return [finding for file in self.files for finding in file.findings]

    @cached_property
    def open(self) -> list[Finding]:
        """The findings that nobody accepted."""
        return [finding for finding in self.findings if finding.accepted is None]

    @cached_property
    def accepted(self) -> list[Finding]:
        """The findings that their author accepted."""
        return [finding for finding in self.findings if finding.accepted is not None]

    @cached_property
    def counts(self) -> Counts:
        """The counts over all files."""
        return count(self.findings)


def report_of(documents: Iterable[Document], selection: Selection, *, with_summary: bool = False) -> Report:
    """The report on ``documents``, each of which may be forgotten afterwards."""
    return Report(tuple(_checked(document, selection, with_summary) for document in documents))


def _checked(document: Document, selection: Selection, with_summary: bool) -> CheckedFile:
    findings = selection.of(document)
    summary = _summary(document, findings) if with_summary else None
    return CheckedFile(document.name, document.layout.id if document.layout else None, findings, summary)


def _summary(document: Document, findings: Iterable[Finding]) -> Summary:
    from generator.reports.summary import summarise  # here, because most reports have none

    return summarise(document, findings)


def heaviest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors before warnings, otherwise in the order given."""
    return sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)
