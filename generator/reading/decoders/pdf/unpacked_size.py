"""What a PDF would unpack to, before anything unpacks it."""

from __future__ import annotations

import re
import zlib

from generator.diagnostics import Finding
from generator.reading.remarks import too_large

MAX_UNPACKED = 128 * 1024 * 1024
"""Bytes of all streams but images, which nothing unpacks."""

_STREAM = re.compile(rb"stream\r?\n")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_DICTIONARY = 1024
_PIECE = 1024 * 1024


def beyond(data: bytes, name: str) -> Finding | None:
    """Why the bytes of a PDF must not be read, if they must not."""
    unpacked = 0
    for found in _STREAM.finditer(data):
        header = data[max(0, found.start() - _DICTIONARY) : found.start()]
        header = header[header.rfind(b" obj") + 1 :]
        if _IMAGE.search(header):
            continue
        filters = len(_FLATE.findall(header))
        if filters > 1:
            return too_large(name, "PDF 的内容压缩了不止一遍")
        if filters:
            unpacked += _unpacked_size(data, found.end(), MAX_UNPACKED - unpacked)
        if unpacked >= MAX_UNPACKED:
            return too_large(name, f"PDF 解压后超过 {MAX_UNPACKED // 1048576} MB")
    return None


def _unpacked_size(data: bytes, start: int, limit: int) -> int:
    """How many bytes a stream unpacks to, up to ``limit``."""
    unpacker, size = zlib.decompressobj(), 0
    rest = data[start : start + _PIECE]
    position = start + _PIECE
    try:
        while size < limit and (rest or position < len(data)) and not unpacker.eof:
            size += len(unpacker.decompress(rest or data[position : position + _PIECE], _PIECE))
            if not rest:
                position += _PIECE
            rest = unpacker.unconsumed_tail
    except zlib.error:
        return size
    return size
