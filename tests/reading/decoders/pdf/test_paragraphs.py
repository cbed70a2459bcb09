"""The text column, and where a paragraph ends that fills its last line."""

from __future__ import annotations

import pytest

from generator.reading.decoders.pdf.glyph_lines import Line
from generator.reading.decoders.pdf.page_texts import Page
from generator.reading.decoders.pdf.paragraphs import Column, Row, column_of, paragraphs_of
from generator.reading.decoders.pdf.ruled_cells import Grid

COLUMN = Column(50.0, 150.0)


def line(text: str, number: int) -> Line:
    """A line of ideographs 10 points wide, in the column from 50 points on."""
    widths = tuple(10.0 * count for count in range(1, len(text) + 1))
    return Line(text, 50.0, 50.0 + widths[-1], 15.0 * number, 10.0, False, widths)


def paragraphs(*texts: str) -> list[str]:
    """The paragraphs that these lines make."""
    rows = [Row(1, number, [line(text, number)], COLUMN) for number, text in enumerate(texts, 1)]
    return [paragraph.text for paragraph in paragraphs_of(rows)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["一二三四五六七八九十", "甲乙"], ["一二三四五六七八九十甲乙"]),
        (["1、三四五六七八九十", "2、丙丁"], ["1、三四五六七八九十", "2、丙丁"]),
        (["1、三四五六七八九。", "2、丙丁"], ["1、三四五六七八九。2、丙丁"]),
        (["1、三四五六七八九十", "3、丙丁"], ["1、三四五六七八九十3、丙丁"]),
    ],
    ids=["goes on", "next item", "text that counts", "another number"],
)
def test_full_lines(texts: list[str], expected: list[str]) -> None:
    assert paragraphs(*texts) == expected


@pytest.mark.parametrize(("count", "right"), [(6, 150.0), (2, 160.0)], ids=["lines fill the column", "few lines"])
def test_tables_that_hang_over_do_not_widen_a_column_that_lines_fill(count: int, right: float) -> None:
    rows = [[line("一二三四五六七八九十", number)] for number in range(count)]
    page = Page(1, 200.0, 800.0, rows, [Grid([40.0, 160.0], [700.0, 720.0], {})])
    assert column_of([page])[200].right == right
