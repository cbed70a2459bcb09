"""What the cells of a workbook hold: texts that stay texts, numbers that show what the form prints."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.form import Cell, Contents, Heading, Paragraph
from generator.writers.xlsx import write
from generator.writers.xlsx.values import number_of
from tests.support.properties import examples
from tests.support.xlsx_forms import a_form, a_layout, a_table, written
from tests.support.xlsx_texts import sheet_texts, shown_text


def number_cell(text: str, number: str, number_format: str | None) -> Cell:
    return Cell(text, 0, 0, number=Decimal(number), number_format=number_format, classes=("money",))


@pytest.mark.parametrize(
    ("text", "number", "number_format"),
    [
        ("1,980.40", "1980.40", "#,##0.00"),
        ("9.95", "9.95", "#,##0.00"),
        ("-0.50", "-0.5", "#,##0.00"),
        ("25%", "0.25", "0%"),
        ("33.30%", "0.333", "0.00%"),
        ("0", "0", None),
        ("1.205", "1.205", None),
        ("1.01", "1.005", "0.00"),
        ("123,456,789,012.345", "123456789012.345", "#,##0.000"),
    ],
)
def test_a_number_is_a_number_that_shows_the_text(text: str, number: str, number_format: str | None) -> None:
    cell = written(a_form(a_table([[number_cell(text, number, number_format)]]))).worksheets[0]["A1"]
    assert cell.data_type == "n"
    assert Decimal(str(cell.value)) == Decimal(number)
    assert shown_text(cell) == text


@pytest.mark.parametrize(
    ("text", "number", "number_format"),
    [
        ("12,345,678,901,234.567", "12345678901234.567", "#,##0.000"),  # 17 digits: Excel keeps 15
        ("1" + "0" * 30, "1" + "0" * 30, None),
        ("1.00000000000000000000000000000000000000000001", "1.00000000000000000000000000000000000000000001", None),
        ("约 2", "2", "0"),
        ("2024年1月", "45292", "yyyy年m月"),
        ("NaN", "NaN", "0"),
    ],
)
def test_a_number_that_excel_would_show_otherwise_is_text(text: str, number: str, number_format: str | None) -> None:
    cell = written(a_form(a_table([[number_cell(text, number, number_format)]]))).worksheets[0]["A1"]
    assert (cell.data_type, cell.value) == ("s", text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_money_is_always_a_number(amount: Decimal) -> None:
    found = number_of(number_cell(f"{amount:,.2f}", str(amount), "#,##0.00"))
    assert (found is not None and Decimal(found.digits) == amount) or amount.is_zero()


def test_numbers_shrink_where_their_column_is_narrow() -> None:
    cell = written(a_form(a_table([[number_cell("1.00", "1", "0.00")]]))).worksheets[0]["A1"]
    assert cell.alignment.shrink_to_fit
    assert not cell.alignment.wrap_text


def test_a_column_is_wide_enough_to_read_its_numbers() -> None:
    def width(text: str) -> float:
        row: list[str | Cell] = [number_cell(text, text.replace(",", ""), "#,##0.00"), *("" for _ in range(11))]
        sheet = written(a_form(a_table([row]))).worksheets[0]
        return float(sheet.column_dimensions["A"].width) / float(sheet.column_dimensions["B"].width)

    assert width("1.50") == pytest.approx(1, abs=0.05)
    # 18 characters of 6.5 pt take 20 mm, and a twelfth of the page is 14 mm.
    assert width("123,459,258,149.62") > 1.4


@pytest.mark.parametrize("text", ["=1+1", "+86 769", "-", "@x", "'x", "=", "#N/A", "TRUE", "007", "1/2", "3月5日"])
def test_text_is_never_read_as_something_else(text: str) -> None:
    cell = written(a_form(a_table([[text]]))).worksheets[0]["A1"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix


def test_plain_text_has_no_quote_prefix() -> None:
    assert not written(a_form(a_table([["数量"]]))).worksheets[0]["A1"].quotePrefix


def test_line_breaks_stay_and_text_wraps() -> None:
    cell = written(a_form(a_table([["一\n二"]]))).worksheets[0]["A1"]
    assert cell.value == "一\n二"
    assert cell.alignment.wrap_text


def test_empty_text_is_an_empty_cell_with_borders() -> None:
    cell = written(a_form(a_table([["", "x"]]))).worksheets[0]["A1"]
    assert cell.value is None
    assert cell.border.left.style == "thin"


@pytest.mark.parametrize(("text", "kept"), [("a\x00b\x0b\ufffe\ud800c", "abc"), ("a\r\nb\rc", "a\nb\nc")])
def test_characters_that_xml_cannot_hold_are_dropped(text: str, kept: str) -> None:
    assert sheet_texts(write(a_form(a_table([[text]])), a_layout())) == [kept]


@pytest.mark.parametrize("text", ["_x000A_", "a_x0041_x0042_", "_x"])
def test_text_that_looks_like_an_escape_stays(text: str) -> None:
    assert sheet_texts(write(a_form(a_table([[text]])), a_layout())) == [text]


@pytest.mark.parametrize("text", ["字" * 70_000, "_x0041_" * 9_000, "𠮷" * 40_000, "a" * 32_768])
def test_text_over_the_limit_goes_on_in_cells_below(text: str) -> None:
    form = a_form(Heading(1, text, "h1"), Paragraph(text), Paragraph(text, "右"), a_table([["", text]]))
    found = sheet_texts(write(form, a_layout()))
    assert max(len(piece.encode("utf-16-le")) for piece in found) <= 2 * 32_767
    # The indent of the body is no part of the text. (A plain comparison would print megabytes.)
    is_whole = "".join(found).replace("\u3000", "").replace("右", "") == text * 4
    assert is_whole


_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20)


@examples(50)
@given(st.lists(st.tuples(_TEXTS, _TEXTS), min_size=1, max_size=4))
def test_all_texts_come_in_order(rows: list[tuple[str, str]]) -> None:
    form = a_form(Heading(1, "标题", "h1"), Paragraph("左", "右"), a_table(rows), Paragraph("注"))
    assert [text.strip() for text in sheet_texts(write(form, a_layout()))] == [text.strip() for text in form.texts()]


def test_a_body_paragraph_begins_with_the_indent_that_excel_lacks() -> None:
    assert sheet_texts(write(a_form(Paragraph("正文")), a_layout())) == ["\u3000\u3000正文"]


def test_the_parts_of_a_paragraph_stand_at_both_sides() -> None:
    sheet = written(a_form(Paragraph("单位：某局", "单位：万元", ("line",)))).worksheets[0]
    left, right = (cell for cell in sheet[1] if cell.value)
    assert (left.value, left.alignment.horizontal) == ("单位：某局", "left")
    assert (right.value, right.alignment.horizontal) == ("单位：万元", "right")
    assert left.border.left.style is None


def test_contents_are_links_to_the_headings() -> None:
    form = a_form(
        Contents("目录", 2), Heading(1, "甲", "h1"), Heading(3, "乙", "h2"), Heading(2, "丙", "h3"), name="it's"
    )
    sheet = written(form).worksheets[0]
    links = [(cell.value, cell.hyperlink.location) for row in sheet for cell in row if getattr(cell, "hyperlink", None)]
    assert [text for text, _ in links] == ["甲", "丙"]
    for text, location in links:
        name, place = location.rsplit("!", 1)
        assert name == "'it''s'"
        assert sheet[place].value == text
    assert sheet_texts(write(form, a_layout()), links=False) == ["甲", "乙", "丙"]
    title, style = sheet["A1"], a_layout().style("heading1")
    assert (title.font.name, title.font.sz, title.alignment.horizontal) == (style.font, style.size, "center")
