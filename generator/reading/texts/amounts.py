"""Amounts as they are printed: with or without separators, with their unit or another one than the form's."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from generator.reading.texts.fold import fold
from generator.reading.texts.repair import Repair

_UNITS = {"元": 1, "百元": 100, "千元": 1000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
UNIT = "[百千万亿]{0,2}元"
"""What may follow an amount, as a regular expression."""
_AMOUNT = re.compile(rf"¥?(?P<number>[+-]?[\d,]*\.?\d+)(?P<unit>{UNIT})?")
_CENT = Decimal("0.01")
_NOTHING = {"-", "/", "\\", "无"}


def is_nothing(text: str) -> bool:
    """Whether a text stands where an amount is zero: a dash, as spreadsheets show it, a stroke or 无."""
    return fold(text) in _NOTHING


def read_amount(text: str, money_unit: str) -> tuple[str, list[Repair]]:
    """The number in ``text``, in ``money_unit``, without separators; blank for none; what is no amount stays, folded."""
    if is_nothing(text):
        return "", []
    plain = fold(text).replace(",", "")
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        return plain, []
    number, unit = found.groups(default="")
    if unit in ("", money_unit) or unit not in _UNITS:
        repairs = [] if number == plain else [Repair(text, number, "金额带着单位，只取数字")]
        return number, repairs
    converted = _converted(Decimal(number), unit, money_unit)
    return converted, [Repair(text, f"{converted}{money_unit}", f"金额的单位不是表上的{money_unit}，已换算")]


def _converted(number: Decimal, unit: str, money_unit: str) -> str:
    """Exactly: nothing is rounded, and at least two decimals are written."""
    exact = number * _UNITS[unit] / _UNITS[money_unit]
    exponent = exact.normalize().as_tuple().exponent
    return f"{exact.quantize(_CENT):f}" if isinstance(exponent, int) and exponent >= -2 else f"{exact.normalize():f}"


def number_of(text: str) -> Decimal | None:
    """The number of an amount that was read, 0 for a blank one; ``None`` where it is no number."""
    if not text.strip():
        return Decimal(0)
    try:
        return Decimal(fold(text).replace(",", ""))
    except InvalidOperation:
        return None
