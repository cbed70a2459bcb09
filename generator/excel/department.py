"""The sheet 部门: a line a field, with its value and what to write; below them what all projects come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from openpyxl.worksheet.worksheet import Worksheet

from generator.excel.cells import CellWriter, Formula, formula, height_of, inline, letter, lines_of, row_xml
from generator.excel.columns import ALL_PROJECTS, DEPARTMENT_HEADINGS, PROJECTS
from generator.excel.lists import line_formula
from generator.excel.looks import (
    AUTO_FILL,
    GREY,
    HEAD_FILL,
    NEED_FILL,
    Look,
    Styles,
    coloured,
    field_look,
    number_format,
)
from generator.excel.plan import Line, Plan
from generator.excel.protect import protect, set_paper
from generator.excel.rules import MISSING_FILL, WRONG_FILL, prompted, validation
from generator.excel.tables import HEAD_ROW
from generator.excel.totals import column_name, shown_sources
from generator.spec.model import ZERO
from generator.spec.scalars import parse_amount

_WIDTHS = (12.0, 26.0, 60.0, 50.0)
_TOTAL = "funding.total"


def _total_rows(lines: Sequence[Line], projects: Plan) -> dict[str, int]:
    """The row of each computed line, by the key of the amount that it sums up: the sources, then their total."""
    keys = shown_sources(projects)
    return {key: HEAD_ROW + len(lines) + at for at, key in enumerate([*keys, _TOTAL] if keys else [], 1)}


def set_up(sheet: Worksheet, lines: Sequence[Line], projects: Plan) -> None:
    """The heading, the prompts and the colours of the sheet."""
    for number, (title, width) in enumerate(zip(DEPARTMENT_HEADINGS, _WIDTHS, strict=True), 1):
        sheet.column_dimensions[letter(number)].width = width
        sheet.cell(HEAD_ROW, number, title)
    sheet.column_dimensions["A"].hidden = True
    totals = _total_rows(lines, projects)
    for row, line in enumerate(lines, HEAD_ROW + 1):
        rule = validation(line.column, line_formula(line))
        sheet.add_data_validation(prompted(rule, line.column, f"C{row}"))
        if line.column.is_required:
            missing = coloured(f"LEN(TRIM($C{row}))=0", MISSING_FILL)
            sheet.conditional_formatting.add(f"C{row}", missing)
        computed = totals.get(line.column.key.replace("totals.", "funding."))
        if computed is not None:
            off = f"AND(ISNUMBER($C{row}),ROUND($C{row}-N($C${computed}),6)<>0)"
            sheet.conditional_formatting.add(f"C{row}", coloured(off, WRONG_FILL))
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    set_paper(sheet, f"{HEAD_ROW}:{HEAD_ROW}")
    protect(sheet)


def rows(lines: Sequence[Line], projects: Plan, styles: Styles, decimals: int) -> list[str]:
    """The lines as XML, and below them the live totals of all projects."""
    cells = CellWriter(styles, decimals, is_form=True)
    hint = styles.number(Look(is_locked=True, is_boxed=True, color=GREY))
    hidden = styles.number(Look(color=GREY))
    made = []
    for row, line in enumerate(lines, HEAD_ROW + 1):
        label = _label_style(styles, line)
        shown = cells.field(f"C{row}", line.column, line.value) if line.value is not None else ""
        made.append(
            row_xml(row, [
                inline(f"A{row}", hidden, line.column.key),
                inline(f"B{row}", label, line.column.title + (" *" if line.column.is_required else "")),
                shown or f'<c r="C{row}" s="{_blank_style(styles, line, decimals)}"/>',
                inline(f"D{row}", hint, line.column.hint) if line.column.hint else f'<c r="D{row}" s="{hint}"/>',
            ], _height(line))
        )  # fmt: skip
    return made + list(_totals(_total_rows(lines, projects), projects, styles, decimals))


def _height(line: Line) -> float:
    lines = max(lines_of(line.value or "", _WIDTHS[2]), lines_of(line.column.hint, _WIDTHS[3]))
    return max(20.0, height_of(lines))


def _blank_style(styles: Styles, line: Line, decimals: int) -> int:
    return styles.number(replace(field_look(line.column, decimals), is_boxed=True, align="left"))


def _label_style(styles: Styles, line: Line) -> int:
    fill = NEED_FILL if line.column.is_required else HEAD_FILL
    return styles.number(Look(is_locked=True, is_boxed=True, is_bold=True, fill=fill))


def _totals(rows: dict[str, int], projects: Plan, styles: Styles, decimals: int) -> Iterator[str]:
    grey = Look(fill=AUTO_FILL, color=GREY, is_boxed=True, is_locked=True)
    text = styles.number(grey)
    money = styles.number(replace(grey, kind="amount", number_format=number_format("amount", decimals), align="left"))
    total = ZERO
    for key, row in rows.items():
        if key == _TOTAL:
            cell = Formula(f"SUM(C{min(rows.values())}:C{row - 1})", total)
        else:
            amount = sum((parse_amount(project.values.get(key)) or ZERO for project in projects.rows), ZERO)
            total += amount
            cell = Formula(f"SUM({column_name(projects, key)})", amount)
        label = f"{ALL_PROJECTS}：{PROJECTS.column(key).title}" if key != _TOTAL else f"{ALL_PROJECTS}：总计"
        cells = [inline(f"B{row}", text, label), formula(f"C{row}", money, cell), inline(f"D{row}", text, "自动计算")]
        yield row_xml(row, cells, 20.0)
