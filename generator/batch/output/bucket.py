"""A bucket that takes the outputs, as a folder does: its lock and its journal are objects too."""

from __future__ import annotations

import errno
import json
import os
import re
import socket
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from time import monotonic
from typing import Any, NamedTuple

from generator.batch.making.job import Staged
from generator.batch.output.lock import LOCK, Locked
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
        self._mine: str | None = None
        self._found: dict[str, State] | None = None
        self._lines: list[bytes] = []
        self._parts = 0
        self._last = float("-inf")

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Locked by an object that only one can make."""
        self._mine = mine = json.dumps(_holder())
        self._lock(mine)
        try:
            yield
        finally:
            # What is not released is told to the next run, with how to release it.
            with suppress(OSError):
                if self._locked_by() == mine:
                    self._remove(LOCK)

    def unlock(self) -> None:
        """Release the lock that a run has left. Raises ``Locked`` where that is known to be at work."""
        lock = self._locked_by() or ""
        held = _Held.read(lock)
        if held is not None and held.is_at_work:
            raise _refusal(self.where, lock)
        self._remove(LOCK)

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
        if self._locked_by() != self._mine:
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
        url = self._url(name)
        with object_storage.told(url), suppress(FileNotFoundError):
            object_storage.storage_for(url).rm_file(url)
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

    # --- the lock -------------------------------------------------------------------------------------------

    def _lock(self, mine: str) -> None:
        # Storages that know no conditions refuse the first way; then what is read back at least shows who was last.
        for mode in ("create", "overwrite"):
            if self._locked_by() is None:
                self._put_lock(mine, mode)
        holder = self._locked_by()
        if holder != mine:
            raise _refusal(self.where, holder or "")

    def _put_lock(self, mine: str, mode: str) -> None:
        url = self._url(LOCK)
        try:
            with object_storage.told(url):
                object_storage.storage_for(url).pipe_file(url, mine.encode(), mode=mode)
        except FileExistsError:
            return
        except object_storage.StorageError as error:
            # "Precondition failed" in some storages' words, or "not implemented".
            if mode != "create" or error.errno not in (errno.EINVAL, errno.ENOSYS):
                raise

    def _locked_by(self) -> str | None:
        with suppress(FileNotFoundError):
            return self.read(LOCK).decode(errors="replace")
        return None


def _lost_lock(url: str) -> object_storage.StorageError:
    error = object_storage.StorageError(errno.EBUSY, "锁已被另一次运行解除（--unlock），没有写", url)
    error.is_lasting = True
    return error


def _holder() -> dict[str, Any]:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    return {"host": socket.gethostname(), "process": os.getpid(), "since": since, "token": token_hex(8)}


def _refusal(where: Url, lock: str) -> Locked:
    """Says who holds a lock, and how it is released if nobody does any more."""
    held = _Held.read(lock)
    if held is None:
        return Locked(where, "", f"；如果没有别的 jixiao 在运行，{_UNLOCK}")
    who = f"{held.process}，在 {held.host} 上，从 {held.since} 起"
    if held.host != socket.gethostname():
        return Locked(where, who, f"；如果它已被强行终止（断电、kill -9），{_UNLOCK}")
    return Locked(where, who) if _is_running(held.process) else Locked(where, who, _UNLOCK, is_gone=True)


class _Held(NamedTuple):
    host: str
    process: int
    since: str

    @classmethod
    def read(cls, lock: str) -> _Held | None:
        """What a lock says of its holder; nothing where it is no lock of ours."""
        try:
            held = json.loads(lock)
            return cls(str(held["host"]), int(held["process"]), str(held["since"]))
        except (ValueError, TypeError, KeyError):
            return None

    @property
    def is_at_work(self) -> bool:
        """Whether it is known to run."""
        return self.host == socket.gethostname() and _is_running(self.process)


_UNLOCK = "加 --unlock 再运行，就会解除留下的锁，接着印"


def _is_running(process: int) -> bool:
    if sys.platform == "win32":  # asking would end it there
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:  # a system that does not tell
        return True
    return b"python" in command or b"jixiao" in command  # another program may have been given the number since
