"""What errors of a store mean for a run, and how they are told."""

from __future__ import annotations

import errno

from generator.files import reason_of

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


def ends_run(error: OSError) -> bool:
    """Whether no other document will fare better."""
    return error.errno in _FULL or bool(getattr(error, "is_lasting", False))


def unmade(name: str, reason: str) -> str:
    """What is told of a format that a document is not made in."""
    return f"{name} 未印：{reason}"


def words_of(error: OSError, place: str) -> str:
    """What could not be written, and why; a storage says itself what it refused."""
    if hasattr(error, "is_lasting"):
        return str(error)
    return f"写不了文件 {error.filename2 or error.filename or place}（{reason_of(error)}）"
