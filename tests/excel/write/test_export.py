"""What a workbook offers who fills it in: columns of the layout, marks, lists, prompts, protection."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from generator.cli.parser import Parser
from generator.excel.sheets.table_columns import id_of, loc_of
from tests.excel.books import LAYOUTS, book_of, column, nodes, opened, sample, source_of, spec_of

HIDDEN = {"列表": "hidden", "jixiao": "veryHidden"}


@pytest.fixture(scope="module", params=LAYOUTS)
def book(request: pytest.FixtureRequest) -> Workbook:
    """The workbook of a layout's sample."""
    return opened(book_of(sample(request.param)))


def headings(workbook: Workbook, sheet: str) -> list[str]:
    """The headings of a sheet."""
    return [str(cell.value) for cell in workbook[sheet][1]]


def test_same_input_same_bytes() -> None:
    assert book_of(sample("dongguan")) == book_of(sample("dongguan"))


def test_columns_are_those_of_the_layout() -> None:
    assert headings(opened(book_of(sample("guangzhou"))), "项目") == [
        "编号", "预算单位 *", "项目名称 *", "财政拨款", "财政专户拨款", "其他资金", "年度目标 *", "涉密",
    ]  # fmt: skip
    assert headings(opened(book_of(sample("dongguan"))), "指标") == [
        "编号", "项目 *", "一级指标", "二级指标 *", "三级指标 *", "年度三级指标", "实施周期指标值 *", "年度指标值 *",
    ]  # fmt: skip
    assert "总体目标" in opened(book_of(sample("caofeidian"))).sheetnames
    assert "总体目标" not in opened(book_of(sample("guangzhou"))).sheetnames


def test_a_filled_field_of_another_layout_gets_its_column() -> None:
    text = sample("guangzhou").replace(
        "      - 项目名称: 科普活动经费", "      - 项目名称: 科普活动经费\n        项目编码: '0010'"
    )
    workbook = opened(book_of(text))
    cell = workbook["项目"].cell(2, column(workbook, "项目", "项目编码"))
    assert (cell.value, cell.number_format) == ("0010", "@")


def test_a_written_total_has_a_column_of_its_own() -> None:
    text = sample("guangzhou").replace("          财政拨款: 12.50", "          总计: 15\n          财政拨款: 12.50")
    workbook = opened(book_of(text))
    assert workbook["项目"].cell(2, column(workbook, "项目", "总计（填报）")).value == 15
    assert spec_of(source_of(book_of(text)).root) == spec_of(nodes(text))


def test_sheets_are_protected_but_not_from_editing(book: Workbook) -> None:
    for sheet in book:
        if sheet.title in HIDDEN:
            assert sheet.sheet_state == HIDDEN[sheet.title]
            continue
        assert sheet.protection.sheet
        assert not sheet.protection.password
        if sheet.title == "合计":
            continue
        assert not sheet.protection.sort
        assert not sheet.protection.deleteRows
        assert not sheet.protection.insertRows
        assert not sheet.protection.autoFilter


def test_data_rows_hold_no_locked_cell(book: Workbook) -> None:
    """Excel neither sorts nor deletes rows that hold one."""
    for name in ("项目", "指标", "预算单位"):
        assert not any(
            cell.protection.locked for row in book[name].iter_rows(min_row=2) for cell in row if cell.has_style
        )
        assert all(cell.protection.locked for cell in book[name][1])
        widths = [shape for shape in book[name].column_dimensions.values() if not shape.protection.locked]
        assert max(shape.max for shape in widths) == 16_384
        assert sum(shape.max - shape.min + 1 for shape in widths) == 16_384


def test_lists_prompts_and_colours(book: Workbook) -> None:
    rules = book["指标"].data_validations.dataValidation
    listed = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in rules if rule.type == "list"}
    assert listed["B2"] == "项目表"
    assert listed["C2"] == "一级指标表"
    assert listed["D2"].startswith("OFFSET(二级指标表,")
    assert all(rule.prompt and rule.promptTitle for rule in rules)
    assert all(name in book.defined_names for name in ("版式表", "一级指标表", "二级指标表", "预算单位表", "项目表"))
    assert len(book["指标"].conditional_formatting) > 3


def test_what_the_choices_of_a_setting_mean_is_said(book: Workbook) -> None:
    hints = {row[1].value: str(row[3].value) for row in book["部门"].iter_rows()}
    hint = hints["排版设置：指标值写法"]
    assert all(word in hint for word in ("written", "symbol", "words"))
    assert hint.endswith("；不填则用“written”")


def test_it_reads_and_prints_well(book: Workbook) -> None:
    for name in ("部门", "预算单位", "项目", "指标"):
        sheet = book[name]
        assert sheet.freeze_panes
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.column_dimensions["A"].hidden
    assert book["指标"].auto_filter.ref.startswith("A1:")


def test_ids_are_ways() -> None:
    for loc in (
        ("units", 0),
        ("units", 1, "projects", 9, "indicators", 0),
        ("overall", "measures", 0, "paragraphs", 2),
    ):
        assert loc_of(id_of(loc)) == loc
    assert loc_of("X1") is None
    assert loc_of("U0") is None


def test_the_command_declares_its_actions() -> None:
    from generator.cli import excel

    parser = Parser("jixiao")
    excel.add(parser.add_subparsers(parser_class=Parser))
    arguments = parser.parse_args(["excel", "export", "a.yaml", "b.xlsx"])
    assert arguments.run is excel.run_export
