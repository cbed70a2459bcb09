"""What a sheet says as one types: prompts and drop-downs (data validation), colours (conditional formats)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator.excel.sheets.sheet_plans import HEAD_ROW, Plan, last_row
from generator.excel.sheets.table_columns import ID, MEASURES, SOURCES, Column, Kind
from generator.excel.write.cell_looks import coloured, framed
from generator.excel.write.lists_sheet import UNIT_TOTALS, list_formula

MISSING_FILL, WRONG_FILL = "FFFFC7CE", "FFFFD966"
_FIRST = HEAD_ROW + 1
_MAX_TITLE, _MAX_TEXT = 32, 255

_LIMITS: dict[Kind, tuple[Literal["decimal", "whole"], str, str, str]] = {
    "amount": ("decimal", "-1000000000000000", "1000000000000000", "这里写金额：只写数字，不写单位。"),
    "percent": ("decimal", "0", "1", "这里写百分数，例如 25%。"),
    "year": ("whole", "1900", "2199", "这里写四位数字的年度，例如 2025。"),
}


def add_rules(sheet: Worksheet, plan: Plan) -> None:
    """Give the sheet of ``plan`` its prompts, drop-downs and colours."""
    for number, column in enumerate(plan.columns, 1):
        if column.key != ID:
            at = get_column_letter(number)
            sheet.add_data_validation(_validation(column, plan, f"{at}{_FIRST}:{at}{last_row(plan)}"))
    _colour(sheet, plan)


def _validation(column: Column, plan: Plan, cells: str) -> DataValidation:
    return prompted(validation(column, list_formula(column, plan)), column, cells)


def validation(column: Column, listed: str | None) -> DataValidation:
    """The rule for a cell of this column. Rules warn and do not refuse: what is wrong is for ``jixiao check``."""
    if listed is not None:
        rule = DataValidation(type="list", formula1=listed, allow_blank=True, errorStyle="warning")
        rule.error = "列表里没有这一项。确实要这样写，请选“是”。"
    elif column.kind in _LIMITS:
        kind, low, high, words = _LIMITS[column.kind]
        rule = DataValidation(type=kind, operator="between", formula1=low, formula2=high, allow_blank=True)
        rule.errorStyle, rule.error = "warning", words
    else:
        return DataValidation(type=None, allow_blank=True)
    rule.errorTitle = "请核对"
    return rule


def prompted(rule: DataValidation, column: Column, cells: str) -> DataValidation:
    """``rule`` for ``cells``, with the column's hint when one of them is chosen."""
    hint = column.hint or _DEFAULT_HINTS.get(column.kind, "")
    need = "必填。" if column.is_required else ""
    rule.promptTitle = column.title[:_MAX_TITLE]
    rule.prompt = (need + hint)[:_MAX_TEXT] or column.title
    rule.showInputMessage = rule.showErrorMessage = True
    rule.add(cells)
    return rule


_DEFAULT_HINTS: dict[Kind, str] = {
    "amount": "只写数字；没有就空着",
    "percent": "例如 25%",
    "year": "四位数字",
    "code": "按文本照抄，前面的 0 也要写",
    "text": "照填",
    "choice": "从列表中选",
    "yes_no": "是 或 否",
}


# --- colours -----------------------------------------------------------------------------------------------------


def _colour(sheet: Worksheet, plan: Plan) -> None:
    columns = plan.columns
    whole = f"{_at(2)}{_FIRST}:{_at(len(columns))}{last_row(plan)}"
    filled = _filled(plan)
    for number, column in enumerate(columns[1:], 2):
        cells = f"{_at(number)}{_FIRST}:{_at(number)}{last_row(plan)}"
        for formula, color in _cell_rules(number, column, plan, filled):
            sheet.conditional_formatting.add(cells, coloured(formula, color))
    sheet.conditional_formatting.add(whole, framed(filled))


def _cell_rules(number: int, column: Column, plan: Plan, filled: str) -> Iterator[tuple[str, str]]:
    cell = f"${_at(number)}{_FIRST}"
    if column.is_required and not (plan.table is MEASURES and column.key == "title"):  # a title stands for many rows
        yield f"AND({filled},LEN(TRIM({cell}))=0)", MISSING_FILL
    computed = _computed(column, plan)
    if computed is not None:
        yield f"AND(ISNUMBER({cell}),ROUND({cell}-{computed},6)<>0)", WRONG_FILL
    if column.kind == "amount":
        yield f"AND(ISTEXT({cell}),LEN({cell})>0)", WRONG_FILL


def _computed(column: Column, plan: Plan) -> str | None:
    """What a written total should be, in the first row of data; ``None`` for what is no total."""
    if column.key == "totals.total" and plan.has_money:
        return f"N(INDEX({UNIT_TOTALS},ROW()-ROW($A${HEAD_ROW})))"
    places = [place for place in map(plan.place, SOURCES) if place]
    if column.key != "funding.total" or not places:
        return None
    return f"SUM({','.join(f'${_at(place)}{_FIRST}' for place in places)})"


def _filled(plan: Plan) -> str:
    """Whether something was filled into the row."""
    runs = []
    numbered = enumerate(plan.columns, 1)
    for is_input, run in groupby(numbered, key=lambda pair: pair[1].key != ID):
        places = [number for number, _ in run]
        if is_input:
            runs.append(f"COUNTA(${_at(places[0])}{_FIRST}:${_at(places[-1])}{_FIRST})")
    return f"{'+'.join(runs)}>0"


def _at(number: int) -> str:
    return get_column_letter(number)
