"""Workbooks that no editor makes: parts of the file changed, damaged or made up, by the name of the case."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"

Parts = dict[str, bytes]
"""The content of a workbook's parts by their names."""


def zipped(parts: Parts) -> bytes:
    """A zip of the parts: the same for the same parts."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in parts.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 3
            archive.writestr(entry, data)
    return buffer.getvalue()


def parts_of(book: bytes) -> Parts:
    with ZipFile(BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def patched(book: bytes, patch: Callable[[Parts], object]) -> bytes:
    """The workbook with some of its parts changed."""
    parts = parts_of(book)
    patch(parts)
    return zipped(parts)


def _replace(name: str, old: bytes, new: bytes, count: int = 1) -> Callable[[Parts], object]:
    def patch(parts: Parts) -> None:
        if old not in parts[name]:
            raise SystemExit(f"{name} has no {old[:60]!r} any more")
        parts[name] = parts[name].replace(old, new, count)

    return patch


def _sheet(book_parts: Parts, title: str) -> str:
    """The part of the sheet with this name."""
    names = re.findall(r'<sheet [^>]*name="([^"]+)"', book_parts["xl/workbook.xml"].decode())
    return f"xl/worksheets/sheet{names.index(title) + 1}.xml"


def _in_sheet(title: str, old: bytes, new: bytes) -> Callable[[Parts], object]:
    return lambda parts: _replace(_sheet(parts, title), old, new)(parts)


def _to_strict(parts: Parts) -> None:
    for name, data in parts.items():
        parts[name] = data.replace(_MAIN, _STRICT)


def _with_external_link(parts: Parts) -> None:
    parts["xl/externalLinks/externalLink1.xml"] = b'<externalLink xmlns="' + _MAIN + b'"/>'
    _in_sheet("项目", b"<v>12.50</v>", b"<f>[1]Sheet1!A1</f><v>12.50</v>")(parts)


def _saved_formula(parts: Parts) -> None:
    _in_sheet("项目", b"<v>12.50</v>", b"<f>5+7.5</f><v>12.5</v>")(parts)


def _failed_formula(parts: Parts) -> None:
    cell = re.search(rb'<c r="([A-Z]+2)" s="\d+"><v>12.50</v></c>', parts[_sheet(parts, "项目")])
    if cell is None:
        raise SystemExit("the amount 12.50 is gone")
    new = b'<c r="%s" t="e"><f>1/0</f><v>#DIV/0!</v></c>' % cell[1]
    _in_sheet("项目", cell[0], new)(parts)


_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8))
    + b']><worksheet xmlns="' + _MAIN + b'"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row>'
    b"</sheetData></worksheet>"
)  # fmt: skip

_OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet xmlns="' + _MAIN + b'">'
    b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'
)

PATCHED: dict[tuple[str, str], Callable[[Parts], object]] = {
    ("pass", "control-character-dropped"): _in_sheet("项目", "科普活动".encode(), "科普_x0007_活动".encode()),
    ("pass", "macros-not-run"): lambda parts: parts.update({"xl/vbaProject.bin": b"x"}),
    ("pass", "link-to-another-file-not-followed"): _with_external_link,
    ("pass", "formula-with-its-result"): _saved_formula,
    ("pass", "strict-open-xml"): _to_strict,
    ("pass", "says-it-has-a-million-rows"): _in_sheet(
        "项目", b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'
    ),
    ("pass", "has-a-hundred-thousand-empty-rows"): _in_sheet(
        "指标", b"</sheetData>", b'<row r="100000"><c r="B100000" s="1"/></row>' * 100_000 + b"</sheetData>"
    ),
    ("fail", "formula-that-divides-by-zero"): _failed_formula,
    ("fail", "sheet-cut-off"): lambda parts: parts.update(
        {_sheet(parts, "指标"): parts[_sheet(parts, "指标")][:2_000]}
    ),
    ("fail", "sheet-missing-in-the-file"): lambda parts: parts.pop(_sheet(parts, "指标")),
    ("fail", "entities-that-grow"): lambda parts: parts.update({_sheet(parts, "指标"): _LAUGHS}),
    ("fail", "entity-of-another-file"): lambda parts: parts.update({_sheet(parts, "指标"): _OUTSIDE}),
    ("fail", "zip-bomb"): lambda parts: parts.update({"xl/media/image1.png": bytes(20_000_000)}),
    ("fail", "another-workbook"): lambda parts: parts.update({
        "xl/workbook.xml": re.sub(rb'(<sheet [^>]*name=")[^"]+', rb"\1x", parts["xl/workbook.xml"])
    }),
}  # fmt: skip

STRANGE: dict[str, Callable[[bytes], bytes]] = {
    "not-a-workbook": lambda _: "部门：某市某区科学技术局\n".encode(),
    "empty-file": lambda _: b"",
    "cut-in-half": lambda book: book[: len(book) // 2],
    "old-excel-renamed": lambda _: _OLE,
    "encrypted": lambda _: _OLE + "EncryptedPackage".encode("utf-16-le"),
    "word-renamed": lambda _: zipped({"word/document.xml": b"<a/>"}),
    "opendocument-renamed": lambda _: zipped({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>",
    }),
    "binary-workbook-renamed": lambda book: patched(book, _to_binary),
    "too-many-parts": lambda _: zipped({f"xl/{number}": b"" for number in range(1_001)}),
}  # fmt: skip


def _to_binary(parts: Parts) -> None:
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"xl/workbook.xml", b"xl/workbook.bin")
    parts["xl/workbook.bin"] = b"\x83\x01\x00"
