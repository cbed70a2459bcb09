"""One run at a time on a bucket: the lock is an object that only one can make. No system lets go of it for a dead run."""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any, NamedTuple

from generator.batch.output.lock import LOCK, Locked
from generator.batch.storage import object_storage
from generator.batch.storage.location import Url


class BucketLock:
    """The lock of ``where``."""

    def __init__(self, where: Url) -> None:
        self._where, self._url = where, f"{where}/{LOCK}"
        self._mine: str | None = None

    def take(self) -> None:
        """Take it for this run. Raises ``Locked`` where another run has it."""
        self._mine = mine = json.dumps(_holder())
        # Storages that know no conditions refuse the first way; then what is read back at least shows who was last.
        for mode in ("create", "overwrite"):
            if self._content() is None:
                self._put(mine, mode)
        holder = self._content()
        if holder != mine:
            raise _refusal(self._where, holder or "")

    def is_held(self) -> bool:
        """Whether this run has it still: somebody may have released it (``--unlock``)."""
        return self._content() == self._mine

    def release(self) -> None:
        """Let go of it. What is not released is told to the next run, with how to release it."""
        with suppress(OSError):
            if self.is_held():
                object_storage.remove(self._url)

    def release_left(self) -> None:
        """Release the lock that a run has left. Raises ``Locked`` where that is known to be at work."""
        lock = self._content() or ""
        held = _Held.read(lock)
        if held is not None and held.is_at_work:
            raise _refusal(self._where, lock)
        object_storage.remove(self._url)

    def _put(self, mine: str, mode: str) -> None:
        try:
            with object_storage.told(self._url):
                object_storage.storage_for(self._url).pipe_file(self._url, mine.encode(), mode=mode)
        except FileExistsError:
            return
        except object_storage.StorageError as error:
            # "Precondition failed" in some storages' words, or "not implemented".
            if mode != "create" or error.errno not in (errno.EINVAL, errno.ENOSYS):
                raise

    def _content(self) -> str | None:
        with suppress(FileNotFoundError):
            return object_storage.fetch(self._url).decode(errors="replace")
        return None


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
