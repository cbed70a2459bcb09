"""A workbook as a spec: lenient in form (columns moved, rows sorted, cells merged), strict in meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.diagnostics import Finding, Loc, Place, Severity, has_errors
from generator.excel.read.cell_readings import plain_text
from generator.excel.read.department_values import DepartmentValues, read_department
from generator.excel.read.rows_to_spec import spec_of
from generator.excel.read.spec_items import root_node
from generator.excel.read.table_grid import Grid, read_grid
from generator.excel.sheets import hidden_record
from generator.excel.sheets.as_written import Notes
from generator.excel.sheets.table_columns import (
    DEPARTMENT_SHEET,
    INDICATORS,
    LISTS_SHEET,
    PROJECTS,
    RESULT_SHEET,
    SHEET_ORDER,
    TABLES,
)
from generator.sources.file_kinds import FOR_READING
from generator.sources.node import Node, Scalar
from generator.sources.workbook_cells import Book, TooManyCellsError, plain_name
from generator.sources.workbook_package import DamagedError, Package, damaged, open_package, read_package
from generator.spec.model import Spec
from generator.speed import collector_paused

_NEEDED = (DEPARTMENT_SHEET, PROJECTS.name, INDICATORS.name)
_OWN = frozenset((*SHEET_ORDER, *(table.name for table in TABLES), RESULT_SHEET, LISTS_SHEET, hidden_record.SHEET))


@dataclass(slots=True)
class WorkbookSource:
    """What a workbook says, and where it comes from.

    ``root`` is what the YAML reader would give, with official keys. ``base_text`` is the file that the workbook was
    exported from, ``ids`` the loc in that file of each row's item in this workbook (new rows have none).
    ``blanks`` are the cells of fields that were left blank, so that findings can name them.
    """

    root: Node
    base_text: str | None = None
    base_name: str = ""
    layout: str = ""
    ids: dict[Loc, Loc] = field(default_factory=dict)
    blanks: dict[Loc, Place] = field(default_factory=dict)

    def take_root(self) -> Node:
        """``root``, which is given away: of a large department it takes hundreds of megabytes."""
        root, self.root = self.root, Scalar(None, self.root.place)
        return root


def read_workbook(path: Path, name: str | None = None) -> tuple[WorkbookSource | None, list[Finding]]:
    """What the workbook at ``path`` says, and findings; ``None`` exactly when one of them is an error."""
    name = str(path) if name is None else name
    package, findings = read_package(path, name)
    return _read(package, name, findings)


def read_workbook_bytes(data: bytes, name: str) -> tuple[WorkbookSource | None, list[Finding]]:
    """As ``read_workbook``, for a workbook in memory."""
    package, findings = open_package(data, name)
    return _read(package, name, findings)


def _read(package: Package | None, name: str, findings: list[Finding]) -> tuple[WorkbookSource | None, list[Finding]]:
    if package is None:
        return None, findings
    with collector_paused():
        return _read_book(package, name, findings)


def _read_book(package: Package, name: str, findings: list[Finding]) -> tuple[WorkbookSource | None, list[Finding]]:
    try:
        book = Book(package)
        if book.styles.is_damaged:  # 95% would be read as 0.95, ≥12场 as 12
            raise DamagedError(book.styles_part)
        problem = _not_ours(book, name)
        source = None if problem else _assembled(book, name, findings)
    except DamagedError as error:
        problem, source = damaged(error, name), None
    except TooManyCellsError:
        problem, source = _error("WBK02", name, "工作簿里的单元格太多，不像绩效目标", "请核对是否选错了文件"), None
    if problem is not None:
        return None, [*findings, problem]
    return (None if has_errors(findings) else source), findings


def _not_ours(book: Book, name: str) -> Finding | None:
    missing = [sheet for sheet in _NEEDED if book.find(sheet) is None]
    if not missing:
        return None
    hint = "请用 jixiao excel export 导出工作簿后填写；表名不要改"
    if len(missing) == len(_NEEDED):
        hint = f"{FOR_READING}；要填报的，{hint}"
        return _error("WBK03", name, "这不是填写用的工作簿：没有“部门”“项目”“指标”等表", hint)
    for sheet in missing:
        near = next((other for other in book.sheets if sheet in plain_name(other)), None)
        if near is not None:
            hint = f"有一张叫“{near}”的表；它就是的话，请把它的名字改回“{sheet}”"
    return _error("WBK03", name, f"工作簿里缺少“{'”“'.join(missing)}”表", hint)


def _assembled(book: Book, name: str, findings: list[Finding]) -> WorkbookSource | None:
    record = _record(book, name, findings)
    if record is None:
        return None
    findings += _strangers(book, name)
    grids: dict[str, Grid] = {}
    for table in TABLES:
        grid = read_grid(book, table, name, record.filled.get(table.name, []), findings)
        if grid is not None:
            grids[table.name] = grid
        elif record.filled.get(table.name):
            findings.append(
                _error(
                    "WBK03",
                    name,
                    f"工作簿里缺少“{table.name}”表（导出时有内容）",
                    "请找回这张表；不要的内容，清空各行即可",
                )
            )
    department = read_department(book, name, Notes(record.notes))
    findings += _other_money_units(grids, department)
    spec, outcome = spec_of(record, grids, department)
    findings += outcome.findings
    return WorkbookSource(
        root_node(spec), record.base_text, record.base_name, record.layout, outcome.ids, outcome.blanks
    )


def _record(book: Book, name: str, findings: list[Finding]) -> hidden_record.Record | None:
    """What the very hidden sheet says; an empty record for a workbook without one, ``None`` after an error."""
    sheet = book.find(hidden_record.SHEET)
    if sheet is None:
        return hidden_record.Record()
    cells = book.read(sheet.name).rows
    rows = [(plain_text(cells[number].get(1)), plain_text(cells[number].get(2))) for number in sorted(cells)]
    version = hidden_record.format_of(rows)
    if version is not None and version > hidden_record.FORMAT:
        message = f"工作簿是由更新版本的程序导出的（格式 {version}，本程序认得到 {hidden_record.FORMAT}）"
        findings.append(_error("WBK04", name, message, "请升级 jixiao 后再读"))
        return None
    try:
        if version is None:
            raise hidden_record.BadRecordError(hidden_record.SHEET)
        return hidden_record.record_of(rows)
    except hidden_record.BadRecordError:
        message = "隐藏的底稿已损坏，按没有底稿的工作簿读"
        hint = "内容照读；要写回数据文件，请重新导出一份工作簿，把改动抄过去"
        findings.append(Finding("WBK16", Severity.WARNING, message, hint, Place(name)))
        return hidden_record.Record()


def _strangers(book: Book, name: str) -> list[Finding]:
    own = [book.find(sheet) for sheet in _OWN]
    return [
        Finding(
            "WBK06",
            Severity.WARNING,
            f"不认识“{sheet}”表，没有读",
            "不是要填报的内容，就不用管它",
            Place(name, sheet=sheet),
        )
        for sheet, info in book.sheets.items()
        if info not in own and info.is_visible
    ]


def _other_money_units(grids: dict[str, Grid], department: DepartmentValues) -> list[Finding]:
    """The errors for headings and cells that name another money unit than the one in which all amounts are read."""
    unit = (department.text("money_unit") or "").strip() or str(Spec.model_fields["money_unit"].default)
    return [
        Finding(
            "WBK18",
            Severity.ERROR,
            f"{where}写的是“{named}”，而“部门”表的金额单位是“{unit}”",
            "两处改成一致；金额按“部门”表的金额单位读",
            place,
        )
        for where, place, named in _named_money_units(grids, department)
        if named != unit
    ]


def _named_money_units(grids: dict[str, Grid], department: DepartmentValues) -> Iterator[tuple[str, Place, str]]:
    """What names a money unit, where, and which."""
    for grid in grids.values():
        for place, named in grid.head.money_units.items():
            yield "标题", grid.at(place, grid.head.row), named
    for units in (department.money_units, *(grid.money_units for grid in grids.values())):
        for cell, named in units.items():
            yield "数字格式", cell, named


def _error(code: str, name: str, message: str, hint: str) -> Finding:
    return Finding(code, Severity.ERROR, message, hint, Place(name))
