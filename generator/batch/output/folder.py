"""A folder that takes the outputs: finished files are moved into it, and a journal tells which are there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import RawIOBase
from pathlib import Path

from generator.batch.making.job import Staged
from generator.batch.output.lock import locked
from generator.batch.output.store import JOURNAL, State
from generator.files import WORKBOOK_SUFFIXES, spare_editing_workbook, write_changed, write_whole

_STAGING = ".jixiao.stage-"
_LEFT_OVER = (f"{_STAGING}*", ".jixiao-*.tmp")


class Folder:
    """A folder of this machine, or one that several machines share."""

    def __init__(self, where: Path) -> None:
        self.where = where
        self._made: set[str] = set()
        self._journal: RawIOBase | None = None

    @contextmanager
    def taken(self) -> Iterator[None]:
        """There, locked, and without what a run that was killed has left half done."""
        with _present(self.where), locked(self.where):
            self._sweep()
            try:
                yield
            finally:
                self._sweep()

    def staging(self) -> str:
        """A hidden folder inside."""
        return tempfile.mkdtemp(prefix=_STAGING, dir=self.where)

    def settle(self, staged: Staged, name: str) -> None:
        """Move a staged file to its place."""
        # In texts: each path that is made of parts takes as long as moving the file.
        target, folder = f"{self.where}/{name}", name.rpartition("/")[0]
        if folder not in self._made:
            (self.where / folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        if name.lower().endswith(WORKBOOK_SUFFIXES):
            spare_editing_workbook(Path(target))
        os.replace(staged.path, target)  # noqa: PTH105 - both are texts

    def state(self, name: str) -> State | None:
        """Size and time of change."""
        try:
            status = os.stat(f"{self.where}/{name}")  # noqa: PTH116 - a text, for each document
        except OSError:
            return None
        return State(status.st_size, str(status.st_mtime_ns))

    def read(self, name: str) -> bytes:
        """A file's content."""
        return (self.where / name).read_bytes()

    def write_changed(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write a file in one step, unless ``chunks`` are what it holds; they are never all in memory."""
        write_changed(self.where / name, chunks)

    def log(self, line: bytes) -> None:
        """Append to a file that is made with the first line."""
        if self._journal is None:
            self._journal = (self.where / JOURNAL).open("ab", buffering=0)
        write_whole(self._journal, line)

    def logged(self) -> bytes:
        """The journal: what earlier runs left, or nothing."""
        with suppress(FileNotFoundError):
            return self.read(JOURNAL)
        return b""

    def close_log(self) -> None:
        """Let go of the file."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def forget_log(self) -> None:
        """Remove the file."""
        (self.where / JOURNAL).unlink(missing_ok=True)

    def _sweep(self) -> None:
        for path in (path for pattern in _LEFT_OVER for path in self.where.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


@contextmanager
def _present(folder: Path) -> Iterator[None]:
    """Make a folder; take it away again if it is new and nothing has come into it."""
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        if is_new:
            with suppress(OSError):
                folder.rmdir()
