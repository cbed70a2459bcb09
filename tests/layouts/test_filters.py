"""The words of templates: amounts, percentages, Chinese numerals and safe text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup, escape

from generator.layouts.filters import (
    ILLEGAL_CHARACTERS,
    as_printed,
    bracket_below,
    chinese,
    money,
    money_format,
    percent,
    percent_format,
    printable,
)
from generator.spec.numerals import chinese_number
from tests.support.xlsx_texts import _shown_number

amounts = st.decimals(-(10**11), 10**11, allow_nan=False, allow_infinity=False, places=4)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (None, ""),
        ("0", "0.00"),
        ("12", "12.00"),
        ("1980.4", "1,980.40"),
        ("1234567.5", "1,234,567.50"),
        ("0.005", "0.005"),
        ("1.25500", "1.255"),
        ("-3.1", "-3.10"),
        ("999999999999.99", "999,999,999,999.99"),
    ],
)
def test_money(amount: str | None, shown: str) -> None:
    assert money(None if amount is None else Decimal(amount)) == shown


def test_money_without_decimals() -> None:
    assert (money(Decimal("12.50"), 0), money(Decimal("12.00"), 0)) == ("12.5", "12")


@given(amounts)
def test_nothing_is_rounded_away(amount: Decimal) -> None:
    assert Decimal(money(amount).replace(",", "")) == amount


@given(amounts)
def test_money_format_prints_what_money_prints(amount: Decimal) -> None:
    assert _shown_number(amount, money_format(amount)) == money(amount)


@pytest.mark.parametrize(
    ("share", "shown"), [(None, ""), ("25", "25%"), ("25.0", "25%"), ("33.3", "33.3%"), ("0", "0%"), ("100", "100%")]
)
def test_percent(share: str | None, shown: str) -> None:
    assert percent(None if share is None else Decimal(share)) == shown


@given(st.decimals(0, 100, places=3))
def test_percent_format_prints_what_percent_prints(share: Decimal) -> None:
    assert _shown_number(share / 100, percent_format(share)) == percent(share)


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        *((1, "一"), (2, "二"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"), (99, "九十九")),
        *((100, "一百"), (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"), (1000, "一千")),
        *((1001, "一千零一"), (1010, "一千零一十"), (1100, "一千一百"), (9999, "九千九百九十九")),
    ],
)
def test_chinese_numeral(number: int, numeral: str) -> None:
    assert chinese(number) == numeral


def test_every_chinese_numeral_reads_back() -> None:
    assert [chinese_number(chinese(number)) for number in range(1, 10_000)] == list(range(1, 10_000))


@pytest.mark.parametrize(
    ("value", "markup"),
    [
        (None, ""),
        (12, "12"),
        ("<b>&", "&lt;b&gt;&amp;"),
        (Markup("<b/>"), "<b/>"),
        ("a\nb", "a<br/>b"),
        ("a\r\nb\rc", "a<br/>b<br/>c"),
        ("\n\na\n\n", "a"),
        ("a\x08\x00b\ufffe", "ab"),
        ("\"'", "&#34;&#39;"),
    ],
)
def test_value_becomes_markup(value: object, markup: str) -> None:
    assert escape(as_printed(value)) == markup


@given(st.text(st.characters()))
def test_any_text_is_well_formed_markup(text: str) -> None:
    element = etree.fromstring(f"<p>{escape(as_printed(text))}</p>")
    shown = (element.text or "") + "".join("\n" + (child.tail or "") for child in element)
    assert shown == printable(text).replace("\r\n", "\n").replace("\r", "\n").strip("\n")


@given(st.text(st.characters()))
def test_printable_text_is_what_xml_can_hold(text: str) -> None:
    assert not ILLEGAL_CHARACTERS.search(printable(text))


def test_a_label_breaks_before_its_bracket() -> None:
    assert bracket_below("时效指标（工期指标）") == "时效指标\n（工期指标）"
    assert bracket_below("质量指标") == "质量指标"
