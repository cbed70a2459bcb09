"""Digits as Excel's Chinese formats show them: ``[DBNum1]`` 一二三, ``[DBNum2]`` 壹贰叁, ``[DBNum3]`` １２３."""

from __future__ import annotations

import re

_DIGITS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}
_TENS = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟")}
_MYRIADS = ("", "万", "亿", "万亿")
_ZERO = {1: "〇", 2: "零"}
_ARABIC = re.compile("[0-9]")


def digit_by_digit(text: str, numerals: int) -> str:
    """``text`` with each of its digits in the numerals ``numerals`` (0 for Arabic ones)."""
    return _ARABIC.sub(lambda found: _DIGITS[numerals][int(found[0])], text) if numerals else text


def with_places(number: str, numerals: int) -> str | None:
    """A number in plain Arabic digits with its tens, hundreds and myriads (12 is 一十二); ``None`` where not known."""
    whole, _, fraction = number.partition(".")
    groups = [whole[max(0, end - 4) : end] for end in range(len(whole), 0, -4)]
    if numerals not in _TENS or len(groups) > len(_MYRIADS):
        return None
    zero, text = _ZERO[numerals], ""
    for group, myriad in reversed([*zip(groups, _MYRIADS, strict=False)]):
        read = _group(group, numerals)
        gap = zero if text and not text.endswith(zero) and (not read or group.startswith("0")) else ""
        text += gap + (f"{read}{myriad}" if read else "")
    text = text.rstrip(zero) or zero
    return f"{text}.{digit_by_digit(fraction, numerals)}" if fraction else text


def _group(digits: str, numerals: int) -> str:
    """Up to four digits, without zeros at their ends: 1020 is 一千〇二十."""
    parts: list[str] = []
    gap = ""
    for place, digit in enumerate(digits):
        if digit == "0":
            gap = _ZERO[numerals] if parts else ""
            continue
        parts.append(gap + _DIGITS[numerals][int(digit)] + _TENS[numerals][len(digits) - 1 - place])
        gap = ""
    return "".join(parts)
