"""PDFs whose list of objects does not lead to them: other bytes before the file, a wrong or lost list, an end cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator

LIST_LOST = "PDF 的对象目录已损坏，按找得到的内容读了；可能缺页、缺字"
"""What is to be said where the parser looked for the objects itself."""
_START = b"%PDF-"
_ROOT = re.compile(rb"/Root\s+(\d{1,9}\s+\d{1,5}\s+R)\b")
_CATALOG = re.compile(rb"(?:^|[\r\n])\s*(\d{1,9}\s+\d{1,5})\s+obj\b[^>]{0,1000}?/Type\s*/Catalog\b")
_ENCRYPT = re.compile(rb"/Encrypt\s+\d")
_OBJECT = re.compile(rb"(?<=endobj)[ \t]*(?=\d{1,9} \d{1,5} obj\b)")


def ways_to_read(data: bytes) -> Iterator[tuple[bytes, str]]:
    """A file's bytes, then as they may be read if it is damaged, each with what is to be said of that."""
    yield data, ""
    begin = data.find(_START)
    if begin > 0:
        yield data[begin:], f"PDF 前面有 {begin:,} 个不属于它的字节，去掉后读了"
    rebuilt = _rebuilt(data[max(0, begin) :])
    if rebuilt is not None:
        yield rebuilt, ""


def _rebuilt(data: bytes) -> bytes | None:
    """The file without its own lists of objects, so that the parser looks for the objects; ``None`` without a beginning."""
    roots = [found[1] for found in _ROOT.finditer(data)] or [found[1] + b" R" for found in _CATALOG.finditer(data)]
    if not roots or _ENCRYPT.search(data):
        return None
    objects = _OBJECT.sub(b"\n", data.replace(b"startxref", b"startnone").replace(b"trailer", b"trailed"))
    return objects + b"\ntrailer\n<</Root " + roots[-1] + b">>\n"
