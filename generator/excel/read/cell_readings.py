"""From a cell to a text as its author would have written it, and what is to be said of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from generator.diagnostics import Finding, Place, Severity
from generator.excel.sheets.as_written import amount_text, canonical, clean
from generator.excel.sheets.table_columns import Column
from generator.layouts.filters import percent
from generator.sources.date_format import moment_of
from generator.sources.number_format import displayed, has_percent, is_date, says_amount
from generator.sources.workbook_cells import Cell, Merged, SheetCells, ref_of
from generator.spec.scalars import shorten

_SAFE_DIGITS = 15
_NUMBERS = {"amount": ("FLD05", "金额"), "year": ("FLD06", "年度"), "percent": ("FLD07", "百分数")}
"""The code of a text that is no such number, and what the number is called."""

_LITERAL = re.compile(r'"[^"]*"|[\\!_*].|\[[^\]]*\]')
"""What a number format shows as it stands, and what is said in brackets of its language and colour."""

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_DAYS_OF_OUR_TIME = range(36_000, 73_000)
"""The numbers of the days from 1998 to 2099: a year among them is a date that lost its format."""


class Remark(NamedTuple):
    """What is to be said of a cell: a code, its weight, a message and what to do."""

    code: str
    severity: Severity
    message: str
    hint: str

    def at(self, place: Place) -> Finding:
        """The remark as a finding."""
        return Finding(self.code, self.severity, self.message, self.hint, place)


class Reading(NamedTuple):
    """What a cell says; ``None`` for blank. ``text`` is canonical, so that it can be compared with what was exported."""

    text: str | None
    remarks: tuple[Remark, ...] = ()


_NOTHING = Reading(None)


def read_cell(cell: Cell, column: Column, *, is_1904: bool = False) -> Reading:
    """What ``cell`` says as a value of ``column``."""
    reading = _READERS[cell.kind](cell, column, is_1904)
    if not (cell.is_formula or cell.struck or cell.raised):
        return reading
    remarks = [*reading.remarks, *_left_out(cell)]
    if cell.is_formula and cell.kind != "p" and not any(remark.severity is Severity.ERROR for remark in remarks):
        message = f"这一格是公式，用了它的结果“{shorten(reading.text or '')}”"
        remarks.append(_warning("WBK08", message, "要固定下来，请改成数值或文字"))
    return Reading(reading.text, tuple(remarks))


def _left_out(cell: Cell) -> Iterator[Remark]:
    """What stands in the cell and is not read."""
    if cell.kind == "p":
        hint = "请改成文字；图片不会印在表上，也不会写回数据文件"
        yield _warning("WBK19", "这一格是 WPS 放进格子的图片（DISPIMG），没有读", hint)
    if cell.struck:
        message = f"划掉的“{shorten(cell.struck)}”没有读"
        yield _warning("WBK19", message, "不要的请删去；还要的，请去掉删除线")
    if cell.raised:
        message = f"上标的“{shorten(cell.raised)}”像是注释的记号，没有读"
        yield _warning("WBK19", message, "是注释的请删去；是内容的，请去掉上标")


def _text(cell: Cell, column: Column, _: bool) -> Reading:
    return Reading(canonical(cell.text, column.kind))


def _picture(_cell: Cell, _column: Column, _: bool) -> Reading:
    return _NOTHING


def _no_result(_cell: Cell, _column: Column, _: bool) -> Reading:
    hint = "请用 Excel 或 WPS 打开后保存一次，或把公式改成数值"
    return Reading(None, (_error("WBK07", "这一格是公式，但文件里没有它的结果", hint),))


def _wrong(cell: Cell, _column: Column, _: bool) -> Reading:
    return Reading(None, (_error("WBK07", f"这一格是错误值 {shorten(cell.text)}", "请改正公式，或改成数值"),))


def _truth(cell: Cell, column: Column, _: bool) -> Reading:
    """A truth value is 是 or 否 where that is asked, what the cell shows in a text, and never a number."""
    shown_as = "TRUE" if cell.text == "1" or cell.text.lower() == "true" else "FALSE"
    if column.kind == "yes_no":
        return Reading("是" if shown_as == "TRUE" else "否")
    if column.kind not in _NUMBERS:
        return Reading(shown_as)
    code, name = _NUMBERS[column.kind]
    message = f"“{column.title}”有误：这一格是逻辑值 {shown_as}，不是{name}"
    return Reading(None, (_error(code, message, f"改写成{name}；没有就空着"),))


def _iso_date(cell: Cell, column: Column, _: bool) -> Reading:
    found = _ISO.match(cell.text)
    if found is None:
        return Reading(cell.text or None)
    year, month, day = map(int, found.groups())
    return _dated(datetime(year, month, day), column, "yyyy-mm-dd")


def _number(cell: Cell, column: Column, is_1904: bool) -> Reading:
    try:
        # A file holds more digits than a number has: 1980.4 is saved as 1980.4000000000001.
        number = Decimal(f"{float(cell.text):.15g}")
    except (ValueError, InvalidOperation, OverflowError):
        return Reading(cell.text)
    if not number.is_finite():
        return Reading(cell.text)
    if cell.format != "General" and is_date(cell.format):
        return _date(number, cell, column, is_1904)
    return _BY_KIND.get(column.kind, _as_text)(number, cell, column)


def _amount(number: Decimal, cell: Cell, column: Column) -> Reading:
    if cell.format != "General" and not says_amount(number, cell.format):
        looks = displayed(number, cell.format)
        message = f"“{column.title}”有误：这一格显示“{looks}”，存的数却是 {_digits(number)}，不知以哪个为准"
        return Reading(None, (_error("FLD05", message, "把这一格的数字格式改成“常规”，再核对金额"),))
    return Reading(amount_text(number))


def _percent(number: Decimal, cell: Cell, _column: Column) -> Reading:
    if has_percent(cell.format):
        return Reading(percent(number.scaleb(2)))
    if 0 < number < 1 and not _is_shown_as_percent(number, cell.format):
        remark = _warning(
            "WBK09", f"{number} 没有百分号，按 {number}% 读", f"要写 {percent(number.scaleb(2))}，请带上百分号"
        )
        return Reading(percent(number), (remark,))
    return Reading(percent(number))


def _is_shown_as_percent(number: Decimal, number_format: str) -> bool:
    """Whether the format puts the sign beside the number: 95 in ``0"%"`` is seen as 95%, and so is 0.5 as 0.5%."""
    return (displayed(number, number_format) or "").rstrip().endswith(("%", "％"))


def _year(number: Decimal, _cell: Cell, column: Column) -> Reading:
    if number in _DAYS_OF_OUR_TIME and (moment := moment_of(number)) is not None:
        return _dated(moment, column, "")
    return Reading(_digits(number))


def _as_text(number: Decimal, cell: Cell, column: Column) -> Reading:
    """The text that the cell shows; a code may have lost digits by becoming a number."""
    plain = _shown(number, cell.format)
    if column.kind != "code":
        return Reading(plain, tuple(_not_as_shown(number, cell.format)))
    lost = "，前面的 0 可能已经丢失"
    if plain.startswith("0"):
        lost = "，前面的 0 由数字格式补上"
    elif len(_digits(number).strip("-")) > _SAFE_DIGITS:
        lost = "，15 位以后的数字已经丢失"
    remark = _warning("WBK09", f"编码被当作数字保存，读作“{plain}”{lost}", "请核对；把这一格设为“文本”格式后重新输入")
    return Reading(plain, (remark,))


def _shown(number: Decimal, number_format: str) -> str:
    """What the cell shows; the plain digits where that is not known, nothing, or a stroke for none."""
    if number_format in ("General", "@"):
        return _digits(number)
    text = displayed(number, number_format)
    return text if text and text.strip("-–—") else _digits(number)


def _not_as_shown(number: Decimal, number_format: str) -> Iterator[Remark]:
    """What is to be said where the digits are read for what the cell shows."""
    text = _digits(number) if number_format in ("General", "@") else displayed(number, number_format)
    hint = "请核对；把这一格设为“文本”格式，写上要印的文字"
    if text is None:
        what = f"数字格式“{shorten(number_format)}”显示成什么不清楚"
        yield _warning("WBK09", f"{what}，读了存的数“{_digits(number)}”", hint)
    elif not text.strip("-–—") and number:
        yield _warning("WBK09", f"这一格显示为空白，读了存的数“{_digits(number)}”", hint)


def _digits(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"


_Reader = Callable[[Cell, Column, bool], Reading]
_READERS: dict[str, _Reader] = {
    "s": _text, "n": _number, "b": _truth, "e": _wrong, "d": _iso_date, "p": _picture, "": _no_result,
}  # fmt: skip
_BY_KIND: dict[str, Callable[[Decimal, Cell, Column], Reading]] = {
    "amount": _amount, "percent": _percent, "year": _year,
}  # fmt: skip


def _date(number: Decimal, cell: Cell, column: Column, is_1904: bool) -> Reading:
    moment = moment_of(number, is_1904=is_1904)
    if moment is None:
        return _as_text(number, Cell("n", "", "General"), column)
    shown = displayed(number, cell.format, is_1904=is_1904) or ""
    if column.kind not in _NUMBERS and _CHINESE.search(shown):
        return Reading(shown, (_date_remark(shown),))
    return _dated(moment, column, cell.format)


def _dated(day: datetime, column: Column, number_format: str) -> Reading:
    if column.kind == "year":
        return Reading(str(day.year), (_date_remark(str(day.year)),))
    if column.kind == "percent" or column.kind == "amount":
        text = day.date().isoformat()
    else:
        text = _date_text(day, number_format)
    return Reading(text, (_date_remark(text),))


def _date_text(day: datetime, number_format: str) -> str:
    """As much of a date as its cell shows: ``12月31日`` has no year, ``2024年12月`` no day, ``9:30`` is a time."""
    shown = set(_LITERAL.sub("", number_format).lower())
    if "h" in shown and not shown & {"y", "d"}:
        return f"{day.hour}:{day.minute:02d}"
    parts = (("y", f"{day.year}年"), ("m", f"{day.month}月"), ("d", f"{day.day}日"))
    return "".join(text for code, text in parts if code in shown or not shown & {"y", "m", "d"})


def _date_remark(text: str) -> Remark:
    return _warning(
        "WBK10", f"这一格被当作日期保存，读作“{text}”", "请核对；不是日期时，把这一格设为“文本”格式后重新输入"
    )


def _error(code: str, message: str, hint: str) -> Remark:
    return Remark(code, Severity.ERROR, message, hint)


def _warning(code: str, message: str, hint: str) -> Remark:
    return Remark(code, Severity.WARNING, message, hint)


def plain_text(cell: Cell | None) -> str:
    """The text of a cell that names something: an owner, a label, an id."""
    if cell is None or cell.kind in ("e", "p", ""):
        return ""
    if cell.kind == "n":
        try:
            return _shown(Decimal(f"{float(cell.text):.15g}"), cell.format)
        except (ValueError, InvalidOperation, OverflowError):
            return cell.text
    return clean(cell.text)


def shared_amounts(cells: SheetCells, columns: Container[int], rows: Container[int], at: Place) -> Iterator[Finding]:
    """The errors for merged cells that would say one amount several times; ``columns`` and ``rows`` hold amounts."""
    for merged in cells.merged:
        if _amounts_in(merged, columns, rows) > 1:
            first = ref_of(merged.left, merged.top)
            message = f"金额格子被合并了（{first}:{ref_of(merged.right, merged.bottom)}），一笔金额会算好几遍"
            hint = "请取消合并，在每一格各写各的金额；没有金额的格子空着"
            yield Finding("WBK17", Severity.ERROR, message, hint, at._replace(cell=first))


def _amounts_in(merged: Merged, columns: Container[int], rows: Container[int]) -> int:
    wide = sum(1 for column in range(merged.left, merged.right + 1) if column in columns)
    return wide and wide * sum(1 for row in range(merged.top, merged.bottom + 1) if row in rows)
