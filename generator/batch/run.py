"""A run: plan, hand out, put finished files into place, record, report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from generator.batch.filing import Filing, drop_inventories, drop_orphans, withdraw
from generator.batch.index_page import CHECKSUMS, INDEX, Listing, write_public_files
from generator.batch.interrupts import asked_to_stop, ended_politely
from generator.batch.making.job import Outcome, Survey, Surveyed
from generator.batch.output.manifest import MANIFEST, Manifest, read_manifest, write_manifest
from generator.batch.output.open_store import store_at
from generator.batch.output.store import Store
from generator.batch.plan import Plan, Planned, Wish, job_of, large_first, make_plan
from generator.batch.pool.fork_server import modules_of_engine
from generator.batch.storage.location import Location, Spec, Url
from generator.batch.storage.storage_failures import words_of
from generator.batch.workers.choose_executor import Chosen, Settings
from generator.diagnostics import Counts, count

KEPT = (MANIFEST, INDEX, CHECKSUMS)
"""What each run leaves behind besides the forms."""


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


def run(wish: Wish, files: Sequence[Spec], settings: Settings, reporter: Reporter) -> Summary:
    """Make all that is due. Raises ``Locked``, ``ManifestError``, ``LayoutError``, and ``OSError`` of the folder itself.

    A second Ctrl-C is reported and raised as ``KeyboardInterrupt``, and so is a polite kill before or after the making;
    what was made is in the journal.
    """
    store = store_at(wish.out)
    with ended_politely(), store.taken():
        manifest = read_manifest(store)
        workers = Chosen(settings, wish.formats, _modules(wish, files))
        try:
            plan = make_plan(wish, store, files, manifest, partial(_surveyed, workers))
            reporter.planned(plan)
            summary = _Run(wish, store, plan, manifest, workers, reporter).work()
        finally:
            workers.close()
    reporter.finished(summary)
    return summary


def _modules(wish: Wish, files: Sequence[Spec]) -> tuple[str, ...]:
    """What workers need for object storage and for layouts with a style sheet of their own."""
    addresses = [place for place in (wish.out, *(file.path for file in files)) if isinstance(place, Url)]
    storage = ("generator.batch.storage.object_storage", "fsspec", "s3fs") if addresses else ()
    return *storage, *modules_of_engine(wish.formats, wish.layout_folders, wish.pdf_engine)


def dry_run(wish: Wish, files: Sequence[Spec], settings: Settings) -> Plan:
    """The plan of a run; nothing is written."""
    store = store_at(wish.out)
    workers = Chosen(settings, wish.formats, _modules(wish, files))
    try:
        return make_plan(wish, store, files, read_manifest(store), partial(_surveyed, workers))
    finally:
        workers.close()


def _surveyed(workers: Chosen, surveys: Sequence[Survey], size: int) -> Iterator[Surveyed]:
    return (answer for answer in workers.run(surveys, size) if isinstance(answer, Surveyed))


class _Run:
    def __init__(
        self, wish: Wish, store: Store, plan: Plan, manifest: Manifest, workers: Chosen, reporter: Reporter
    ) -> None:
        self._wish, self._store, self._plan, self._manifest = wish, store, plan, manifest
        self._workers, self._reporter = workers, reporter
        self._listing = Listing()
        self._filing = Filing(wish, store, plan, manifest, self._listing)
        self._summary = Summary(total=len(plan.documents))
        self._secret: set[int] = set()
        self._waiting: dict[int, tuple[Outcome, list[Location]]] = {}
        self._told = 0
        self._has_told_of_stop = False

    def work(self) -> Summary:
        self._confirm()
        due = self._plan.due
        try:
            with asked_to_stop(self._stop):
                if due:
                    self._make(due, self._store.staging())
        except KeyboardInterrupt:
            self._summary.is_interrupted = True
            self._tell(is_over=True)
            self._count()
            self._reporter.finished(self._summary)
            raise
        finally:
            self._filing.close()
        self._tell(is_over=True)
        self._count()
        self._record()
        return self._summary

    def _confirm(self) -> None:
        """Remember versions, so that the same content need not be looked at again, and where specs lie now."""
        for document, name, version in self._plan.confirmed:
            entry = self._manifest.documents[document]
            entry.times.versions[name] = version
            self._manifest.documents[document] = entry
        for document, source in self._plan.moved:
            entry = self._manifest.documents[document]
            entry.source = source
            self._manifest.documents[document] = entry

    def _make(self, due: list[int], staging: str) -> None:
        documents = self._plan.documents
        sizes = {serial: self._plan.sizes[documents[serial].path] for serial in due}
        jobs = [
            job_of(self._wish, documents[serial], serial, staging) for serial in large_first(due, sizes.__getitem__)
        ]
        specs = {documents[serial].path for serial in due}
        results = self._workers.run(jobs, sum(self._plan.sizes[path] for path in specs))
        for done, outcome in enumerate(results, 1):
            assert isinstance(outcome, Outcome)
            self._take(outcome)
            self._tell()
            self._tell_of_stop()
            self._reporter.progress(done)

    def _take(self, outcome: Outcome) -> None:
        filed, files = self._filing.file(self._plan.documents[outcome.serial], outcome)
        is_left = bool(self._summary.obstacle and filed.obstacle and not files)  # it met what has ended the run already
        if filed.obstacle:
            self._summary.obstacle = filed.obstacle
            self._workers.stop()
        if filed.facts.is_secret and not files:
            self._secret.add(outcome.serial)
        elif filed.facts.is_secret:
            self._summary.secret += (str(file.relative_to(self._wish.out)) for file in files)
        if not is_left:
            self._waiting[outcome.serial] = (filed, files)

    def _stop(self) -> None:
        self._summary.is_interrupted = True
        self._workers.stop()
        self._tell_of_stop()

    def _tell_of_stop(self) -> None:
        """Say that the run is stopping: at once, or after the line that the signal has interrupted."""
        if self._summary.is_interrupted and not self._has_told_of_stop:
            with suppress(RuntimeError):  # what Python raises where a line is written within another
                self._reporter.stopping()
                self._has_told_of_stop = True

    # --- what came of it ------------------------------------------------------------------------------------

    def _tell(self, *, is_over: bool = False) -> None:
        """Report the documents whose turn it is: always in the order of the plan, whichever was done first."""
        documents = self._plan.documents
        while self._told < len(documents):
            planned = documents[self._told]
            if planned.formats and self._told not in self._waiting and not is_over:
                return
            self._tell_one(planned, *self._waiting.get(self._told, (None, [])))
            self._waiting.pop(self._told, None)  # only now: a second Ctrl-C within the telling must not lose it
            self._told += 1

    def _tell_one(self, planned: Planned, outcome: Outcome | None, files: list[Location]) -> None:
        if outcome is None:
            return
        self._reporter.document(planned, outcome, files)
        self._summary.findings = _sum(self._summary.findings, count(outcome.findings))
        self._summary.bugs += outcome.is_bug
        if outcome.failures:
            is_listed = not files and planned.id in self._manifest.documents and not outcome.facts.is_secret
            earlier = ("以前印的还在，公开页上列的也是它",) if is_listed else ()
            self._summary.failed.append((planned.label, "；".join((*outcome.failures, *earlier))))
            self._summary.partly += bool(files)
        else:
            self._summary.made += 1

    def _count(self) -> None:
        summary = self._summary
        same = [document for document in self._plan.documents if not document.formats]
        summary.up_to_date = len(same)
        for document in same:
            summary.findings = _sum(summary.findings, Counts(*document.findings))
        summary.left = summary.total - summary.made - summary.up_to_date - len(summary.failed)

    def _is_recorded(self) -> bool:
        """Whether all that a run leaves behind is there and still true."""
        plan, summary = self._plan, self._summary
        has_news = plan.due or plan.confirmed or plan.moved or summary.orphans or self._store.logged()
        knows = all(
            known.get(name) == item
            for known, found in (
                (self._manifest.inventories, self._plan.inventories),
                (self._manifest.stored, self._plan.stored),
            )
            for name, item in found.items()
        )
        return not has_news and knows and all(self._store.state(name) for name in KEPT)

    def _record(self) -> None:
        self._summary.withdrawn = withdraw(self._manifest, self._plan, self._store, self._secret)
        self._summary.orphans = sorted(self._filing.left + drop_orphans(self._manifest, self._plan, self._store))
        self._summary.secret.sort()
        drop_inventories(self._manifest, self._plan, self._wish.out)
        if self._is_recorded():
            return
        self._manifest.inventories.update(self._plan.inventories)
        self._manifest.stored.update(self._plan.stored)
        if not self._manifest.documents and not self._store.state(MANIFEST):
            return  # nothing was ever made here
        try:
            # The manifest last, and with it the end of the journal: until then the next run knows that there is news.
            write_public_files(self._store, self._manifest, self._listing)
            write_manifest(self._store, self._manifest)
        except OSError as error:
            # The journal stays, and with it the record of all that was made.
            self._summary.obstacle = self._summary.obstacle or words_of(error, str(self._wish.out))


def _sum(one: Counts, other: Counts) -> Counts:
    return Counts(one.errors + other.errors, one.warnings + other.warnings, one.accepted + other.accepted)
