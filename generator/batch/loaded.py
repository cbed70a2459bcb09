"""The last specs and forms that a worker has read and composed: a spec of many documents is read once a worker."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from generator.batch.job import Job, Source
from generator.batch.location import is_address
from generator.files import read_regular
from generator.form import Form
from generator.kept import forget_layouts
from generator.layouts.model import Layout
from generator.pipeline import Document, compose, load, load_in_steps
from generator.steps import Steps, finish

if TYPE_CHECKING:
    from generator.writers.pdf.pieces import Piece

_KEPT_SPECS = 2


@dataclass(frozen=True)
class LongForm:
    """A composed form with its layout, and with the pieces of its PDF once they are asked for."""

    form: Form
    layout: Layout

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """As ``in_pieces`` parts it."""
        from generator.writers.pdf import in_pieces  # here, because few documents are long

        return in_pieces(self.form, self.layout)


_loaded: OrderedDict[tuple[Source, str], Document] = OrderedDict()
_composed: dict[tuple[Source, str, bool], LongForm] = {}
"""The form that pieces were made of last."""


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
        from generator.batch.objects import fetch_spec  # here, because files need none of it

        return fetch_spec(path)
    return read_regular(path)


def _keep(source: Source, sha256: str, document: Document) -> None:
    """A spec of many projects is read once a worker, not once a project."""
    _loaded[source, sha256] = document
    while len(_loaded) > _KEPT_SPECS:
        _loaded.popitem(last=False)


def forget() -> None:
    """Keep nothing of any spec, form or layout: what comes next is read anew."""
    _loaded.clear()
    _composed.clear()
    forget_layouts()


def form_of(job: Job) -> LongForm:
    """The form of a long document, which is composed and parted once a worker.

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
        _composed[key] = LongForm(form, whole.layout)
    return _composed[key]
