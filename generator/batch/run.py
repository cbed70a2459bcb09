"""A run: plan, hand out, put finished files into place, record, report."""

from __future__ import annotations

import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Protocol

from generator.batch.choice import Chosen, Settings, size_of
from generator.batch.filing import Filing, drop_orphans, words_of
from generator.batch.index_page import CHECKSUMS, INDEX, write_public_files
from generator.batch.job import Outcome, Survey, Surveyed
from generator.batch.lock import locked
from generator.batch.manifest import JOURNAL, MANIFEST, Manifest, read_manifest, write_manifest
from generator.batch.plan import Plan, Planned, Wish, job_of, make_plan
from generator.batch.worker import FULL
from generator.diagnostics import Counts, count
from generator.files import SpecFile

_STAGING = ".jixiao.stage-"
_LEFT_OVER = (f"{_STAGING}*", ".jixiao-*.tmp")
KEPT = (MANIFEST, INDEX, CHECKSUMS)
"""What each run leaves behind besides the forms."""
_BIG = 256_000
"""Bytes of a spec whose documents are begun first, so that the run does not end waiting for one of them."""


@dataclass(slots=True)
class Summary:
    """What came of a run. ``failed`` holds documents with the reasons, ``partly`` of which are made in some formats;
    ``left`` is the number of those that were not begun."""

    total: int = 0
    made: int = 0
    up_to_date: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    partly: int = 0
    left: int = 0
    bugs: int = 0
    findings: Counts = field(default_factory=Counts)
    orphans: list[str] = field(default_factory=list)
    full_disk: str | None = None
    is_interrupted: bool = False


class Reporter(Protocol):
    """Tells what happens, document by document in the order of the plan."""

    def planned(self, plan: Plan) -> None:
        """The plan is made."""
        ...

    def progress(self, done: int) -> None:
        """So many documents are finished, in whatever order."""
        ...

    def document(self, planned: Planned, outcome: Outcome, files: Sequence[Path]) -> None:
        """What came of a document; ``files`` are in place."""
        ...

    def stopping(self) -> None:
        """The run was asked to stop; documents under way are being finished."""
        ...

    def finished(self, summary: Summary) -> None:
        """The run is over."""
        ...


def run(wish: Wish, files: Sequence[SpecFile], settings: Settings, reporter: Reporter) -> Summary:
    """Make all that is due. Raises ``Locked``, ``ManifestError``, ``LayoutError``, and ``OSError`` of the folder itself."""
    with _folder(wish.out), locked(wish.out):
        _sweep(wish.out)
        manifest = read_manifest(wish.out)
        workers = Chosen(settings, wish.formats)
        try:
            plan = make_plan(wish, files, manifest, lambda surveys: _surveyed(workers, surveys))
            reporter.planned(plan)
            summary = _Run(wish, plan, manifest, workers, reporter).work()
        finally:
            workers.close()
            _sweep(wish.out)
    reporter.finished(summary)
    return summary


@contextmanager
def _folder(out: Path) -> Iterator[None]:
    """Make the output folder; take it away again if it is new and nothing has come into it."""
    is_new = not out.exists()
    out.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        if is_new:
            with suppress(OSError):
                out.rmdir()


def dry_run(wish: Wish, files: Sequence[SpecFile], settings: Settings) -> Plan:
    """The plan of a run; nothing is written."""
    workers = Chosen(settings, wish.formats)
    try:
        return make_plan(wish, files, read_manifest(wish.out), lambda surveys: _surveyed(workers, surveys))
    finally:
        workers.close()


def _surveyed(workers: Chosen, surveys: Sequence[Survey]) -> Iterator[Surveyed]:
    return (answer for answer in workers.run(surveys) if isinstance(answer, Surveyed))


def _sweep(out: Path) -> None:
    """Remove what a run that was killed has left half done. Only the holder of the lock may."""
    for path in (path for pattern in _LEFT_OVER for path in out.glob(pattern)):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


