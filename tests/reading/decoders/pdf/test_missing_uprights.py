"""Columns of tables without uprights: told by their texts where that is plain, left alone where it is not."""

from __future__ import annotations

import pytest

from generator.reading.decoders.pdf.glyphs import Glyph, Ruling
from generator.reading.decoders.pdf.missing_uprights import missing_uprights
from tests.reading.decoders.pdf.test_glyph_lines import glyphs

ROWS = [["项目", "总计"], ["甲的经费", "12.00"], ["乙", "3.00"]]


def lines(count: int = 4, width: float = 300.0) -> list[Ruling]:
    """Lines across, 20 points from each other."""
    return [Ruling(False, 20.0 * number, 0.0, width) for number in range(count)]


def texts(rows: list[list[str]]) -> list[Glyph]:
    """The texts of each row, those of the second column from 150 points on."""
    return [
        glyph
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
        for glyph in glyphs(text, x=10.0 + 140 * column, base=20.0 * number + 14)
    ]


def test_column_ends_where_no_row_has_a_character() -> None:
    [upright] = missing_uprights(lines(), texts(ROWS))
    assert upright == Ruling(True, (10 + 40 + 150) / 2, 0.0, 60.0)


@pytest.mark.parametrize(
    ("rulings", "rows"),
    [
        ([*lines(), Ruling(True, 100.0, 0.0, 60.0)], ROWS),
        (lines(3), ROWS[:2]),
        ([*lines(3), Ruling(False, 60.0, 0.0, 200.0)], ROWS),
        (lines(), [["一段横跨两栏的文字，一段横跨两栏的文字"], *ROWS[1:]]),
        (lines(), [["合计"], ["甲"], ["乙"]]),
    ],
    ids=["uprights are drawn", "three lines", "lines of two lengths", "a text over both columns", "one column"],
)
def test_what_is_not_plain_is_left_alone(rulings: list[Ruling], rows: list[list[str]]) -> None:
    assert missing_uprights(rulings, texts(rows)) == []


def test_texts_side_by_side_in_one_column_are_two_cells() -> None:
    across = glyphs("这是一个横跨第二第三两栏的标题文字", x=150.0, base=14.0)
    beside = [*glyphs("12.00", x=150.0, base=34.0), *glyphs("3.00", x=280.0, base=34.0)]
    first = [glyph for base in (14.0, 34.0, 54.0) for glyph in glyphs("项目", x=10.0, base=base)]
    assert missing_uprights(lines(width=400.0), [*first, *across, *beside]) == []


def test_numbers_below_each_other_are_several_rows() -> None:
    below = [*glyphs("1.00", x=150.0, base=66.0), *glyphs("2.00", x=150.0, base=76.0)]
    rulings = [*lines(), Ruling(False, 80.0, 0.0, 300.0)]
    assert missing_uprights(rulings, [*texts(ROWS), *below]) == []
