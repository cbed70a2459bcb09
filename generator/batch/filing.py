"""Puts what workers have made into its place, and records it there and then."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from generator.batch.index_page import Listing
from generator.batch.making.job import Outcome, Staged
from generator.batch.output.manifest import Entry, Inputs, Manifest, Output, Times, files_of, journal_line, json_of
from generator.batch.output.store import Store
from generator.batch.plan import Plan, Planned
from generator.batch.storage.location import Location, relative_source, source_location
from generator.batch.storage.presence import Presence
from generator.batch.storage.storage_failures import ends_run, unmade, words_of
from generator.diagnostics import count

_PRINTED = ("docx", "pdf", "html")
"""Suffixes of files that only this program makes; a workbook of the same name may be the one that is filled in."""


class Filing:
    """Moves finished files into place and enters them into ``manifest``, the journal and ``listing``."""

    def __init__(self, store: Store, plan: Plan, manifest: Manifest, listing: Listing) -> None:
        self._store, self._plan, self._manifest = store, plan, manifest
        self._listing = listing
        self.left: list[str] = []
        """Files of formats that were not made again, though what they were made from has changed."""

    def file(self, planned: Planned, outcome: Outcome) -> tuple[Outcome, list[Location]]:
        """File a document: its outcome, with what went wrong here too, and its files that are in place."""
        put: dict[str, Output] = {}
        for staged in outcome.staged:
            try:
                put[staged.format] = self._put(planned, staged)
            except OSError as error:
                outcome = self._not_written(outcome, error, staged.format)
        try:
            self._enter(planned, outcome, put)
        except OSError as error:
            outcome = self._not_written(outcome, error)
        return outcome, [self._store.where / output.path for output in put.values()]

    def close(self) -> None:
        """Let go of the journal."""
        self._store.close_log()

    def _put(self, planned: Planned, staged: Staged) -> Output:
        path = f"{planned.id}.{staged.format}"
        self._store.settle(staged, path)
        return Output(path, staged.sha256, staged.size)

    def _enter(self, planned: Planned, outcome: Outcome, put: dict[str, Output]) -> None:
        if put:
            entry = self._with_others(self._entry(planned, outcome, put), self._manifest.documents.get(planned.id))
            text = json_of(entry)
            self._store.log(journal_line(planned.id, text))
            self._manifest.documents.keep(planned.id, text)
            self._listing.enter(planned.id, entry)

    def _entry(self, planned: Planned, outcome: Outcome, put: dict[str, Output]) -> Entry:
        assert outcome.layouts is not None  # it was drawn
        counts = count(outcome.findings)
        made = datetime.now(UTC).isoformat(timespec="seconds")
        versions = {staged.format: staged.version for staged in outcome.staged if staged.format in put}
        return Entry(
            source=relative_source(planned.path, self._store.where),
            part=None if planned.part is None else (planned.part.unit, planned.part.project),
            inputs=self._inputs(outcome, put),
            layouts=outcome.layouts,
            is_draft=outcome.is_draft,
            facts=outcome.facts,
            findings=(counts.errors, counts.warnings, counts.accepted),
            outputs=dict(sorted(put.items())),
            times=Times(made, outcome.seconds, dict(sorted(versions.items()))),
        )

    def _with_others(self, entry: Entry, old: Entry | None) -> Entry:
        """``entry`` with the formats that were made earlier from the very same; those made from something else are left."""
        if old is None:
            return entry
        if old.is_draft == entry.is_draft and replace(old.inputs, engine=entry.inputs.engine) == entry.inputs:
            entry.inputs.engine = entry.inputs.engine or old.inputs.engine
            entry.outputs = dict(sorted({**old.outputs, **entry.outputs}.items()))
            entry.times.versions = dict(sorted({**old.times.versions, **entry.times.versions}.items()))
        now = {output.path for output in entry.outputs.values()}
        entry.left = sorted(path for path in files_of(old) if path not in now and self._store.state(path))
        self.left += [path for path in entry.left if path not in old.left]
        return entry

    def _inputs(self, outcome: Outcome, put: dict[str, Output]) -> Inputs:
        assert outcome.layouts is not None
        layout = self._plan.now.layouts(outcome.layouts.written)
        return Inputs(outcome.sha256, layout, self._plan.now.program, self._plan.now.engine if "pdf" in put else None)

    def _not_written(self, outcome: Outcome, error: OSError, name: str = "") -> Outcome:
        """With why the format called ``name``, or the record of the document, could not be written."""
        reason = words_of(error, str(self._store.where))
        obstacle = reason if ends_run(error) else outcome.obstacle
        failure = unmade(name, reason) if name else reason
        return outcome._replace(failures=(*outcome.failures, failure), obstacle=obstacle)


def drop_orphans(manifest: Manifest, plan: Plan, store: Store) -> list[str]:
    """Forget documents whose spec or project is gone, and those of an earlier state of a spec that is split otherwise.

    Their files are told, not deleted, for they may be published. What is not known to be gone stays: a spec that cannot
    be read now may have all its projects.
    """
    out, is_there = store.where, Presence()
    ids = {document.id for document in plan.documents}
    others = [name for name in manifest.documents if name not in ids]
    if not (others or manifest.inventories or manifest.stored):
        return []
    now = {relative_source(path, out): sha256 for path, sha256 in plan.specs.items()}

    def is_gone(source: str) -> bool:
        return source not in now and not is_there(source_location(source, out))

    gone: list[str] = []
    outdated: dict[str, str] = {}
    for name in others:  # one at a time: there may be tens of thousands
        entry = manifest.documents[name]
        if is_gone(entry.source):
            gone.append(name)
        elif entry.inputs.spec != now.get(entry.source, entry.inputs.spec):
            outdated[name] = entry.source
    current = _current(manifest, plan, out, set(outdated.values()), now)
    gone += [name for name, source in outdated.items() if source in current]
    for known in (manifest.inventories, manifest.stored):
        for source in [source for source in known if is_gone(source)]:
            del known[source]
    return _forget(manifest, gone, store)


def _current(manifest: Manifest, plan: Plan, out: Location, sources: set[str], now: dict[str, str]) -> set[str]:
    """Those of ``sources`` of which is known what they hold now: their projects, or a document made of them."""
    made = {
        source
        for document in (plan.documents if sources else ())
        if (source := relative_source(document.path, out)) in sources
        and document.id in manifest.documents
        and manifest.documents[document.id].inputs.spec == now[source]
    }
    return made | (sources & plan.inventories.keys())


def _forget(manifest: Manifest, names: Iterable[str], store: Store) -> list[str]:
    """Take documents out of the manifest; those of their files that are there."""
    files = [path for name in names for path in files_of(manifest.documents.pop(name))]
    return sorted(path for path in files if store.state(path) is not None)


def withdraw(manifest: Manifest, plan: Plan, store: Store, secret: Collection[int]) -> list[str]:
    """Forget documents that were not made now because they hold secrets (by their place in the plan).

    What was made of their specs earlier goes with them, also where it was split another way: those files are told,
    not deleted, and no longer listed for the public. As long as they lie there each run tells of them.
    """
    now = {document.id for document in plan.documents}
    ids = {plan.documents[serial].id for serial in secret}
    sources = {relative_source(plan.documents[serial].path, store.where) for serial in secret}
    gone = [name for name in (manifest.documents if ids else ()) if name in ids or name not in now]
    gone = [name for name in gone if name in ids or manifest.documents[name].source in sources]
    there = (f"{name}.{suffix}" for name in ids for suffix in _PRINTED)
    return sorted({*_forget(manifest, gone, store), *(path for path in there if store.state(path))})


def drop_inventories(manifest: Manifest, plan: Plan, out: Location) -> None:
    """Forget what specs consist of where a part was not made: the names of such parts are for nobody's eyes yet.

    The manifest lies where the public can read it. Those specs are looked into again by the next run.
    """
    unmade = {document.path for document in plan.documents if document.id not in manifest.documents}
    for source in {relative_source(path, out) for path in unmade}:
        plan.inventories.pop(source, None)
        manifest.inventories.pop(source, None)
