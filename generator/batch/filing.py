"""Puts what workers have made into its place, and records it there and then."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime

from generator.batch.failures import ends_run, words_of
from generator.batch.index_page import Listing
from generator.batch.job import Outcome, Staged
from generator.batch.location import Location, relative_source, source_location
from generator.batch.manifest import Entry, Inputs, Manifest, Output, Times, journal_line, json_of
from generator.batch.plan import Plan, Planned, Wish
from generator.batch.store import Presence, Store
from generator.diagnostics import count


class Filing:
    """Moves finished files into place and enters them into ``manifest``, the journal and ``listing``."""

    def __init__(self, wish: Wish, store: Store, plan: Plan, manifest: Manifest, listing: Listing) -> None:
        self._wish, self._store, self._plan, self._manifest = wish, store, plan, manifest
        self._listing = listing

    def file(self, planned: Planned, outcome: Outcome) -> tuple[Outcome, list[Location]]:
        """File a document: its outcome, with what went wrong here too, and its files that are in place."""
        put: dict[str, Output] = {}
        try:
            for staged in outcome.staged:
                put[staged.format] = self._put(planned, staged)
        except OSError as error:
            outcome = self._not_written(outcome, error)
        try:
            self._enter(planned, outcome, put)
        except OSError as error:
            outcome = self._not_written(outcome, error)
        return outcome, [self._wish.out / output.path for output in put.values()]

    def close(self) -> None:
        """Let go of the journal."""
        self._store.close_log()

    def _put(self, planned: Planned, staged: Staged) -> Output:
        path = f"{planned.id}.{staged.format}"
        self._store.settle(staged, path)
        return Output(path, staged.sha256, staged.size)

    def _enter(self, planned: Planned, outcome: Outcome, put: dict[str, Output]) -> None:
        if put:
            entry = self._entry(planned, outcome, put)
            text = json_of(entry)
            self._store.log(journal_line(planned.id, text))
            self._manifest.documents.keep(planned.id, text)
            self._listing.enter(planned.id, entry)

    def _entry(self, planned: Planned, outcome: Outcome, put: dict[str, Output]) -> Entry:
        assert outcome.layouts is not None  # it was drawn
        counts = count(outcome.findings)
        made = datetime.now(UTC).isoformat(timespec="seconds")
        versions = {staged.format: staged.version for staged in outcome.staged if staged.format in put}
        entry = Entry(
            source=relative_source(planned.path, self._wish.out),
            part=None if planned.part is None else (planned.part.unit, planned.part.project),
            inputs=self._inputs(outcome, put),
            layouts=outcome.layouts,
            is_draft=outcome.is_draft,
            facts=outcome.facts,
            findings=(counts.errors, counts.warnings, counts.accepted),
            outputs=dict(sorted(put.items())),
            times=Times(made, outcome.seconds, dict(sorted(versions.items()))),
        )
        return _with_others(entry, self._manifest.documents.get(planned.id))

    def _inputs(self, outcome: Outcome, put: dict[str, Output]) -> Inputs:
        assert outcome.layouts is not None
        layout = self._plan.layout_of(outcome.layouts.written)
        return Inputs(outcome.sha256, layout, self._plan.program, self._plan.engine if "pdf" in put else None)

    def _not_written(self, outcome: Outcome, error: OSError) -> Outcome:
        reason = words_of(error, str(self._wish.out))
        obstacle = reason if ends_run(error) else outcome.obstacle
        return outcome._replace(failures=(*outcome.failures, reason), obstacle=obstacle)


def _with_others(entry: Entry, old: Entry | None) -> Entry:
    """``entry`` with the formats that were made earlier from the very same."""
    if old is None or old.is_draft != entry.is_draft or replace(old.inputs, engine=entry.inputs.engine) != entry.inputs:
        return entry
    entry.inputs.engine = entry.inputs.engine or old.inputs.engine
    entry.outputs = dict(sorted({**old.outputs, **entry.outputs}.items()))
    entry.times.versions = dict(sorted({**old.times.versions, **entry.times.versions}.items()))
    return entry


def drop_orphans(manifest: Manifest, plan: Plan, store: Store) -> list[str]:
    """Forget documents whose spec or project is gone: their files are told, not deleted, for they may be published."""
    out, is_there = store.where, Presence()
    ids = {document.id for document in plan.documents}
    others = [name for name in manifest.documents if name not in ids]
    if not (others or manifest.inventories or manifest.stored):
        return []
    now = {relative_source(path, out): sha256 for path, sha256 in plan.specs.items()}

    def is_gone(source: str) -> bool:
        return source not in now and not is_there(source_location(source, out))

    gone = [name for name in others if _is_orphan(manifest.documents[name], now, is_gone)]
    files = [output.path for name in gone for output in manifest.documents.pop(name).outputs.values()]
    for known in (manifest.inventories, manifest.stored):
        for source in [source for source in known if is_gone(source)]:
            del known[source]
    return sorted(path for path in files if store.state(path) is not None)


def withdraw(manifest: Manifest, plan: Plan, store: Store, secret: Collection[int]) -> list[str]:
    """Forget documents that were not made now because they hold secrets (by their place in the plan).

    What was made of their specs earlier goes with them, also where it was split another way: those files are told,
    not deleted, and no longer listed for the public.
    """
    now = {document.id for document in plan.documents}
    ids = {plan.documents[serial].id for serial in secret}
    sources = {relative_source(plan.documents[serial].path, store.where) for serial in secret}
    gone = [name for name in (manifest.documents if ids else ()) if name in ids or name not in now]
    gone = [name for name in gone if name in ids or manifest.documents[name].source in sources]
    files = [output.path for name in gone for output in manifest.documents.pop(name).outputs.values()]
    return sorted(path for path in files if store.state(path) is not None)


def drop_inventories(manifest: Manifest, plan: Plan, out: Location) -> None:
    """Forget what specs consist of where a part was not made: the names of such parts are for nobody's eyes yet.

    The manifest lies where the public can read it. Those specs are looked into again by the next run.
    """
    unmade = {document.path for document in plan.documents if document.id not in manifest.documents}
    for source in {relative_source(path, out) for path in unmade}:
        plan.inventories.pop(source, None)
        manifest.inventories.pop(source, None)


def _is_orphan(entry: Entry, now: dict[str, str], is_gone: Callable[[str], bool]) -> bool:
    if entry.source in now:
        return entry.part is not None and entry.inputs.spec != now[entry.source]
    return is_gone(entry.source)
