"""Reading is lenient in form and strict in meaning: a table of what people do to workbooks."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.diagnostics import Finding
from generator.excel.read.cell_readings import read_cell
from generator.excel.sheets.as_written import data_of
from generator.excel.sheets.table_columns import department_columns
from generator.sources.workbook_cells import Cell
from generator.spec.model import Spec
from generator.spec.parse import parse
from tests.excel.books import book_of, column, flat, nodes, opened, read, sample, saved, source_of, spec_of

GUANGZHOU, CAOFEIDIAN = sample("guangzhou"), sample("caofeidian")
Edit = Callable[[Workbook], None]


def edited(edit: Edit, text: str = GUANGZHOU) -> bytes:
    """The workbook of ``text`` after an edit."""
    workbook = opened(book_of(text))
    edit(workbook)
    return saved(workbook)


def put(workbook: Workbook, sheet: str, title: str, row: int, value: object, number_format: str | None = None) -> None:
    """Type a value into a cell."""
    cell = workbook[sheet].cell(row, column(workbook, sheet, title))
    cell.value = value  # type: ignore[assignment]
    if number_format:
        cell.number_format = number_format


def spec_after(edit: Edit, text: str = GUANGZHOU) -> tuple[Spec, list[Finding]]:
    """The spec of an edited workbook, and what was said of it."""
    source, findings = read(edited(edit, text))
    assert source is not None, findings
    return spec_of(source.root), findings


# --- form that does not matter ------------------------------------------------------------------------------------


def move_columns(workbook: Workbook) -> None:
    _swap(workbook["指标"], column(workbook, "指标", "二级指标"), column(workbook, "指标", "年度指标值"))


def _swap(sheet: Worksheet, one: int, other: int) -> None:
    for row in range(1, sheet.max_row + 1):
        a, b = sheet.cell(row, one), sheet.cell(row, other)
        a.value, b.value = b.value, a.value


def retitle(workbook: Workbook) -> None:
    for sheet, old, new in (
        ("指标", "三级指标", " 三级指标名称 "),
        ("指标", "二级指标", "二级　指标"),
        ("项目", "财政拨款", "财政拨款（万元）"),
        ("项目", "年度目标", "绩效目标*"),
        ("预算单位", "单位名称", "单位 名称"),
    ):
        workbook[sheet].cell(1, column(workbook, sheet, old)).value = new


def hide(workbook: Workbook) -> None:
    workbook["指标"].column_dimensions["D"].hidden = True
    workbook["指标"].row_dimensions[3].hidden = True
    workbook["认可"].sheet_state = "hidden"


def leave_rows_empty(workbook: Workbook) -> None:
    workbook["指标"].insert_rows(4, 3)
    workbook["项目"].insert_rows(3)


def put_a_title_above(workbook: Workbook) -> None:
    workbook["项目"].insert_rows(1, 2)
    workbook["项目"]["B1"] = "二〇二五年项目"


def merge_by_hand(workbook: Workbook) -> None:
    sheet = workbook["指标"]
    at = column(workbook, "指标", "项目")
    sheet.merge_cells(start_row=2, end_row=5, start_column=at, end_column=at)  # the first project has four


def widen_texts(workbook: Workbook) -> None:
    put(workbook, "项目", "财政拨款", 2, "１２．５０", "@")
    put(workbook, "项目", "财政拨款", 3, " 8 ", "@")


def sort_by_unit(workbook: Workbook) -> None:
    """Sheets are independent: the units' own order does not change with the projects'."""
    sheet = workbook["项目"]
    rows = [[cell.value for cell in sheet[number]] for number in (2, 3)]
    for number, values in zip((2, 3), reversed(rows), strict=True):
        for cell, value in zip(sheet[number], values, strict=True):
            cell.value = value


UNCHANGED = (
    move_columns, retitle, hide, leave_rows_empty, put_a_title_above, merge_by_hand, widen_texts, sort_by_unit,
)  # fmt: skip


@pytest.mark.parametrize("edit", UNCHANGED, ids=lambda edit: edit.__name__)
def test_form_does_not_matter(edit: Edit) -> None:
    spec, findings = spec_after(edit)
    assert not findings
    assert spec == spec_of(nodes(GUANGZHOU))


def test_an_added_column_is_said_and_ignored() -> None:
    def edit(workbook: Workbook) -> None:
        workbook["指标"]["K1"] = "经办人"
        workbook["指标"]["K2"] = "张三"

    spec, findings = spec_after(edit)
    assert [(finding.code, str(finding.place)) for finding in findings] == [("WBK06", "book.xlsx!指标!K1")]
    assert spec == spec_of(nodes(GUANGZHOU))


def test_a_strange_sheet_is_said_and_ignored() -> None:
    _, findings = spec_after(lambda workbook: workbook.create_sheet("草算").append([1, 2]))
    assert [(finding.code, str(finding.place)) for finding in findings] == [("WBK06", "book.xlsx!草算")]


@pytest.mark.parametrize("name", ["项目 ", " 项目", "项　目", "项\xa0目"])
def test_blanks_and_width_in_the_name_of_a_sheet_do_not_matter(name: str) -> None:
    def edit(workbook: Workbook) -> None:
        workbook["项目"].title = name
        workbook["部门"].title = "部门 "
        workbook["jixiao"].title = "ｊｉｘｉａｏ"
        put(workbook, name, "财政拨款", 2, "十二")

    source, findings = read(edited(edit))
    assert source is not None
    assert not findings
    assert source.base_text == GUANGZHOU
    found = parse(source.root, "x").findings
    assert [(finding.code, str(finding.place)) for finding in found] == [("FLD05", f"book.xlsx!{name}!D2")]


def test_of_two_sheets_the_one_of_the_very_name_is_read() -> None:
    def edit(workbook: Workbook) -> None:
        workbook.copy_worksheet(workbook["项目"]).title = "项目 "
        workbook["项目 "]["C2"] = "别的"

    spec, findings = spec_after(edit)
    assert [(finding.code, str(finding.place)) for finding in findings] == [("WBK06", "book.xlsx!项目 ")]
    assert spec == spec_of(nodes(GUANGZHOU))


def test_more_than_blanks_in_the_name_of_a_sheet_is_another_sheet() -> None:
    def edit(workbook: Workbook) -> None:
        workbook["指标"].title = "指标（改）"

    source, findings = read(edited(edit))
    assert source is None
    assert [finding.code for finding in findings] == ["WBK03"]
    assert "“指标（改）”" in str(findings[0].hint)


def test_a_money_unit_in_the_number_format_of_a_written_total_is_held_against_the_department() -> None:
    text = GUANGZHOU.replace("部门:\n", "部门合计:\n  总计: 22\n部门:\n", 1)

    def edit(workbook: Workbook) -> None:
        cells = next(row for row in workbook["部门"].iter_rows() if row[1].value == "部门合计：总计")
        cells[2].number_format = '#,##0.00"元"'

    source, findings = read(edited(edit, text))
    assert source is None
    assert [(finding.code, finding.place.sheet) for finding in findings] == [("WBK18", "部门")]


def _merged(sheet: str, title: str, last: int, wide: int = 1) -> Edit:
    def edit(workbook: Workbook) -> None:
        at = column(workbook, sheet, title)
        workbook[sheet].merge_cells(start_row=2, end_row=last, start_column=at, end_column=at + wide - 1)

    return edit


@pytest.mark.parametrize(("last", "wide"), [(3, 1), (2, 2), (3, 2)])
def test_merged_amounts_are_an_error(last: int, wide: int) -> None:
    source, findings = read(edited(_merged("项目", "财政拨款", last, wide)))
    assert source is None
    (finding,) = findings
    at = column(opened(book_of(GUANGZHOU)), "项目", "财政拨款")
    assert (finding.code, str(finding.place)) == ("WBK17", f"book.xlsx!项目!{'ABCDEFGHIJKLMNOP'[at - 1]}2")


def test_merged_totals_are_an_error() -> None:
    def edit(workbook: Workbook) -> None:
        rows = [cell.row for cell in workbook["部门"]["A"] if str(cell.value).startswith("totals.")]
        workbook["部门"].merge_cells(start_row=rows[0], end_row=rows[-1], start_column=3, end_column=3)

    text = GUANGZHOU + "部门合计: {财政拨款: 1, 其他资金: 2}\n"
    assert [finding.code for finding in read(edited(edit, text))[1]] == ["WBK17"]


def test_merged_texts_count_for_every_cell() -> None:
    assert read(edited(_merged("项目", "年度目标", 3)))[1] == []


def test_one_amount_may_be_merged_with_what_is_no_amount() -> None:
    def edit(workbook: Workbook) -> None:
        at = column(workbook, "项目", "财政拨款")
        workbook["项目"].merge_cells(start_row=1, end_row=2, start_column=at, end_column=at)

    assert "WBK17" not in [finding.code for finding in read(edited(edit))[1]]


# --- values -------------------------------------------------------------------------------------------------------

_CODE = ("项目", "项目编码", 2)
_VALUE = ("指标", "年度指标值", 2)
_AMOUNT = ("项目", "财政拨款", 2)
_SHARE = ("项目", "3月底", 2)

VALUES = (
    (_AMOUNT, "1,980.40", "@", "1980.40", None),
    (_AMOUNT, 1980.4000000000001, "General", "1980.40", None),
    (_AMOUNT, "１２", "@", "12.00", None),
    (_AMOUNT, "十二", "@", "十二", None),
    (_SHARE, 0.255, "0.0%", "25.5%", None),
    (_SHARE, 25, "General", "25%", None),
    (_SHARE, "25 %", "@", "25%", None),
    (_SHARE, 0.25, "General", "0.25%", "WBK09"),
    (_VALUE, 0.95, "0%", "95%", None),
    (_VALUE, 0.955, "0.0%", "95.5%", None),
    (_VALUE, "95%", "@", "95%", None),
    (_VALUE, 12, "General", "12", None),
    (_VALUE, 1234.5, "#,##0.00", "1,234.50", None),
    (_VALUE, 95, '0"%"', "95%", None),
    (_VALUE, 30, '0"人"', "30人", None),
    (_VALUE, 30, '"≥"0!人', "≥30人", None),
    (_VALUE, 5, ";;;", "5", "WBK09"),
    (_VALUE, 5, "[DBNum3]General", "5", "WBK09"),
    (_VALUE, 12, '[>=10]"≥"0"场";0"场"', "≥12场", None),
    (_VALUE, 12, '[DBNum2][$-804]General"场"', "壹拾贰场", None),
    (_VALUE, 0.5, "# ?/?", "1/2", None),
    (_VALUE, 5, '0"‰"', "5‰", None),
    (_VALUE, 0, '[=0]"无";0"个"', "无", None),
    (_AMOUNT, 12.5, '"≥"0.00', None, "FLD05"),
    (_AMOUNT, 12, "[DBNum2]General", None, "FLD05"),
    (_SHARE, 95, '0"%"', "95%", None),
    (_SHARE, 0.5, '0.0"%"', "0.5%", None),
    (_SHARE, 0.255, "0%", "25.5%", None),
    (_AMOUNT, 12.5, "[$¥-804]#,##0", "12.50", None),
    (_AMOUNT, 95, '0"%"', None, "FLD05"),
    (_AMOUNT, 0.95, "0%", None, "FLD05"),
    (_AMOUNT, 19804000, '0!.0,"万"', None, "FLD05"),
    (_AMOUNT, 12.5, '0.00"万元"', "12.50", None),
    (_AMOUNT, 125000, '0.00"元"', None, "WBK18"),
    (_VALUE, datetime.datetime(2024, 12, 31), "yyyy-mm-dd", "2024年12月31日", "WBK10"),
    (_VALUE, datetime.datetime(2024, 12, 31), 'm"月"d"日"', "12月31日", "WBK10"),
    (_VALUE, datetime.datetime(2024, 12, 1), '[$-804]yyyy"年"m"月";@', "2024年12月", "WBK10"),
    (_VALUE, datetime.datetime(2024, 6, 1), 'yyyy"年"mm"月"', "2024年06月", "WBK10"),
    (_VALUE, datetime.datetime(2024, 12, 1), "yyyy", "2024年", "WBK10"),
    (_VALUE, datetime.time(9, 5), "h:mm", "9:05", "WBK10"),
    (_VALUE, "=1+1", "@", None, "WBK07"),
    (_VALUE, "#DIV/0!", "@", "#DIV/0!", None),
    (_CODE, 10, "General", "10", "WBK09"),
    (_CODE, 130209240000123, "0", "130209240000123", "WBK09"),
    (_CODE, 7, "000000", "000007", "WBK09"),
    (_CODE, "0010", "@", "0010", None),
    (_CODE, True, "General", "TRUE", None),
    (_VALUE, False, "General", "FALSE", None),
    (("项目", "涉密", 2), True, "General", "是", None),
    (_AMOUNT, True, "General", None, "FLD05"),
    (_SHARE, False, "General", None, "FLD07"),
)


@pytest.mark.parametrize(("cell", "value", "number_format", "text", "code"), VALUES)
def test_a_value(
    cell: tuple[str, str, int], value: object, number_format: str, text: str | None, code: str | None
) -> None:
    def edit(workbook: Workbook) -> None:
        put(workbook, *cell, value, number_format)
        if value == "#DIV/0!":
            workbook[cell[0]].cell(cell[2], column(workbook, cell[0], cell[1])).data_type = "s"

    source, findings = read(edited(edit, CAOFEIDIAN))
    assert [finding.code for finding in findings] == ([code] if code else [])
    if findings:
        assert str(findings[0].place).startswith(f"book.xlsx!{cell[0]}!")
        assert str(findings[0].place).endswith(str(cell[2]))
    if text is None:
        assert source is None
        return
    assert source is not None
    assert text in flat(data_of(source.root)).values()


@pytest.mark.parametrize(
    ("number", "text", "codes"), [("45658", "2025", ["WBK10"]), ("2025", "2025", []), ("99999", "99999", [])]
)
def test_a_date_without_its_format_is_known_as_one_where_a_year_is_asked(
    number: str, text: str, codes: list[str]
) -> None:
    year = next(column for column in department_columns() if column.kind == "year")
    reading = read_cell(Cell("n", number), year)
    assert (reading.text, [remark.code for remark in reading.remarks]) == (text, codes)


def test_a_formula_with_its_result_is_used_and_said() -> None:
    data = book_of(GUANGZHOU)
    data = _patched(data, "项目", lambda part: part.replace(b"<v>12.50</v>", b"<f>5+7.5</f><v>12.5</v>", 1))
    source, findings = read(data)
    assert source is not None
    assert [finding.code for finding in findings] == ["WBK08"]
    assert next(spec_of(source.root).projects()).funding.fiscal == Decimal("12.5")


def _patched(data: bytes, sheet: str, change: Callable[[bytes], bytes]) -> bytes:
    from io import BytesIO
    from zipfile import ZipFile

    from generator.sources.workbook_cells import Book
    from generator.sources.workbook_package import open_package

    package, _ = open_package(data, "x")
    assert package is not None
    name = Book(package).sheets[sheet].part
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(buffer, "w") as target:
        for part in source.namelist():
            target.writestr(part, change(source.read(part)) if part == name else source.read(part))
    return buffer.getvalue()


# --- rows ---------------------------------------------------------------------------------------------------------


def test_a_renamed_project_keeps_its_indicators() -> None:
    spec, findings = spec_after(lambda workbook: put(workbook, "项目", "项目名称", 2, "新名称"))
    first = next(spec.projects())
    assert not findings
    assert first.name == "新名称"
    assert len(first.indicators) == 4


def test_a_renamed_unit_keeps_its_projects() -> None:
    spec, findings = spec_after(lambda workbook: put(workbook, "预算单位", "单位名称", 2, "新单位"))
    assert not findings
    assert [(unit.name, len(unit.projects)) for unit in spec.units] == [("新单位", 1), ("某市某区科技馆", 1)]


def test_a_project_moves_to_another_unit_and_is_known() -> None:
    source = source_of(edited(lambda workbook: put(workbook, "项目", "预算单位", 2, "某市某区科技馆")))
    spec = spec_of(source.root)
    assert [len(unit.projects) for unit in spec.units] == [0, 2]
    assert source.ids["units", 1, "projects", 0] == ("units", 0, "projects", 0)


def test_a_new_row_has_no_id_and_a_copied_one_counts_once() -> None:
    def edit(workbook: Workbook) -> None:
        sheet = workbook["指标"]
        sheet.append([cell.value for cell in sheet[2]])

    source = source_of(edited(edit))
    assert len(next(spec_of(source.root).projects()).indicators) == 5
    assert ("units", 0, "projects", 0, "indicators", 4) not in source.ids


def test_a_deleted_and_a_cleared_row_are_gone() -> None:
    def edit(workbook: Workbook) -> None:
        sheet = workbook["指标"]
        for cell in sheet[3][1:]:
            cell.value = None
        sheet.delete_rows(2)

    source = source_of(edited(edit))
    assert len(next(spec_of(source.root).projects()).indicators) == 2
    assert source.ids["units", 0, "projects", 0, "indicators", 0] == ("units", 0, "projects", 0, "indicators", 2)


def test_a_cleared_cell_is_blank_and_zero_is_zero() -> None:
    cleared, _ = spec_after(lambda workbook: put(workbook, "项目", "其他资金", 2, None))
    zero, _ = spec_after(lambda workbook: put(workbook, "项目", "其他资金", 2, 0))
    assert next(cleared.projects()).funding.other is None
    assert next(zero.projects()).funding.other == 0


def test_a_missing_value_is_found_at_its_cell() -> None:
    source = source_of(edited(lambda workbook: put(workbook, "指标", "三级指标", 3, None)))
    findings = parse(source.root, "book.xlsx").findings
    assert [(finding.code, str(finding.place)) for finding in findings] == [("FLD02", "book.xlsx!指标!E3")]


def test_blanks_at_the_end_are_no_part_of_what_is_typed() -> None:
    spec, _ = spec_after(lambda workbook: put(workbook, "项目", "项目名称", 2, "新名称 　"))
    assert next(spec.projects()).name == "新名称"
    kept = GUANGZHOU.replace("项目名称: 科普活动经费", "项目名称: '科普活动经费 '")
    assert spec_of(source_of(edited(lambda _: None, kept)).root) == spec_of(nodes(kept))


def test_a_row_with_nothing_but_its_owner_is_empty() -> None:
    def edit(workbook: Workbook) -> None:
        for cell in workbook["指标"][3][2:]:
            cell.value = None
        workbook["指标"].cell(20, 2, "科普活动经费")

    spec, findings = spec_after(edit)
    assert not findings
    assert len(next(spec.projects()).indicators) == 3


@pytest.mark.parametrize(("sheet", "title"), [("项目", "项目名称"), ("项目", "预算单位"), ("预算单位", "单位名称")])
def test_a_row_of_totals_is_no_project(sheet: str, title: str) -> None:
    def edit(workbook: Workbook) -> None:
        last = workbook[sheet].max_row + 1
        workbook[sheet].cell(last, column(workbook, sheet, title), "合 计")
        if sheet == "项目":
            workbook[sheet].cell(last, column(workbook, sheet, "财政拨款"), 20.5)

    spec, findings = spec_after(edit)
    assert [finding.code for finding in findings] == ["WBK15"]
    assert spec == spec_of(nodes(GUANGZHOU))


# --- meaning that is wrong ----------------------------------------------------------------------------------------

WRONG = (
    ("unknown project", lambda book: put(book, "指标", "项目", 3, "没有的项目"), "WBK11", "book.xlsx!指标!B3"),
    ("no project", lambda book: put(book, "指标", "项目", 3, None), "WBK11", "book.xlsx!指标!B3"),
    ("unknown unit", lambda book: put(book, "项目", "预算单位", 3, "没有的单位"), "WBK11", "book.xlsx!项目!B3"),
    ("no unit of two", lambda book: put(book, "项目", "预算单位", 3, None), "WBK11", "book.xlsx!项目!B3"),
    ("no column", lambda book: book["指标"].delete_cols(5), "WBK05", "book.xlsx!指标!A1"),
    ("deleted content", lambda book: book["项目"].delete_cols(4), "WBK05", "book.xlsx!项目!A1"),
    ("double column", lambda book: book["指标"].cell(1, 12, "三级指标"), "WBK05", "book.xlsx!指标!L1"),
    ("no sheet", lambda book: book.remove(book["指标"]), "WBK03", "book.xlsx"),
    ("newer format", lambda book: book["jixiao"].cell(1, 2, "99"), "WBK04", "book.xlsx"),
)  # fmt: skip


@pytest.mark.parametrize(("edit", "code", "place"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_what_is_wrong_is_an_error_with_its_cell(edit: Edit, code: str, place: str) -> None:
    source, findings = read(edited(edit))
    assert source is None
    assert [(finding.code, str(finding.place)) for finding in findings] == [(code, place)]


def test_two_projects_of_one_name_are_told_apart() -> None:
    text = GUANGZHOU.replace("展馆设备维护费", "科普活动经费")
    assert spec_of(source_of(book_of(text)).root) == spec_of(nodes(text))

    source, findings = read(edited(lambda book: put(book, "指标", "项目", 2, "科普活动经费"), text))
    assert source is None
    assert [(finding.code, str(finding.place)) for finding in findings] == [("WBK11", "book.xlsx!指标!B2")]
    assert "科普活动经费#1" in findings[0].hint


def test_a_name_is_found_whatever_nobody_sees_in_it() -> None:
    spec, findings = spec_after(lambda book: put(book, "指标", "项目", 3, "科普\u200b活动经费"))
    assert findings == []
    assert spec == spec_of(nodes(GUANGZHOU))


def test_two_names_that_differ_by_what_nobody_sees_are_told_so() -> None:
    text = GUANGZHOU.replace("展馆设备维护费", "科普\u200b活动经费")
    source, findings = read(edited(lambda book: put(book, "指标", "项目", 2, "科普\u00ad活动经费"), text))
    assert source is None
    assert [(finding.code, str(finding.place)) for finding in findings] == [("WBK11", "book.xlsx!指标!B2")]
    assert findings[0].message == "有 2 个项目都叫“科普活动经费”，只差看不见的字符 U+200B（零宽空格）"


def test_a_total_typed_over_is_not_read() -> None:
    def edit(amount: int) -> Edit:
        def add_a_column(workbook: Workbook) -> None:
            last = workbook["项目"].max_column + 1
            workbook["项目"].cell(1, last, "总计")
            workbook["项目"].cell(2, last, amount)

        return add_a_column

    _, same = spec_after(edit(14))
    _, other = spec_after(edit(15))
    assert not same
    assert [finding.code for finding in other] == ["WBK15"]


def test_a_spoiled_record_is_said() -> None:
    source, findings = read(edited(lambda book: book["jixiao"].cell(2, 2, "x")))
    assert source is not None
    assert [finding.code for finding in findings] == ["WBK16"]
    assert source.base_text is None
    assert spec_of(source.root) == spec_of(nodes(GUANGZHOU))


def test_a_workbook_without_a_record_is_a_spec() -> None:
    source, findings = read(edited(lambda book: book.remove(book["jixiao"])))
    assert source is not None
    assert not findings
    assert spec_of(source.root) == spec_of(nodes(GUANGZHOU))
