"""The store at a location: a folder, or a part of a bucket."""

from __future__ import annotations

from generator.batch.output.folder import Folder
from generator.batch.output.store import Store
from generator.batch.storage.location import Location, Url


def store_at(where: Location) -> Store:
    """The store at ``where``; nothing is asked of it yet."""
    if isinstance(where, Url):
        from generator.batch.output.bucket import Bucket  # here, because folders need none of it

        return Bucket(where)
    return Folder(where)
