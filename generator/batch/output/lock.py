"""One run at a time on an output folder. The system lets go of the lock when its process ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.batch.storage.location import Location

LOCK = ".jixiao.lock"


class Locked(Exception):  # noqa: N818 - says what is, and no error of the program
    """Another run is writing into this folder; the message is for the user."""

    def __init__(self, folder: Location, holder: str, more: str = "", *, is_gone: bool = False) -> None:
        who = f"（进程 {holder}）" if holder else ""
        if is_gone:
            super().__init__(f"以前往 {folder} 里印的 jixiao{who}已经不在了，它的锁还在，这一次没有开始；{more}")
            return
        wait = "请等它结束后再运行，或换一个文件夹"
        super().__init__(f"另一个 jixiao 正在往 {folder} 里印{who}，这一次没有开始；{wait}{more}")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of ``folder``, which must exist. Raises ``Locked`` if another process holds it."""
    path = folder / LOCK
    handle = _acquire(path)
    if handle is None:
        raise Locked(folder, _holder(path))
    try:
        os.truncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        if sys.platform != "win32":  # Windows removes no file that is open
            with suppress(OSError):  # a lock that nobody holds keeps nobody off
                path.unlink()
        os.close(handle)


def _acquire(path: Path) -> int | None:
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if not _lock(handle):
            os.close(handle)
            return None
        if _is_still(handle, path):
            return handle
        os.close(handle)  # its last holder removed the file after it was opened here


def _is_still(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError):
        return ""


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
