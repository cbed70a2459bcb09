"""A run: plan, hand out, put finished files into place, record, report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from generator.batch.filing import Filing, drop_inventories, drop_orphans, withdraw
from generator.batch.index_page import CHECKSUMS, INDEX, Listing, write_public_files
from generator.batch.interrupts import asked_to_stop, ended_politely
from generator.batch.make_plan import make_plan
from generator.batch.making.job import Outcome, Survey, Surveyed
from generator.batch.output.manifest import MANIFEST, Manifest, read_manifest, write_manifest
from generator.batch.output.open_store import store_at
from generator.batch.output.store import Store
from generator.batch.plan import Plan, large_first
from generator.batch.storage.location import Spec, Url
from generator.batch.storage.storage_failures import words_of
from generator.batch.telling import Reporter, Summary, Telling
from generator.batch.wish import Wish
from generator.batch.workers.choose_executor import Chosen, Settings
from generator.batch.workers.preloads import modules_of_engine

KEPT = (MANIFEST, INDEX, CHECKSUMS)
"""What each run leaves behind besides the forms."""


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
            summary = _Run(store, plan, manifest, workers, reporter).work()
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
    def __init__(self, store: Store, plan: Plan, manifest: Manifest, workers: Chosen, reporter: Reporter) -> None:
        self._store, self._plan, self._manifest = store, plan, manifest
        self._workers, self._reporter = workers, reporter
        self._listing = Listing()
        self._filing = Filing(store, plan, manifest, self._listing)
        self._telling = Telling(plan, manifest.documents, reporter)
        self._summary = self._telling.summary
        self._secret: set[int] = set()

    def work(self) -> Summary:
        self._confirm()
        due = self._plan.due
        try:
            with asked_to_stop(self._stop):
                if due:
                    self._make(due, self._store.staging())
        except KeyboardInterrupt:
            self._summary.is_interrupted = True
            self._telling.finish()
            self._reporter.finished(self._summary)
            raise
        finally:
            self._filing.close()
        self._telling.finish()
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
        sizes, documents = self._plan.sizes, self._plan.documents
        path_of = {serial: documents[serial].path for serial in due}
        jobs = [self._plan.job(serial, staging) for serial in large_first(due, lambda serial: sizes[path_of[serial]])]
        results = self._workers.run(jobs, sum(sizes[path] for path in set(path_of.values())))
        for done, outcome in enumerate(results, 1):
            assert isinstance(outcome, Outcome)
            self._take(outcome)
            self._telling.tell()
            self._telling.tell_of_stop()
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
            self._summary.secret += (str(file.relative_to(self._store.where)) for file in files)
        if not is_left:
            self._telling.take(filed, files)

    def _stop(self) -> None:
        self._summary.is_interrupted = True
        self._workers.stop()
        self._telling.tell_of_stop()

    def _is_recorded(self) -> bool:
        """Whether all that a run leaves behind is there and still true."""
        plan, summary = self._plan, self._summary
        has_news = plan.due or plan.confirmed or plan.moved or summary.orphans or self._store.logged()
        knows = all(
            known.get(name) == item
            for known, found in (
                (self._manifest.inventories, plan.inventories),
                (self._manifest.stored, plan.stored),
            )
            for name, item in found.items()
        )
        return not has_news and knows and all(self._store.state(name) for name in KEPT)

    def _record(self) -> None:
        self._summary.withdrawn = withdraw(self._manifest, self._plan, self._store, self._secret)
        self._summary.orphans = sorted(self._filing.left + drop_orphans(self._manifest, self._plan, self._store))
        self._summary.secret.sort()
        drop_inventories(self._manifest, self._plan, self._store.where)
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
            self._summary.obstacle = self._summary.obstacle or words_of(error, str(self._store.where))
