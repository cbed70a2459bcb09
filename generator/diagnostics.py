"""Findings: what is wrong, where, and what to do about it.

Everything the product has to say about a user's file is a ``Finding`` value.
Findings are collected, never raised; exceptions are bugs or the environment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

Loc = tuple[str | int, ...]
"""The way to a value in a spec: attribute names and 0-based indexes, as in pydantic's ``loc``."""


class Severity(StrEnum):
    """How much a finding weighs: an error stops its document, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """Where a value stands: line and column (1-based) of a text file, or sheet and cell of a workbook.

    ``str(place)`` is ``x.yaml:7:11``, ``x.xlsx!指标!C14`` or only the file's name.
    """

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        if self.sheet is not None:
            return "!".join(part for part in (self.file, self.sheet, self.cell) if part)
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a user's file.

    ``message`` says what is wrong with this value and ``hint`` what to do, both in Chinese.
    ``path`` is the way to the value in official terms, 1-based: ``预算单位[1].项目[2].项目名称``.
    ``accepted`` holds the reason why the author accepts the finding, if so. ``piece`` is the part of the text that
    the finding is about, word for word, where it is not about the whole.
    """

    code: str
    severity: Severity
    message: str
    hint: str
    place: Place
    path: str = ""
    loc: Loc = ()
    accepted: str | None = None
    piece: str = ""

    @property
    def is_error(self) -> bool:
        """Whether this finding stops its document: an error that nobody accepted."""
        return self.severity is Severity.ERROR and self.accepted is None


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings stops its document."""
    return any(finding.is_error for finding in findings)


LABELS = {Severity.ERROR: "错误", Severity.WARNING: "提醒"}
"""What officers call each weight."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings: errors and warnings that nobody accepted, and accepted ones of either weight."""

    errors: int = 0
    warnings: int = 0
    accepted: int = 0


def count(findings: Iterable[Finding]) -> Counts:
    """How many errors, warnings and accepted findings there are."""
    everything = list(findings)
    accepted = sum(finding.accepted is not None for finding in everything)
    errors = sum(finding.is_error for finding in everything)
    return Counts(errors, len(everything) - accepted - errors, accepted)


def count_line(findings: Iterable[Finding]) -> str:
    """How many errors, warnings and accepted findings: ``1 个错误，2 个提醒，3 个已认可``."""
    counts = count(findings)
    return f"{counts.errors} 个错误，{counts.warnings} 个提醒，{counts.accepted} 个已认可"
