"""What people and other programs do to an editing workbook, as edits with openpyxl: by folder and name of the case."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import datetime

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Edit = Callable[[Workbook], object]


def _column(sheet: Worksheet, title: str) -> int:
    return next(int(cell.column) for cell in sheet[1] if str(cell.value).removesuffix(" *") == title)


def _put(sheet: str, title: str, row: int, value: object, number_format: str | None = None) -> Edit:
    """Type a value into a cell."""

    def edit(workbook: Workbook) -> None:
        cell = workbook[sheet].cell(row, _column(workbook[sheet], title))
        cell.value = value  # type: ignore[assignment]
        if number_format:
            cell.number_format = number_format

    return edit


def _line(label: str, value: object) -> Edit:
    """Type a value into a line of the sheet 部门."""

    def edit(workbook: Workbook) -> None:
        for row in workbook["部门"].iter_rows(min_row=2):
            if str(row[1].value).removesuffix(" *") == label:
                row[2].value = value  # type: ignore[assignment]

    return edit


def _all(*edits: Edit) -> Edit:
    return lambda workbook: [edit(workbook) for edit in edits]


def _heading(sheet: str, old: str, new: str) -> Edit:
    return _put(sheet, old, 1, new)


def _without_column(sheet: str, title: str) -> Edit:
    return lambda workbook: workbook[sheet].delete_cols(_column(workbook[sheet], title))


def _added_column(sheet: str, title: str, value: object) -> Edit:
    def edit(workbook: Workbook) -> None:
        last = workbook[sheet].max_column + 1
        workbook[sheet].cell(1, last, title)
        workbook[sheet].cell(2, last, value)

    return edit


def _reordered(sheet: str, order: Callable[[list[list[object]]], list[list[object]]], *, by: str) -> Edit:
    """Bring the rows or the columns of a sheet into another order."""

    def edit(workbook: Workbook) -> None:
        first = 2 if by == "row" else 1
        rows = [[cell.value for cell in row] for row in workbook[sheet].iter_rows(min_row=first)]
        new = order(rows) if by == "row" else _turned(order(_turned(rows)))
        for number, values in enumerate(new, first):
            for column, value in enumerate(values, 1):
                workbook[sheet].cell(number, column).value = value  # type: ignore[assignment]

    return edit


def _turned(rows: list[list[object]]) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _merged(sheet: str, title: str, last: int) -> Edit:
    def edit(workbook: Workbook) -> None:
        at = _column(workbook[sheet], title)
        workbook[sheet].merge_cells(start_row=2, end_row=last, start_column=at, end_column=at)

    return edit


def _same_name(workbook: Workbook) -> None:
    """Both projects get one name; the indicators of the first call them by it."""
    for row in (2, 3):
        _put("项目", "项目名称", row, "经费")(workbook)
    for row in range(2, 5):
        _put("指标", "项目", row, "经费")(workbook)


def _filtered(workbook: Workbook) -> None:
    sheet = workbook["指标"]
    sheet.auto_filter.add_filter_column(2, ["产出指标"])
    for number in (3, 4, 6, 7):
        sheet.row_dimensions[number].hidden = True
    sheet.column_dimensions["D"].hidden = True
    workbook["认可"].sheet_state = "hidden"


def _title_above(workbook: Workbook) -> None:
    workbook["项目"].insert_rows(1, 2)
    workbook["项目"]["B1"] = "二〇二五年项目"


def _line_twice(workbook: Workbook) -> None:
    sheet = workbook["部门"]
    last = sheet.max_row + 1
    sheet.cell(last, 2, "年度")
    sheet.cell(last, 3, 2025)


def _plain_copy(workbook: Workbook) -> None:
    """Only values, as pasted into a new workbook: no hidden sheets, no styles, no protection."""
    for name in workbook.sheetnames:
        old = workbook[name]
        if old.sheet_state == "visible" and name not in ("填写说明", "合计"):
            new = workbook.create_sheet(f"{name}_")
            for row in old.iter_rows():
                for cell in row:
                    if cell.value is not None and cell.data_type != "f":
                        new.cell(cell.row, cell.column, copy(cell.value))
        del workbook[name]
    for sheet in list(workbook):
        sheet.title = sheet.title.rstrip("_")
    for name in list(workbook.defined_names):
        del workbook.defined_names[name]


def _typed_totals(workbook: Workbook) -> None:
    _added_column("项目", "总计", 14)(workbook)
    _added_column("预算单位", "项目合计", "=1/0")(workbook)


def _earlier_totals(workbook: Workbook) -> None:
    """Totals as formulas beside the amounts, where the first editing workbooks had them."""
    for sheet, title, formula in (
        ("项目", "总计", "=SUM(D{0}:F{0})"),
        ("预算单位", "项目合计", "=SUMIF(项目!$B:$B,B{0},项目!$D:$D)"),
    ):
        last = workbook[sheet].max_column + 1
        workbook[sheet].cell(1, last, title)
        for row in range(2, workbook[sheet].max_row + 1):
            workbook[sheet].cell(row, last, formula.format(row))


EDITED: dict[tuple[str, str], Edit] = {
    # form that does not matter
    ("pass", "columns-moved"): _all(
        _reordered("指标", lambda columns: columns[::-1], by="column"),
        _reordered("项目", lambda columns: columns[3:] + columns[:3], by="column"),
    ),
    ("pass", "headings-written-otherwise"): _all(
        _heading("指标", "三级指标", " 三级指标名称 "), _heading("指标", "二级指标", "二级　指标"),
        _heading("项目", "财政拨款", "财政拨款（万元）"), _heading("项目", "年度目标", "绩效目标*"),
        _heading("预算单位", "单位名称", "单位 名称"),
    ),
    ("pass", "rows-and-columns-hidden-by-a-filter"): _filtered,
    ("pass", "rows-sorted-and-blank-rows-between"): _all(
        _reordered("项目", lambda rows: rows[::-1], by="row"),
        lambda workbook: workbook["指标"].insert_rows(4, 3), lambda workbook: workbook["项目"].insert_rows(3),
    ),
    ("pass", "title-above-the-headings"): _title_above,
    ("pass", "owners-merged-by-hand"): _all(_merged("指标", "项目", 4), _merged("指标", "一级指标", 2)),
    ("pass", "amounts-as-text"): _all(
        _put("项目", "财政拨款", 2, "１２．５０", "@"), _put("项目", "其他资金", 2, " 1.5 ", "@"),
        _put("项目", "财政拨款", 3, "8.00", "@"),
    ),
    ("pass", "amounts-with-digits-that-a-number-cannot-hold"): _put("项目", "财政拨款", 2, 12.500000000000002),
    ("pass", "blanks-around-what-is-chosen"): _all(
        _line("年度", "2025 "), _line("金额单位", " 万元"), _line("版式", "guangzhou　"),
        _put("指标", "项目", 2, "科普活动 经费"),
    ),
    ("pass", "sheets-in-another-order"): lambda workbook: workbook._sheets.reverse(),
    ("pass", "values-pasted-into-a-new-workbook"): _plain_copy,
    ("pass", "column-of-our-own-added"): _added_column("指标", "经办人", "张三"),
    ("pass", "sheet-of-our-own-added"): lambda workbook: workbook.create_sheet("草算").append([1, 2]),
    ("pass", "sheets-without-content-deleted"): lambda workbook: [
        workbook.remove(workbook[name]) for name in ("列表", "认可")
    ],
    ("pass", "hidden-record-deleted"): lambda workbook: workbook.remove(workbook["jixiao"]),
    ("pass", "hidden-record-spoiled"): lambda workbook: workbook["jixiao"].cell(2, 2, "x"),
    ("pass", "totals-typed-beside-the-amounts"): _typed_totals,
    ("pass", "totals-beside-the-amounts-as-in-earlier-workbooks"): _earlier_totals,
    # what is missing
    ("fail", "sheet-of-indicators-deleted"): lambda workbook: workbook.remove(workbook["指标"]),
    ("fail", "sheet-of-units-with-content-deleted"): lambda workbook: workbook.remove(workbook["预算单位"]),
    ("fail", "column-of-names-deleted"): _without_column("指标", "三级指标"),
    ("fail", "column-of-amounts-deleted"): _without_column("项目", "财政拨款"),
    ("fail", "column-twice"): _added_column("指标", "三级指标", "x"),
    ("fail", "line-of-department-twice"): _line_twice,
    ("fail", "name-of-department-cleared"): _line("部门名称", None),
    ("fail", "name-of-indicator-cleared"): _put("指标", "三级指标", 3, None),
    # what belongs to what
    ("fail", "project-of-indicator-unknown"): _put("指标", "项目", 3, "科普活动费"),
    ("fail", "project-of-indicator-cleared"): _put("指标", "项目", 3, None),
    ("fail", "unit-of-project-unknown"): _put("项目", "预算单位", 3, "某市某区图书馆"),
    ("fail", "unit-of-project-cleared"): _put("项目", "预算单位", 2, None),
    ("fail", "two-projects-of-one-name"): _same_name,
    # values
    ("fail", "heading-in-another-money-unit"): _heading("项目", "财政拨款", "财政拨款（元）"),
    ("fail", "amounts-merged"): _merged("项目", "财政拨款", 3),
    ("fail", "amount-in-words"): _put("项目", "财政拨款", 2, "十二万五千"),
    ("fail", "amount-that-is-true"): _put("项目", "财政拨款", 2, True),
    ("fail", "amount-that-is-a-date"): _put("项目", "其他资金", 2, datetime(2025, 1, 5), "yyyy-mm-dd"),
    ("fail", "amount-with-more-decimals-than-are-printed"): _put("项目", "财政拨款", 2, 12.505),
    ("fail", "amount-below-zero"): _put("项目", "其他资金", 2, -1.5),
    ("fail", "formula-without-result"): _put("项目", "财政拨款", 2, "=5+7.5"),
    ("fail", "formula-that-failed"): _put("指标", "年度指标值", 2, "#REF!"),
    ("fail", "written-total-that-is-off"): _added_column("项目", "总计（填报）", 15),
    ("fail", "layout-unknown"): _line("版式", "佛山"),
    ("fail", "year-in-words"): _line("年度", "二〇二五年"),
    ("fail", "money-unit-unknown"): _line("金额单位", "千元"),
    ("fail", "level-2-of-another-level-1"): _put("指标", "二级指标", 2, "服务对象满意度"),
    ("fail", "level-1-unknown"): _put("指标", "一级指标", 2, "投入指标"),
    ("fail", "placeholder-left"): _put("指标", "年度指标值", 2, "XX场"),
    ("fail", "indicators-all-cleared"): lambda workbook: workbook["指标"].delete_rows(2, 3),
    # the file
    ("fail", "made-by-a-newer-program"): lambda workbook: workbook["jixiao"].cell(1, 2, "99"),
}  # fmt: skip
