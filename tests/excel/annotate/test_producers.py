"""Workbooks as other programs write them: the same content in other XML reads the same and can be annotated."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from generator.diagnostics import Finding, Place, Severity
from generator.excel.annotate.annotate import annotate
from generator.sources.workbook_cells import Book
from generator.sources.workbook_package import open_package
from tests.excel.books import book_of, convert_all, read, sample, spec_of

TEXT = sample("guangzhou")
Parts = dict[str, bytes]

_USUAL = b"http://schemas.openxmlformats.org"
_INLINE = re.compile(rb'<c([^>]*?) t="inlineStr"([^>]*)><is>(.*?)</is></c>', re.DOTALL)
_CELL = re.compile(rb'<c r="([A-Z]+)\d+"([^>]*?)(/>|>.*?</c>)', re.DOTALL)
_ROW = re.compile(rb'<row r="\d+"([^>]*)>(.*?)</row>', re.DOTALL)
_RELATIONS, _TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"


def parts_of(data: bytes) -> Parts:
    """All parts of a workbook."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    """The parts as a file."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def each_sheet(parts: Parts, change: Callable[[bytes], bytes]) -> None:
    """Change the XML of every sheet."""
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = change(parts[name])


def as_macro_workbook(parts: Parts) -> None:
    usual = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts[_TYPES] = parts[_TYPES].replace(usual, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")


def as_strict(parts: Parts) -> None:
    for name, data in parts.items():
        data = data.replace(_USUAL + b"/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        data = data.replace(_USUAL + b"/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/")
        parts[name] = data.replace(b"extended-properties", b"extendedProperties")
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<workbook ", b'<workbook conformance="strict" ', 1)


def with_shared_strings(parts: Parts) -> None:
    texts: list[bytes] = []

    def share(cell: re.Match[bytes]) -> bytes:
        texts.append(b"<si>" + cell[3] + b"</si>")
        return b'<c%b t="s"%b><v>%d</v></c>' % (cell[1], cell[2], len(texts) - 1)

    each_sheet(parts, lambda data: _INLINE.sub(share, data))
    parts["xl/sharedStrings.xml"] = b'<sst xmlns="%b/spreadsheetml/2006/main">%b</sst>' % (_USUAL, b"".join(texts))
    kind = _USUAL + b"/officeDocument/2006/relationships/sharedStrings"
    more = b'<Relationship Id="rIdS" Type="%b" Target="sharedStrings.xml"/></Relationships>' % kind
    parts[_RELATIONS] = parts[_RELATIONS].replace(b"</Relationships>", more)


def _without_refs(row: re.Match[bytes]) -> bytes:
    cells: list[bytes] = []
    for cell in _CELL.finditer(row[2]):
        column = 0
        for letter in cell[1]:
            column = column * 26 + letter - 64
        cells += [b"<c/>"] * (column - 1 - len(cells)) + [b"<c" + cell[2] + cell[3]]
    return b"<row" + row[1] + b">" + b"".join(cells) + b"</row>"


def without_refs(parts: Parts) -> None:
    each_sheet(parts, lambda data: _ROW.sub(_without_refs, data))


def without_styles(parts: Parts) -> None:
    del parts["xl/styles.xml"]
    parts[_RELATIONS] = re.sub(rb"<Relationship [^>]*styles[^>]*/>", b"", parts[_RELATIONS])
    parts[_TYPES] = re.sub(rb"<Override [^>]*styles[^>]*/>", b"", parts[_TYPES])


def with_styles_that_are_gone(parts: Parts) -> None:
    del parts["xl/styles.xml"]


def with_formats_that_are_no_numbers(parts: Parts) -> None:
    parts["xl/styles.xml"] = re.sub(rb'numFmtId="\d+"( fontId)', rb'numFmtId="x"\1', parts["xl/styles.xml"])


def with_dots_in_targets(parts: Parts) -> None:
    parts[_RELATIONS] = parts[_RELATIONS].replace(b'Target="', b'Target="./')


def with_absolute_targets(parts: Parts) -> None:
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b'Target="xl/', b'Target="/xl/')
    parts[_RELATIONS] = parts[_RELATIONS].replace(b'Target="', b'Target="/xl/')


def with_capitals_in_targets(parts: Parts) -> None:
    parts[_RELATIONS] = parts[_RELATIONS].replace(b"worksheets/sheet", b"Worksheets/Sheet")


def with_a_prefix(parts: Parts) -> None:
    def prefixed(data: bytes) -> bytes:
        return re.sub(rb"<(/?)(?![?!])([A-Za-z])", rb"<\1x:\2", data).replace(b' xmlns="', b' xmlns:x="')

    each_sheet(parts, prefixed)
    parts["xl/workbook.xml"] = prefixed(parts["xl/workbook.xml"])


def with_plain_texts(parts: Parts) -> None:
    text = re.compile(rb'<c([^>]*?) t="inlineStr"([^>]*)><is><t[^>]*>(.*?)</t></is></c>', re.DOTALL)
    each_sheet(parts, lambda data: text.sub(rb'<c\1 t="str"\2><v>\3</v></c>', data))


def in_utf_16(parts: Parts) -> None:
    def recoded(data: bytes) -> bytes:
        text = re.sub(r"^<\?xml[^>]*\?>", "", data.decode("utf-8"))
        return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")

    each_sheet(parts, recoded)


PRODUCERS = (
    as_macro_workbook,
    as_strict,
    with_shared_strings,
    without_refs,
    without_styles,
    with_styles_that_are_gone,
    with_formats_that_are_no_numbers,
    with_dots_in_targets,
    with_absolute_targets,
    with_capitals_in_targets,
    with_a_prefix,
    with_plain_texts,
    in_utf_16,
)


def written_by(producer: Callable[[Parts], None]) -> bytes:
    """The workbook as that producer writes it."""
    parts = parts_of(book_of(TEXT))
    before = dict(parts)
    producer(parts)
    assert parts != before
    return packed(parts)


FOUND = Finding("FLD05", Severity.ERROR, "不是金额", "改正", Place("book.xlsx", sheet="项目", cell="D2"))


@pytest.mark.parametrize("producer", PRODUCERS)
def test_it_reads_the_same_and_can_be_annotated(producer: Callable[[Parts], None]) -> None:
    usual, _ = read(book_of(TEXT))
    data = written_by(producer)
    source, findings = read(data)
    assert source is not None, findings
    assert usual is not None
    assert not findings
    assert spec_of(source.root) == spec_of(usual.root)
    noted = annotate(data, [FOUND])
    again, findings = read(noted)
    assert again is not None, findings
    assert spec_of(again.root) == spec_of(usual.root)
    package, _ = open_package(noted, "noted.xlsx")
    assert package is not None
    assert "校验结果" in Book(package).sheets


def test_an_annotated_strict_workbook_is_a_usual_one(tmp_path: Path) -> None:
    noted = annotate(written_by(as_strict), [FOUND])
    assert not any(b"purl.oclc.org" in part or b"conformance" in part for part in parts_of(noted).values())
    (tmp_path / "strict.xlsx").write_bytes(noted)
    convert_all([tmp_path / "strict.xlsx"], tmp_path / "out")
    source, findings = read((tmp_path / "out" / "strict.xlsx").read_bytes())
    assert source is not None, findings


# --- notes that others left, or that are damaged ------------------------------------------------------------------

COMMENTS, BOXES, NOTED = "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/_rels/sheet4.xml.rels"


def noted() -> Parts:
    """A workbook that was checked before."""
    parts = parts_of(annotate(book_of(TEXT), [FOUND]))
    assert {COMMENTS, BOXES, NOTED} <= parts.keys()
    return parts


@pytest.mark.parametrize(
    ("part", "old", "new", "left"),
    [
        (COMMENTS, b'authorId="0"', b'authorId="7"', 2),
        (COMMENTS, b'authorId="0"', b'authorId="x"', 2),
        (COMMENTS, b'ref="D2"', b'ref="D2:E3"', 1),
        (BOXES, b"<x:Row>1<", b"<x:Row>q<", 1),
        (BOXES, b"</xml>", b"<v:shape><v:textbox><div>a<br>b</div></v:textbox></v:shape></xml>", 1),
        (NOTED, b'Target="../comments1.xml"', b'Target="./../comments1.xml"', 1),
        (NOTED, b'Target="../comments1.xml"', b'Target="/xl/Comments1.xml"', 1),
        ("xl/workbook.xml", b'sheetId="1"', b'sheetId="x"', 1),
    ],
)
def test_unusual_notes_do_not_stop_a_check(part: str, old: bytes, new: bytes, left: int) -> None:
    parts = noted()
    assert parts[part].count(old) == 1
    parts[part] = parts[part].replace(old, new)
    again = parts_of(annotate(packed(parts), [FOUND]))
    assert [name for name in again if "comments" in name] == [COMMENTS]
    assert len(re.findall(b"FLD05", again[COMMENTS])) == left
    assert read(packed(again))[0] is not None


_DAMAGED = [(part, data) for part in (COMMENTS, BOXES, NOTED) for data in (b"", b"<a")] + [(COMMENTS, b"<a/>")]


@pytest.mark.parametrize(("part", "data"), _DAMAGED)
def test_damaged_notes_are_said(part: str, data: bytes) -> None:
    parts = noted()
    parts[part] = data
    with pytest.raises(ValueError, match=f"工作簿已损坏：部件 {re.escape(part)} 读不出来"):
        annotate(packed(parts), [FOUND])


def test_a_workbook_without_fonts_is_annotated() -> None:
    parts = parts_of(book_of(TEXT))
    parts["xl/styles.xml"] = re.sub(rb"<fonts.*?</fonts>", b"", parts["xl/styles.xml"], flags=re.DOTALL)
    assert read(annotate(packed(parts), [FOUND]))[0] is not None
