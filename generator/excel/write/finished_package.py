"""The editing workbook as a file: what openpyxl cannot write is added, dates and order in the zip are fixed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from generator.writers.office import relative_target

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# The schema's order of a font's properties; openpyxl's own is not valid.
_FONT_PARTS = ("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name")
_FONT_ORDER = {_MAIN + name: place for place, name in enumerate((*_FONT_PARTS, "family", "charset", "scheme"))}
_FIRST = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
# Codes and percentages that are text are meant: no green triangles. The last element of a sheet without drawings.
_NO_TRIANGLES = b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'
_SHEET_END = b"</worksheet>"
_DIMENSION = re.compile(rb"<dimension [^>]*/>")
_SHEET_DATA = b"<sheetData>", b"</sheetData>"
_EMPTY_DATA = re.compile(rb"<sheetData ?/>")


def finish(workbook: bytes, rows: Mapping[str, bytes]) -> bytes:
    """The bytes of ``workbook`` as they are published: the same for the same contents.

    ``rows`` are more rows (as XML, in UTF-8) for the sheets whose parts they name, below those that stand there.
    """
    buffer = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(source.namelist(), key=_order):
            # In pieces: of a large department the rows alone are tens of megabytes.
            with archive.open(_entry(name), "w") as part:
                for piece in _pieces(name, source.read(name), rows.get(name)):
                    part.write(piece)
    return buffer.getvalue()


def _order(name: str) -> tuple[int, str]:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST), name


def _pieces(name: str, data: bytes, rows: bytes | None) -> Iterator[bytes]:
    if not rows:
        yield _amended(name, data)
        return
    # The library saw only the first rows; without the element, readers find the true extent themselves.
    data = _DIMENSION.sub(b"", _amended(name, data), count=1)
    head, _, tail = _EMPTY_DATA.sub(_SHEET_DATA[0] + _SHEET_DATA[1], data, count=1).partition(_SHEET_DATA[1])
    yield head
    yield rows
    yield _SHEET_DATA[1] + tail


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type = ZIP_DEFLATED
    # Otherwise the system that wrote the file would show.
    entry.create_system = _UNIX
    return entry


def _amended(name: str, data: bytes) -> bytes:
    if name.endswith(".rels"):
        return _with_relative_targets(name, data)
    if name == "xl/styles.xml":
        return _with_ordered_fonts(data)
    if name.startswith("xl/worksheets/sheet"):
        return data.removesuffix(_SHEET_END) + _NO_TRIANGLES + _SHEET_END
    return data


def _with_ordered_fonts(styles: bytes) -> bytes:
    root = etree.fromstring(styles)
    for font in root.iter(f"{_MAIN}font"):
        font[:] = sorted(font, key=lambda item: _FONT_ORDER[str(item.tag)])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _with_relative_targets(name: str, data: bytes) -> bytes:
    """The relations ``name`` with targets that count from their owner's folder: openpyxl writes others."""
    folder, _, file = name.rpartition("_rels/")
    owner, root = folder + file.removesuffix(".rels"), etree.fromstring(data)
    for item in root:
        target = item.get("Target", "")
        if target.startswith("/") and item.get("TargetMode") != "External":
            item.set("Target", relative_target(owner, target[1:]))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
