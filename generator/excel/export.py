"""A spec as a workbook made for editing: same input, same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl.packaging.core import DocumentProperties
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from generator.diagnostics import Finding, Loc, Severity
from generator.excel import base, department, totals
from generator.excel.cells import inline, letter, row_xml
from generator.excel.columns import (
    DEPARTMENT_HEADINGS,
    DEPARTMENT_SHEET,
    ID,
    INSTRUCTIONS_SHEET,
    PROJECTS,
    SHEET_ORDER,
    TOTALS_SHEET,
    UNITS,
    id_of,
)
from generator.excel.instructions import add_instructions
from generator.excel.lists import add_lists, add_origin
from generator.excel.looks import HEAD_FILL, NEED_FILL, Look, Styles, dress, field_look
from generator.excel.plan import Line, Plan, department_lines, plans_of
from generator.excel.protect import protect, set_paper
from generator.excel.rows import Sheets, filled_keys, sheets_of
from generator.excel.rules import add_rules
from generator.excel.states import Data, data_of
from generator.excel.tables import HEAD_ROW, TableWriter
from generator.layouts.model import Layout
from generator.sources.node import Mapping, Node, Scalar
from generator.writers.xlsx.package import finish
from generator.writers.xlsx.styles import set_default_font
from generator.writers.xlsx.values import MAX_TEXT

_WRITTEN = datetime(2000, 1, 1)
_LAST_COLUMN = 16_384


def export(
    root: Node,
    layout: Layout,
    *,
    base_text: str | None = None,
    base_name: str = "",
    layouts: Iterable[Layout] = (),
    base_ids: dict[Loc, Loc] | None = None,
) -> bytes:
    """The editing workbook of a spec that the parser accepts.

    ``base_text`` is the file itself, which the workbook carries for merging. ``layouts`` are those that the drop-down
    of 版式 offers. ``base_ids`` gives the loc in the base spec of each row's item, where ``root`` is not the base.
    """
    return export_data(
        data_of(root), layout, base_text=base_text, base_name=base_name, layouts=layouts, base_ids=base_ids
    )


def export_data(
    data: Data,
    layout: Layout,
    *,
    base_text: str | None,
    base_name: str,
    layouts: Iterable[Layout],
    base_ids: dict[Loc, Loc] | None,
) -> bytes:
    """As ``export``, for what the nodes say."""
    sheets = sheets_of(data, _ids(base_ids))
    plans = plans_of(sheets, layout)
    lines = department_lines(sheets, layout)
    projects = plans[PROJECTS.name]
    workbook = _new_workbook(layout, [*plans, *([TOTALS_SHEET] if projects.has_money else [])])
    add_instructions(workbook[INSTRUCTIONS_SHEET], layout, plans, base_name)
    styles = Styles(workbook)
    rows: dict[str, bytes] = {}
    _draw_department(workbook[DEPARTMENT_SHEET], lines, projects)
    rows[DEPARTMENT_SHEET] = _bytes_of(department.rows(lines, projects, styles, layout.money_decimals))
    for name, plan in plans.items():
        _draw_table(workbook[name], plan, layout.money_decimals)
        rows[name] = _bytes_of(TableWriter(plan, styles, layout.money_decimals).rows())
    if projects.has_money:
        _draw_totals(workbook[TOTALS_SHEET], plans[UNITS.name], projects)
        writer = totals.TotalsWriter(plans[UNITS.name], projects, styles, layout.money_decimals)
        rows[TOTALS_SHEET] = _bytes_of(writer.rows())
    add_lists(workbook, layout, layouts, plans)
    add_origin(workbook, base_name)
    rows[base.SHEET] = _bytes_of(_carry(workbook, _record(sheets, plans, layout, base_text, base_name)))
    styles.close()
    return finish(_saved(workbook), {_part(workbook, name): own for name, own in rows.items()})


def too_long(root: Node) -> list[Finding]:
    """An error for each text that no cell can hold: 32,767 characters are Excel's limit."""
    findings = []
    for scalar in _scalars(root):
        length = len((scalar.text or "").encode("utf-16-le", "surrogatepass")) // 2
        if length > MAX_TEXT:
            message = f"这段文字有 {length:,} 个字符，Excel 的一个单元格最多 {MAX_TEXT:,} 个"
            findings.append(Finding("WBK14", Severity.ERROR, message, "请把它分成几段", scalar.place))
    return findings


