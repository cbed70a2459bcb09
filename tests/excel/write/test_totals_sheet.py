"""Totals are live formulas that nobody can type over, and rows can still be sorted, inserted and deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.excel.books import LAYOUTS, book_of, column, convert_all, opened, read, sample, saved

TOTALS, PROJECTS = "合计", "项目"
EDITED = ("formatCells", "insertRows", "insertColumns", "deleteRows", "deleteColumns", "sort", "autoFilter")


def shown(workbook: Workbook) -> tuple[dict[str, object], dict[str, object]]:
    """What the sheet 合计 shows of projects and of units, by name; blank lines are left out."""
    rows = [[cell or None for cell in row] for row in workbook[TOTALS].iter_rows(min_row=2, values_only=True)]
    projects = {str(row[1]): row[2] for row in rows if row[1]}
    return projects, {str(row[4]): row[5] for row in rows if row[4]}


def recalculated(workbook: Workbook, folder: Path) -> Workbook:
    """A workbook with its formulas' results, as LibreOffice computes and saves it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "x.xlsx").write_bytes(saved(workbook))
    convert_all([folder / "x.xlsx"], folder / "out")
    assert read((folder / "out" / "x.xlsx").read_bytes())[0] is not None
    return load_workbook(folder / "out" / "x.xlsx", data_only=True)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_formula_is_locked(layout: str) -> None:
    workbook = opened(book_of(sample(layout)))
    formulas = [
        (sheet, cell) for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert {sheet.title for sheet, _ in formulas} == {"部门", TOTALS}
    assert all(cell.protection.locked and sheet.protection.sheet for sheet, cell in formulas)


def test_results_are_there_before_anything_computes_them() -> None:
    projects, units = shown(load_workbook_values(book_of(sample("guangzhou"))))
    assert projects == {"科普活动经费": 14, "展馆设备维护费": 8}
    assert units == {"全部项目": 22, "某市某区科学技术局": 14, "某市某区科技馆": 8}


def load_workbook_values(data: bytes) -> Workbook:
    """A workbook with the saved results of its formulas."""
    from io import BytesIO

    return load_workbook(BytesIO(data), data_only=True)


def edit(workbook: Workbook) -> None:
    """As people do: other amounts, rows sorted the other way, a row added, a blank row left between."""
    sheet = workbook[PROJECTS]
    rows = [[cell.value for cell in sheet[number]] for number in (3, 2)]
    fiscal = column(workbook, PROJECTS, "财政拨款")
    rows[0][fiscal - 1] = 100
    for number, values in zip((2, 3), rows, strict=True):
        for cell, value in zip(sheet[number], values, strict=True):
            cell.value = value
    for title, value in (("预算单位", "某市某区科技馆"), ("项目名称", "新项目"), ("财政拨款", 0.25), ("其他资金", 1)):
        sheet.cell(5, column(workbook, PROJECTS, title), value)


def test_totals_follow_edits_and_survive_libreoffice(tmp_path: Path) -> None:
    workbook = opened(book_of(sample("guangzhou")))
    edit(workbook)
    after = recalculated(workbook, tmp_path)
    projects, units = shown(after)
    assert projects == {"展馆设备维护费": 100, "科普活动经费": 14, "新项目": 1.25}
    assert units == {"全部项目": 115.25, "某市某区科学技术局": 14, "某市某区科技馆": 101.25}
    department = {str(row[1]): row[2] for row in after["部门"].iter_rows(values_only=True)}
    assert department["全部项目：总计"] == 115.25
    assert department["全部项目：财政拨款"] == 112.75


def test_the_lock_and_what_it_leaves_open_survive_libreoffice(tmp_path: Path) -> None:
    before = opened(book_of(sample("guangzhou")))
    after = recalculated(opened(book_of(sample("guangzhou"))), tmp_path)
    assert [cell.protection.locked for cell in after[TOTALS][2][:3]] == [True] * 3
    assert after[TOTALS].protection.sheet
    for sheet in (PROJECTS, "指标"):
        assert after[sheet].protection.sheet
        for right in EDITED:
            assert not getattr(before[sheet].protection, right)
            assert not getattr(after[sheet].protection, right), right
        assert all(cell.protection.locked for cell in after[sheet][1] if cell.value)
        assert not any(cell.protection.locked for cell in after[sheet][2] if cell.has_style)


def test_long_names_have_room_and_those_of_spare_lines_shrink() -> None:
    long = "关于进一步加强和改进全区机关事业单位科学技术普及工作的专项活动经费（第二批）"
    workbook = opened(book_of(sample("guangzhou").replace("科普活动经费", long)))
    heights = [workbook[TOTALS].row_dimensions[row].height for row in (2, 3)]
    assert heights[0] > heights[1]
    assert workbook[TOTALS]["B2"].alignment.wrap_text
    assert workbook[TOTALS]["B9"].alignment.shrink_to_fit
    assert not workbook[TOTALS]["B9"].alignment.wrap_text


def test_what_a_written_total_of_a_unit_is_held_against_is_counted_from_the_heading() -> None:
    text = sample("guangzhou").replace("    项目:\n", "    单位合计:\n      总计: 30\n    项目:\n", 1)
    rules = opened(book_of(text))["预算单位"].conditional_formatting
    formulas = [formula for rule in rules for each in rule.rules for formula in each.formula]
    assert any("INDEX(单位合计表,ROW()-ROW($A$1))" in formula for formula in formulas)


def test_the_last_unit_is_printed_and_spare_lines_get_a_frame() -> None:
    unit = "  - 单位名称: 单位{0}\n    项目: [{{项目名称: 项目{0}}}]\n"
    text = "版式: guangzhou\n部门: {部门名称: 某局}\n预算单位:\n" + "".join(unit.format(number) for number in range(40))
    sheet = opened(book_of(text))[TOTALS]
    assert sheet.print_area == f"'{TOTALS}'!$A$1:$F$42"
    assert {str(rule.sqref) for rule in sheet.conditional_formatting} == {"A2:C141", "E2:F72"}
