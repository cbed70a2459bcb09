"""The encoding of a file, so that it can be written back as it was."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_CANDIDATES = (
    (b"", "utf-8"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"", "gb18030"),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """A byte order mark and the name of an encoding."""

    mark: bytes = b""
    name: str = "utf-8"

    def encode(self, text: str) -> bytes:
        """The bytes of a file with this text."""
        return self.mark + text.encode(self.name)


def encoding_of(data: bytes, text: str) -> Encoding | None:
    """The encoding in which ``text`` is exactly ``data``, or ``None`` where there is none."""
    for mark, name in _CANDIDATES:
        encoding = Encoding(mark, name)
        if data.startswith(mark) and _encodes(encoding, text, data):
            return encoding
    return None


def _encodes(encoding: Encoding, text: str, data: bytes) -> bool:
    try:
        return encoding.encode(text) == data
    except UnicodeEncodeError:
        return False
