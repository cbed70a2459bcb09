#!/usr/bin/env python3
"""Make the workbooks in ``tests/broken/workbooks``: each the export of ``spec.yaml`` there, with one oddity.

Those in ``pass`` say what the spec says, those in ``fail`` have an error. What is found in each stands in
``expected.txt``, which is written by hand. Run ``python scripts/make_workbook_cases.py`` after the editing workbook has
changed; the same program makes the same files.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from copy import copy
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "broken" / "workbooks"
sys.path.insert(0, str(ROOT))

from generator.excel.annotate import annotate  # noqa: E402
from generator.excel.files import export_file  # noqa: E402
from generator.pipeline import load_text  # noqa: E402

_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODIFIED = datetime(2000, 1, 1)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"

Parts = dict[str, bytes]
Edit = Callable[[Workbook], object]


def cases() -> dict[str, bytes]:
    """Every workbook by its name in the folder: ``fail/unknown-project.xlsx``."""
    book = _exported()
    small = _edited(book, _make_small)
    files = {f"{folder}/{name}.xlsx": _edited(small, edit) for (folder, name), edit in EDITED.items()}
    files |= {f"{folder}/{name}.xlsx": _patched(book, patch) for (folder, name), patch in PATCHED.items()}
    files |= {f"fail/{name}.xlsx": make(book) for name, make in STRANGE.items()}
    files["pass/exported.xlsx"] = book
    files["pass/checked-before.xlsx"] = _checked(book)
    return dict(sorted(files.items()))


def main() -> None:
    """Write the files, and take away those that are no longer made."""
    made = cases()
    for old in FOLDER.glob("*/*.xlsx"):
        if str(old.relative_to(FOLDER)) not in made:
            old.unlink()
    for name, data in made.items():
        path = FOLDER / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    print(f"{len(made)} files, {sum(map(len, made.values())) // 1024} kB")


def _exported() -> bytes:
    data, findings = export_file(FOLDER / "spec.yaml")
    if data is None:
        raise SystemExit(f"spec.yaml is not exported: {findings[:3]}")
    return data


def _checked(book: bytes) -> bytes:
    """The workbook with the notes and the sheet of a check that found something."""
    text = (FOLDER / "spec.yaml").read_text(encoding="utf-8").replace("≥12场", "若干")
    return annotate(book, load_text(text, "x").findings)


# --- files -------------------------------------------------------------------------------------------------------


def _zipped(parts: Parts) -> bytes:
    """A zip of the parts: the same for the same parts."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in parts.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 3
            archive.writestr(entry, data)
    return buffer.getvalue()


def _parts(book: bytes) -> Parts:
    with ZipFile(BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _patched(book: bytes, patch: Callable[[Parts], object]) -> bytes:
    """The workbook with some of its parts changed."""
    parts = _parts(book)
    patch(parts)
    return _zipped(parts)


def _edited(book: bytes, edit: Edit) -> bytes:
    """The workbook opened, edited and saved by another program."""
    workbook = load_workbook(BytesIO(book))
    edit(workbook)
    workbook.properties.modified = _MODIFIED
    buffer = BytesIO()
    ExcelWriter(workbook, ZipFile(buffer, "w")).save()  # Workbook.save would put the clock's time into the properties
    return _zipped(_parts(buffer.getvalue()))


def _make_small(workbook: Workbook) -> None:
    """Take out what is not read, so that the files stay small."""
    del workbook["填写说明"]
    del workbook["合计"]
    del workbook.defined_names["单位合计表"]
    for sheet in workbook:
        sheet.data_validations.dataValidation = []
        sheet.conditional_formatting = ConditionalFormattingList()
    workbook.loaded_theme = None


# --- edits -------------------------------------------------------------------------------------------------------


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


# --- files that no editor makes ----------------------------------------------------------------------------------


def _replace(name: str, old: bytes, new: bytes, count: int = 1) -> Callable[[Parts], object]:
    def patch(parts: Parts) -> None:
        if old not in parts[name]:
            raise SystemExit(f"{name} has no {old[:60]!r} any more")
        parts[name] = parts[name].replace(old, new, count)

    return patch


def _sheet(book_parts: Parts, title: str) -> str:
    """The part of the sheet with this name."""
    names = re.findall(r'<sheet [^>]*name="([^"]+)"', book_parts["xl/workbook.xml"].decode())
    return f"xl/worksheets/sheet{names.index(title) + 1}.xml"


def _in_sheet(title: str, old: bytes, new: bytes) -> Callable[[Parts], object]:
    return lambda parts: _replace(_sheet(parts, title), old, new)(parts)


def _to_strict(parts: Parts) -> None:
    for name, data in parts.items():
        parts[name] = data.replace(_MAIN, _STRICT)


def _with_external_link(parts: Parts) -> None:
    parts["xl/externalLinks/externalLink1.xml"] = b'<externalLink xmlns="' + _MAIN + b'"/>'
    _in_sheet("项目", b"<v>12.50</v>", b"<f>[1]Sheet1!A1</f><v>12.50</v>")(parts)


def _saved_formula(parts: Parts) -> None:
    _in_sheet("项目", b"<v>12.50</v>", b"<f>5+7.5</f><v>12.5</v>")(parts)


def _failed_formula(parts: Parts) -> None:
    cell = re.search(rb'<c r="([A-Z]+2)" s="\d+"><v>12.50</v></c>', parts[_sheet(parts, "项目")])
    if cell is None:
        raise SystemExit("the amount 12.50 is gone")
    new = b'<c r="%s" t="e"><f>1/0</f><v>#DIV/0!</v></c>' % cell[1]
    _in_sheet("项目", cell[0], new)(parts)


_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8))
    + b']><worksheet xmlns="' + _MAIN + b'"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row>'
    b"</sheetData></worksheet>"
)  # fmt: skip

_OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet xmlns="' + _MAIN + b'">'
    b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'
)

PATCHED: dict[tuple[str, str], Callable[[Parts], object]] = {
    ("pass", "control-character-dropped"): _in_sheet("项目", "科普活动".encode(), "科普_x0007_活动".encode()),
    ("pass", "macros-not-run"): lambda parts: parts.update({"xl/vbaProject.bin": b"x"}),
    ("pass", "link-to-another-file-not-followed"): _with_external_link,
    ("pass", "formula-with-its-result"): _saved_formula,
    ("pass", "strict-open-xml"): _to_strict,
    ("pass", "says-it-has-a-million-rows"): _in_sheet(
        "项目", b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'
    ),
    ("pass", "has-a-hundred-thousand-empty-rows"): _in_sheet(
        "指标", b"</sheetData>", b'<row r="100000"><c r="B100000" s="1"/></row>' * 100_000 + b"</sheetData>"
    ),
    ("fail", "formula-that-divides-by-zero"): _failed_formula,
    ("fail", "sheet-cut-off"): lambda parts: parts.update(
        {_sheet(parts, "指标"): parts[_sheet(parts, "指标")][:2_000]}
    ),
    ("fail", "sheet-missing-in-the-file"): lambda parts: parts.pop(_sheet(parts, "指标")),
    ("fail", "entities-that-grow"): lambda parts: parts.update({_sheet(parts, "指标"): _LAUGHS}),
    ("fail", "entity-of-another-file"): lambda parts: parts.update({_sheet(parts, "指标"): _OUTSIDE}),
    ("fail", "zip-bomb"): lambda parts: parts.update({"xl/media/image1.png": bytes(20_000_000)}),
    ("fail", "another-workbook"): lambda parts: parts.update({
        "xl/workbook.xml": re.sub(rb'(<sheet [^>]*name=")[^"]+', rb"\1x", parts["xl/workbook.xml"])
    }),
}  # fmt: skip

STRANGE: dict[str, Callable[[bytes], bytes]] = {
    "not-a-workbook": lambda _: "部门：某市某区科学技术局\n".encode(),
    "empty-file": lambda _: b"",
    "cut-in-half": lambda book: book[: len(book) // 2],
    "old-excel-renamed": lambda _: _OLE,
    "encrypted": lambda _: _OLE + "EncryptedPackage".encode("utf-16-le"),
    "word-renamed": lambda _: _zipped({"word/document.xml": b"<a/>"}),
    "opendocument-renamed": lambda _: _zipped({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>",
    }),
    "binary-workbook-renamed": lambda book: _patched(book, _to_binary),
    "too-many-parts": lambda _: _zipped({f"xl/{number}": b"" for number in range(1_001)}),
}  # fmt: skip


def _to_binary(parts: Parts) -> None:
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"xl/workbook.xml", b"xl/workbook.bin")
    parts["xl/workbook.bin"] = b"\x83\x01\x00"


if __name__ == "__main__":
    main()
