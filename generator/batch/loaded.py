"""The last specs and forms that a worker has read and composed: a spec of many documents is read once a worker."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.batch.fingerprint import digest_of
from generator.batch.job import Job, Source
from generator.batch.location import is_address
from generator.form import Form
from generator.layouts.model import Layout
from generator.pipeline import Document, compose, load

_KEPT_SPECS = 2
_READINGS = 3
"""Times that a spec is read which changes meanwhile."""

_loaded: OrderedDict[tuple[Source, str], Document] = OrderedDict()
_composed: dict[tuple[Source, str, bool], tuple[Form, Layout]] = {}
"""The form that pieces were made of last."""


class ChangedError(Exception):
    """A spec is no longer what it was when the run was planned."""


def read(source: Source, planned: str = "") -> tuple[Document, str]:
    """The spec, checked, and the SHA-256 of the bytes that were read; nothing if it changes while it is read.

    A stored one that is kept as it was ``planned`` is not asked for again.
    """
    if is_address(source.path) and (source, planned) in _loaded:
        return _loaded[source, planned], planned
    for _ in range(_READINGS):
        with _copy(source.path) as (path, sha256):
            kept = _loaded.get((source, sha256))
            if kept is not None:
                return kept, sha256
            folders = [Path(folder) for folder in source.layout_folders]
            document = load(path, layout=source.layout, layout_folders=folders, name=source.path)
            if digest_of(path) == sha256:
                _keep(source, sha256, document)
                return document, sha256
    return document, ""


@contextmanager
def _copy(path: str) -> Iterator[tuple[str | Path, str]]:
    """A spec's file and its SHA-256; of a stored one a copy."""
    if not is_address(path):
        yield path, digest_of(path)
        return
    from generator.batch.objects import local_copy  # here, because files need none of it

    with local_copy(path) as copy:
        yield copy


def _keep(source: Source, sha256: str, document: Document) -> None:
    """A spec of many projects is read once a worker, not once a project."""
    _loaded[source, sha256] = document
    while len(_loaded) > _KEPT_SPECS:
        _loaded.popitem(last=False)


def form_of(job: Job) -> tuple[Form, Layout]:
    """The form of a long document, which is composed once a worker, and its layout.

    Raises ``ChangedError``, and as ``compose`` does.
    """
    whole, sha256 = read(job.source, job.sha256)
    if sha256 != job.sha256:
        raise ChangedError
    key = (job.source, sha256, job.force)
    if key not in _composed:
        form = compose(whole, force=job.force)
        assert whole.layout is not None  # compose raises otherwise
        _composed.clear()
        _composed[key] = form, whole.layout
    return _composed[key]