class _Run:
    def __init__(self, wish: Wish, plan: Plan, manifest: Manifest, workers: Chosen, reporter: Reporter) -> None:
        self._wish, self._plan, self._manifest = wish, plan, manifest
        self._workers, self._reporter = workers, reporter
        self._filing = Filing(wish, plan, manifest)
        self._summary = Summary(total=len(plan.documents))
        self._waiting: dict[int, tuple[Outcome, list[Path]]] = {}
        self._told = 0

    def work(self) -> Summary:
        due = self._plan.due
        try:
            with _asked_to_stop(self._stop):
                if due:
                    staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=self._wish.out))
                    self._make(due, staging)
        finally:
            self._filing.close()
        self._tell(is_over=True)
        self._count()
        self._record()
        return self._summary

    def _make(self, due: list[int], staging: Path) -> None:
        documents = self._plan.documents
        jobs = [job_of(self._wish, documents[serial], serial, staging) for serial in self._big_first(due)]
        for done, outcome in enumerate(self._workers.run(jobs), 1):
            assert isinstance(outcome, Outcome)
            self._take(outcome)
            self._reporter.progress(done)
            self._tell()

    def _take(self, outcome: Outcome) -> None:
        filed, files = self._filing.file(self._plan.documents[outcome.serial], outcome)
        if filed.full_disk:
            self._summary.full_disk = filed.full_disk
            self._workers.stop()
        self._waiting[outcome.serial] = (filed, files)

    def _big_first(self, due: list[int]) -> list[int]:
        sizes = {path: size_of(str(path)) for path in {self._plan.documents[serial].path for serial in due}}
        return sorted(due, key=lambda serial: sizes[self._plan.documents[serial].path] < _BIG)

    def _stop(self) -> None:
        self._summary.is_interrupted = True
        self._workers.stop()
        self._reporter.stopping()

    # --- what came of it ------------------------------------------------------------------------------------

    def _tell(self, *, is_over: bool = False) -> None:
        """Report the documents whose turn it is: always in the order of the plan, whichever was done first."""
        documents = self._plan.documents
        while self._told < len(documents):
            planned = documents[self._told]
            if planned.formats and self._told not in self._waiting and not is_over:
                return
            self._tell_one(planned, *self._waiting.pop(self._told, (None, [])))
            self._told += 1

    def _tell_one(self, planned: Planned, outcome: Outcome | None, files: list[Path]) -> None:
        if outcome is None:
            return
        self._reporter.document(planned, outcome, files)
        self._summary.findings = _sum(self._summary.findings, count(outcome.findings))
        self._summary.bugs += outcome.is_bug
        if outcome.failures:
            self._summary.failed.append((str(planned.path), "；".join(outcome.failures)))
            self._summary.partly += bool(files)
        else:
            self._summary.made += 1

    def _count(self) -> None:
        summary = self._summary
        same = [document for document in self._plan.documents if not document.formats]
        summary.up_to_date = len(same)
        for document in same:
            summary.findings = _sum(summary.findings, Counts(*self._manifest.documents[document.id].findings))
        summary.left = summary.total - summary.made - summary.up_to_date - len(summary.failed)

    def _is_recorded(self) -> bool:
        """Whether all that a run leaves behind is there and still true."""
        has_news = self._plan.due or self._summary.orphans or (self._wish.out / JOURNAL).exists()
        has_inventories = all(
            self._manifest.inventories.get(name) == item for name, item in self._plan.inventories.items()
        )
        return not has_news and has_inventories and all((self._wish.out / name).is_file() for name in KEPT)

    def _record(self) -> None:
        self._summary.orphans = drop_orphans(self._manifest, self._plan, self._wish)
        if self._is_recorded():
            return
        self._manifest.inventories.update(self._plan.inventories)
        if not self._manifest.documents and not (self._wish.out / MANIFEST).exists():
            return  # nothing was ever made here
        try:
            write_manifest(self._wish.out, self._manifest)
            write_public_files(self._wish.out, self._manifest)
        except OSError as error:
            if error.errno not in FULL:
                raise
            # The journal stays, and with it the record of all that was made.
            self._summary.full_disk = self._summary.full_disk or words_of(error, self._wish.out)


def _sum(one: Counts, other: Counts) -> Counts:
    return Counts(one.errors + other.errors, one.warnings + other.warnings, one.accepted + other.accepted)


@contextmanager
def _asked_to_stop(stop: Callable[[], None]) -> Iterator[None]:
    """On the first Ctrl-C (or a polite kill) call ``stop``; the second one interrupts at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []

    def handle(number: int, _: FrameType | None) -> None:
        asked.append(number)
        if len(asked) > 1:
            raise KeyboardInterrupt
        stop()

    before = [(number, signal.signal(number, handle)) for number in _stop_signals()]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def _stop_signals() -> Iterable[signal.Signals]:
    return (signal.SIGINT, signal.SIGTERM)
