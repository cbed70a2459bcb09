"""The sheet 填写说明: how to fill in the workbook, for who has never seen it."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from generator.excel.sheets.sheet_plans import Plan
from generator.excel.sheets.table_columns import DEPARTMENT_SHEET, PROJECTS, TOTALS_SHEET
from generator.excel.write.cell_looks import HEAD_FILL, INK, NEED_FILL, TITLE_FILL, Look, dress
from generator.excel.write.prompts_and_colours import MISSING_FILL, WRONG_FILL
from generator.excel.write.protect import protect, set_paper
from generator.layouts.model import Layout

_WHAT = {
    "部门": "版式、年度、金额单位、部门名称等，每行一项，填在“内容”一栏。",
    "预算单位": "一个预算单位（资金使用单位）一行。",
    "总体目标": "部门总体绩效目标，一段一行，不写序号。",
    "分项目标": "分项绩效目标，一项一行。",
    "保障措施": "工作保障措施：第一行写标题，段落一段一行；同一措施的后面几行，标题空着。",
    "项目": "一个项目一行；“预算单位”从列表中选。",
    "指标": "一个指标一行；“项目”写它所属的项目名称。",
    "合计": "各项目、各单位和全部项目的金额合计，由公式自动计算，不用填。",
    "认可": "看过并同意保留的校验提醒：写代码、位置和理由。没有就空着。",
}

_HOW = (
    "插入、删除、排序、筛选行，移动、隐藏、加宽列，都可以。行的先后就是印出来的先后。",
    "金额只写数字，单位在“部门”表里选；没有的金额空着，不必写 0。各项目、各单位和全部的合计在“合计”表里，由公式自动计算。",
    "一级指标、二级指标、预算单位、涉密等有下拉列表；二级指标的列表随一级指标变化。",
    "编码、代码已设为文本，照抄即可，前面的 0 不会丢。",
    "单元格里换行按 Alt+Enter。以 = 或 + 开头的文字，请在前面加一个半角单引号。",
    "各表只锁住了标题，“合计”表整张锁住，都没有密码；隐藏的“编号”列和工作表由程序使用，请不要改动。",
)


def add_instructions(sheet: Worksheet, layout: Layout, plans: dict[str, Plan], base_name: str) -> None:
    """Write the instructions for a workbook with these sheets."""
    sheet.sheet_view.showGridLines = False
    for column, width in (("A", 3), ("B", 16), ("C", 100)):
        sheet.column_dimensions[column].width = width
    _put_across(sheet, 2, layout.title, Look(is_bold=True, size=16, color=TITLE_FILL, is_locked=True))
    source = f"由 {base_name} 导出。" if base_name else ""
    _put_across(sheet, 3, f"填写用工作簿（{layout.name}，{layout.edition} 年版）。{source}", Look(is_locked=True))
    row = _part(sheet, 5, "各张表", [(name, text) for name, text in _WHAT.items() if _is_there(name, plans)])
    row = _part(sheet, row + 1, "怎样填", [(str(number), text) for number, text in enumerate(_HOW, 1)])
    row = _part(sheet, row + 1, "颜色", [])
    for fill, text in (
        (NEED_FILL, "标题带 * 的必填。"),
        (HEAD_FILL, "其他各列可以不填。"),
        (MISSING_FILL, "这一行已经动笔，而这个必填的格还空着。"),
        (WRONG_FILL, "写下的合计与各项之和不符，或金额是文字而不是数字。"),
    ):
        _put(sheet, row, 2, "", Look(is_locked=True, fill=fill, is_boxed=True))
        _put(sheet, row, 3, text, Look(is_locked=True, is_boxed=True))
        row += 1
    row = _part(sheet, row + 1, "填好以后", list(_after()))
    set_paper(sheet)
    sheet.page_setup.fitToHeight = 1
    sheet.print_area = f"A1:C{row}"
    protect(sheet)


def _is_there(name: str, plans: dict[str, Plan]) -> bool:
    if name == TOTALS_SHEET:
        return plans[PROJECTS.name].has_money
    return name == DEPARTMENT_SHEET or name in plans


def _after() -> tuple[tuple[str, str], ...]:
    return (
        ("校验", "jixiao check 本文件.xlsx --annotate 校验.xlsx（问题写成批注，另有一张“校验结果”表）"),
        ("印出", "jixiao render 本文件.xlsx"),
        ("写回", "jixiao excel import 本文件.xlsx --into 数据文件.yaml"),
    )


def _part(sheet: Worksheet, row: int, title: str, lines: list[tuple[str, str]]) -> int:
    """A heading and its lines; the next free row."""
    _put_across(sheet, row, title, Look(is_bold=True, size=12, color=TITLE_FILL, is_locked=True))
    row += 1
    for label, text in lines:
        _put(sheet, row, 2, label, Look(is_locked=True, is_boxed=True, is_bold=True, align="center"))
        _put(sheet, row, 3, text, Look(is_locked=True, is_boxed=True, color=INK))
        row += 1
    return row


def _put_across(sheet: Worksheet, row: int, text: str, look: Look) -> None:
    """A line of its own, as wide as the sheet."""
    _put(sheet, row, 2, text, look)
    sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=3)


def _put(sheet: Worksheet, row: int, column: int, text: str, look: Look) -> None:
    cell = sheet.cell(row, column, text)
    if text:
        cell.data_type = "s"
    dress(cell, look)
    sheet.row_dimensions[row].height = 26 if look.size > 14 else 20
