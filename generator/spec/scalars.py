"""How a written text becomes a money amount, a year, a percentage or a yes/no.

Each type reads the text as an officer writes it (full-width digits, thousands separators, ``是``) and refuses
anything doubtful with a finding's code, message and hint, carried by pydantic's custom error.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from generator.invisible import without_unseen

MAX_DIGITS = 15
"""More digits than any budget has, and as many as a workbook's numbers hold exactly."""
_PER_WAN = 10_000

# Full-width ASCII, U+3000 and the minus sign only: NFKC would read 12² as 122 and ① as 1.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x2212: "-"}
_AMOUNT = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_PERCENT = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?)\s*%?")
_YEAR = re.compile(r"((?:19|20|21)[0-9]{2})\s*年?(?:度)?")
_DAY_NUMBER = re.compile("3[6-9][0-9]{3}|[4-6][0-9]{4}|7[0-2][0-9]{3}")
"""The days from 1998 to 2099 as Excel counts them."""
_MONTH = re.compile(r"(1[0-2]|0?[1-9])\s*(?:月底?|月末)?")
_YES = {"是", "yes", "true", "y", "1"}
_NO = {"否", "no", "false", "n", "0"}


def _refuse(code: str, message: str, hint: str) -> PydanticCustomError:
    # pydantic formats the message with {…}: braces of the user's text must not be taken for fields.
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def shorten(text: str, limit: int = 40) -> str:
    """``text`` on one line, cut to ``limit`` characters for a message, without those that nobody sees."""
    line = " ".join(without_unseen(text).split())
    return line if len(line) <= limit else f"{line[:limit]}…（共 {len(line)} 字）"


def _plain(value: object) -> str | None:
    """The text without unseen characters, full-width digits and signs made plain; None where it was left blank."""
    if value is None:
        return None
    text = str(value)
    return (text if text.isascii() else without_unseen(text).translate(_HALF_WIDTH)).strip() or None


def without_blanks(text: str) -> str:
    """``text`` without blanks, line ends and what nobody sees: texts that differ only there say the same."""
    return "".join(without_unseen(text).split())


def parse_amount(value: object) -> Decimal | None:
    """Read an amount of money such as ``1,980.40`` or ``１２``; blank is None, not zero."""
    text = _plain(value)
    if text is None or isinstance(value, Decimal):
        return value if isinstance(value, Decimal) else None
    match = _AMOUNT.fullmatch(text)
    if match is None:
        hint = "只写数字，例如 1980.40 或 1,980.40；单位写在“金额单位”里，空着表示没有"
        raise _refuse("FLD05", f"“{shorten(text)}”不是金额", hint)
    sign, whole, fraction = match.groups()
    digits = whole.replace(",", "") + (fraction or "")
    if len(digits) - digits.count(".") > MAX_DIGITS:
        raise _refuse("FLD05", f"金额“{shorten(text, 20)}”超过 {MAX_DIGITS} 位数字", "检查是否多输了数字")
    return Decimal(sign + digits)


def in_unit(amount: Decimal, written_in: str, printed_in: str) -> Decimal:
    """``amount`` in 元 or 万元 as a form in the other prints it; exact."""
    if written_in == printed_in:
        return amount
    return amount / _PER_WAN if printed_in == "万元" else amount * _PER_WAN


def parse_percent(value: object) -> Decimal | None:
    """Read a percentage such as ``25%`` or ``25``: both are 25."""
    text = _plain(value)
    if text is None or isinstance(value, Decimal):
        return value if isinstance(value, Decimal) else None
    match = _PERCENT.fullmatch(text)
    if match is None or len(text) > MAX_DIGITS:
        raise _refuse("FLD07", f"“{shorten(text)}”不是百分数", "写成 25% 或 25")
    return Decimal(match.group(1))


def percent_if_fraction(text: str) -> tuple[str, str] | None:
    """How ``0.2`` is read and what it may mean: ``("0.2%", "20%")``. ``None`` of what says 20 or 0.2%."""
    plain = _plain(text) or ""
    match = None if "%" in plain else _PERCENT.fullmatch(plain)
    if match is None or len(plain) > MAX_DIGITS or not 0 < Decimal(plain) < 1:
        return None
    return f"{plain}%", f"{(Decimal(plain) * 100).normalize():f}%"


def parse_year(value: object) -> int | None:
    """Read a year from 1900 to 2199: ``2024``, ``2024年`` or ``2024年度``."""
    text = _plain(value)
    if text is None:
        return None
    match = _YEAR.fullmatch(text)
    if match is None:
        raise _refuse("FLD06", f"“{shorten(text)}”不是年度", _year_hint(text))
    return int(match.group(1))


def _year_hint(text: str) -> str:
    if _DAY_NUMBER.fullmatch(text) is None:
        return "写成四位数字，例如 2024"
    from generator.sources.date_format import moment_of  # here, because it is seldom wanted

    day = moment_of(Decimal(text))
    return f"它是 Excel 里的日期 {day:%Y-%m-%d}，写成 {day.year}" if day else ""


def parse_month(value: object) -> int:
    """Read a month end: ``3月底``, ``3月`` or ``3``."""
    text = _plain(value) or ""
    match = _MONTH.fullmatch(text)
    if match is None:
        raise _refuse("FLD09", f"“{shorten(text)}”不是月份", "写成 3月底、6月底、10月底、12月底")
    return int(match.group(1))


def parse_yes_no(value: object) -> bool | None:
    """Read ``是``/``否`` (or yes/no, true/false)."""
    text = _plain(value)
    if text is None or isinstance(value, bool):
        return value if isinstance(value, bool) else None
    if text.lower() in _YES | _NO:
        return text.lower() in _YES
    raise _refuse("FLD08", f"“{shorten(text)}”不是“是”或“否”", "写“是”或“否”")


Amount = Annotated[Decimal | None, BeforeValidator(parse_amount)]
Percent = Annotated[Decimal | None, BeforeValidator(parse_percent)]
Year = Annotated[int | None, BeforeValidator(parse_year)]
Month = Annotated[int, BeforeValidator(parse_month)]
YesNo = Annotated[bool | None, BeforeValidator(parse_yes_no)]
