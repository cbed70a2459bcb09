"""Documents compared with what the manifest has of them: which have to be made again, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping

from generator.batch.making.job import Part
from generator.batch.output.manifest import Entry
from generator.batch.output.store import Store
from generator.batch.plan import Plan, Planned, Reason
from generator.batch.storage.location import Location, relative_source, source_location
from generator.batch.storage.presence import Presence


class Comparison:
    """Compares with what is ``recorded``; what it finds out besides goes into ``plan`` (``confirmed``, ``moved``)."""

    def __init__(self, plan: Plan, store: Store, recorded: Mapping[str, Entry]) -> None:
        self._plan, self._wish, self._store, self._recorded = plan, plan.wish, store, recorded
        self._replaced: list[tuple[Planned, str]] = []
        """Documents that will be made of another spec than they were, and where that lies."""

    def planned(self, name: str, path: Location, part: Part | None) -> Planned:
        """The document ``name`` of the spec at ``path``, with the formats that have to be made, and why."""
        entry, sha256 = self._recorded.get(name), self._plan.specs[path]
        planned = Planned(name, path, part, *self._reason(name, entry, sha256), sha256)
        if entry is not None:
            planned.findings = entry.findings
            self._compare_source(planned, entry.source)
        return planned

    def replacements(self) -> Iterator[str]:
        """Say where documents take the place of others whose spec is still there, and is none of this run's."""
        if not self._replaced:
            return
        out, is_there = self._wish.out, Presence()
        now = {relative_source(path, out) for path in self._plan.specs}
        lost = [
            f"{out / document.id} 以前由 {source} 印成，这次由 {document.path} 印成"
            for document, source in self._replaced
            if source not in now and is_there(source_location(source, out))
        ]
        if lost:
            how = "那些数据文件还在；不想换掉的，用 -o 换一个文件夹"
            yield f"{len(lost)} 份会换掉由别的数据文件印成的，{how}。例如：{lost[0]}"

    def _compare_source(self, planned: Planned, recorded: str) -> None:
        source = relative_source(planned.path, self._wish.out)
        if source != recorded and planned.formats:
            self._replaced.append((planned, recorded))
        elif source != recorded:
            self._plan.moved.append((planned.id, source))

    # --- why a document has to be made, and in which formats ------------------------------------------------

    def _reason(self, document: str, entry: Entry | None, sha256: str) -> tuple[Reason, tuple[str, ...]]:
        every = self._wish.formats
        if self._wish.force_all:
            return Reason.FORCED, every
        if entry is None:
            return Reason.NEW, every
        for reason, is_so in self._changes(entry, sha256):
            if is_so():
                return reason, every
        found = {name: self._output_reason(document, entry, name) for name in every}
        due = {name: reason for name, reason in found.items() if reason is not Reason.UP_TO_DATE}
        return next(iter(due.values()), Reason.UP_TO_DATE), tuple(due)

    def _changes(self, entry: Entry, sha256: str) -> Iterator[tuple[Reason, Callable[[], bool]]]:
        now = self._plan.now
        yield Reason.SPEC, lambda: entry.inputs.spec != sha256 or not sha256
        yield Reason.PROGRAM, lambda: entry.inputs.program != now.program
        yield Reason.LAYOUT, lambda: entry.inputs.layout != now.layouts(entry.layouts.written)
        yield Reason.DRAFT, lambda: entry.is_draft and not self._wish.force

    def _output_reason(self, document: str, entry: Entry, name: str) -> Reason:
        output = entry.outputs.get(name)
        if output is None:
            return Reason.NEW
        if name == "pdf" and entry.inputs.engine != self._plan.now.engine:
            return Reason.FONTS
        state = self._store.state(output.path)
        if state is None:
            return Reason.MISSING
        if state.size != output.size:
            return Reason.ALTERED
        if state.version != entry.times.versions.get(name):
            # Copied or touched: then only its content tells.
            if self._digest(output.path) != output.sha256:
                return Reason.ALTERED
            self._plan.confirmed.append((document, name, state.version))
        return Reason.UP_TO_DATE

    def _digest(self, name: str) -> str:
        try:
            return hashlib.sha256(self._store.read(name)).hexdigest()
        except OSError:
            return ""
