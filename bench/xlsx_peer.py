"""The peer of Excel forms: XlsxWriter, told every cell of a workbook with its look, and the sheets' set-up."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

import xlsxwriter
from openpyxl import load_workbook
from openpyxl.cell import Cell as OpenedCell

Format = tuple[tuple[str, object], ...]
"""A cell's look in XlsxWriter's words."""
Value = str | float | None
_PIXELS_A_DIGIT = 7
# XlsxWriter's own name for "centred"; a text that looks like a formula or an address stays text.
_MIDDLE = {"center": "vcenter"}
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


class Drawn(NamedTuple):
    """A cell, or several that are merged into one; rows and columns count from 0."""

    top: int
    left: int
    bottom: int
    right: int
    value: Value
    look: Format


class Sheet(NamedTuple):
    """What a worksheet holds, as XlsxWriter's methods take it; heights are points, widths pixels, margins inches."""

    name: str
    cells: list[Drawn]
    links: list[tuple[int, int, str]]
    heights: list[float]
    widths: list[int]
    print_area: tuple[int, int, int, int]
    repeated: tuple[int, int] | None
    frozen: int
    pages_tall: int
    is_landscape: bool
    margins: dict[str, float]
    footer: str


def write_sheets(sheets: list[Sheet]) -> bytes:
    """The workbook that XlsxWriter makes of ``sheets``."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as workbook:
        formats: dict[Format, Any] = {}
        for sheet in sheets:
            drawn = workbook.add_worksheet(sheet.name)
            _set_up(drawn, sheet)
            _draw(workbook, drawn, sheet, formats)
    return buffer.getvalue()


def _draw(workbook: Any, drawn: Any, sheet: Sheet, formats: dict[Format, Any]) -> None:
    links = {(row, column): target for row, column, target in sheet.links}
    for top, left, bottom, right, value, look in sheet.cells:
        made = formats.get(look)
        if made is None:
            made = formats[look] = workbook.add_format(dict(look))
        if (top, left) != (bottom, right):
            drawn.merge_range(top, left, bottom, right, value, made)
        elif isinstance(value, str):
            drawn.write_string(top, left, value, made)
        elif value is None:
            drawn.write_blank(top, left, None, made)
        else:
            drawn.write_number(top, left, value, made)
        if (top, left) in links:
            drawn.write_url(top, left, links[top, left], made, value)


def _set_up(drawn: Any, sheet: Sheet) -> None:
    for column, width in enumerate(sheet.widths):
        drawn.set_column_pixels(column, column, width)
    for row, height in enumerate(sheet.heights):
        drawn.set_row(row, height)
    drawn.set_paper(9)
    if sheet.is_landscape:
        drawn.set_landscape()
    drawn.fit_to_pages(1, sheet.pages_tall)
    drawn.set_margins(*(sheet.margins[side] for side in ("left", "right", "top", "bottom")))
    drawn.center_horizontally()
    drawn.hide_gridlines(2)
    drawn.set_footer(sheet.footer)
    drawn.print_area(*sheet.print_area)
    drawn.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    if sheet.repeated:
        drawn.repeat_rows(*sheet.repeated)
    if sheet.frozen:
        drawn.freeze_panes(sheet.frozen, 0)


# --- what to write ------------------------------------------------------------------------------------------


def sheets_of(data: bytes) -> list[Sheet]:
    """The contents of the workbook ``data``."""
    return [_sheet(sheet) for sheet in load_workbook(io.BytesIO(data)).worksheets]


def _sheet(sheet: Any) -> Sheet:
    rows, columns = sheet.max_row, sheet.max_column
    links = [(cell.row - 1, cell.column - 1, f"internal:{cell.hyperlink.location}") for cell in _linked(sheet)]
    repeated = [int(row) - 1 for row in (sheet.print_title_rows or "").replace("$", "").split(":") if row]
    margins = sheet.page_margins
    return Sheet(
        sheet.title,
        list(_cells(sheet)),
        links,
        [float(sheet.row_dimensions[row].height) for row in range(1, rows + 1)],
        list(_widths(sheet)),
        (0, 0, rows - 1, columns - 1),
        (repeated[0], repeated[1]) if repeated else None,
        int(sheet.freeze_panes[1:]) - 1 if sheet.freeze_panes else 0,
        int(sheet.page_setup.fitToHeight),
        sheet.page_setup.orientation == "landscape",
        {side: float(getattr(margins, side)) for side in ("left", "right", "top", "bottom")},
        _footer(sheet.oddFooter.center),
    )


def _widths(sheet: Any) -> Iterator[int]:
    """The width of each column: neighbours of the same width may stand in the file as one."""
    for shape in sheet.column_dimensions.values():
        for _ in range(shape.min, shape.max + 1):
            yield round(shape.width * _PIXELS_A_DIGIT)


def _footer(part: Any) -> str:
    return f'&C&"{part.font}"&{part.size}{part.text}'


def _linked(sheet: Any) -> Iterator[Any]:
    return (cell for row in sheet.iter_rows() for cell in row if getattr(cell, "hyperlink", None))


def _cells(sheet: Any) -> Iterator[Drawn]:
    """What a reader takes for one cell each: those that hold something or have borders, from the top on."""
    merged = {(area.min_row, area.min_col): (area.max_row, area.max_col) for area in sheet.merged_cells.ranges}
    for row in sheet.iter_rows():
        for cell in row:
            place = cell.row, cell.column
            if isinstance(cell, OpenedCell) and (place in merged or cell.value is not None or cell.border.left.style):
                bottom, right = merged.get(place, place)
                yield Drawn(place[0] - 1, place[1] - 1, bottom - 1, right - 1, cell.value, _look(cell))


def _look(cell: OpenedCell) -> Format:
    font, alignment = cell.font, cell.alignment
    return tuple(
        {
            "font_name": font.name,
            "font_size": font.sz,
            "font_family": font.family,
            "font_charset": font.charset,
            "bold": bool(font.b),
            "num_format": cell.number_format,
            "quote_prefix": bool(cell.quotePrefix),
            "align": alignment.horizontal,
            "valign": _MIDDLE.get(str(alignment.vertical), alignment.vertical),
            "text_wrap": bool(alignment.wrap_text),
            "shrink": bool(alignment.shrink_to_fit),
            "indent": int(alignment.indent),
            "border": int(cell.border.left.style is not None),
        }.items()
    )
