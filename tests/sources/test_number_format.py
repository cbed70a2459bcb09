"""What a cell shows for a number in a number format, as Excel and LibreOffice show it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from generator.sources.number_format import displayed, displayed_text, has_percent, is_date, money_unit_of, says_amount
from tests.support.office import convert

SHOWN = (
    ("95", '0"%"', "95%"),
    ("0.95", "0%", "95%"),
    ("0.955", "0.0%", "95.5%"),
    ("30", '0"人"', "30人"),
    ("30", "0\\人", "30人"),
    ("30", "0!人", "30人"),
    ("30", '"≥"0"人"', "≥30人"),
    ("30", 'General"人"', "30人"),
    ("2.5", 'General"人"', "2.5人"),
    ("7", "000000", "000007"),
    ("1234567", "000000", "1234567"),
    ("1234567.5", "#,##0.00", "1,234,567.50"),
    ("7", "#,##0", "7"),
    ("7", "0,000", "0,007"),
    ("123456", "#,##0", "123,456"),
    ("-12.5", "#,##0.00", "-12.50"),
    ("-12.5", "#,##0.00;[Red](#,##0.00)", "(12.50)"),
    ("12.5", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "12.50"),
    ("12.5", '[$¥-804]#,##0.00', "¥12.50"),
    ("12.5", '0.##"台"', "12.5台"),
    ("0.5", "0.00", "0.50"),
    ("1.005", "0.00", "1.01"),
    ("12345", '0!.0,"万"', "1.2万"),
    ("1980400", "0.00,", "1980.40"),
    ("13800138000", "000-0000-0000", "138-0013-8000"),
    ("0", '0"个"', "0个"),
    ("12", '[>=10]"≥"0"场";0"场"', "≥12场"),
    ("5", '[>=10]"≥"0"场";0"场"', "5场"),
    ("50", "[>100]0;0.0", "50.0"),
    ("-5", '[>100]0;"降"0;0', "降5"),
    ("-5", '[<0]"降"0;0', "降5"),
    ("0", '[=0]"无";0"个"', "无"),
    ("5", '"无"', "无"),
    ("0", '#,##0.00;-#,##0.00;"-"??', "-"),
    ("5", ";;;", ""),
    ("12", '[DBNum1][$-804]General"场"', "一十二场"),
    ("10020", "[DBNum1][$-804]General", "一万〇二十"),
    ("12", '[DBNum2][$-804]General"场"', "壹拾贰场"),
    ("123456789", "[DBNum2][$-804]General", "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖"),
    ("8", '[DBNum1][$-804]0"场"', "八场"),
    ("0.5", "# ?/?", "1/2"),
    ("1.5", "# ?/?", "1 1/2"),
    ("3.14159", "# ??/??", "3 14/99"),
    ("0.5", "# ??/16", "8/16"),
    ("0.75", "0/100", "75/100"),
    ("5", "0.0‰", "5.0‰"),
    ("12345", "0.00E+00", "1.23E+04"),
    ("45809", 'yyyy"年"m"月"', "2025年6月"),
    ("45809", "yyyy/m/d", "2025/6/1"),
    ("45809", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二五年六月一日"),
    ("45809", "[$-804]aaaa", "星期日"),
    ("45809.75", "yyyy-mm-dd hh:mm", "2025-06-01 18:00"),
    ("45809.75", "上午/下午h时mm分", "下午6时00分"),
    ("1.5", "[h]:mm", "36:00"),
)  # fmt: skip


@pytest.mark.parametrize(("number", "number_format", "text"), SHOWN)
def test_shown(number: str, number_format: str, text: str) -> None:
    assert displayed(Decimal(number), number_format) == text


def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    workbook = Workbook()
    for row, (number, number_format, _) in enumerate(SHOWN, 1):
        workbook.worksheets[0].cell(row, 1, float(number)).number_format = number_format
    workbook.save(tmp_path / "shown.xlsx")
    # Separator, quote, UTF-8, first line, all columns, language, quote all, as shown.
    shown = convert(tmp_path / "shown.xlsx", "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true", tmp_path)
    lines = [line.strip() for line in shown.read_text(encoding="utf-8").splitlines()]
    # LibreOffice takes ``!`` for a character as it is, and does not know 上午/下午 within a format.
    expected = [text for _, how, text in SHOWN if not set(how) & set("!午")]
    assert [line for line, (_, how, _) in zip(lines, SHOWN, strict=True) if not set(how) & set("!午")] == expected


@pytest.mark.parametrize(
    "number_format", [".00", "", "[DBNum3]General", "mmm-yy", "##0.0E+0", "[$-804][NatNum1]0", "[>100]0", "[DBNum2]00"]
)
def test_what_is_not_known_is_none(number_format: str) -> None:
    assert displayed(Decimal(5), number_format) is None


def test_more_digits_than_anything_has_are_not_known() -> None:
    assert displayed(Decimal("1e300"), "0." + "0" * 200) is None


def test_texts_have_formats_too() -> None:
    shown = [displayed_text("甲", how) for how in ("@", "General", '@"场"', '0;0;0;"≥"@', "0.00", ";;;")]
    assert shown == ["甲", "甲", "甲场", "≥甲", "甲", ""]


def test_dates_are_told_from_numbers() -> None:
    assert all(is_date(how) for how in ("yyyy", "[h]:mm", "上午/下午h时mm分", "yyyy/m/d;@", 'm"月"'))
    assert not any(is_date(how) for how in ("General", "0.00E+00", '0"d"', "[Red]0", "[DBNum1]General", "G/通用格式"))


def test_percent_signs_that_scale_and_those_that_stand_beside() -> None:
    assert has_percent("0.0%")
    assert not has_percent('0"%"')
    assert not has_percent("0\\%")


def test_amounts_that_look_like_others() -> None:
    same = ("#,##0.00", '0.00"元"', "General", "[$¥-804]#,##0.00", '0"万元"', "0.0")
    others = ("0%", '0"%"', "0.00,", '0!.0,"万"', '"≥"0.00', "[DBNum2]General", "# ?/?", "yyyy")
    assert [says_amount(Decimal("12.5"), how) for how in same] == [True] * 6
    assert [says_amount(Decimal("12.5"), how) for how in others] == [False] * 8
    assert says_amount(Decimal(0), '0.00;-0.00;"-"')
    assert not says_amount(Decimal(5), ";;;")
    units = [money_unit_of(text) for text in ('0.00"元"', '0.00"万元"', '0.00"万"', "0.00", "0.00E+00")]
    assert units == ["元", "万元", "万元", "", ""]
