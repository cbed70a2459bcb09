"""Looks of cells: a layout's styles as Excel's fonts, alignments and borders."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any, Literal

from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook import Workbook

from generator.form import Heading, Paragraph
from generator.layouts.model import Align, Layout, Style

DEFAULT_FONT = "宋体"
DEFAULT_SIZE = 10.5
"""五号. The widths of columns are measured in digits of the default font: 7 pixels each at this size."""

RED = "FFFF0000"
_THIN = Side(style="thin", color="FF000000")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_GB2312 = 134
_MODERN = 3


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of cell looks: the layout's style ``style`` and what departs from it.

    Text stands in the middle of its cell, or at the top (``is_top``) of one that may reach over pages.
    """

    style: Style
    is_boxed: bool = False
    align: Align | None = None
    indent: int = 0
    number_format: str | None = None
    is_quoted: bool = False
    is_top: bool = False
    color: str | None = None


def style_of(block: Heading | Paragraph, layout: Layout) -> str:
    """The name of the style that a heading or paragraph is drawn in: its first class that is one, else by its kind."""
    default = f"heading{block.level}" if isinstance(block, Heading) else "body"
    return next((name for name in block.classes if name in layout.styles), default)


def set_default_font(workbook: Workbook) -> None:
    """Make 宋体 五号 the workbook's default font."""
    font = _font(Style(font=DEFAULT_FONT, size=DEFAULT_SIZE))
    # The default is openpyxl's first font, which has no public name.
    inner: Any = workbook
    inner._fonts = IndexedList([font])
    inner._named_styles["Normal"].font = font


class Styler:
    """Gives cells their looks; each look is put together once a workbook."""

    def __init__(self) -> None:
        self._made: dict[Look, Any] = {}

    def apply(self, cell: SheetCell, look: Look) -> None:
        """Make ``cell`` look like ``look``."""
        # Copying the style of a cell that has it is many times faster than putting it together.
        inner: Any = cell
        made = self._made.get(look)
        if made is None:
            _dress(cell, look)
            self._made[look] = copy(inner._style)
        else:
            inner._style = copy(made)


def _dress(cell: SheetCell, look: Look) -> None:
    cell.font = _font(look.style, look.color)
    cell.alignment = _alignment(look)
    if look.is_boxed:
        cell.border = _BOX
    if look.number_format:
        cell.number_format = look.number_format
    if look.is_quoted:
        cell.quotePrefix = True


def _font(style: Style, color: str | None = None) -> Font:
    # Without the charset, Excel on a system that is not Chinese may take another font.
    return Font(name=style.font, sz=style.size, b=style.bold, family=_MODERN, charset=_GB2312, color=color)


def _alignment(look: Look) -> Alignment:
    # A number does not wrap: where it is too wide Excel would show ####, unless it may shrink.
    is_number = look.number_format is not None
    horizontal: Literal["left", "center", "right", "justify"] = look.align or look.style.align
    return Alignment(
        horizontal=horizontal,
        vertical="top" if look.is_top else "center",
        wrap_text=not is_number,
        shrink_to_fit=is_number or None,
        indent=look.indent,
    )
