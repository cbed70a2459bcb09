"""Workbooks: cells as they are shown, merges, tables by their borders, hidden things told, bounds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, Side

from generator.pipeline import load
from generator.reading.decoders.decode import decode
from generator.reading.decoders.printed import Decoded
from generator.sources.number_format import builtin_format
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
        (12, '"≥"0"场"', "≥12场"),
        (12, '[>=10]"≥"0"场";0"场"', "≥12场"),
        (datetime(2025, 6, 1), 'yyyy"年"m"月"', "2025年6月"),
        (datetime(2025, 6, 1), "yyyy-mm-dd", "2025-06-01"),
        (12, '[DBNum2][$-804]General"场"', "壹拾贰场"),
        (0.5, "# ?/?", "1/2"),
        (5, '0.0"‰"', "5.0‰"),
        (0, '#,##0.00;-#,##0.00;"-"', "0.00"),
        ("12", '0;0;0;"≥"@"场"', "≥12场"),
    ],
)
def test_numbers_as_they_are_shown(value: object, shown_as: str, text: str, decoded) -> None:
    def fill(page: Any) -> None:
        page["A1"] = value
        page["A1"].number_format = shown_as

    assert [found.text for found in decoded(fill).texts] == [text]


def test_a_format_without_a_number_that_is_lost_is_told(decoded) -> None:
    def fill(page: Any) -> None:
        page["A1"], page["B1"], page["C1"] = "甲", 12, 34
        page["B1"].number_format, page["C1"].number_format = ";;;", "[DBNum3]General"

    found = decoded(fill)
    assert [text.text for text in found.texts] == ["甲", "34"]
    assert told(found) == [
        ("form.xlsx!Sheet!B1", "显示为空白的数“12”没有读"),
        ("form.xlsx!Sheet!C1", "数字格式“[DBNum3]General”显示成什么不清楚，读了存的数“34”"),
    ]


def test_days_are_named_in_chinese_where_the_file_says_only_a_number() -> None:
    assert [builtin_format(number) for number in ("57", "31", "14", "9", "x")] == [
        "yyyy年m月", "yyyy年m月d日", "yyyy/m/d", "0%", "General",
    ]  # fmt: skip


def test_struck_and_raised_words_are_left_out_and_told(tmp_path: Path) -> None:
    strike, raised = "<rPr><strike/></rPr>", '<rPr><vertAlign val="superscript"/></rPr>'
    rows = (
        f'<row r="1"><c r="A1" t="inlineStr"><is><r><t>科普</t></r><r>{strike}<t>宣传</t></r><r><t>活动经费</t></r></is></c>'
        f'<c r="B1" t="inlineStr"><is><r><t>科普活动</t></r><r>{raised}<t>①</t></r></is></c>'
        f'<c r="C1" t="inlineStr"><is><r><t>100m</t></r><r>{raised}<t>2</t></r></is></c></row>'
    )
    (tmp_path / "form.xlsx").write_bytes(sheet(rows))
    found = decode(tmp_path / "form.xlsx", "form.xlsx")
    assert [text.text for text in found.texts] == ["科普活动经费", "科普活动", "100m²"]
    assert [(finding.code, finding.place.cell, finding.message) for finding in found.findings] == [
        ("REA05", "A1", "划掉的文字“宣传”没有读"),
        ("REA09", "B1", "上标的“①”像是注释的记号，没有读"),
    ]


def test_a_cell_in_a_struck_out_font_is_left_out_and_told(decoded) -> None:
    def fill(page: Any) -> None:
        page["A1"], page["B1"], page["C1"] = "甲", "作废", 12
        page["B1"].font = page["C1"].font = Font(strike=True)

    found = decoded(fill)
    assert [text.text for text in found.texts] == ["甲"]
    assert told(found) == [("form.xlsx!Sheet!B1", "划掉的文字“作废”“12”没有读")]


def test_a_picture_in_a_cell_is_no_name(tmp_path: Path) -> None:
    picture = '<f>_xlfn.DISPIMG("ID_01",1)</f><v>=DISPIMG("ID_01",1)</v>'
    (tmp_path / "form.xlsx").write_bytes(sheet(f'<row r="1">{CELL}<c r="B1" t="str">{picture}</c></row>'))
    found = decode(tmp_path / "form.xlsx", "form.xlsx")
    assert [text.text for text in found.texts] == ["甲"]
    assert told(found) == [("form.xlsx!Sheet!B1", "放进格子的图片（DISPIMG），格子“B1”没有读")]


def test_characters_by_their_numbers_are_read_as_such(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>科普_x000D_活动_x005F_x0041_</t></is></c></row>'
    (tmp_path / "form.xlsx").write_bytes(sheet(rows))
    assert [text.text for text in decode(tmp_path / "form.xlsx", "form.xlsx").texts] == ["科普\n活动_x0041_"]


_ODD = {
    "fonts": ("</fonts>", '<font><family val="34"/><charset val=""/></font><odd/></fonts>'),
    "fills": ("</fills>", "<fill/></fills>"),
    "borders": ("</borders>", '<border><left style="wavy"><color rgb="red"/></left></border></borders>'),
    "alignments": ("</cellXfs>", '<xf numFmtId="x" borderId="99"><alignment horizontal="middle"/></xf></cellXfs>'),
    "nothing of it": ("</styleSheet>", "</styleSheet>"),
}


@pytest.mark.parametrize("name", _ODD)
def test_odd_styles_are_no_reason_to_refuse(name: str, tmp_path: Path) -> None:
    old, new = _ODD[name]
    data = sheet(f'<row r="1">{CELL}<c r="B1" s="99"><v>12</v></c></row>')
    changed = _with_part(data, "xl/styles.xml", lambda styles: styles.replace(old.encode(), new.encode()))
    (tmp_path / "form.xlsx").write_bytes(changed)
    found = decode(tmp_path / "form.xlsx", "form.xlsx")
    assert ([text.text for text in found.texts], found.findings) == (["甲", "12"], [])


@pytest.mark.parametrize(
    ("part", "code"), [("xl/styles.xml", "REA09"), ("_rels/.rels", None), ("docProps/core.xml", None)]
)
def test_what_is_damaged_beside_the_cells_does_not_keep_them_from_being_read(
    part: str, code: str | None, tmp_path: Path
) -> None:
    data = _with_part(sheet(f'<row r="1">{CELL}</row>'), part, lambda _: b"<a")
    (tmp_path / "form.xlsx").write_bytes(data)
    found = decode(tmp_path / "form.xlsx", "form.xlsx")
    assert [text.text for text in found.texts] == ["甲"]
    assert [finding.code for finding in found.findings] == ([code] if code else [])


def test_strict_workbooks_are_read(tmp_path: Path) -> None:
    usual = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    data = sheet(f'<row r="1">{CELL}</row>')
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        data = _with_part(data, part, lambda xml: xml.replace(usual, b"http://purl.oclc.org/ooxml/spreadsheetml/main"))
    (tmp_path / "form.xlsx").write_bytes(data)
    assert [text.text for text in decode(tmp_path / "form.xlsx", "form.xlsx").texts] == ["甲"]


def test_a_drawing_that_is_not_there_is_told(tmp_path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    relation = f'<Relationship Id="rId1" Type="{kind}" Target="NULL"/>'
    with ZipFile(BytesIO(sheet(f'<row r="1">{CELL}</row>'))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>'
    (tmp_path / "form.xlsx").write_bytes(package(parts))
    found = decode(tmp_path / "form.xlsx", "form.xlsx")
    assert [text.text for text in found.texts] == ["甲"]
    assert [finding.code for finding in found.findings] == ["REA05"]


def _with_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook ``data`` with one part changed."""
    with ZipFile(BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return package({**parts, part: change(parts[part])})  # type: ignore[arg-type] - all of them are bytes


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
