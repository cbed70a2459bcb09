"""The workbook as a whole: sheets, paper, properties, validity."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.form import Block, Cell, Contents, Form, Heading, Paragraph, Section, Table
from generator.layouts.model import Page
from generator.writers.xlsx import write
from generator.writers.xlsx.names import sheet_names
from tests.support.ooxml import validation_errors
from tests.support.xlsx_forms import a_form, a_layout, a_table, hostile_form, written
from tests.support.xlsx_texts import sheet_texts

LONG = a_table([["头一", "头二"], *([["a", "b"]] * 40)], head_rows=1)
VARIED = a_form(
    Contents("目录"),
    Heading(1, "=标题", "h1"),
    Paragraph("左", "右", ("line",)),
    Paragraph("正文" * 2_000),
    LONG,
    Table((0.3, 0.7), ((Cell("跨行", 0, 0, 2), Cell("+1", 0, 1)), (Cell("\n", 1, 1),))),
    name="甲/乙",
    is_draft=True,
)


def sheet_of(*blocks: Block, page: Page | None = None) -> Worksheet:
    return written(a_form(*blocks), a_layout(page)).worksheets[0]


@given(st.lists(st.text(max_size=40), max_size=8))
def test_sheet_names_are_valid_and_differ(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len({name.casefold() for name in names}) == len(wanted)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["甲", "甲", "甲"], ["甲", "甲(2)", "甲(3)"]),
        (["a(2)", "A", "a"], ["a(2)", "A", "a(3)"]),
        (["", "'", "[]"], ["表1", "表2", "表3"]),
        (["'2024/25'"], ["2024-25"]),
        (["=SUM(A1)"], ["=SUM(A1)"]),
        (["History"], ["History-"]),
        (["长" * 40, "长" * 40], ["长" * 31, "长" * 28 + "(2)"]),
        (["𠮷" * 20], ["𠮷" * 15]),
    ],
)
def test_sheet_names(wanted: list[str], names: list[str]) -> None:
    assert sheet_names(wanted) == names


def test_a_section_is_a_sheet() -> None:
    form = Form("t", "a", "s", tuple(Section(name, (Paragraph(name),)) for name in ("甲", "乙", "甲")))
    assert written(form).sheetnames == ["甲", "乙", "甲(2)"]


def test_the_page_is_the_layouts() -> None:
    sheet = sheet_of(Paragraph("x"), page=Page(orientation="landscape", top=25.4, left=12.7))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_margins.top, sheet.page_margins.left) == (1, 0.5)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_options.horizontalCentered
    assert not sheet.sheet_view.showGridLines
    assert sheet.print_area == "'表'!$A$1:$B$1"
    assert sheet.oddFooter.center.text == "— &P —"
    assert not sheet.oddHeader.center.text


def test_the_head_of_a_long_table_repeats_and_stays_in_view() -> None:
    sheet = sheet_of(Heading(1, "标题", "h1"), LONG, Paragraph("注"))
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.freeze_panes == "A3"


def test_the_head_of_a_short_table_repeats_but_does_not_freeze() -> None:
    sheet = sheet_of(a_table([["头"], ["a"]], head_rows=1))
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes is None


@pytest.mark.parametrize(
    "blocks",
    [
        (LONG, LONG),
        (LONG, a_table([["x"]])),
        (LONG, Heading(2, "另一部分", "h1")),
        (a_table([["x"]]),),
        (Table((0.5, 0.5), ((Cell("a", 0, 0, 2), Cell("b", 0, 1)), (Cell("c", 1, 1),)), head_rows=1),),
        (a_table([["头" * 5_000], ["a"]], head_rows=1),),
    ],
    ids=["two heads", "a table after", "a heading after", "no head", "head reaches into body", "huge head"],
)
def test_no_head_repeats_where_it_would_stand_over_something_else(blocks: tuple[Block, ...]) -> None:
    assert sheet_of(*blocks).print_title_rows is None


def test_a_form_slightly_over_a_page_is_shrunk_to_it() -> None:
    def pages_tall(rows: int) -> int:
        return int(sheet_of(a_table([["x"]] * rows)).page_setup.fitToHeight)

    # A row of this layout takes 19.5 points, a page holds 699.
    assert [pages_tall(rows) for rows in (30, 40, 60)] == [0, 1, 0]


def test_a_draft_says_so_on_every_page_and_on_the_screen() -> None:
    sheet = written(a_form(Paragraph("x"), is_draft=True)).worksheets[0]
    assert (sheet["A1"].value, sheet["A1"].font.color.rgb, sheet["A1"].font.bold) == ("草稿", "FFFF0000", True)
    header = sheet.oddHeader.center
    assert (header.text, header.color, header.font) == ("草稿", "FF0000", "宋体,Bold")


def test_the_properties_say_what_the_form_is() -> None:
    properties = written(a_form(Paragraph("x"))).properties
    assert (properties.title, properties.creator, properties.subject) == ("标题", "某单位", "主题")
    assert properties.language == "zh-CN"


def test_the_default_font_is_that_of_offices() -> None:
    font = written(a_form(Paragraph("x")))._fonts[0]
    assert (font.name, font.size) == ("宋体", 10.5)


def test_the_same_form_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write(VARIED, a_layout())
    monkeypatch.setattr("time.time", lambda: 2e9)
    assert write(VARIED, a_layout()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_an_empty_section_is_an_empty_sheet() -> None:
    assert sheet_texts(write(a_form(), a_layout())) == []


def test_workbooks_are_valid(tmp_path: Path) -> None:
    forms = {"varied": VARIED, "final": replace(VARIED, is_draft=False), "empty": a_form(), "hostile": hostile_form()}
    for name, form in forms.items():
        (tmp_path / f"{name}.xlsx").write_bytes(write(form, a_layout()))
    found = validation_errors(sorted(tmp_path.glob("*.xlsx")))
    assert len(found) == len(forms)
    assert {path: errors for path, errors in found.items() if errors} == {}


def test_openpyxl_reads_what_is_written_without_warnings() -> None:
    assert load_workbook(io.BytesIO(write(VARIED, a_layout()))).sheetnames == ["甲-乙"]
