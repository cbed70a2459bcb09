"""The streams of a PDF, compressed before it is written.

The engine would compress each one twice, at the slowest level: for the file and for its identifier.
"""

from __future__ import annotations

import zlib
from typing import Any

_LEVEL = 6


def press(pdf: Any) -> None:
    """Compress all streams of ``pdf`` that are to be compressed."""
    for thing in pdf.objects:
        if getattr(thing, "compress", False):
            pressed = zlib.compress(b"\n".join(map(_bytes, thing.stream)), _LEVEL)
            thing.stream[:] = [pressed]
            thing.extra["Filter"] = "/FlateDecode"
            thing.compress = False


def _bytes(item: Any) -> bytes:
    if isinstance(item, bytes):
        return item
    data: bytes = item.data if hasattr(item, "data") else str(item).encode("ascii")
    return data
