"""A form as an Excel workbook: SpreadsheetML made as text, packed with parts that are kept ready."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from generator.form import Contents, Form, Heading, Paragraph, Section, Table
from generator.layouts.model import Layout
from generator.writers.office import (
    APPLICATION,
    APPLICATION_TYPE,
    DECLARATION,
    PROPERTIES_RELATION,
    PROPERTIES_TYPE,
    RELATIONSHIPS,
    content_types,
    escape,
    properties_of,
    relationships,
)
from generator.writers.package import CONTENT_TYPES, Packed, join, pack
from generator.writers.xlsx.blocks import draw_contents, draw_draft_mark, draw_heading, draw_paragraph
from generator.writers.xlsx.book import Book, column_letter
from generator.writers.xlsx.grid import grid_of
from generator.writers.xlsx.heights import solid
from generator.writers.xlsx.names import sheet_names
from generator.writers.xlsx.printing import Print, page_markup, print_of
from generator.writers.xlsx.sheet import Sheet, quoted
from generator.writers.xlsx.styles import MAIN, styles_part
from generator.writers.xlsx.tables import DrawnTable, draw_table

_LEVEL = 3  # zlib, as for Word forms
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Not the clock's time: the same form gives the same bytes.
_WRITTEN = "".join(
    f'<dcterms:{what} xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    f' xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:{what}>'
    for what in ("created", "modified")
)
_GAP = 6
"""Points between two tables that follow each other."""
# Codes and percentages that are text are meant: no green triangles.
_NO_TRIANGLES = '<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'


class _Drawn(NamedTuple):
    """A sheet with all that is drawn on it."""

    sheet: Sheet
    section: Section
    print: Print


def write(form: Form, layout: Layout) -> bytes:
    """Draw ``form`` as a workbook with a worksheet a section; the same input gives the same bytes."""
    book = Book(solid(layout))
    names = sheet_names(section.name for section in form.sections)
    drawn = [_draw_section(Sheet(name, grid_of(section, book.layout), book), section, form)
             for name, section in zip(names, form.sections, strict=True)]  # fmt: skip
    return join(_parts(form, book, drawn))


# --- drawing ------------------------------------------------------------------------------------------------


def _draw_section(sheet: Sheet, section: Section, form: Form) -> _Drawn:
    if form.is_draft:
        draw_draft_mark(sheet)
    tables: list[DrawnTable] = []
    for above, block in pairwise((None, *section.blocks)):
        if isinstance(block, Table):
            if isinstance(above, Table):
                sheet.add_rows([_GAP])
            tables.append(draw_table(sheet, block))
        elif block is not None:
            _draw_text(sheet, block, form)
    return _Drawn(sheet, section, print_of(sheet, section.blocks, tables))


def _draw_text(sheet: Sheet, block: Heading | Paragraph | Contents, form: Form) -> None:
    if isinstance(block, Heading):
        draw_heading(sheet, block)
    elif isinstance(block, Paragraph):
        draw_paragraph(sheet, block)
    else:
        draw_contents(sheet, block, form.headings())


# --- the file -----------------------------------------------------------------------------------------------


def _parts(form: Form, book: Book, drawn: list[_Drawn]) -> Iterator[Packed]:
    types, package_relations, application, workbook_relations = _constant_parts(len(drawn))
    author = f"<cp:lastModifiedBy>{escape(form.author)}</cp:lastModifiedBy>"
    yield types
    yield package_relations
    yield _packed("xl/workbook.xml", _workbook(drawn))
    yield workbook_relations
    for number, each in enumerate(drawn, 1):
        yield _packed(f"xl/{_sheet_file(number)}", _worksheet(each, is_first=number == 1, is_draft=form.is_draft))
    yield styles_part(book.looks())
    yield _packed("xl/sharedStrings.xml", book.texts_part())
    yield _packed("docProps/core.xml", properties_of(form, author + _WRITTEN))
    yield application


@lru_cache(maxsize=64)
def _constant_parts(sheets: int) -> tuple[Packed, Packed, Packed, Packed]:
    """The content types, the package's relations, the application's name and the relations of so many sheets."""
    files = [_sheet_file(number) for number in range(1, sheets + 1)]
    types = {"xl/workbook.xml": f"{_TYPE}.sheet.main+xml"}
    types |= {f"xl/{file}": f"{_TYPE}.worksheet+xml" for file in files}
    types |= {"xl/styles.xml": f"{_TYPE}.styles+xml", "xl/sharedStrings.xml": f"{_TYPE}.sharedStrings+xml"}
    types |= {"docProps/core.xml": PROPERTIES_TYPE, "docProps/app.xml": APPLICATION_TYPE}
    package = [("officeDocument", "xl/workbook.xml"), (PROPERTIES_RELATION, "docProps/core.xml")]
    package.append(("extended-properties", "docProps/app.xml"))
    related = [("worksheet", file) for file in files]
    related += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    return (
        _packed(CONTENT_TYPES, DECLARATION + content_types(types)),
        _packed("_rels/.rels", DECLARATION + relationships(package)),
        _packed("docProps/app.xml", DECLARATION + APPLICATION),
        _packed("xl/_rels/workbook.xml.rels", DECLARATION + relationships(related)),
    )


def _packed(name: str, text: str) -> Packed:
    return pack(name, text.encode(), _LEVEL)


def _sheet_file(number: int) -> str:
    return f"worksheets/sheet{number}.xml"


def _workbook(drawn: list[_Drawn]) -> str:
    sheets = "".join(
        f'<sheet name="{escape(each.sheet.name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, each in enumerate(drawn, 1)
    )
    names = "".join(name for index, each in enumerate(drawn) for name in _defined_names(index, each))
    return (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{sheets}</sheets>{f'<definedNames>{names}</definedNames>' if names else ''}</workbook>"
    )


def _defined_names(index: int, each: _Drawn) -> Iterator[str]:
    """What is printed of a sheet, and which of its rows repeat on each page."""
    sheet, name = each.sheet, escape(quoted(each.sheet.name))
    start = f'localSheetId="{index}">{name}!'
    if sheet.rows:
        last = f"${column_letter(sheet.grid.columns)}${sheet.rows}"
        yield f'<definedName name="_xlnm.Print_Area" {start}$A$1:{last}</definedName>'
    if each.print.repeated:
        first, last_row = each.print.repeated
        yield f'<definedName name="_xlnm.Print_Titles" {start}${first}:${last_row}</definedName>'


def _worksheet(each: _Drawn, *, is_first: bool, is_draft: bool) -> str:
    sheet, layout = each.sheet, each.sheet.layout
    widths = enumerate(sheet.grid.widths(each.section, layout), 1)
    columns = "".join(
        f'<col min="{column}" max="{column}" width="{width}" customWidth="1"/>' for column, width in widths
    )
    dimension = str(sheet.full_width(1)) if sheet.rows else "A1"
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="{dimension}"/>{_view(each.print, is_first=is_first)}<sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>{sheet.rows_markup()}</sheetData>{sheet.areas_markup()}"
        f"{page_markup(layout, each.print.pages_tall, is_draft=is_draft)}{_NO_TRIANGLES}</worksheet>"
    )


def _view(how: Print, *, is_first: bool) -> str:
    """What the screen shows: no grid lines, and the head of a long table always."""
    selected = ' tabSelected="1"' if is_first else ""
    view = f'<sheetView showGridLines="0"{selected} workbookViewId="0"'
    if how.scrolled is None:
        return f"<sheetViews>{view}/></sheetViews>"
    pane = f'<pane ySplit="{how.scrolled - 1}" topLeftCell="A{how.scrolled}" activePane="bottomLeft" state="frozen"/>'
    return f'<sheetViews>{view}>{pane}<selection pane="bottomLeft"/></sheetView></sheetViews>'
