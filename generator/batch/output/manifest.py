"""What has been made, and from what: ``manifest.json`` in the output folder, and the journal of a run under way.

The journal gets a line for each document as soon as its files are in place. A run that is killed leaves it behind;
the next run reads both. So a kill loses at most the documents under way, and nothing is recorded that is not there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from generator.batch.making.job import Facts, LayoutNames
from generator.batch.output.compressed_texts import Packed
from generator.batch.output.store import Store
from generator.batch.storage.location import Location

MANIFEST = "manifest.json"
_VERSION = 1
_HEAD = f'{{"version": {_VERSION},\n"documents": '
_INVENTORIES = ',\n"inventories": '
_UNUSABLE = (KeyError, TypeError, AttributeError, ValueError, IndexError)
"""What is raised by reading something else than this program wrote."""
_ESCAPES = "backslashreplace"  # for the surrogates in paths: what it writes is what JSON reads


@dataclass(slots=True)
class Output:
    """One file: its path relative to the output folder, its content and size."""

    path: str
    sha256: str
    size: int


@dataclass(slots=True)
class Inputs:
    """Digests of all that a document was made from. ``engine`` is what only PDFs depend on."""

    spec: str
    layout: str
    program: str
    engine: str | None = None


@dataclass(slots=True)
class Times:
    """What differs from run to run: when it was made, how long that took, the files' versions as the store tells them."""

    made: str
    seconds: float
    versions: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Entry:
    """A document that was made: from what, into which files, with which findings (errors, warnings, accepted).

    ``source`` is relative to the output folder; ``part`` is the project's place where each has a document of its own.
    ``left`` are files of other formats that were made from an earlier state, and may still lie there.
    """

    source: str
    part: tuple[int, int] | None
    inputs: Inputs
    layouts: LayoutNames
    is_draft: bool
    facts: Facts
    findings: tuple[int, int, int]
    outputs: dict[str, Output]
    times: Times
    left: list[str] = field(default_factory=list)


def files_of(entry: Entry) -> Iterator[str]:
    """The files that were made of a document, the outdated ones as well."""
    yield from (output.path for output in entry.outputs.values())
    yield from entry.left


@dataclass(slots=True)
class Inventory:
    """The parts of a spec as they were found: where each is and what its files are called."""

    spec: str
    program: str
    parts: list[tuple[tuple[int, int], str]]


class Documents(MutableMapping[str, Entry]):
    """Documents by their id, kept as the JSON they are stored as: tens of thousands of them must not fill the memory."""

    def __init__(self) -> None:
        self._texts = Packed()

    def __getitem__(self, name: str) -> Entry:
        return _entry(json.loads(self._texts[name]))

    def __setitem__(self, name: str, entry: Entry) -> None:
        self.keep(name, json_of(entry))

    def keep(self, name: str, text: str) -> None:
        """Keep a document as what ``json_of`` says of it."""
        self._texts[name] = text

    def __contains__(self, name: object) -> bool:
        return name in self._texts  # by itself it would unpack and read the document

    def __delitem__(self, name: str) -> None:
        del self._texts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def text(self, name: str) -> str:
        """The JSON of a document."""
        return self._texts[name]

    def take(self, name: str, data: dict[str, Any], text: str = "") -> None:
        """Keep a document that was read, as the ``text`` that it was read from if that is at hand.

        Raises ``KeyError``, ``TypeError``… where it is none.
        """
        _entry(data)
        self._texts[name] = text or _encode(data)


@dataclass(slots=True)
class Manifest:
    """The documents; for specs printed one file a project, what they hold; for stored ones, version and SHA-256."""

    documents: Documents = field(default_factory=Documents)
    inventories: dict[str, Inventory] = field(default_factory=dict)
    stored: dict[str, tuple[str, str]] = field(default_factory=dict)

    def chunks(self) -> Iterator[bytes]:
        """The content of ``manifest.json``: a document a line, so that programs that compare lines show which changed.

        Bytes of a path that are not UTF-8 stand in it as escapes.
        """
        return (text.encode(errors=_ESCAPES) for text in self._texts())

    def _texts(self) -> Iterator[str]:
        yield _HEAD
        yield from _lines((name, self.documents.text(name)) for name in sorted(self.documents))
        yield _INVENTORIES
        yield from _lines((name, _encode(_fields(item))) for name, item in sorted(self.inventories.items()))
        if self.stored:
            yield ',\n"stored": '
            yield from _lines((name, _encode(item)) for name, item in sorted(self.stored.items()))
        yield "}\n"


