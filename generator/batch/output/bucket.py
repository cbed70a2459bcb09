"""A bucket that takes the outputs, as a folder does: its journal is objects too, and so is its lock (``bucket_lock``)."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from time import monotonic

from generator.batch.making.job import Staged
from generator.batch.output.bucket_lock import BucketLock
from generator.batch.output.store import JOURNAL, State
from generator.batch.storage import object_storage
from generator.batch.storage.location import Url

_LOG_SECONDS = 1.0
"""So often the journal is written: nothing can be appended to an object, and one for each document would be many."""
_LOG_NAME = re.compile(re.escape(JOURNAL) + "/[0-9]{8}")


class Bucket:
    """A bucket, or what lies below a name in one. Its listing is asked for once."""

    def __init__(self, where: Url) -> None:
        self.where = where
        self._lock = BucketLock(where)
        self._found: dict[str, State] | None = None
        self._lines: list[bytes] = []
        self._parts = 0
        self._last = float("-inf")

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Locked by an object that only one can make."""
        self._lock.take()
        try:
            yield
        finally:
            self._lock.release()

    def unlock(self) -> None:
        """Release the lock that a run has left. Raises ``Locked`` where that is known to be at work."""
        self._lock.release_left()

    def staging(self) -> str:
        """The place itself: an object comes to be in one step."""
        return str(self.where)

    def settle(self, staged: Staged, name: str) -> None:
        """It is in its place."""
        self._all[name] = State(staged.size, staged.version)

    def state(self, name: str) -> State | None:
        """As the listing had it."""
        return self._all.get(name)

    def read(self, name: str) -> bytes:
        """An object's content."""
        return object_storage.fetch(self._url(name))

    def write_changed(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write an object in one step, unless ``chunks`` are what it holds; as long as this run has the lock."""
        if not self._lock.is_held():
            raise _lost_lock(self._url(name))
        data = b"".join(chunks)
        with suppress(FileNotFoundError):
            if self.read(name) == data:
                return
        self._write(name, data)

    def log(self, line: bytes) -> None:
        """Keep a line; every so often those that were kept become an object."""
        self._lines.append(line)
        if monotonic() - self._last >= _LOG_SECONDS:
            self._flush()

    def logged(self) -> bytes:
        """The journal: what earlier runs left, or nothing."""
        with ThreadPoolExecutor(object_storage.AT_ONCE) as threads:
            return b"".join(threads.map(self.read, self._log_names()))

    def close_log(self) -> None:
        """Write what was kept. Where that fails, it is as if the run had been killed."""
        with suppress(OSError):
            self._flush()

    def forget_log(self) -> None:
        """Remove the journal."""
        for name in self._log_names():
            self._remove(name)

    # --- inside ---------------------------------------------------------------------------------------------

    @property
    def _all(self) -> dict[str, State]:
        if self._found is None:
            listing = object_storage.listing(self.where)
            self._found = {
                name: State(info["size"], object_storage.version_of(info)) for name, info in listing.items() if name
            }
        return self._found

    def _url(self, name: str) -> str:
        return f"{self.where}/{name}"

    def _write(self, name: str, data: bytes) -> None:
        self._all[name] = State(len(data), object_storage.put(self._url(name), data))

    def _remove(self, name: str) -> None:
        object_storage.remove(self._url(name))
        if self._found is not None:
            self._found.pop(name, None)

    def _log_names(self) -> list[str]:
        return sorted(name for name in self._all if _LOG_NAME.fullmatch(name))

    def _flush(self) -> None:
        if not self._lines:
            return
        if not self._parts:  # after those that an earlier run left
            self._parts = max((int(name.rpartition("/")[2]) for name in self._log_names()), default=0)
        self._parts += 1
        self._write(f"{JOURNAL}/{self._parts:08}", b"".join(self._lines))
        self._lines.clear()
        self._last = monotonic()


def _lost_lock(url: str) -> object_storage.StorageError:
    error = object_storage.StorageError(errno.EBUSY, "锁已被另一次运行解除（--unlock），没有写", url)
    error.is_lasting = True
    return error
