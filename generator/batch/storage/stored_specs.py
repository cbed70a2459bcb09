"""Specs on object storage, found as those of a folder are."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from generator.batch.storage import object_storage
from generator.batch.storage.location import StoredSpec, Url
from generator.files import (
    has_other_format,
    has_spec_name,
    is_to_read,
    is_workbook,
    names_beside,
    other_format,
    passed_over,
)


def find_stored_specs(url: Url, tell: Callable[[str], object] | None = None) -> Iterator[StoredSpec]:
    """The specs that ``url`` means, as ``find_specs`` finds those of a folder. Raises ``StorageError``."""
    listing = object_storage.listing(url)
    if not listing or "" in listing:
        yield _spec(url, PurePosixPath(), listing.get("", {}))
        return
    # A key may have an empty name in it ("a//b"): no path has, and it must not become one that begins at the root.
    keys = {PurePosixPath(key): key for key in listing if all(key.split("/"))}
    if tell is not None:
        for inner in sorted(filter(has_other_format, keys)):
            tell(other_format(url / inner))
    for inner in sorted(filter(has_spec_name, keys)):
        twin = _twin(url / inner, keys, inner) if is_workbook(inner) else inner
        if twin == inner:
            yield _spec(url / inner, inner.parent, listing[keys[inner]])
        elif twin is not None and tell is not None:
            tell(passed_over(url / inner, twin))


def _twin(workbook: Url, keys: Container[PurePosixPath], inner: PurePosixPath) -> PurePosixPath | None:
    """The YAML file that says what a workbook says, or else the workbook; nothing where it is not one to read."""
    data = object_storage.fetch(str(workbook))
    if not is_to_read(BytesIO(data)):
        return None
    beside = (inner.with_name(name) for name in names_beside(inner.stem, BytesIO(data)))
    return next((path for path in beside if path in keys), inner)


def _spec(path: Url, folder: PurePosixPath, info: dict[str, Any]) -> StoredSpec:
    return StoredSpec(path, folder, _version(info) if info else "", info.get("size", 0))


def _version(info: dict[str, Any]) -> str:
    """Tag and time: they are told before the content is read, so one that comes back must not be taken for the same."""
    time = info.get("LastModified")
    tag = object_storage.version_of(info)
    return f"{tag} {time.timestamp():.0f}" if isinstance(time, datetime) else tag