def json_of(entry: Entry) -> str:
    """``entry`` as the manifest and the journal have it. (``asdict`` would take as long as the rest of the filing.)"""
    plain = {
        **_fields(entry),
        "inputs": _fields(entry.inputs),
        "layouts": entry.layouts._asdict(),
        "facts": entry.facts._asdict(),
        "outputs": {name: _fields(output) for name, output in entry.outputs.items()},
        "times": _fields(entry.times),
    }
    return _encode(plain)


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


_encode = json.JSONEncoder(ensure_ascii=False).encode  # kept: ``dumps`` would make an encoder each time
_decode_first = json.JSONDecoder().raw_decode


def _lines(values: Iterable[tuple[str, str]]) -> Iterator[str]:
    """An object with a line for each of ``values``."""
    comma = ""
    yield "{"
    for name, text in values:
        yield f"{comma}\n{_encode(name)}: {text}"
        comma = ","
    yield "\n}"


class ManifestError(Exception):
    """``manifest.json`` is not one that this program wrote; the message is for the user."""


def read_manifest(store: Store) -> Manifest:
    """What the manifest and the journal in ``store`` say. Raises ``ManifestError``."""
    manifest = _read_whole(store)
    for line in store.logged().split(b"\n"):
        with suppress(*_UNUSABLE):  # empty, or cut short by the end of its run
            recorded = json.loads(line)
            manifest.documents.take(recorded["document"], recorded["entry"])
    return manifest


def write_manifest(store: Store, manifest: Manifest) -> None:
    """Write the manifest in one step; then the journal is no longer needed."""
    store.write_changed(MANIFEST, manifest.chunks())
    store.forget_log()


def journal_line(document: str, text: str) -> bytes:
    """What the journal says of a document whose files are in place; ``text`` is its JSON."""
    line = f'{{"document": {_encode(document)}, "entry": {text}}}'
    # The line begins with a break as well: what stands before may be the half line of a run that was killed.
    return f"\n{line}\n".encode(errors=_ESCAPES)


def _read_whole(store: Store) -> Manifest:
    try:
        written = store.read(MANIFEST)
    except FileNotFoundError:
        return Manifest()
    with suppress(*_UNUSABLE):  # other JSON may say the same
        return _from_lines(written)
    try:
        return _from_json(json.loads(written))
    except _UNUSABLE as error:
        raise _unusable(store.where / MANIFEST) from error


def _from_lines(written: bytes) -> Manifest:
    """What the manifest says, if it is written as ``Manifest.chunks`` does: the text of each document is kept as it is.

    To encode it anew would take longer than reading it. Raises one of ``_UNUSABLE`` for any other JSON, and for none.
    """
    head, last = f"{_HEAD}{{\n".encode(), f"\n}}{_INVENTORIES}".encode()
    if not written.startswith(head):
        raise ValueError
    documents, _, rest = written.removeprefix(head).partition(last)
    manifest = _from_json(json.loads(f"{_HEAD}{{}}{_INVENTORIES}".encode() + rest))
    for line in documents.split(b",\n"):
        text = line.decode()
        name, end = _decode_first(text)
        if not isinstance(name, str) or text[end : end + 2] != ": ":
            raise ValueError
        manifest.documents.take(name, json.loads(text[end + 2 :]), text[end + 2 :])
    return manifest


def _from_json(data: dict[str, Any]) -> Manifest:
    if data.get("version") != _VERSION:
        raise ValueError
    manifest = Manifest(
        inventories={name: _inventory(item) for name, item in data["inventories"].items()},
        stored={name: (str(item[0]), str(item[1])) for name, item in data.get("stored", {}).items()},
    )
    for name, entry in data["documents"].items():
        manifest.documents.take(name, entry)
    return manifest


def _unusable(path: Location) -> ManifestError:
    return ManifestError(f"{path} 读不懂：不是本程序写的，或已损坏；请移走它再运行（所有文件会重印）")


def _entry(data: dict[str, Any]) -> Entry:
    return Entry(
        source=data["source"],
        part=_pair(data["part"]) if data["part"] else None,
        inputs=Inputs(**data["inputs"]),
        layouts=LayoutNames(**data["layouts"]),
        is_draft=data["is_draft"],
        facts=Facts(**data["facts"]),
        findings=(data["findings"][0], data["findings"][1], data["findings"][2]),
        outputs={name: Output(**output) for name, output in data["outputs"].items()},
        # Versions only spare reading: without them the content is looked at.
        times=Times(data["times"]["made"], data["times"]["seconds"], data["times"].get("versions", {})),
        left=[str(path) for path in data.get("left", ())],
    )


def _inventory(data: dict[str, Any]) -> Inventory:
    return Inventory(data["spec"], data["program"], [(_pair(part), str(name)) for part, name in data["parts"]])


def _pair(data: list[int]) -> tuple[int, int]:
    return int(data[0]), int(data[1])
