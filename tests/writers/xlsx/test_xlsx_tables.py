"""Tables on a sheet: cells tile them, columns keep their widths, rows are high enough."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from generator.form import Cell, Paragraph, Table
from generator.measure import lines_needed
from generator.writers.xlsx import write
from tests.support.properties import examples
from tests.support.xlsx_forms import a_form, a_layout, a_table, tables, written
from tests.support.xlsx_texts import sheet_texts

Region = tuple[int, int, int, int]
"""First column, first row, last column, last row."""


def regions(sheet: Worksheet) -> dict[Region, str]:
    """Each area of the sheet that is one cell to the reader, with its text."""
    merged = [area.bounds for area in sheet.merged_cells.ranges]
    covered = {(row, column) for left, top, right, bottom in merged
               for row in range(top, bottom + 1) for column in range(left, right + 1)}  # fmt: skip
    places = {(row, column) for row in range(1, sheet.max_row + 1) for column in range(1, sheet.max_column + 1)}
    single = [(column, row, column, row) for row, column in places - covered]
    return {area: str(sheet.cell(area[1], area[0]).value or "") for area in merged + single}


def cells_of(area: Region) -> list[tuple[int, int]]:
    left, top, right, bottom = area
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


def edges_mm(sheet: Worksheet) -> list[float]:
    """Where the columns end, from the left of the sheet; a digit of the default font is 7 of 96 pixels an inch."""
    letters = [get_column_letter(number) for number in range(1, sheet.max_column + 1)]
    return [0.0, *accumulate(sheet.column_dimensions[letter].width * 7 / 96 * 25.4 for letter in letters)]


@examples(60)
@given(st.lists(tables(), min_size=1, max_size=3))
def test_cells_tile_the_sheet(drawn: list[Table]) -> None:
    parts = [part for table in drawn for part in (table, Paragraph("注"))]
    sheet = written(a_form(*parts)).worksheets[0]
    found = regions(sheet)
    covered = [place for area in found for place in cells_of(area)]
    assert len(covered) == len(set(covered)) == sheet.max_row * sheet.max_column
    texts = [cell.text for table in drawn for cell in table.cells()]
    assert sorted(text for text in found.values() if "注" not in text) == sorted(texts)


@examples(60)
@given(tables(), tables())
def test_cells_are_as_wide_and_tall_as_their_table_says(first: Table, second: Table) -> None:
    sheet = written(a_form(first, Paragraph("注"), second)).worksheets[0]
    places = edges_mm(sheet)
    found = [(area, text) for area, text in sorted(regions(sheet).items(), key=lambda item: item[0][1])]
    for table, top in ((first, 1), (second, len(first.rows) + 2)):
        edges = [0.0, *accumulate(table.widths)]
        for cell in table.cells():
            area = next(area for area, text in found if text == cell.text and area[1] == top + cell.row)
            assert area[3] - area[1] + 1 == cell.rowspan
            assert places[area[0] - 1] == pytest.approx(edges[cell.column] * 170, abs=1.5)
            assert places[area[2]] == pytest.approx(edges[cell.column + cell.colspan] * 170, abs=1.5)


def test_every_cell_of_a_merged_area_has_the_borders() -> None:
    table = Table((0.5, 0.5), ((Cell("x", 0, 0, 2, 2),), ()))
    sheet = written(a_form(table)).worksheets[0]
    assert sheet["A1"].border.top.style == sheet["B2"].border.bottom.style == sheet["B1"].border.right.style == "thin"


def test_nearly_equal_edges_of_two_tables_are_one() -> None:
    first, second = (
        Table((0.5, 0.5), ((Cell("a", 0, 0), Cell("b", 0, 1)),)),
        Table((0.503, 0.497), ((Cell("c", 0, 0), Cell("d", 0, 1)),)),
    )
    assert written(a_form(first, second)).worksheets[0].max_column == 2


def test_a_narrow_column_is_not_lost() -> None:
    table = Table((0.001, 0.998, 0.001), (tuple(Cell("字", 0, column) for column in range(3)),))
    sheet = written(a_form(table)).worksheets[0]
    assert sheet.max_column == 3
    assert all(sheet.column_dimensions[letter].width > 0 for letter in "ABC")


@pytest.mark.parametrize("length", [1, 40, 400, 4_000, 20_000])
def test_rows_show_the_whole_text_within_excels_limit(length: int) -> None:
    text = "字" * length
    sheet = written(a_form(a_table([["短", text]]), Paragraph(text))).worksheets[0]
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert max(heights) <= 409
    for area, found in regions(sheet).items():
        cell = sheet.cell(area[1], area[0])
        left, right = edges_mm(sheet)[area[0] - 1], edges_mm(sheet)[area[2]]
        needed = lines_needed(found, right - left - 1.5, cell.font.size) * cell.font.size * 1.3
        assert sum(heights[area[1] - 1 : area[3]]) >= needed


def test_text_that_may_reach_over_pages_begins_at_the_top() -> None:
    sheet = written(a_form(a_table([["短", "字" * 4_000], ["短", "短"]]))).worksheets[0]
    last = sheet.max_row
    assert sheet["A1"].alignment.vertical == sheet["B1"].alignment.vertical == "top"
    assert sheet.cell(last, 1).alignment.vertical == "center"


def test_a_spanning_cell_makes_its_rows_high_enough() -> None:
    table = Table((0.2, 0.8), ((Cell("字" * 400, 0, 0, 2), Cell("a", 0, 1)), (Cell("b", 1, 1),)))
    sheet = written(a_form(table)).worksheets[0]
    assert sum(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)) > 400 / 8 * 10.5
    assert sheet_texts(write(a_form(table), a_layout())) == ["字" * 400, "a", "b"]


def test_tables_that_follow_each_other_are_set_apart() -> None:
    sheet = written(a_form(a_table([["a"]]), a_table([["b"]]))).worksheets[0]
    assert [sheet["A1"].value, sheet["A2"].value, sheet["A3"].value] == ["a", None, "b"]
    assert sheet["A2"].border.left.style is None


def test_edges_are_measured_rightly() -> None:
    sheet = written(a_form(a_table([["a", "b", "c"]]))).worksheets[0]
    assert [right - left for left, right in pairwise(edges_mm(sheet))] == pytest.approx([170 / 3] * 3, abs=0.4)
