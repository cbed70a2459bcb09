"""What a cell shows for a number in a number format, as Excel and LibreOffice show it."""

from __future__ import annotations

import subprocess
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from generator.excel.read.number_display import displayed, has_percent, is_resized, money_unit_of

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
)  # fmt: skip


@pytest.mark.parametrize(("number", "number_format", "text"), SHOWN)
def test_shown(number: str, number_format: str, text: str) -> None:
    assert displayed(Decimal(number), number_format) == text


def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    workbook = Workbook()
    for row, (number, number_format, _) in enumerate(SHOWN, 1):
        workbook.worksheets[0].cell(row, 1, float(number)).number_format = number_format
    workbook.save(tmp_path / "shown.xlsx")
    with tempfile.TemporaryDirectory(prefix="soffice-", ignore_cleanup_errors=True) as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        # Separator, quote, UTF-8, first line, all columns, language, quote all, as shown.
        command += [
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true",
            "--outdir",
            str(tmp_path),
        ]
        subprocess.run([*command, str(tmp_path / "shown.xlsx")], capture_output=True, timeout=180, check=True)
    lines = [line.strip() for line in (tmp_path / "shown.csv").read_text(encoding="utf-8").splitlines()]
    # LibreOffice takes ``!`` for a character as it is.
    expected = [text for _, number_format, text in SHOWN if "!" not in number_format]
    assert [line for line, (_, how, _) in zip(lines, SHOWN, strict=True) if "!" not in how] == expected


@pytest.mark.parametrize(
    "number_format", [";;;", '"无"', "0.00E+00", "# ?/?", "[>100]0;0.0", "[DBNum1]General", "yyyy", ".00", ""]
)
def test_what_is_not_known_is_none(number_format: str) -> None:
    assert displayed(Decimal(5), number_format) is None


def test_a_zero_that_looks_like_a_stroke_shows_no_digit() -> None:
    assert displayed(Decimal(0), '#,##0.00;-#,##0.00;"-"??') is None


def test_percent_signs_that_scale_and_those_that_stand_beside() -> None:
    assert has_percent("0.0%")
    assert not has_percent('0"%"')
    assert not has_percent("0\\%")


def test_amounts_that_look_like_others() -> None:
    assert [is_resized(text) for text in ("0%", '0"%"', "0.00,", '0!.0,"万"')] == [True] * 4
    assert not any(is_resized(text) for text in ("#,##0.00", '0.00"元"', "General", "[$¥-804]#,##0.00"))
    units = [money_unit_of(text) for text in ('0.00"元"', '0.00"万元"', '0.00"万"', "0.00", "0.00E+00")]
    assert units == ["元", "万元", "万元", "", ""]
