"""Where a worker puts what it has made, until the run takes it."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from secrets import token_hex

from generator.batch.making.job import Job, Staged
from generator.batch.storage.location import is_address
from generator.files import write_whole


def stage(job: Job, name: str, data: bytes) -> Staged:
    """Put a finished file of the format ``name``: into the staging folder, or to its place on object storage.

    Raises ``OSError``, also where a workbook that somebody fills in would be replaced there.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if is_address(job.staging):
        from generator.batch.storage.object_storage import put_form  # here, because folders need none of it

        url = f"{job.staging}/{job.id}.{name}"
        return Staged(name, url, sha256, len(data), put_form(url, data))
    path = f"{_own_folder(job.staging)}/{job.serial}-{token_hex(4)}.{name}"
    with open(path, "xb", buffering=0) as file:  # noqa: PTH123 - a text, for each document
        write_whole(file, data)
        version = str(os.fstat(file.fileno()).st_mtime_ns)
    return Staged(name, path, sha256, len(data), version)


@lru_cache(maxsize=4)
def _own_folder(staging: str) -> str:
    """A folder for the files of this process alone: those that make files in the same one wait for each other.

    Also, on a cluster, a worker that was thought dead may still be writing the same document.
    """
    folder = f"{staging}/{token_hex(8)}"
    os.mkdir(folder)  # noqa: PTH102 - a text, like all paths here
    return folder


def out_of(staging: str) -> str:
    """The output folder or address that a staging place belongs to: what users know by name."""
    return staging if is_address(staging) else str(Path(staging).parent)
