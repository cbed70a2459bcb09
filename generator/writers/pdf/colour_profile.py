"""The colour space of the pages: sRGB (IEC 61966-2-1) as an ICC profile of version 4 (ISO 15076-1).

PDF/A asks for a profile. Libraries that make one date it, and so give other bytes each time.
"""

from __future__ import annotations

import struct
from functools import cache

_D50 = (0.9642, 1.0, 0.8249)
# The primaries and the white of sRGB, adapted to D50, as the standard's annex has them.
_PRIMARIES = {b"rXYZ": (0.4360, 0.2225, 0.0139), b"gXYZ": (0.3851, 0.7169, 0.0971), b"bXYZ": (0.1431, 0.0606, 0.7141)}
_ADAPTATION = (1.0479, 0.0229, -0.0502, 0.0296, 0.9905, -0.0171, -0.0092, 0.0151, 0.7517)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
"""Exponent and the rest of the function by which sRGB codes light."""
_SRGB_CURVE_KIND = 3
_HEADER = 128


@cache
def srgb_profile() -> bytes:
    """The profile."""
    curve = struct.pack(">4sIHH", b"para", 0, _SRGB_CURVE_KIND, 0) + _fixed(*_CURVE)
    tags = {b"desc": _text("sRGB"), b"cprt": _text("no copyright"), b"wtpt": b"XYZ \0\0\0\0" + _fixed(*_D50)}
    tags[b"chad"] = b"sf32\0\0\0\0" + _fixed(*_ADAPTATION)
    tags.update({name: b"XYZ \0\0\0\0" + _fixed(*place) for name, place in _PRIMARIES.items()})
    tags.update(dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve))
    return _profile(tags)


def _profile(tags: dict[bytes, bytes]) -> bytes:
    table, body = struct.pack(">I", len(tags)), b""
    begin = _HEADER + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += struct.pack(">4sII", name, begin + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    size = begin + len(body)
    head = struct.pack(">I4xI4s4s4s", size, 0x04300000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H4s", 2000, 1, 1, 0, 0, 0, b"acsp") + b"\0" * 28 + _fixed(*_D50)
    return head.ljust(_HEADER, b"\0") + table + body


def _fixed(*values: float) -> bytes:
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _text(value: str) -> bytes:
    data = value.encode("utf-16-be")
    return struct.pack(">4sIII2s2sII", b"mluc", 0, 1, 12, b"en", b"US", len(data), 28) + data
