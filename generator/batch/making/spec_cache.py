"""The last specs that a worker has read: a spec of many documents is read once a worker."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from pathlib import Path
from typing import TypedDict

from generator.batch.making.job import Source
from generator.batch.storage.location import is_address
from generator.files import read_regular
from generator.kept import forget_layouts
from generator.pipeline import Document, load, load_in_steps
from generator.steps import Steps, finish

_KEPT_SPECS = 2


_loaded: OrderedDict[tuple[Source, str], Document] = OrderedDict()


class ChangedError(Exception):
    """A spec is no longer what it was when the run was planned."""


def read(source: Source, planned: str = "") -> tuple[Document, str]:
    """The spec, checked, and the SHA-256 of the bytes that were read; nothing where they cannot be.

    A stored one that is kept as it was ``planned`` is not asked for again.
    """
    return finish(read_in_steps(source, planned))


def read_in_steps(source: Source, planned: str = "") -> Steps[tuple[Document, str]]:
    """As ``read``. Others that read the same spec meanwhile read it again."""
    if is_address(source.path) and (source, planned) in _loaded:
        return _loaded[source, planned], planned
    options = _Options(layout=source.layout, layout_folders=[Path(folder) for folder in source.layout_folders])
    data = _content(source.path)
    if data is None:
        return load(source.path, **options), ""
    sha256 = hashlib.sha256(data).hexdigest()
    kept = _loaded.get((source, sha256))
    if kept is not None:
        return kept, sha256
    document = yield from load_in_steps(data, source.path, **options)
    _keep(source, sha256, document)
    return document, sha256


class _Options(TypedDict):
    layout: str | None
    layout_folders: list[Path]


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
