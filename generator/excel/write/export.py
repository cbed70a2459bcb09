"""A spec as a workbook made for editing: same input, same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

from openpyxl.packaging.core import DocumentProperties
from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

from generator.diagnostics import Finding, Loc, Severity
from generator.excel.sheets import hidden_record
from generator.excel.sheets.as_written import Data, data_of
from generator.excel.sheets.sheet_plans import Line, Plan, department_lines, plans_of
from generator.excel.sheets.spec_rows import Sheets, filled_keys, sheets_of
from generator.excel.sheets.table_columns import (
    DEPARTMENT_SHEET,
    INSTRUCTIONS_SHEET,
    PROJECTS,
    SHEET_ORDER,
    TOTALS_SHEET,
    UNITS,
    id_of,
)
from generator.excel.write import department_sheet, table_sheet, totals_sheet
from generator.excel.write.cell_looks import Styles, set_default_font
from generator.excel.write.cell_xml import inline, row_xml
from generator.excel.write.finished_package import finish
from generator.excel.write.instructions_sheet import add_instructions
from generator.excel.write.lists_sheet import add_lists, add_origin
from generator.layouts.model import Layout
from generator.sources.node import Mapping, Node, Scalar
from generator.writers.xlsx.values import MAX_TEXT

_WRITTEN = datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Base:
    """The file that edits will go back into: its text, which the workbook carries (``None``: there is none), and its name.

    ``ids`` gives the loc in that file of each row's item; ``None`` where the workbook is made from the file itself.
    """

    text: str | None = None
    name: str = ""
    ids: dict[Loc, Loc] | None = None

    def id_of(self, loc: Loc) -> str:
        """The id of the row for the item at ``loc`` of the spec; empty where the file does not have it."""
        if self.ids is None:
            return id_of(loc)
        return id_of(self.ids[loc]) if loc in self.ids else ""


def export(
    root: Node,
    layout: Layout,
    *,
    base_text: str | None = None,
    base_name: str = "",
    base_ids: dict[Loc, Loc] | None = None,
) -> bytes:
    """The editing workbook of a spec that the parser accepts; what the base is, ``Base`` says."""
    return export_data(data_of(root), layout, Base(base_text, base_name, base_ids))


def export_data(data: Data, layout: Layout, base: Base, layouts: Iterable[Layout] = ()) -> bytes:
    """As ``export``, for what the nodes say. ``layouts`` are those that the drop-down of 版式 offers."""
    sheets = sheets_of(data, base.id_of)
    plans = plans_of(sheets, layout)
    workbook = _new_workbook(layout, plans)
    add_instructions(workbook[INSTRUCTIONS_SHEET], layout, plans, base.name)
    styles = Styles(workbook)
    rows = _drawn(workbook, department_lines(sheets, layout), plans, styles, layout.money_decimals)
    add_lists(workbook, layout, layouts, plans)
    add_origin(workbook, base.name)
    rows[hidden_record.SHEET] = _bytes_of(_carried(workbook, _record(sheets, plans, layout, base)))
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


def _new_workbook(layout: Layout, plans: dict[str, Plan]) -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    set_default_font(workbook)
    workbook.properties = DocumentProperties(
        title=layout.title, creator="jixiao", lastModifiedBy="jixiao", language="zh-CN", created=_WRITTEN,
        modified=_WRITTEN,
    )  # fmt: skip
    shown = {INSTRUCTIONS_SHEET, DEPARTMENT_SHEET, *plans}
    if plans[PROJECTS.name].has_money:
        shown.add(TOTALS_SHEET)
    for name in SHEET_ORDER:
        if name in shown:
            workbook.create_sheet(name)
    return workbook


def _drawn(
    workbook: Workbook, lines: Sequence[Line], plans: dict[str, Plan], styles: Styles, decimals: int
) -> dict[str, bytes]:
    """Set up the sheets to be filled in and that of totals; the rows of each."""
    projects, units = plans[PROJECTS.name], plans[UNITS.name]
    department_sheet.set_up(workbook[DEPARTMENT_SHEET], lines, projects)
    rows = {DEPARTMENT_SHEET: _bytes_of(department_sheet.rows(lines, projects, styles, decimals))}
    for name, plan in plans.items():
        table_sheet.set_up(workbook[name], plan, decimals)
        rows[name] = _bytes_of(table_sheet.TableWriter(plan, styles, decimals).rows())
    if projects.has_money:
        totals_sheet.set_up(workbook[TOTALS_SHEET], units, projects)
        rows[TOTALS_SHEET] = _bytes_of(totals_sheet.TotalsWriter(units, projects, styles, decimals).rows())
    return rows


def _record(sheets: Sheets, plans: dict[str, Plan], layout: Layout, base: Base) -> hidden_record.Record:
    filled = {name: sorted(set(filled_keys(plan.rows))) for name, plan in plans.items() if plan.rows}
    return hidden_record.Record(
        layout.id, base.name, base.text, sheets.notes.entries, sheets.labels, sheets.months, sheets.blank,
        sheets.unnamed, filled,
    )  # fmt: skip


def _carried(workbook: Workbook, record: hidden_record.Record) -> Iterator[str]:
    sheet = workbook.create_sheet(hidden_record.SHEET)
    sheet.sheet_state = "veryHidden"
    for number, (name, text) in enumerate(hidden_record.rows_of(record), 1):
        yield row_xml(number, [inline(f"A{number}", 0, name), inline(f"B{number}", 0, text)])


def _bytes_of(rows: Iterable[str]) -> bytes:
    """Rows as the file holds them: of a large department half of what they are as texts."""
    return b"".join(row.encode("utf-8") for row in rows)


def _saved(workbook: Workbook) -> bytes:
    workbook.active = 1
    buffer = BytesIO()
    # Workbook.save would put the clock's time into the properties.
    ExcelWriter(workbook, ZipFile(buffer, "w")).save()
    return buffer.getvalue()


def _part(workbook: Workbook, sheet: str) -> str:
    """The part that openpyxl writes a sheet into: sheets are numbered in their order."""
    return f"xl/worksheets/sheet{workbook.sheetnames.index(sheet) + 1}.xml"
