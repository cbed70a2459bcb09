"""Which documents a run has to make, and why."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from generator.batch.fingerprint import engine_digest, layout_digest, program_digest
from generator.batch.job import Job, Part, Source, Survey, Surveyed
from generator.batch.manifest import Entry, Inventory, Manifest
from generator.batch.naming import document_ids, plain_names, unique_names, wanted_id
from generator.batch.worker import digest_of
from generator.files import SpecFile
from generator.layouts.load import LayoutError, find_layout, layout_folders

UNREADABLE = Part(-2, -2)
"""Stands for all parts of a spec that cannot be read: making it reports why."""


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

    out: Path
    formats: tuple[str, ...]
    layout: str | None = None
    layout_folders: tuple[Path, ...] = ()
    split: bool = False
    force: bool = False
    force_all: bool = False

    def source(self, path: Path) -> Source:
        """How a worker is told of the spec at ``path``."""
        return Source(str(path), self.layout, tuple(map(str, self.layout_folders)))


@dataclass(slots=True)
class Planned:
    """A document of the plan: ``formats`` are those that have to be made."""

    id: str
    path: Path
    part: Part | None
    reason: Reason
    formats: tuple[str, ...] = ()
    sha256: str = ""
    tells_shared: bool = True


@dataclass(slots=True)
class Plan:
    """All documents in order. ``notices`` say which names were changed; ``inventories`` hold what specs consist of."""

    documents: list[Planned] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    inventories: dict[str, Inventory] = field(default_factory=dict)
    specs: dict[Path, str] = field(default_factory=dict)
    program: str = ""
    engine: str | None = None
    layout_of: Callable[[str], str] = str
    """The digest of the layouts that a spec naming this one is read and printed with."""

    @property
    def due(self) -> list[int]:
        """The places of the documents that have to be made."""
        return [number for number, document in enumerate(self.documents) if document.formats]


Ask = Callable[[Sequence[Survey]], Iterable[Surveyed]]
"""Has workers look into specs."""


def make_plan(wish: Wish, files: Sequence[SpecFile], manifest: Manifest, ask: Ask) -> Plan:
    """The plan for ``files``. Raises ``LayoutError`` where the layout that was asked for is not there."""
    return _Planner(wish, manifest).plan(files, ask)


def job_of(wish: Wish, planned: Planned, serial: int, staging: Path) -> Job:
    """What a worker is told of a document."""
    source = wish.source(planned.path)
    return Job(
        serial, source, planned.part, planned.formats, wish.force, str(staging), planned.tells_shared, planned.sha256
    )


def relative_source(path: Path, out: Path) -> str:
    """``path`` as the manifest names it: relative to the output folder, so that the working folder does not count."""
    try:
        return Path(os.path.relpath(path, out)).as_posix()
    except ValueError:  # another drive
        return path.resolve().as_posix()


class _Planner:
    def __init__(self, wish: Wish, manifest: Manifest) -> None:
        self._wish, self._manifest = wish, manifest
        self._program = program_digest()
        self._engine = engine_digest() if "pdf" in wish.formats else None
        # Taken before anything is made: a layout that is changed meanwhile is then seen as changed by the next run.
        folders = layout_folders(wish.layout_folders)
        self._folders = {name: layout_digest(folder) for name, folder in folders.items()}
        self._printed = find_layout(wish.layout, wish.layout_folders).id if wish.layout else None
        self._layouts: dict[str, str] = {}

    def plan(self, files: Sequence[SpecFile], ask: Ask) -> Plan:
        plan = Plan(program=self._program, engine=self._engine, layout_of=self._layout_now)
        digests = plan.specs = {file.path: digest_of(file.path) for file in files}
        if self._wish.split:
            self._take_stock(plan, files, digests, ask)
        names = document_ids(files)
        plan.notices.extend(self._notices(files, names))
        for file, name in zip(files, names, strict=True):
            plan.documents.extend(self._documents(name, file, digests[file.path], plan))
        return plan

    def _notices(self, files: Sequence[SpecFile], names: Sequence[str]) -> Iterator[str]:
        first = {}
        for file, name in zip(files, names, strict=True):
            wanted = wanted_id(file)
            if name == wanted:
                first[wanted.casefold()] = file.path
            else:
                other = first.get(wanted.casefold(), "另一个数据文件")
                yield f"{file.path}：文件名与 {other} 的相同，改称 {self._wish.out / name}"

    # --- one file a project ---------------------------------------------------------------------------------

    def _take_stock(self, plan: Plan, files: Sequence[SpecFile], digests: dict[Path, str], ask: Ask) -> None:
        """Find out what the specs hold: from the manifest, or by having workers look into those that changed."""
        unknown = []
        for file in files:
            key = relative_source(file.path, self._wish.out)
            known = self._manifest.inventories.get(key)
            if known and (known.spec, known.program) == (digests[file.path], self._program):
                plan.inventories[key] = known
            else:
                unknown.append(file.path)
        for answer in ask([Survey(number, self._wish.source(path)) for number, path in enumerate(unknown)]):
            self._add_inventory(plan, unknown[answer.serial], answer)

    def _add_inventory(self, plan: Plan, path: Path, answer: Surveyed) -> None:
        if answer.parts is None:
            return
        names = unique_names(plain_names(answer.parts))
        pairs = [((part.unit, part.project), name) for (part, _, _), name in zip(answer.parts, names, strict=True)]
        plan.inventories[relative_source(path, self._wish.out)] = Inventory(answer.sha256, self._program, pairs)
        plan.notices.extend(_notices(path, answer, names))

    # --- documents ------------------------------------------------------------------------------------------

    def _documents(self, base: str, file: SpecFile, sha256: str, plan: Plan) -> Iterator[Planned]:
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

    def _planned(self, name: str, file: SpecFile, part: Part | None, sha256: str) -> Planned:
        reason, formats = self._reason(self._manifest.documents.get(name), sha256)
        return Planned(name, file.path, part, reason, formats, sha256)

    def _reason(self, entry: Entry | None, sha256: str) -> tuple[Reason, tuple[str, ...]]:
        """Why a document has to be made, and in which formats."""
        every = self._wish.formats
        if self._wish.force_all:
            return Reason.FORCED, every
        if entry is None:
            return Reason.NEW, every
        for reason, is_so in self._changes(entry, sha256):
            if is_so():
                return reason, every
        return self._by_output(entry)

    def _changes(self, entry: Entry, sha256: str) -> Iterator[tuple[Reason, Callable[[], bool]]]:
        yield Reason.SPEC, lambda: entry.inputs.spec != sha256 or not sha256
        yield Reason.PROGRAM, lambda: entry.inputs.program != self._program
        yield Reason.LAYOUT, lambda: entry.inputs.layout != self._layout_now(entry.layouts.written)
        yield Reason.DRAFT, lambda: entry.is_draft and not self._wish.force

    def _by_output(self, entry: Entry) -> tuple[Reason, tuple[str, ...]]:
        found = {name: self._output_reason(entry, name) for name in self._wish.formats}
        due = {name: reason for name, reason in found.items() if reason is not Reason.UP_TO_DATE}
        return next(iter(due.values()), Reason.UP_TO_DATE), tuple(due)

    def _output_reason(self, entry: Entry, name: str) -> Reason:
        output = entry.outputs.get(name)
        if output is None:
            return Reason.NEW
        if name == "pdf" and entry.inputs.engine != self._engine:
            return Reason.FONTS
        path = self._wish.out / output.path
        try:
            status = path.stat()
        except OSError:
            return Reason.MISSING
        if status.st_size == output.size and status.st_mtime_ns == entry.times.mtime_ns.get(name):
            return Reason.UP_TO_DATE
        # Copied or touched: then only its content tells.
        return Reason.UP_TO_DATE if digest_of(path) == output.sha256 else Reason.ALTERED

    def _layout_now(self, written: str) -> str:
        if written not in self._layouts:
            self._layouts[written] = self._digest_of_layouts(written)
        return self._layouts[written]

    def _digest_of_layouts(self, written: str) -> str:
        """Nothing where a layout is not there (any more)."""
        try:
            own = find_layout(written, self._wish.layout_folders).id
        except LayoutError:
            return ""
        used = dict.fromkeys((own, self._printed or own))
        return " ".join(self._folders[name] for name in used)


def _notices(path: Path, answer: Surveyed, names: Sequence[str]) -> Iterator[str]:
    assert answer.parts is not None
    for (_, _, project), name, wanted in zip(answer.parts, names, plain_names(answer.parts), strict=True):
        if name != wanted:
            yield f"{path}：项目“{project}”与前面的项目文件名相同，改称 {name}"
