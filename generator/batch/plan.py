"""Which documents a run has to make, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import compress
from pathlib import Path, PurePosixPath
from typing import TypeVar

from generator.batch.making.fingerprint import digest_and_size_of, engine_digest, layout_digest, program_digest
from generator.batch.making.job import UNREADABLE, Job, Part, Source, Survey, Surveyed
from generator.batch.naming import folded, plain_names, unique_names, wanted_id
from generator.batch.output.manifest import Entry, Inventory, Manifest
from generator.batch.output.store import Store
from generator.batch.storage.location import Location, Spec, StoredSpec, relative_source, source_location
from generator.batch.storage.presence import Presence
from generator.layouts.folders import folder_called, layout_folders

_LARGE = 256_000
"""Bytes of a spec from which on it is one of the large ones: a hundred projects and more."""
_Item = TypeVar("_Item")


class Reason(StrEnum):
    """Why a document is made, or that it need not be; in Chinese, for the table."""

    NEW = "新"
    SPEC = "数据已改"
    LAYOUT = "版式已改"
    PROGRAM = "程序已改"
    FONTS = "字体已改"
    DRAFT = "原为草稿"
    MISSING = "文件缺失"
    ALTERED = "文件被改动"
    FORCED = "要求重印"
    UP_TO_DATE = "未变"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a run is asked for."""

    out: Location
    formats: tuple[str, ...]
    layout: str | None = None
    layout_folders: tuple[Path, ...] = ()
    split: bool = False
    force: bool = False
    force_all: bool = False
    pdf_engine: str = "auto"

    def source(self, path: Location) -> Source:
        """How a worker is told of the spec at ``path``."""
        return Source(str(path), self.layout, tuple(map(str, self.layout_folders)))


@dataclass(slots=True)
class Planned:
    """A document of the plan: ``formats`` are those that have to be made.

    ``findings`` (errors, warnings, accepted) are those that it was made with earlier.
    """

    id: str
    path: Location
    part: Part | None
    reason: Reason
    formats: tuple[str, ...] = ()
    sha256: str = ""
    tells_shared: bool = True
    findings: tuple[int, int, int] = (0, 0, 0)

    @property
    def label(self) -> str:
        """What the document is called where something is said of it: its spec, and which of the spec's projects."""
        is_part = self.part is not None and self.part != UNREADABLE
        return f"{self.path}（{PurePosixPath(self.id).name}）" if is_part else str(self.path)


@dataclass(slots=True)
class Plan:
    """All documents in order. ``notices`` say which names were changed; ``inventories`` hold what specs consist of.

    ``specs`` holds the SHA-256 of each spec, ``sizes`` its bytes, ``stored`` version and SHA-256 of stored ones.
    ``confirmed`` are outputs (document, format, version) whose version was not the recorded one, but whose content was;
    ``moved`` are documents (document, source) that are up to date, but whose spec lies elsewhere than it did.
    """

    documents: list[Planned] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    inventories: dict[str, Inventory] = field(default_factory=dict)
    specs: dict[Location, str] = field(default_factory=dict)
    stored: dict[str, tuple[str, str]] = field(default_factory=dict)
    sizes: dict[Location, int] = field(default_factory=dict)
    confirmed: list[tuple[str, str, str]] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)
    program: str = ""
    engine: str | None = None
    layout_of: Callable[[str], str] = str
    """The digest of the layouts that a spec naming this one is read and printed with."""

    @property
    def due(self) -> list[int]:
        """The places of the documents that have to be made."""
        return [number for number, document in enumerate(self.documents) if document.formats]


Ask = Callable[[Sequence[Survey], int], Iterable[Surveyed]]
"""Has workers look into specs, which have so many bytes together."""


def make_plan(wish: Wish, store: Store, files: Sequence[Spec], manifest: Manifest, ask: Ask) -> Plan:
    """The plan for ``files``. Raises ``LayoutError`` where the layout that was asked for is not there."""
    return _Planner(wish, store, manifest).plan(files, ask)


def job_of(wish: Wish, planned: Planned, serial: int, staging: str) -> Job:
    """What a worker is told of a document."""
    return Job(
        serial=serial,
        source=wish.source(planned.path),
        part=planned.part,
        formats=planned.formats,
        force=wish.force,
        staging=staging,
        tells_shared=planned.tells_shared,
        sha256=planned.sha256,
        id=planned.id,
        pdf_engine=wish.pdf_engine,
    )