def _scalars(node: Node) -> Iterable[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for key, child in node.entries:
            yield key
            yield from _scalars(child)
    else:
        for child in node.items:
            yield from _scalars(child)


def _ids(base_ids: dict[Loc, Loc] | None) -> Callable[[Loc], str]:
    if base_ids is None:
        return id_of
    known = base_ids
    return lambda loc: id_of(known[loc]) if loc in known else ""


def _record(
    sheets: Sheets, plans: dict[str, Plan], layout: Layout, base_text: str | None, base_name: str
) -> base.Record:
    filled = {name: sorted(set(filled_keys(plan.rows))) for name, plan in plans.items() if plan.rows}
    return base.Record(
        layout.id, base_name, base_text, sheets.notes.entries, sheets.labels, sheets.months, sheets.blank,
        sheets.unnamed, filled,
    )  # fmt: skip


# --- drawing -----------------------------------------------------------------------------------------------------


def _new_workbook(layout: Layout, tables: Sequence[str]) -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    set_default_font(workbook)
    workbook.properties = DocumentProperties(
        title=layout.title, creator="jixiao", lastModifiedBy="jixiao", language="zh-CN", created=_WRITTEN,
        modified=_WRITTEN,
    )  # fmt: skip
    for name in SHEET_ORDER:
        if name in (INSTRUCTIONS_SHEET, DEPARTMENT_SHEET) or name in tables:
            workbook.create_sheet(name)
    return workbook


def _draw_department(sheet: Worksheet, lines: Sequence[Line], projects: Plan) -> None:
    department.set_up(sheet, lines, projects)
    _dress_head(sheet, DEPARTMENT_HEADINGS)


def _draw_totals(sheet: Worksheet, units: Plan, projects: Plan) -> None:
    totals.set_up(sheet, units, projects)
    _dress_head(sheet, totals.HEADINGS)


def _dress_head(sheet: Worksheet, headings: Sequence[str]) -> None:
    for number, title in enumerate(headings, 1):
        if title:
            dress(sheet.cell(HEAD_ROW, number), _head_look(is_required=False))


def _draw_table(sheet: Worksheet, plan: Plan, decimals: int) -> None:
    for number, column in enumerate(plan.columns, 1):
        cell = sheet.cell(HEAD_ROW, number, column.title + (" *" if column.is_required else ""))
        dress(cell, _head_look(is_required=column.is_required))
        shape: Any = sheet.column_dimensions[letter(number)]
        shape.width = column.width
        dress(shape, field_look(column, decimals))
        shape.hidden = column.key == ID
    _unlock_rest(sheet, len(plan.columns) + 1)
    sheet.row_dimensions[HEAD_ROW].height = 33
    sheet.freeze_panes = f"{letter(_frozen(plan) + 1)}{HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{letter(len(plan.columns))}{max(HEAD_ROW + len(plan.rows), HEAD_ROW + 1)}"
    add_rules(sheet, plan)
    set_paper(sheet, f"{HEAD_ROW}:{HEAD_ROW}")
    protect(sheet)


def _unlock_rest(sheet: Worksheet, first: int) -> None:
    """Unlock the columns beside the table: Excel deletes a row only if no cell in its whole width is locked."""
    shape: Any = sheet.column_dimensions[letter(first)]
    dress(shape, Look(number_format="General"))
    shape.min, shape.max = first, _LAST_COLUMN


def _head_look(*, is_required: bool) -> Look:
    fill = NEED_FILL if is_required else HEAD_FILL
    return Look(is_locked=True, is_bold=True, fill=fill, is_boxed=True, align="center")


def _frozen(plan: Plan) -> int:
    """How many columns stay in view: up to the name, if that leaves room on a small screen."""
    name = plan.place("name") or 0
    return name if sum(column.width for column in plan.columns[1:name]) <= 60 else 2


def _carry(workbook: Workbook, record: base.Record) -> Iterator[str]:
    sheet = workbook.create_sheet(base.SHEET)
    sheet.sheet_state = "veryHidden"
    for number, (name, text) in enumerate(base.rows_of(record), 1):
        yield row_xml(number, [inline(f"A{number}", 0, name), inline(f"B{number}", 0, text)])


def _bytes_of(rows: Iterable[str]) -> bytes:
    """Rows as the file holds them: of a large department half of what they are as texts."""
    return b"".join(row.encode("utf-8") for row in rows)


# --- the file ----------------------------------------------------------------------------------------------------


def _saved(workbook: Workbook) -> bytes:
    workbook.active = 1
    buffer = BytesIO()
    # Workbook.save would put the clock's time into the properties.
    ExcelWriter(workbook, ZipFile(buffer, "w")).save()
    return buffer.getvalue()


def _part(workbook: Workbook, sheet: str) -> str:
    """The part that openpyxl writes a sheet into: sheets are numbered in their order."""
    return f"xl/worksheets/sheet{workbook.sheetnames.index(sheet) + 1}.xml"
