"""What came of a run, counted and told: document by document in the order of the plan, whichever was done first."""

from __future__ import annotations

from collections.abc import Container, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from generator.batch.making.job import Outcome
from generator.batch.plan import Plan, Planned
from generator.batch.storage.location import Location
from generator.diagnostics import Counts, count


@dataclass(slots=True)
class Summary:
    """What came of a run. ``failed`` holds documents with the reasons, ``partly`` of which are made in some formats;
    ``left`` is the number of those of which nothing came: not begun, or dropped when the run ended. ``obstacle`` is
    what ended the run before its time.

    Files that nothing for the public lists, relative to the output folder: ``orphans``, whose spec or project is gone
    or has changed since, ``secret`` ones that were made because somebody insisted, and ``withdrawn`` ones, made before
    their spec said that it holds secrets.
    """

    total: int = 0
    made: int = 0
    up_to_date: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    partly: int = 0
    left: int = 0
    bugs: int = 0
    findings: Counts = field(default_factory=Counts)
    orphans: list[str] = field(default_factory=list)
    secret: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    obstacle: str | None = None
    is_interrupted: bool = False


class Reporter(Protocol):
    """Tells what happens, document by document in the order of the plan."""

    def planned(self, plan: Plan) -> None:
        """The plan is made."""
        ...

    def progress(self, done: int) -> None:
        """So many documents are finished, in whatever order."""
        ...

    def document(self, planned: Planned, outcome: Outcome, files: Sequence[Location]) -> None:
        """What came of a document; ``files`` are in place."""
        ...

    def stopping(self) -> None:
        """The run was asked to stop; documents under way are being finished."""
        ...

    def finished(self, summary: Summary) -> None:
        """The run is over."""
        ...


class Telling:
    """Tells ``reporter`` what came of the documents of ``plan``, each when its turn is, and counts it in ``summary``."""

    def __init__(self, plan: Plan, recorded: Container[str], reporter: Reporter) -> None:
        """``recorded`` are the documents that the manifest has."""
        self._plan, self._recorded, self._reporter = plan, recorded, reporter
        self.summary = Summary(total=len(plan.documents))
        self._waiting: dict[int, tuple[Outcome, Sequence[Location]]] = {}
        self._told = 0
        self._has_told_of_stop = False

    def take(self, outcome: Outcome, files: Sequence[Location]) -> None:
        """What came of a document whose ``files`` are in place; it is told when its turn is."""
        self._waiting[outcome.serial] = outcome, files

    def tell(self, *, is_over: bool = False) -> None:
        """Report the documents whose turn it is; where the run ``is_over``, all that are left."""
        documents = self._plan.documents
        while self._told < len(documents):
            planned = documents[self._told]
            if planned.formats and self._told not in self._waiting and not is_over:
                return
            if self._told in self._waiting:
                self._tell_one(planned, *self._waiting[self._told])
            self._waiting.pop(self._told, None)  # only now: a second Ctrl-C within the telling must not lose it
            self._told += 1

    def tell_of_stop(self) -> None:
        """Say that the run is stopping: at once, or after the line that the signal has interrupted."""
        if self.summary.is_interrupted and not self._has_told_of_stop:
            with suppress(RuntimeError):  # what Python raises where a line is written within another
                self._reporter.stopping()
                self._has_told_of_stop = True

    def finish(self) -> None:
        """The run is over: tell the rest, and count what was not made."""
        self.tell(is_over=True)
        summary = self.summary
        same = [document for document in self._plan.documents if not document.formats]
        summary.up_to_date = len(same)
        for document in same:
            summary.findings = _sum(summary.findings, Counts(*document.findings))
        summary.left = summary.total - summary.made - summary.up_to_date - len(summary.failed)

    def _tell_one(self, planned: Planned, outcome: Outcome, files: Sequence[Location]) -> None:
        self._reporter.document(planned, outcome, files)
        summary = self.summary
        summary.findings = _sum(summary.findings, count(outcome.findings))
        summary.bugs += outcome.is_bug
        if not outcome.failures:
            summary.made += 1
            return
        is_listed = not files and planned.id in self._recorded and not outcome.facts.is_secret
        earlier = ("以前印的还在，公开页上列的也是它",) if is_listed else ()
        summary.failed.append((planned.label, "；".join((*outcome.failures, *earlier))))
        summary.partly += bool(files)


def _sum(one: Counts, other: Counts) -> Counts:
    return Counts(one.errors + other.errors, one.warnings + other.warnings, one.accepted + other.accepted)
