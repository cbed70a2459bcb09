"""The specs of a bundle, read and checked; the last ones are kept, for a spec of many documents is read once a worker."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from generator.batch.making.job import Source
from generator.batch.making.stages import Work, in_stages
from generator.batch.storage.location import is_address
from generator.files import read_regular
from generator.pipeline import Content, Document, check_spec, parse_spec, read_spec, read_spec_bytes
from generator.speed import forget_layouts

_KEPT_SPECS = 2


_loaded: OrderedDict[tuple[Source, str], Document] = OrderedDict()


class ChangedError(Exception):
    """A spec is no longer what it was when the run was planned."""


@dataclass(eq=False)
class Reading(Work):
    """A spec: the checked ``document``, and the SHA-256 of the bytes that were read; blank where they cannot be.

    A stored one that is kept as it was ``planned`` is not asked for again.
    """

    source: Source
    planned: str
    sha256: str = field(default="", init=False)
    content: Content = field(init=False)
    document: Document = field(init=False)


def read_specs(asked: Iterable[tuple[Source, str]]) -> dict[tuple[Source, str], Reading]:
    """Read and check specs, each once: all are read, then all parsed, then all checked."""
    readings = {(source, planned): Reading(source, planned) for source, planned in asked}
    in_stages(list(readings.values()), _read, _parse, _check)
    return readings


def _read(reading: Reading) -> None:
    path = reading.source.path
    if is_address(path) and (reading.source, reading.planned) in _loaded:
        _take_kept(reading, reading.planned)
        return
    data = _content(path)
    if data is None:
        reading.content = read_spec(Path(path), path)
        return
    reading.sha256 = hashlib.sha256(data).hexdigest()
    if (reading.source, reading.sha256) in _loaded:
        _take_kept(reading, reading.sha256)
    else:
        reading.content = read_spec_bytes(data, path)


def _take_kept(reading: Reading, sha256: str) -> None:
    reading.document, reading.sha256, reading.is_done = _loaded[reading.source, sha256], sha256, True


def _parse(reading: Reading) -> None:
    source = reading.source
    reading.document = parse_spec(reading.content, source.layout, tuple(map(Path, source.layout_folders)))


def _check(reading: Reading) -> None:
    reading.document = check_spec(reading.document)
    if reading.sha256:
        _keep(reading.source, reading.sha256, reading.document)


def _content(path: str) -> bytes | None:
    """The bytes of a spec, read once; ``None`` for a file that cannot be: reading it as a spec explains why."""
    if is_address(path):
        from generator.batch.storage.object_storage import fetch_spec  # here, because files need none of it

        return fetch_spec(path)
    return read_regular(path)


def _keep(source: Source, sha256: str, document: Document) -> None:
    """A spec of many projects is read once a worker, not once a project."""
    _loaded[source, sha256] = document
    while len(_loaded) > _KEPT_SPECS:
        _loaded.popitem(last=False)


def forget() -> None:
    """Keep nothing of any spec or layout: what comes next is read anew."""
    _loaded.clear()
    forget_layouts()
