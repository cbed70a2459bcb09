"""Workbooks: cells as they are shown, merges, tables by their borders, hidden things told, bounds."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Border, Side

from generator.pipeline import load
from generator.reading.decoders.decode import decode
from generator.reading.decoders.printed import Decoded
from tests.reading.packages import package, sheet

THIN = Side(style="thin")
FRAME = Border(THIN, THIN, THIN, THIN)


def bordered(rows: list[list[object]], first: int = 1) -> Callable[[Any], None]:
    """Fills a sheet with bordered cells from row ``first`` on."""

    def fill(page: Any) -> None:
        for number, row in enumerate(rows, first):
            for column, value in enumerate(row, 1):
                page.cell(number, column, value).border = FRAME

    return fill


@pytest.fixture
def decoded(tmp_path: Path) -> object:
    """Decodes the workbook that ``fill`` fills the first sheet of."""

    def decode_book(*fills: Callable[[Any], None]) -> Decoded:
        book = Workbook()
        for fill in fills:
            fill(book.active)
        book.save(tmp_path / "form.xlsx")
        return decode(tmp_path / "form.xlsx", "form.xlsx")

    return decode_book


def test_rows_without_borders_are_paragraphs(decoded) -> None:
    def title(page: Any) -> None:
        page["A1"], page["B1"] = "部门：甲", "单位：万元"

    found = decoded(title, bordered([["一", "二"], ["三", None]], first=2))
    assert [(text.text, text.table, text.row, text.column) for text in found.texts] == [
        ("部门：甲", 0, 0, 1),
        ("单位：万元", 0, 0, 1),
        ("一", 1, 1, 1),
        ("二", 1, 1, 2),
        ("三", 1, 2, 1),
        ("", 1, 2, 2),
    ]


def test_row_of_a_label_and_a_wide_cell_goes_on_with_a_table_without_borders(decoded) -> None:
    def fill(page: Any) -> None:
        for row in (["标题"], ["一", "二", "三", "四"], ["目标", "很长的内容"], ["甲", "乙", "丙", "丁"]):
            page.append(row)
        page.merge_cells("A1:D1")
        page.merge_cells("B3:D3")

    found = decoded(fill)
    assert [text.table for text in found.texts if text.text] == [0, *[1] * 10]


def test_few_texts_between_blank_rows_are_no_table(decoded) -> None:
    def fill(page: Any) -> None:
        for row in (["标题"], [], ["部门：甲", "单位：万元"], [], ["一", "二", "三", "四"], ["甲", "乙", "丙", "丁"]):
            page.append(row)

    found = decoded(fill)
    assert [text.table for text in found.texts if text.text] == [0, 0, 0, *[1] * 8]


def test_single_texts_above_a_table_without_borders_are_paragraphs(decoded) -> None:
    def fill(page: Any) -> None:
        for row in (["标题"], ["一、总体目标"], ["一", "二", "三", "四"], ["甲", "乙", "丙", "丁"], ["注"]):
            page.append(row)

    found = decoded(fill)
    assert [text.table for text in found.texts if text.text] == [0, 0, *[1] * 9]


def test_merged_cells(decoded) -> None:
    found = decoded(bordered([["甲", "乙", None], [None, "丙", "丁"]]), lambda page: page.merge_cells("A1:A2"))
    assert [(text.text, text.rowspan, text.column) for text in found.texts] == [
        ("甲", 2, 1),
        ("乙", 1, 2),
        ("", 1, 3),
        ("丙", 1, 2),
        ("丁", 1, 3),
    ]


@pytest.mark.parametrize(
    ("value", "shown_as", "text"),
    [
        (1234.5, "#,##0.00", "1,234.50"),
        (0.25, "0%", "25%"),
        (0.1 + 0.2, "General", "0.3"),
        (12, "General", "12"),
        (True, "General", "TRUE"),
        ("012", "@", "012"),
    ],
)
def test_numbers_as_they_are_shown(value: object, shown_as: str, text: str, decoded) -> None:
    def fill(page: Any) -> None:
        page["A1"] = value
        page["A1"].number_format = shown_as

    assert [found.text for found in decoded(fill).texts] == [text]


def test_hidden_rows_columns_and_sheets_are_told(decoded) -> None:
    def hide(page: Any) -> None:
        page.row_dimensions[2].hidden = True
        page.column_dimensions["B"].hidden = True
        page.parent.create_sheet("草稿").sheet_state = "hidden"

    found = decoded(bordered([["一", "暗", "二"], ["旧", "旧", "旧"]]), hide)
    assert [text.text for text in found.texts] == ["一", "二"]
    assert [finding.code for finding in found.findings] == ["REA05"] * 3
    assert "暗" in found.findings[0].message
    assert "旧" in found.findings[1].message
    assert "草稿" in found.findings[2].message


def told(found: Decoded) -> list[tuple[str, str]]:
    """Where each finding is and what it says."""
    return [(str(finding.place), finding.message) for finding in found.findings]


def test_headers_and_notes_are_told_and_page_numbers_are_not(decoded) -> None:
    def fill(page: Any) -> None:
        page["A1"], page["B2"] = "甲", "乙"
        page.oddHeader.left.text, page.oddHeader.left.font = "某某局", "宋体,Bold"
        page.oddFooter.center.text = "第 &[Page] 页 共 &[Pages] 页"
        page["B2"].comment = Comment("请核对", "审核")

    assert told(decoded(fill)) == [
        ("form.xlsx!Sheet", "页眉页脚“某某局”没有读"),
        ("form.xlsx!Sheet!B2", "批注“请核对”没有读"),
    ]


def test_hidden_amounts_are_told(decoded) -> None:
    def fill(page: Any) -> None:
        page["A1"], page["B1"] = "甲", 12.5
        page.column_dimensions["B"].hidden = True

    assert told(decoded(fill)) == [("form.xlsx!Sheet!B1", "隐藏的列里的“12.5”没有读")]


def test_formulas_without_results_and_covered_cells_are_told(tmp_path: Path) -> None:
    rows = f'<row r="1">{CELL}<c r="B1"><v>2</v></c><c r="C1"><f>1+1</f></c><c r="D1" t="str"><f>""</f></c></row>'
    (tmp_path / "form.xlsx").write_bytes(sheet(rows, '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'))
    assert told(decode(tmp_path / "form.xlsx", "form.xlsx")) == [
        ("form.xlsx!Sheet", "公式没有保存结果，格子“C1”没有读"),
        ("form.xlsx!Sheet", "合并单元格盖住的格子“B1”没有读"),
    ]


def test_text_boxes_are_told(tmp_path: Path) -> None:
    with ZipFile(BytesIO(sheet(f'<row r="1">{CELL}</row>'))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    relation = f'<Relationship Id="rId1" Type="{kind}" Target="../drawings/drawing1.xml"/>'
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>'
    parts["xl/drawings/drawing1.xml"] = (
        f'<wsDr xmlns="{DRAWING}"><sp><txBody><p><r><t>附件1</t></r></p></txBody></sp></wsDr>'
    )
    (tmp_path / "form.xlsx").write_bytes(package(parts))
    assert told(decode(tmp_path / "form.xlsx", "form.xlsx")) == [("form.xlsx!Sheet", "文本框“附件1”没有读")]


def test_editing_workbook_is_named(tmp_path: Path) -> None:
    from generator.cli.main import main
    from generator.layouts.load import find_layout

    sample = find_layout("guangzhou").folder / "sample.yaml"
    assert load(sample).spec is not None
    assert main(["excel", "export", str(sample), str(tmp_path / "editing.xlsx")]) == 0
    found = decode(tmp_path / "editing.xlsx", "editing.xlsx")
    assert ["填写用的工作簿" in finding.message for finding in found.findings] == [True]


RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
CELL = '<c r="A1" t="inlineStr"><is><t>甲</t></is></c>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (sheet(f'<row r="1">{CELL}</row>', '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "REA02"),
        (sheet(f'<row r="1">{CELL}</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "REA02"),
        (sheet("".join(f'<row r="{number}"><c r="A{number}"/></row>' for number in range(1, 200_002))), "REA02"),
        (package({"xl/workbook.xml": "<a/>"}), "REA01"),
        (sheet("<row"), "REA01"),
    ],
    ids=["merge of all", "far cell", "many cells", "no workbook", "broken sheet"],
)
def test_what_cannot_be_read_is_one_error(data: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / "form.xlsx").write_bytes(data)
    found = decode(tmp_path / "form.xlsx", "form.xlsx")
    assert ([finding.code for finding in found.findings], found.texts) == ([code], [])