class _Planner:
    def __init__(self, wish: Wish, store: Store, manifest: Manifest) -> None:
        self._wish, self._store, self._manifest = wish, store, manifest
        self._program = program_digest()
        self._engine = engine_digest(wish.layout_folders, wish.pdf_engine) if "pdf" in wish.formats else None
        # Taken before anything is made: a layout that is changed meanwhile is then seen as changed by the next run.
        folders = layout_folders(wish.layout_folders)
        self._folders = {name: layout_digest(folder) for name, folder in folders.items()}
        self._printed = self._id_of(wish.layout) if wish.layout else None
        self._layouts: dict[str, str] = {}
        self._confirmed: list[tuple[str, str, str]] = []
        self._moved: list[tuple[str, str]] = []
        self._replaced: list[tuple[Planned, str]] = []
        """Documents that will be made of another spec than they were, and where that lies."""

    def plan(self, files: Sequence[Spec], ask: Ask) -> Plan:
        plan = Plan(program=self._program, engine=self._engine, layout_of=self._layout_now)
        plan.confirmed, plan.moved = self._confirmed, self._moved
        digests = plan.specs
        for file in files:
            if not isinstance(file, StoredSpec):
                digests[file.path], plan.sizes[file.path] = digest_and_size_of(file.path)
        self._add_stored(plan, [file for file in files if isinstance(file, StoredSpec)])
        if self._wish.split:
            self._take_stock(plan, files, digests, ask)
        wanted = [wanted_id(file) for file in files]
        names = self._names(files, wanted)
        plan.notices.extend(self._notices(files, wanted, names))
        for file, name in zip(files, names, strict=True):
            plan.documents.extend(self._documents(name, file, digests[file.path], plan))
        plan.notices.extend(self._replacements(plan))
        return plan

    def _names(self, files: Sequence[Spec], wanted: Sequence[str]) -> list[str]:
        """Where the files of each spec go. Of those that want the same, one that has it already keeps it."""
        names = unique_names(wanted)
        if names == list(wanted):
            return names
        given = {
            (entry.source, name if entry.part is None else name.rpartition("/")[0])
            for name, entry in self._manifest.documents.items()
        }
        sources = (relative_source(file.path, self._wish.out) for file in files)
        return unique_names(wanted, [pair in given for pair in zip(sources, wanted, strict=True)])

    def _add_stored(self, plan: Plan, specs: Sequence[StoredSpec]) -> None:
        """The digests of stored specs: known ones where their version is, the others by reading them."""
        plan.sizes |= {spec.path: spec.size for spec in specs}
        keys = [relative_source(spec.path, self._wish.out) for spec in specs]
        known = [self._manifest.stored.get(key, ("", "")) for key in keys]
        is_new = [not spec.version or spec.version != version for spec, (version, _) in zip(specs, known, strict=True)]
        read = iter(self._digests(list(compress(specs, is_new))))
        for spec, key, new, (_, sha256) in zip(specs, keys, is_new, known, strict=True):
            plan.specs[spec.path] = digest = next(read) if new else sha256
            if digest and spec.version:
                plan.stored[key] = spec.version, digest

    @staticmethod
    def _digests(specs: Sequence[StoredSpec]) -> Iterator[str]:
        if specs:
            from generator.batch.storage.object_storage import digests_of  # here, because folders need none of it

            yield from digests_of(str(spec.path) for spec in specs)

    def _notices(self, files: Sequence[Spec], wishes: Sequence[str], names: Sequence[str]) -> Iterator[str]:
        first = {}
        for file, wanted, name in zip(files, wishes, names, strict=True):
            if name == wanted:
                first[folded(wanted)] = file.path
            else:
                other = first.get(folded(wanted), "另一个数据文件")
                yield f"{file.path}：文件名与 {other} 的相同，改称 {self._wish.out / name}"

    def _replacements(self, plan: Plan) -> Iterator[str]:
        """Say where documents take the place of others whose spec is still there, and is none of this run's."""
        if not self._replaced:
            return
        now, is_there = {relative_source(path, self._wish.out) for path in plan.specs}, Presence()
        lost = [
            f"{self._wish.out / document.id} 以前由 {source} 印成，这次由 {document.path} 印成"
            for document, source in self._replaced
            if source not in now and is_there(source_location(source, self._wish.out))
        ]
        if lost:
            how = "那些数据文件还在；不想换掉的，用 -o 换一个文件夹"
            yield f"{len(lost)} 份会换掉由别的数据文件印成的，{how}。例如：{lost[0]}"

    # --- one file a project ---------------------------------------------------------------------------------

    def _take_stock(self, plan: Plan, files: Sequence[Spec], digests: dict[Location, str], ask: Ask) -> None:
        """Find out what the specs hold: from the manifest, or by having workers look into those that changed."""
        unknown = []
        for file in files:
            key = relative_source(file.path, self._wish.out)
            known = self._manifest.inventories.get(key)
            if known and (known.spec, known.program) == (digests[file.path], self._program):
                plan.inventories[key] = known
            else:
                unknown.append(file.path)
        unknown = large_first(unknown, plan.sizes.__getitem__)
        surveys = [Survey(number, self._wish.source(path)) for number, path in enumerate(unknown)]
        for answer in ask(surveys, sum(plan.sizes[path] for path in unknown)):
            self._add_inventory(plan, unknown[answer.serial], answer)

    def _add_inventory(self, plan: Plan, path: Location, answer: Surveyed) -> None:
        if answer.parts is None:
            return
        names = unique_names(plain_names(answer.parts))
        pairs = [((part.unit, part.project), name) for (part, _, _), name in zip(answer.parts, names, strict=True)]
        plan.inventories[relative_source(path, self._wish.out)] = Inventory(answer.sha256, self._program, pairs)
        plan.notices.extend(_notices(path, answer, names))

    # --- documents ------------------------------------------------------------------------------------------

    def _documents(self, base: str, file: Spec, sha256: str, plan: Plan) -> Iterator[Planned]:
        if not self._wish.split:
            yield self._planned(base, file, None, sha256)
            return
        inventory = plan.inventories.get(relative_source(file.path, self._wish.out))
        if inventory is None:
            yield self._planned(base, file, UNREADABLE, sha256)
            return
        is_first = True
        for part, name in inventory.parts:
            planned = self._planned(str(PurePosixPath(base, name)), file, Part(*part), sha256)
            planned.tells_shared = is_first and bool(planned.formats)
            is_first = is_first and not planned.formats
            yield planned

    def _planned(self, name: str, file: Spec, part: Part | None, sha256: str) -> Planned:
        entry = self._manifest.documents.get(name)
        planned = Planned(name, file.path, part, *self._reason(name, entry, sha256), sha256)
        if entry is not None:
            planned.findings = entry.findings
            self._compare_source(planned, entry.source)
        return planned

    def _compare_source(self, planned: Planned, recorded: str) -> None:
        source = relative_source(planned.path, self._wish.out)
        if source != recorded and planned.formats:
            self._replaced.append((planned, recorded))
        elif source != recorded:
            self._moved.append((planned.id, source))

    def _reason(self, document: str, entry: Entry | None, sha256: str) -> tuple[Reason, tuple[str, ...]]:
        """Why a document has to be made, and in which formats."""
        every = self._wish.formats
        if self._wish.force_all:
            return Reason.FORCED, every
        if entry is None:
            return Reason.NEW, every
        for reason, is_so in self._changes(entry, sha256):
            if is_so():
                return reason, every
        return self._by_output(document, entry)

    def _changes(self, entry: Entry, sha256: str) -> Iterator[tuple[Reason, Callable[[], bool]]]:
        yield Reason.SPEC, lambda: entry.inputs.spec != sha256 or not sha256
        yield Reason.PROGRAM, lambda: entry.inputs.program != self._program
        yield Reason.LAYOUT, lambda: entry.inputs.layout != self._layout_now(entry.layouts.written)
        yield Reason.DRAFT, lambda: entry.is_draft and not self._wish.force

    def _by_output(self, document: str, entry: Entry) -> tuple[Reason, tuple[str, ...]]:
        found = {name: self._output_reason(document, entry, name) for name in self._wish.formats}
        due = {name: reason for name, reason in found.items() if reason is not Reason.UP_TO_DATE}
        return next(iter(due.values()), Reason.UP_TO_DATE), tuple(due)

    def _output_reason(self, document: str, entry: Entry, name: str) -> Reason:
        output = entry.outputs.get(name)
        if output is None:
            return Reason.NEW
        if name == "pdf" and entry.inputs.engine != self._engine:
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
            self._confirmed.append((document, name, state.version))
        return Reason.UP_TO_DATE

    def _digest(self, name: str) -> str:
        try:
            return hashlib.sha256(self._store.read(name)).hexdigest()
        except OSError:
            return ""

    def _layout_now(self, written: str) -> str:
        if written not in self._layouts:
            self._layouts[written] = self._digest_of_layouts(written)
        return self._layouts[written]

    def _digest_of_layouts(self, written: str) -> str:
        """Nothing where a layout is not there (any more)."""
        folder = folder_called(written.strip(), self._wish.layout_folders)
        own = folder.name if folder else self._id_of_named(written)
        used = dict.fromkeys((own, self._printed or own)) if own else ()
        return " ".join(self._folders[name] for name in used)

    def _id_of_named(self, written: str) -> str:
        """The id of the layout that is called so, which only the layouts themselves say; nothing where none is."""
        from generator.layouts.load import LayoutError

        try:
            return self._id_of(written)
        except LayoutError:
            return ""

    def _id_of(self, name: str) -> str:
        from generator.layouts.load import find_layout  # here, because it loads pydantic

        return find_layout(name, self._wish.layout_folders).id


def _notices(path: Location, answer: Surveyed, names: Sequence[str]) -> Iterator[str]:
    assert answer.parts is not None
    for (_, _, project), name, wanted in zip(answer.parts, names, plain_names(answer.parts), strict=True):
        if name != wanted:
            yield f"{path}：项目“{project}”与前面的项目文件名相同，改称 {name}"


def large_first(items: Iterable[_Item], size: Callable[[_Item], int]) -> list[_Item]:
    """``items`` with those of large specs before the others, so that a run does not end waiting for one of them."""
    return sorted(items, key=lambda item: size(item) < _LARGE)
