"""Protection without a password, and paper."""

from __future__ import annotations

from typing import Any

from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_LOOKS = ("formatCells", "formatColumns", "formatRows")
_ALLOWED = (
    *_LOOKS, "insertColumns", "insertRows", "insertHyperlinks", "deleteColumns",
    "deleteRows", "sort", "autoFilter", "pivotTables",
)  # fmt: skip


def protect(sheet: Worksheet, *, fixed: bool = False) -> None:
    """Keep headings, labels and totals from being typed over; everything that editing needs stays allowed.

    In a ``fixed`` sheet nothing is edited: only its looks may be changed.
    """
    protection: Any = sheet.protection
    protection.sheet = True
    for name in _LOOKS if fixed else _ALLOWED:  # in the file the attribute says what is forbidden
        setattr(protection, name, False)


def set_paper(sheet: Worksheet, repeated_rows: str | None = None) -> None:
    """A4 landscape, as wide as the page, with the heading on every page and page numbers."""
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.6, bottom=0.6, header=0.3, footer=0.3)
    sheet.print_options.horizontalCentered = True
    footer: Any = sheet.HeaderFooter
    footer.oddFooter.center.text = "&A　第 &P 页，共 &N 页"
    footer.scaleWithDoc = False
    if repeated_rows:
        sheet.print_title_rows = repeated_rows
