"""The zip container of a .docx or .xlsx, written so that the same parts always give the same bytes.

``zipfile`` stamps the clock and compresses every part anew; here a part is compressed once and copied from then on.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import NamedTuple

CONTENT_TYPES = "[Content_Types].xml"
_PACKAGE_RELATIONSHIPS = "_rels/.rels"

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHI")
_OFFSET = struct.Struct("<I")
_END = struct.Struct("<IHHHHIIH")
_VERSION, _DEFLATED, _UTF8_NAME = 20, 8, 0x800
_TIME, _DATE = 0, (1 << 5) | 1  # midnight, 1 January 1980: the earliest date that zip knows

Parts = dict[str, bytes]
"""The parts of a package by name (``word/document.xml``), in the order of the file."""


class Packed(NamedTuple):
    """A part ready to be copied into a package: its name and raw deflate bytes with the header that goes before them,
    and its entry in the directory, in which only the place is missing."""

    name: bytes
    content: bytes
    entry: bytes


def read_parts(data: bytes) -> Parts:
    """The parts of the package ``data``; ``zipfile.BadZipFile`` and others where it is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}


def pack(name: str, data: bytes, level: int = 9) -> Packed:
    """``data`` compressed as the part ``name``."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed, encoded = deflate.compress(data) + deflate.flush(), name.encode()
    # Version, flags, method, time, date, CRC and sizes stand alike in both headers.
    shared = (_VERSION, 0 if encoded.isascii() else _UTF8_NAME, _DEFLATED, _TIME, _DATE)
    sizes = (zlib.crc32(data), len(packed), len(data), len(encoded), 0)
    content = _LOCAL.pack(0x04034B50, *shared, *sizes) + encoded + packed
    return Packed(encoded, content, _CENTRAL.pack(0x02014B50, _VERSION, *shared, *sizes, 0, 0, 0, 0))


def ordered(names: Iterable[str]) -> list[str]:
    """``names`` in the order of the package: content types first, as readers of streams expect."""
    first = (CONTENT_TYPES, _PACKAGE_RELATIONSHIPS)
    present = list(names)
    return [name for name in first if name in present] + [name for name in present if name not in first]


def join(parts: Iterable[Packed]) -> bytes:
    """The bytes of the package that holds ``parts`` in their order."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        body.append(part.content)
        directory.append(part.entry + _OFFSET.pack(offset) + part.name)
        offset += len(part.content)
    listing = b"".join(directory)
    end = _END.pack(0x06054B50, 0, 0, len(directory), len(directory), len(listing), offset, 0)
    return b"".join((*body, listing, end))


def write_parts(parts: Parts) -> bytes:
    """The bytes of the package that holds ``parts``, all of them compressed now."""
    return join(pack(name, parts[name]) for name in ordered(parts))
