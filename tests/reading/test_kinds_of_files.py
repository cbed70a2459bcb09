"""Kinds of files that people call tables: those that hold one plainly are read, the others named with what to do."""

from __future__ import annotations

import base64
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from generator.cli.main import main
from generator.form import Form
from generator.layouts.compose import compose
from generator.layouts.load import find_layout
from generator.pipeline import load
from generator.reading.decoders.decode import decode
from generator.reading.reader import read
from generator.writers import html
from tests.reading.packages import package
from tests.reading.plain import as_text, plain

LAYOUT = find_layout("guangzhou")
SAMPLE = LAYOUT.folder / "sample.yaml"
SPACE = "urn:schemas-microsoft-com:office:spreadsheet"


def form() -> Form:
    """The form of the sample."""
    spec = load(SAMPLE).spec
    assert spec is not None
    return compose(spec, LAYOUT)


def rows(of: Form) -> list[list[str]]:
    """The form as a sheet without merged cells: a text, or a row of the table, a row."""
    found = [line.split("\t") for line in as_text(plain(of)).splitlines() if line.strip()]
    width = max(map(len, found))
    return [[*row, *[""] * (width - len(row))] for row in found]


def csv_of(of: Form) -> str:
    return "\r\n".join(",".join('"' + text.replace('"', '""') + '"' for text in row) for row in rows(of))


def mht_of(of: Form) -> bytes:
    page = base64.encodebytes(html.write(of, LAYOUT)).decode()
    head = (
        'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
    )
    return f"{head}--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{page}\r\n--b--".encode()


def spreadsheetml(cells: str, styles: str = "") -> bytes:
    """A workbook in XML whose one sheet has the rows ``cells``."""
    head = f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}">'
    return (
        f'{head}<Styles>{styles}</Styles><Worksheet ss:Name="表"><Table>{cells}</Table></Worksheet></Workbook>'.encode()
    )


def spreadsheetml_of(of: Form) -> bytes:
    cells = ("".join(f'<Cell><Data ss:Type="String">{escape(text)}</Data></Cell>' for text in row) for row in rows(of))
    return spreadsheetml("".join(f"<Row>{row}</Row>" for row in cells))


READ: dict[str, Callable[[Form], bytes]] = {
    "x.mht": mht_of,
    "x.doc": mht_of,
    "x.xml": spreadsheetml_of,
    "x.xls": spreadsheetml_of,
    "x.csv": lambda of: csv_of(of).encode("utf-8-sig"),
    "gb.csv": lambda of: csv_of(of).encode("gb18030"),
    "csv.xlsx": lambda of: csv_of(of).encode("gb18030"),
    "page.xls": lambda of: html.write(of, LAYOUT),
}


@pytest.mark.parametrize("name", READ)
def test_what_holds_the_table_plainly_is_read(name: str, tmp_path: Path) -> None:
    printed = form()
    (tmp_path / name).write_bytes(READ[name](printed))
    reading = read(tmp_path / name)
    assert [finding for finding in reading.findings if finding.is_error] == []
    assert [read_spec.spec and compose(read_spec.spec, LAYOUT).as_text() for read_spec in reading.specs] == [
        printed.as_text()
    ]


OFFICE = "http://schemas.microsoft.com/office"
OTHERS: dict[str, tuple[bytes, str, str]] = {
    "x.rtf": (b"{\\rtf1 x}", "RTF", ".docx"),
    "rtf.doc": (b"{\\rtf1 x}", "RTF", ".docx"),
    "x.odt": (package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), ".odt", ".docx"),
    "x.ods": (package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), ".ods", ".xlsx"),
    "x.ofd": (package({"OFD.xml": "<a/>", "Doc_0/Document.xml": "<a/>"}), "GB/T 33190", "PDF"),
    "x.zip": (package({"2024/表.docx": "x", "b.txt": "y"}), "2024/表.docx", "解压"),
    "opc.xml": (f'<?xml version="1.0"?><pkg:package xmlns:pkg="{OFFICE}/2006/xmlPackage"/>'.encode(), "Flat OPC", ".docx"),
    "word.xml": (f'<w:wordDocument xmlns:w="{OFFICE}/word/2003/wordml"/>'.encode(), "WordprocessingML 2003", ".docx"),
    "x.png": (b"\x89PNG\r\n\x1a\n" + bytes(9), "图片", "PDF"),
    "x.xlsb": (package({"xl/workbook.bin": "x"}), ".xlsb", ".xlsx"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_not_read_is_named_with_what_to_do(name: str, tmp_path: Path) -> None:
    data, kind, advice = OTHERS[name]
    (tmp_path / name).write_bytes(data)
    (finding,) = read(tmp_path / name).findings
    assert finding.code == "REA01"
    assert kind in finding.message
    assert advice in finding.hint


@pytest.mark.parametrize("name", ["x.mht", "x.xml", "x.csv", "csv.xlsx", "page.xls"])
def test_a_form_where_a_spec_is_asked_leads_to_the_reader(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(READ[name](form()))
    assert main(["check", str(tmp_path / name)]) == 1
    assert "jixiao read" in capsys.readouterr().out


def test_cells_of_a_workbook_in_xml_show_what_they_show(tmp_path: Path) -> None:
    styles = (
        '<Style ss:ID="n"><NumberFormat ss:Format="&quot;≥&quot;0&quot;场&quot;"/></Style>'
        '<Style ss:ID="d"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style>'
        '<Style ss:ID="s"><Font ss:StrikeThrough="1"/></Style>'
    )
    cells = (
        '<Row><Cell ss:StyleID="n"><Data ss:Type="Number">12</Data></Cell>'
        '<Cell ss:Index="3" ss:StyleID="d"><Data ss:Type="DateTime">2025-06-01T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Number">12.5</Data></Cell><Cell ss:StyleID="s"><Data ss:Type="String">作废</Data></Cell></Row>'
        '<Row ss:Hidden="1"><Cell><Data ss:Type="String">暗</Data></Cell></Row>'
    )
    (tmp_path / "x.xls").write_bytes(spreadsheetml(cells, styles))
    found = decode(tmp_path / "x.xls", "x.xls")
    assert [(text.text, text.place.cell) for text in found.texts if text.text] == [
        ("≥12场", "A1"), ("2025年6月", "C1"), ("12.5", "D1"),
    ]  # fmt: skip
    assert [finding.message for finding in found.findings] == ["隐藏的行里的“暗”没有读", "划掉的文字“作废”没有读"]


@pytest.mark.parametrize("name", ["x.mht", "x.xml", "x.csv"])
def test_damage_is_a_finding(name: str, tmp_path: Path) -> None:
    data = READ[name](form())
    for at in range(0, len(data), len(data) // 25):
        for changed in (data[:at], data[:at] + bytes([data[at] ^ 16]) + data[at + 1 :]):
            (tmp_path / name).write_bytes(changed)
            assert main(["read", str(tmp_path / name), "-o", str(tmp_path / "out.yaml"), "--force"]) in (0, 1)
