"""Files that workers put aside: whole, or an error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.batch.making.job import Job, Source
from generator.batch.making.staging import stage
from generator.batch.output.folder import Folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size")


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Files can have so many bytes: what is more is cut off, as on a disk that is nearly full."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_form_that_finds_no_room_is_an_error_and_not_half_a_form(tmp_path: Path) -> None:
    job = Job(0, Source("x.yaml"), None, ("docx",), False, str(tmp_path))
    with room_for(8192), pytest.raises(OSError, match="File too large"):
        stage(job, "docx", bytes(20_000))
    assert stage(job, "docx", bytes(20_000)).size == 20_000


def test_journal_that_finds_no_room_is_an_error(tmp_path: Path) -> None:
    store = Folder(tmp_path)
    with room_for(10), pytest.raises(OSError, match="File too large"):
        store.log(b"a line that is longer")
    store.close_log()
