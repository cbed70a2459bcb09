"""How much room texts and numbers take."""

import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.form import Cell
from generator.measure import (
    CELL_PADDING_MM,
    SMALLEST_PT,
    cell_height,
    em_width,
    fits,
    fitting_size,
    longest_low,
    number_width,
)
from tests.support.sample_forms import layout

_LAYOUT = layout(Path("/nowhere"))
_STYLE = _LAYOUT.style("money")


def _amount(text: str) -> Cell:
    return Cell(text, 0, 0, number=Decimal(1), classes=("money",))


@pytest.mark.parametrize("text", ["0.00", "1,980.40", "1,234,567.89", "-123,459,258,149.62", "25%"])
@pytest.mark.parametrize("width", [12, 19.5, 40, 90])
def test_the_size_is_the_largest_that_fits(text: str, width: float) -> None:
    cell = _amount(text)
    size, room = fitting_size(cell, width, _LAYOUT), width - 2 * CELL_PADDING_MM
    assert SMALLEST_PT <= size <= _STYLE.size
    assert fits(cell, width, _LAYOUT) == (number_width(text, _STYLE, size) <= room)
    assert fits(cell, width, _LAYOUT) or size == SMALLEST_PT
    assert size == _STYLE.size or number_width(text, _STYLE, size + 0.5) > room


def test_a_declared_size_between_two_steps_stays_where_it_fits() -> None:
    styles = {"money": _STYLE.model_copy(update={"size": 9.3})}
    assert fitting_size(_amount("1.00"), 30, layout(Path("/nowhere"), styles=styles)) == 9.3
    assert fitting_size(_amount("1,234,567.89"), 22.5, layout(Path("/nowhere"), styles=styles)) == 9


def test_texts_keep_their_size_and_amounts_take_one_line() -> None:
    text = Cell("1,234,567.89", 0, 0, classes=("money",))
    assert (fitting_size(text, 12, _LAYOUT), fits(text, 90, _LAYOUT)) == (_STYLE.size, False)
    assert cell_height(_amount("1,234,567.89"), 19.5, _LAYOUT) < cell_height(text, 19.5, _LAYOUT)


@given(st.text(st.characters() | st.sampled_from("中，。“”‘’—…　（）％①㎡0a. ")))
def test_full_width_characters_are_one_em_and_others_about_half(text: str) -> None:
    wide = sum(unicodedata.east_asian_width(char) in "WFA" for char in text)
    assert em_width(text) == pytest.approx(wide + 0.55 * (len(text) - wide))


@given(st.floats(3, 200), st.floats(5, 300), st.sampled_from(["", "2", "国"]), st.booleans())
def test_a_text_of_the_longest_low_length_is_low(width: float, limit: float, char: str, is_number: bool) -> None:
    text = (char or "“") * max(0, longest_low(width, _STYLE, limit))
    cell = _amount(text) if is_number else Cell(text, 0, 0, classes=("money",))
    assert not text or cell_height(cell, width, _LAYOUT) <= limit
