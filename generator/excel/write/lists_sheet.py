"""The hidden sheet of lists, and the names by which drop-downs find them.

Lists live on a sheet because a drop-down's own text may not exceed 255 characters. The 二级指标 that belong to a
一级指标 are one block each in a single column; the block is found by what is written as 一级指标, in any of its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from generator.excel.sheets.sheet_plans import HEAD_ROW, Line, Plan, last_row
from generator.excel.sheets.table_columns import LISTS_SHEET, OWNER, PROJECTS, TOTALS_SHEET, UNITS, Column
from generator.excel.write.cell_looks import Look, dress
from generator.excel.write.totals_sheet import column_names, unit_total
from generator.files import ORIGIN_NAME
from generator.layouts.filters import printable
from generator.layouts.model import Layout, Level1

LAYOUTS, LEVEL1, LEVEL2, WORDS, STARTS, COUNTS = (
    "版式表",
    "一级指标表",
    "二级指标表",
    "一级写法",
    "二级起点",
    "二级个数",
)
UNIT_NAMES, PROJECT_NAMES, UNIT_TOTALS = "预算单位表", "项目表", "单位合计表"


def add_origin(workbook: Workbook, base_name: str) -> None:
    """Say what file the workbook was made from where a search of folders finds it without reading a sheet."""
    if base_name:
        text = printable(base_name).replace('"', '""')
        workbook.defined_names[ORIGIN_NAME] = DefinedName(ORIGIN_NAME, attr_text=f'"{text}"', hidden=True)


def add_lists(workbook: Workbook, layout: Layout, layouts: Iterable[Layout], plans: dict[str, Plan]) -> None:
    """Add the hidden sheet and the defined names."""
    sheet = workbook.create_sheet(LISTS_SHEET)
    sheet.sheet_state = "hidden"
    words, starts, counts = _blocks(layout.classification)
    columns: dict[str, Sequence[str | int]] = {
        LAYOUTS: [item.id for item in layouts] or [layout.id],
        LEVEL1: [level1.name for level1 in layout.classification],
        LEVEL2: [level2.name for level1 in layout.classification for level2 in level1.level2],
        WORDS: words,
        STARTS: starts,
        COUNTS: counts,
    }
    for number, (name, values) in enumerate(columns.items(), 1):
        _add_list(workbook, sheet, number, name, values)
    for name, plan, key in ((UNIT_NAMES, plans[UNITS.name], "name"), (PROJECT_NAMES, plans[PROJECTS.name], "name")):
        _define(workbook, name, _growing(plan, key))
    if plans[UNITS.name].has_money:
        for name, reference in column_names(plans[UNITS.name], plans[PROJECTS.name]):
            _define(workbook, name, reference)
        first, last = unit_total(HEAD_ROW + 1), unit_total(last_row(plans[UNITS.name]))
        _define(workbook, UNIT_TOTALS, f"'{TOTALS_SHEET}'!{first}:{last}")
    sheet.protection.sheet = True


def _blocks(classification: Sequence[Level1]) -> tuple[list[str], list[int], list[int]]:
    """Every way to write a 一级, where its block of 二级 starts, and how long it is; last: all of them."""
    words, starts, counts, start = [], [], [], 0
    for level1 in classification:
        own = [level1.name, level1.code, level1.label, *level1.aliases]
        for word in dict.fromkeys(word for word in own if word and word not in words):
            words.append(word)
            starts.append(start)
            counts.append(len(level1.level2))
        start += len(level1.level2)
    return [*words, "（全部）"], [*starts, 0], [*counts, start]


def _add_list(workbook: Workbook, sheet: Worksheet, number: int, name: str, values: Sequence[str | int]) -> None:
    sheet.cell(1, number, name)
    for row, value in enumerate(values, 2):
        cell = sheet.cell(row, number, value)
        if isinstance(value, str):
            dress(cell, Look(is_locked=True))
            cell.data_type = "s"
    at = get_column_letter(number)
    sheet.column_dimensions[at].width = 24
    _define(workbook, name, f"'{LISTS_SHEET}'!${at}$2:${at}${max(len(values), 1) + 1}")


def _define(workbook: Workbook, name: str, reference: str) -> None:
    workbook.defined_names[name] = DefinedName(name, attr_text=reference)


def _growing(plan: Plan, key: str) -> str:
    """A column down to its last filled row: it grows as rows are added, and rows may be left blank.

    It is counted from the heading, for a first row may be deleted or another one inserted above it.
    """
    column = f"'{plan.table.name}'!${get_column_letter(plan.place(key) or 1)}"
    at = column.rpartition("!")[2]
    whole = f"{column}${HEAD_ROW}:{at}${last_row(plan)}"
    last = f"SUMPRODUCT(MAX((1-ISBLANK({whole}))*(ROW({whole})-ROW({column}${HEAD_ROW}))))"
    return f"OFFSET({column}${HEAD_ROW},1,0,MAX(1,{last}),1)"


def list_formula(column: Column, plan: Plan) -> str | None:
    """The drop-down of a column, for its first row of data; ``None`` where anything may be written."""
    if column.key == OWNER:
        return UNIT_NAMES if plan.table is PROJECTS else PROJECT_NAMES
    if column.kind == "yes_no":
        return '"是,否"'
    if column.key == "level1":
        return LEVEL1
    if column.key == "level2":
        return _level2_formula(plan)
    return None


def _level2_formula(plan: Plan) -> str:
    at = get_column_letter(plan.place("level1") or 1)
    found = f"IFERROR(MATCH(${at}{HEAD_ROW + 1},{WORDS},0),ROWS({WORDS}))"
    return f"OFFSET({LEVEL2},INDEX({STARTS},{found}),0,INDEX({COUNTS},{found}),1)"


def line_formula(line: Line) -> str | None:
    """The drop-down of a line of the sheet 部门."""
    if line.column.key == "layout":
        return LAYOUTS
    if line.column.key == "money_unit":
        return '"万元,元"'
    listed = ",".join(line.choices)
    # A comma parts the items, and a quote ends the text.
    usable = line.choices and not any("," in choice or '"' in choice for choice in line.choices) and len(listed) < 250
    return f'"{listed}"' if usable else None
