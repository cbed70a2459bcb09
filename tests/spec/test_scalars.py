"""Amounts, percentages, years, months and yes/no: what an officer writes, and what is too doubtful to be read."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from generator.spec.scalars import (
    MAX_DIGITS,
    parse_amount,
    parse_month,
    parse_percent,
    parse_year,
    parse_yes_no,
    percent_if_fraction,
    shorten,
)

READERS: list[Callable[[object], object]] = [parse_amount, parse_percent, parse_year, parse_yes_no]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("0.2", ("0.2%", "20%")),
        ("０．２５", ("0.25%", "25%")),
        ("0.005", ("0.005%", "0.5%")),
        ("+0.5", ("+0.5%", "50%")),
    ],
)
def test_a_share_that_is_a_part_of_one_is_doubtful(text: str, doubt: tuple[str, str]) -> None:
    assert percent_if_fraction(text) == doubt


@pytest.mark.parametrize("text", ["0.2%", "0", "0.0", "1", "20", "", "全部", "-0.2", "0." + "1" * 30])
def test_other_shares_are_not(text: str) -> None:
    assert percent_if_fraction(text) is None


def refusal(read: Callable[[object], object], text: str) -> dict[str, str]:
    """The code, message and hint with which ``read`` refuses ``text``."""
    with pytest.raises(PydanticCustomError) as caught:
        read(text)
    return {"code": caught.value.type, **(caught.value.context or {})}


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("blank", [None, "", "  ", "　"])
def test_blank_is_nothing_and_not_zero(read: Callable[[object], object], blank: str | None) -> None:
    assert read(blank) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", "0"),
        ("12", "12"),
        ("0010", "10"),
        ("1980.40", "1980.40"),
        ("1,980.40", "1980.40"),
        ("1，980．40", "1980.40"),
        ("12,345,678", "12345678"),
        ("１２", "12"),
        (" 12 ", "12"),
        ("-5", "-5"),
        ("－5", "-5"),
        ("−5", "-5"),
        ("+5", "5"),
        ("123456789012345", "123456789012345"),
    ],
)
def test_amount_is_read_exactly(text: str, amount: str) -> None:
    assert str(parse_amount(text)) == amount


@pytest.mark.parametrize(
    "text",
    [
        *("1,98", "12,34,567", "1,9800", ",198", "1980,", "1 980", "1。5", "1.2.3", "5.", ".5", "--5", "5-"),
        *("1e3", "1E3", "0x10", "inf", "NaN", "1_000", "12:30", "12万", "12元", "¥12", "十二", "abc"),
        # Digits that are none of a budget: NFKC would make 12² of 122, and ① of 1.
        *("12²", "①", "١٢", "१२", "Ⅻ", "½"),
        "9" * (MAX_DIGITS + 1),
        "9" * 4000,
        "0." + "1" * 4000,
    ],
)
def test_doubtful_amount_is_refused(text: str) -> None:
    assert refusal(parse_amount, text)["code"] == "FLD05"


@given(st.decimals(-(10**12), 10**12, places=2, allow_nan=False, allow_infinity=False))
def test_amount_with_separators_is_the_amount(amount: Decimal) -> None:
    assert parse_amount(f"{amount:,}") == parse_amount(str(amount)) == amount


@pytest.mark.parametrize(
    ("text", "share"), [("25%", "25"), ("25", "25"), ("２５％", "25"), ("33.3 %", "33.3"), ("0", "0"), ("100%", "100")]
)
def test_percent(text: str, share: str) -> None:
    assert str(parse_percent(text)) == share


@pytest.mark.parametrize("text", ["25%%", "%", "1/4", "0.25倍", "25‰", "1e1", "9" * 4000, "二十五", "٢٥"])
def test_doubtful_percent_is_refused(text: str) -> None:
    assert refusal(parse_percent, text)["code"] == "FLD07"


@pytest.mark.parametrize("text", ["2024", "2024年", "2024年度", "２０２４", " 2024 年度 "])
def test_year(text: str) -> None:
    assert parse_year(text) == 2024


@pytest.mark.parametrize("text", ["24", "1899", "2200", "2024-2026", "2024.0", "二〇二四", "20244", "今年"])
def test_doubtful_year_is_refused(text: str) -> None:
    assert refusal(parse_year, text)["code"] == "FLD06"


def test_a_date_that_lost_its_format_is_named() -> None:
    assert "2025-01-01，写成 2025" in refusal(parse_year, "45658")["hint"]
    assert "四位数字" in refusal(parse_year, "20244")["hint"]


@pytest.mark.parametrize(("text", "month"), [("3月底", 3), ("3月", 3), ("3", 3), ("03月末", 3), ("１２月底", 12)])
def test_month(text: str, month: int) -> None:
    assert parse_month(text) == month


@pytest.mark.parametrize("text", ["0", "13月底", "三月", "3月30日", "年底", "", "一季度"])
def test_doubtful_month_is_refused(text: str) -> None:
    assert refusal(parse_month, text)["code"] == "FLD09"


@pytest.mark.parametrize(("text", "answer"), [("是", True), ("否", False), ("Yes", True), ("no", False), ("0", False)])
def test_yes_no(text: str, answer: bool) -> None:
    assert parse_yes_no(text) is answer


@pytest.mark.parametrize("text", ["是的", "√", "2", "不"])
def test_doubtful_answer_is_refused(text: str) -> None:
    assert refusal(parse_yes_no, text)["code"] == "FLD08"


@pytest.mark.parametrize("read", [*READERS, parse_month])
@given(
    text=st.text(
        st.sampled_from("0123456789.,，％%-+e年月底是否{}") | st.characters(exclude_categories=["Cs"]), max_size=30
    )
)
def test_any_text_is_read_or_refused_with_words(read: Callable[[object], object], text: str) -> None:
    refused = None
    try:
        read(text)
    except PydanticCustomError as error:
        refused = error
    if refused and refused.context:
        assert refused.type.startswith("FLD")
        assert refused.message() == refused.context["message"]  # braces of the text are not taken for fields
        assert refused.context["hint"]


@given(st.text(max_size=200))
def test_shortened_text_fits_on_a_line(text: str) -> None:
    assert "\n" not in shorten(text)
    assert len(shorten(text)) <= 60


def test_shortened_text_says_how_long_it_was() -> None:
    assert shorten("长" * 100, 5) == "长长长长长…（共 100 字）"
