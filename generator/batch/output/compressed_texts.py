"""Many texts that are much alike, in a tenth of the memory: each is stored compressed, as its differences from the first."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, MutableMapping

_LEVEL, _WINDOW = 3, -12  # raw; the window is as long as a text that is worth the pains
_MEMORY = 3  # clearing more of it takes as long as packing, and packs no better
_ERRORS = "surrogatepass"  # names of files may hold bytes that are not UTF-8


class Packed(MutableMapping[str, str]):
    """Texts by name. Packing and unpacking one takes about ten microseconds."""

    def __init__(self) -> None:
        self._first = b""
        self._packed: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> str:
        packed = self._packed[name]  # before anything is made ready: most names that a first run asks for are not there
        return zlib.decompressobj(_WINDOW, zdict=self._first).decompress(packed).decode(errors=_ERRORS)

    def __setitem__(self, name: str, text: str) -> None:
        data = text.encode(errors=_ERRORS)
        self._first = self._first or data
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY, zdict=self._first)
        self._packed[name] = packer.compress(data) + packer.flush()

    def __contains__(self, name: object) -> bool:
        return name in self._packed

    def __delitem__(self, name: str) -> None:
        del self._packed[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)
