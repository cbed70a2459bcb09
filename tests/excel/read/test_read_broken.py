"""Files that are no workbook, or too much of one: each with its finding, and none that hurts."""

from __future__ import annotations

import resource
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from generator.cli.main import main
from generator.excel.export_file import export_spec
from generator.excel.read.read_workbook import read_workbook
from generator.excel.write.export import too_long
from generator.files import find_specs
from generator.pipeline import load
from generator.sources.workbook_cells import MAX_CELLS, MAX_PIECE
from tests.excel.books import book_of, nodes, read, sample, source_of, spec_of

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BOOK = book_of(sample("guangzhou"))


def _zip(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _parts() -> dict[str, bytes]:
    with ZipFile(BytesIO(BOOK)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _with(change: Callable[[dict[str, bytes]], None]) -> bytes:
    parts = _parts()
    change(parts)
    return _zip(parts)


def _replaced(name: str, old: bytes, new: bytes) -> bytes:
    return _with(lambda parts: parts.update({name: parts[name].replace(old, new)}))


_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8))
    + b']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    b'<c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row></sheetData></worksheet>'
)

FAIL = {
    "text": (b"not a zip", "WBK01", "不是 Excel 工作簿"),
    "cut": (BOOK[: len(BOOK) // 2], "WBK01", "不是 Excel 工作簿"),
    "xls": (_OLE, "WBK01", "旧版"),
    "encrypted": (_OLE + "EncryptedPackage".encode("utf-16-le"), "WBK01", "密码"),
    "empty zip": (_zip({}), "WBK01", "不是 Excel 工作簿"),
    "docx": (_zip({"word/document.xml": b"<a/>"}), "WBK01", "Word"),
    "ods": (_zip({"content.xml": b"<a/>"}), "WBK01", "OpenDocument"),
    "many entries": (_zip({f"xl/{n}": b"" for n in range(1_001)}), "WBK02", "部件"),
    "ratio": (_with(lambda parts: parts.update({"xl/big.xml": bytes(30_000_000)})), "WBK02", "压缩比"),
    "no sheet part": (_with(lambda parts: parts.pop("xl/worksheets/sheet4.xml") and None), "WBK01", "损坏"),
    "bad sheet": (_with(lambda parts: parts.update({"xl/worksheets/sheet4.xml": b"<a"})), "WBK01", "损坏"),
    "bad styles": (_with(lambda parts: parts.update({"xl/styles.xml": b"<a"})), "WBK01", "损坏"),
    "other workbook": (_replaced("xl/workbook.xml", "项目".encode(), b"x"), "WBK03", "项目"),
    "laughs": (_with(lambda parts: parts.update({"xl/worksheets/sheet4.xml": _LAUGHS})), "WBK01", "损坏"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAIL)
def test_a_file_that_must_fail(name: str) -> None:
    data, code, words = FAIL[name]
    source, findings = read(data)
    assert source is None
    assert findings[0].code == code
    assert words in findings[0].message
    assert findings[0].is_error


PASS = {
    "macros": (_with(lambda parts: parts.update({"xl/vbaProject.bin": b"x"})), ["WBK12"]),
    "links": (_with(lambda parts: parts.update({"xl/externalLinks/externalLink1.xml": b"<x/>"})), ["WBK12"]),
    "a million rows": (_replaced("xl/worksheets/sheet4.xml", b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'), []),
    "empty rows": (
        _replaced("xl/worksheets/sheet4.xml", b"</sheetData>", b'<row r="99999"><c r="B99999" s="1"/></row>' * 20_000 + b"</sheetData>"),
        ["WBK13"],
    ),
    "strict": (
        _with(lambda parts: parts.update({
            name: data.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            for name, data in parts.items()
        })),
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PASS)
def test_a_file_that_must_pass(name: str) -> None:
    data, codes = PASS[name]
    source, findings = read(data)
    assert source is not None, findings
    assert [finding.code for finding in findings] == codes
    assert spec_of(source.root) == spec_of(nodes(sample("guangzhou")))


def test_memory_stays_small() -> None:
    """A quarter of the cells that are read at most takes less than a quarter of 500 MB."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    row = b"".join(b'<c r="%c9" t="inlineStr"><is><t>x</t></is></c>' % (65 + n) for n in range(25))
    rows = b"".join(b'<row r="%d">%s</row>' % (number, row) for number in range(2_000, 12_000))
    assert MAX_CELLS <= 4 * 10_000 * 25
    source, findings = read(_replaced("xl/worksheets/sheet4.xml", b"</sheetData>", rows + b"</sheetData>"))
    assert source is None
    assert findings
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500 * 1024 / 4


def test_more_cells_than_any_spec_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.sources.workbook_cells.MAX_CELLS", 20)
    assert [finding.code for finding in read(BOOK)[1]] == ["WBK02"]


_LONG = b'<c r="A1"/>' * (MAX_PIECE // 10)
_SHEET = "xl/worksheets/sheet4.xml"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (_SHEET, b"</sheetData>", b'<row r="99">' + _LONG + b"</row></sheetData>"),
        (_SHEET, b"</sheetData>", b"</sheetData>" + _LONG),
    ],
    ids=["one endless row", "what is no row"],
)
def test_what_the_parser_would_hold_whole_is_bounded(part: str, old: bytes, new: bytes) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    source, findings = read(_replaced(part, old, new))
    assert source is None
    assert [finding.code for finding in findings] == ["WBK02"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500 * 1024


def test_styles_larger_than_any_are_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.sources.workbook_package.MAX_TREE", 6_000)
    (finding,) = read(BOOK)[1]
    assert (finding.code, "xl/styles.xml" in finding.message) == ("WBK01", True)


def test_merged_ranges_without_end_are_read_no_further() -> None:
    ranges = b"".join(b'<mergeCell ref="Y%d:Z%d"/>' % (number, number) for number in range(1, 60_000))
    source, findings = read(_replaced(_SHEET, b"</sheetData>", b"</sheetData><mergeCells>" + ranges + b"</mergeCells>"))
    assert findings == []
    assert source is not None


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    source, findings = read_workbook(tmp_path / "none.xlsx")
    assert source is None
    assert [finding.code for finding in findings] == ["SRC01"]


def test_a_text_too_long_for_a_cell_is_refused() -> None:
    text = sample("guangzhou").replace("科普活动经费", "长" * 40_000)
    assert [(finding.code, finding.place.line) for finding in too_long(nodes(text))] == [("WBK14", 20)]


def test_a_folder_is_searched_for_our_workbooks_and_for_those_that_cannot_be_looked_into(tmp_path: Path) -> None:
    (tmp_path / "ours.xlsx").write_bytes(BOOK)
    (tmp_path / "~$ours.xlsx").write_bytes(BOOK)
    (tmp_path / "other.xlsx").write_bytes(_zip({"xl/workbook.xml": b"<workbook/>"}))
    (tmp_path / "broken.xlsx").write_bytes(b"x")
    assert [file.path.name for file in find_specs([tmp_path])] == ["broken.xlsx", "ours.xlsx"]
    assert [finding.code for finding in load(tmp_path / "broken.xlsx").findings] == ["WBK01"]


def test_a_workbook_beside_its_yaml_is_passed_over_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = sample("guangzhou")
    for name in ('a"b&.yaml', "same.yml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    made, _ = export_spec(tmp_path / 'a"b&.yaml')
    assert made is not None
    for name, data in (("other.xlsx", made), ("same.xlsx", BOOK), ("own.xlsx", BOOK)):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper/other.xlsx").write_bytes(made)
    found = [str(file.path.relative_to(tmp_path)) for file in find_specs([tmp_path])]
    assert found == ['a"b&.yaml', "deeper/other.xlsx", "own.xlsx", "same.yml"]
    named = [tmp_path / "other.xlsx", tmp_path / "same.yml"]
    assert [file.path for file in find_specs(named)] == named
    assert main(["check", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert "4 个文件" in said.out
    assert f'{tmp_path / "other.xlsx"}：没有读，旁边已有 a"b&.yaml' in said.err
    assert f"{tmp_path / 'same.xlsx'}：没有读，旁边已有 same.yml" in said.err


def test_a_workbook_is_checked_and_rendered_as_yaml_is(tmp_path: Path) -> None:
    book, plain = tmp_path / "x.xlsx", tmp_path / "x.yaml"
    book.write_bytes(BOOK)
    plain.write_text(sample("guangzhou"), encoding="utf-8")
    of_book, of_plain = load(book), load(plain)
    assert of_book.spec == of_plain.spec
    assert sorted(finding.code for finding in of_book.findings) == sorted(finding.code for finding in of_plain.findings)
    assert main(["render", str(book), "-o", str(tmp_path / "out"), "-f", "html"]) == 0


def test_new_makes_a_workbook(tmp_path: Path) -> None:
    assert main(["new", "dongguan", str(tmp_path / "blank.xlsx")]) == 0
    assert not list(tmp_path.glob("*.json"))
    source = source_of((tmp_path / "blank.xlsx").read_bytes())
    assert spec_of(source.root) == spec_of(nodes(sample("dongguan")))
