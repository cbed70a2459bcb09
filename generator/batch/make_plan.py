"""Which documents a run has to make, and why: digest the specs, name their files, compare with what is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from pathlib import PurePosixPath

from generator.batch.comparison import Comparison
from generator.batch.current_inputs import CurrentInputs
from generator.batch.making.fingerprint import digest_and_size_of
from generator.batch.making.job import UNREADABLE, Part
from generator.batch.naming import folded, unique_names, wanted_id
from generator.batch.output.manifest import Entry, Manifest
from generator.batch.output.store import Store
from generator.batch.plan import Plan, Planned
from generator.batch.stocktaking import Ask, take_stock
from generator.batch.storage.location import Location, Spec, StoredSpec, relative_source
from generator.batch.wish import Wish


def make_plan(wish: Wish, store: Store, files: Sequence[Spec], manifest: Manifest, ask: Ask) -> Plan:
    """The plan for ``files``. Raises ``LayoutError`` where the layout that was asked for is not there."""
    plan = Plan(wish, CurrentInputs(wish))
    _digest_files(plan, files)
    _digest_stored(plan, [file for file in files if isinstance(file, StoredSpec)], manifest.stored)
    if wish.split:
        take_stock(plan, manifest.inventories, ask)
    wanted = [wanted_id(file) for file in files]
    names = _names(files, wanted, wish.out, manifest.documents)
    plan.notices.extend(_renamed(files, wanted, names, wish.out))
    comparison = Comparison(plan, store, manifest.documents)
    for file, name in zip(files, names, strict=True):
        parts = _parts(plan, file, name)
        documents = [comparison.planned(document, file.path, part) for document, part in parts]
        _have_first_tell(documents)
        plan.documents += documents
    plan.notices.extend(comparison.replacements())
    return plan


# --- the specs ------------------------------------------------------------------------------------------------


def _digest_files(plan: Plan, files: Sequence[Spec]) -> None:
    for file in files:
        if not isinstance(file, StoredSpec):
            plan.specs[file.path], plan.sizes[file.path] = digest_and_size_of(file.path)


def _digest_stored(plan: Plan, specs: Sequence[StoredSpec], recorded: Mapping[str, tuple[str, str]]) -> None:
    """The digests of stored specs: ``recorded`` ones where their version is, the others by reading them."""
    plan.sizes |= {spec.path: spec.size for spec in specs}
    keys = [relative_source(spec.path, plan.wish.out) for spec in specs]
    known = [recorded.get(key, ("", "")) for key in keys]
    is_new = [not spec.version or spec.version != version for spec, (version, _) in zip(specs, known, strict=True)]
    read = _digests(list(compress(specs, is_new)))
    for spec, key, new, (_, sha256) in zip(specs, keys, is_new, known, strict=True):
        plan.specs[spec.path] = digest = next(read) if new else sha256
        if digest and spec.version:
            plan.stored[key] = spec.version, digest


def _digests(specs: Sequence[StoredSpec]) -> Iterator[str]:
    if specs:
        from generator.batch.storage.object_storage import digests_of  # here, because folders need none of it

        yield from digests_of(str(spec.path) for spec in specs)


# --- their documents ------------------------------------------------------------------------------------------


def _names(files: Sequence[Spec], wanted: Sequence[str], out: Location, recorded: Mapping[str, Entry]) -> Sequence[str]:
    """Where the files of each spec go. Of those that want the same, one that has it already keeps it."""
    names = unique_names(wanted)
    if names == list(wanted):
        return names
    given = {
        (entry.source, name if entry.part is None else name.rpartition("/")[0]) for name, entry in recorded.items()
    }
    sources = (relative_source(file.path, out) for file in files)
    return unique_names(wanted, [pair in given for pair in zip(sources, wanted, strict=True)])


def _renamed(files: Sequence[Spec], wishes: Sequence[str], names: Sequence[str], out: Location) -> Iterator[str]:
    """Say whose files are called otherwise than their spec."""
    first = {}
    for file, wanted, name in zip(files, wishes, names, strict=True):
        if name == wanted:
            first[folded(wanted)] = file.path
        else:
            other = first.get(folded(wanted), "另一个数据文件")
            yield f"{file.path}：文件名与 {other} 的相同，改称 {out / name}"


def _parts(plan: Plan, file: Spec, name: str) -> list[tuple[str, Part | None]]:
    """The documents of a spec whose files go to ``name``: what each is called, and which part of the spec it prints."""
    if not plan.wish.split:
        return [(name, None)]
    inventory = plan.inventories.get(relative_source(file.path, plan.wish.out))
    if inventory is None:
        return [(name, UNREADABLE)]
    return [(str(PurePosixPath(name, inner)), Part(*part)) for part, inner in inventory.parts]


def _have_first_tell(documents: Sequence[Planned]) -> None:
    """What is found about a spec as a whole is told once: with the first of its documents that is made."""
    first = next((document for document in documents if document.formats), None)
    for document in documents:
        document.tells_shared = document is first
