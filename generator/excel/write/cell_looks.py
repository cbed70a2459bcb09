"""How cells of the editing workbook look: few styles, made once and numbered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.excel.sheets.sheet_plans import HEAD_ROW
from generator.excel.sheets.table_columns import Column, Kind
from generator.writers.xlsx.styles import DEFAULT_FONT, DEFAULT_SIZE

INK, RED, GREY = "FF1F2937", "FFC00000", "FF6B7280"
HEAD_FILL, NEED_FILL, AUTO_FILL, TITLE_FILL = "FFDCE6F1", "FFFDE9D9", "FFF2F2F2", "FF1F4E79"
_LINE = Side(style="thin", color="FFBFBFBF")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_GB2312 = 134

_ALIGN = {"amount": "right", "percent": "center", "year": "center", "yes_no": "center", "code": "left", "text": "left"}
FORMATS: dict[Kind, str] = {"amount": "#,##0.00", "percent": "0%", "year": "0"}
TEXT_FORMAT = "@"


@dataclass(frozen=True, slots=True)
class Look:
    """What tells one style from another; ``is_shrunk``: its text stays on one line, in smaller letters if need be."""

    kind: str = "text"
    number_format: str = TEXT_FORMAT
    is_quoted: bool = False
    is_locked: bool = False
    fill: str | None = None
    color: str = INK
    is_bold: bool = False
    is_boxed: bool = False
    align: str | None = None
    size: float = DEFAULT_SIZE
    is_shrunk: bool = False


def field_look(column: Column, decimals: int = 2) -> Look:
    """The look of an input cell in this column."""
    return Look(column.kind, number_format(column.kind, decimals))


def number_format(kind: Kind, decimals: int = 2) -> str:
    """The number format of a kind: text where it is none."""
    if kind == "amount":
        return "#,##0" + ("." + "0" * decimals if decimals else "")
    return FORMATS.get(kind, TEXT_FORMAT)


class Styles:
    """Numbers of styles in a workbook, each made when first asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._sheet: Worksheet = workbook.create_sheet("styles")
        self._workbook = workbook
        self._numbers: dict[Look, int] = {}
        self._count = 0

    def number(self, look: Look) -> int:
        """The number of ``look`` among the workbook's cell styles."""
        number = self._numbers.get(look)
        if number is None:
            self._count += 1
            cell = self._sheet.cell(self._count, 1)
            dress(cell, look)
            number = self._numbers[look] = int(cell.style_id)
        return number

    def close(self) -> None:
        """Take the scratch sheet out of the workbook."""
        self._workbook.remove(self._sheet)


def set_default_font(workbook: Workbook) -> None:
    """Make 宋体 五号 the workbook's default font."""
    font = Font(name=DEFAULT_FONT, sz=DEFAULT_SIZE, family=3, charset=_GB2312)
    # The default is openpyxl's first font, which has no public name.
    inner: Any = workbook
    inner._fonts = IndexedList([font])
    inner._named_styles["Normal"].font = font


def dress(target: Any, look: Look) -> None:
    """Give a cell or a column its look."""
    target.font = Font(name=DEFAULT_FONT, sz=look.size, b=look.is_bold, color=look.color, family=3, charset=_GB2312)
    align = look.align or _ALIGN.get(look.kind, "left")
    wraps = look.kind not in ("amount", "percent", "year") and not look.is_shrunk
    target.alignment = Alignment(
        horizontal=align,
        vertical="center",
        wrap_text=wraps or None,
        shrink_to_fit=look.is_shrunk or None,
        # Without it an amount touches the text of the next column.
        indent=1 if align == "right" else 0,
    )
    target.number_format = look.number_format
    target.protection = Protection(locked=look.is_locked)
    if look.fill:
        target.fill = PatternFill("solid", fgColor=look.fill)
    if look.is_boxed:
        target.border = BOX
    if look.is_quoted:
        target.quotePrefix = True


def head_look(*, is_required: bool = False) -> Look:
    """The look of a heading."""
    fill = NEED_FILL if is_required else HEAD_FILL
    return Look(is_locked=True, is_bold=True, fill=fill, is_boxed=True, align="center")


def put_headings(sheet: Worksheet, columns: Iterable[tuple[str, float]]) -> None:
    """Head the columns of a form: the title and the width of each."""
    for number, (title, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        if title:
            dress(sheet.cell(HEAD_ROW, number, title), head_look())


# --- conditional formats -----------------------------------------------------------------------------------------

_rule: Any = FormulaRule


def coloured(formula: str, color: str) -> Any:
    """The conditional format that fills a cell with ``color`` where ``formula`` is true, and keeps its frame."""
    # Of a conditional format Excel takes the background, not the foreground. LibreOffice takes one format of several.
    return _rule(formula=[formula], fill=PatternFill(bgColor=color, fill_type="solid"), border=BOX)


def framed(formula: str) -> Any:
    """The conditional format that draws a frame around a cell where ``formula`` is true."""
    return _rule(formula=[formula], border=BOX)
