"""The objects of a PDF file, numbered from 1, and the file that they make (ISO 32000-1 §7.5)."""

from __future__ import annotations

import hashlib
import struct
import zlib

_LEVEL = 4  # 1 % larger than at 6, and a tenth of the time of a form less
_TOGETHER = 200
"""Objects in one object stream: a reader that wants one of them unpacks them all."""
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_END_STREAM = b"\r\nendstream"
"""A stream's data may end like a line. Before a lone line feed a validator (page-validation 0.11) then takes the data's
last byte for a part of the line's end, and its length for wrong."""
_FREE, _PLAIN, _PACKED = 0, 1, 2


class Objects:
    """Objects that are written when all are there; a number may be taken before its object is known."""

    def __init__(self) -> None:
        self._texts: list[str | None] = []
        self._streams: dict[int, bytes] = {}

    def reserve(self) -> int:
        """The number of an object that is to follow."""
        self._texts.append(None)
        return len(self._texts)

    def put(self, number: int, text: str) -> None:
        """The object of a reserved ``number``."""
        self._texts[number - 1] = text

    def add(self, text: str) -> int:
        """Add an object; its number."""
        self._texts.append(text)
        return len(self._texts)

    def add_stream(self, data: bytes, entries: str, *, is_packed: bool = True) -> int:
        """Add a stream of ``data`` with further ``entries`` of its dictionary, compressed unless not to be."""
        if is_packed:
            data, entries = zlib.compress(data, _LEVEL), f"{entries}/Filter/FlateDecode"
        number = self.reserve()
        self._streams[number] = b"".join(
            (f"<<{entries}/Length {len(data)}>>stream\n".encode("ascii"), data, _END_STREAM)
        )
        return number

    def file(self, root: int, info: int) -> bytes:
        """The whole file; ``root`` and ``info`` are the numbers of the catalogue and of the document's information."""
        places = dict.fromkeys((0,), (_FREE, 0, 65535))
        self._pack(places)
        written, at = [_HEADER], len(_HEADER)
        for number, stream in sorted(self._streams.items()):
            places[number] = _PLAIN, at, 0
            written.append(b"%d 0 obj\n%s\nendobj\n" % (number, stream))
            at += len(written[-1])
        table = len(self._texts) + 1
        places[table] = _PLAIN, at, 0
        written.append(_cross_references(places, table, f"/Root {root} 0 R/Info {info} 0 R/ID{_identifier(written)}"))
        written.append(b"startxref\n%d\n%%%%EOF\n" % at)
        return b"".join(written)

    def _pack(self, places: dict[int, tuple[int, int, int]]) -> None:
        """Put all objects that are no streams into streams of objects."""
        texts = [(number, text) for number, text in enumerate(self._texts, 1) if text is not None]
        for start in range(0, len(texts), _TOGETHER):
            group = texts[start : start + _TOGETHER]
            bodies = [text.encode("ascii") for _, text in group]
            offsets, at = [], 0
            for (number, _), body in zip(group, bodies, strict=True):
                offsets.append(f"{number} {at}")
                at += len(body) + 1
            head = " ".join(offsets).encode() + b"\n"
            entries = f"/Type/ObjStm/N {len(group)}/First {len(head)}"
            holder = self.add_stream(head + b"\n".join(bodies), entries)
            places.update({number: (_PACKED, holder, index) for index, (number, _) in enumerate(group)})


def _cross_references(places: dict[int, tuple[int, int, int]], number: int, entries: str) -> bytes:
    rows = b"".join(struct.pack(">BIH", *places[one]) for one in range(number + 1))
    data = zlib.compress(rows, _LEVEL)
    head = f"{number} 0 obj\n<</Type/XRef/Size {number + 1}/W[1 4 2]{entries}/Filter/FlateDecode/Length {len(data)}>>"
    return head.encode("ascii") + b"stream\n" + data + _END_STREAM + b"\nendobj\n"


def _identifier(written: list[bytes]) -> str:
    """What tells this file from others: the same content has the same."""
    digest = hashlib.sha256()
    for part in written:
        digest.update(part)
    name = digest.hexdigest()[:32]
    return f"[<{name}><{name}>]"


def text(value: str) -> str:
    """``value`` as a string of PDF, whatever characters it holds."""
    return f"<FEFF{value.encode('utf-16-be').hex().upper()}>"
