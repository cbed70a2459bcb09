"""Chinese numerals, read strictly: 十二 is 12, but 一百二 (102 or 120?) and 三五 (three to five) are nothing.

Chinese writes numerals into idioms (三会一课, 十分, 一般, "三个代表"), so a numeral counts only where a measure word
follows it and nothing follows that: the closed list ``MEASURE_WORDS``.
"""

from __future__ import annotations

import re
from decimal import Decimal

from generator.speed import lazy_pattern

_DIGITS = "零一二三四五六七八九"
_TENS = {"千": 1000, "百": 100, "十": 10}
_MYRIADS = {"亿": 10**8, "万": 10**4}
_LONGEST = 20
"""More characters than this are no numeral that a form would hold."""

NUMERAL = "零〇一二两三四五六七八九十百千万亿点"
"""The characters of a numeral, for use inside ``[…]`` of a pattern."""


def words(*lines: str) -> frozenset[str]:
    """The words of ``lines``, parted by blanks."""
    return frozenset(word for line in lines for word in line.split())


MEASURE_WORDS = words(
    "次 个 场 人 名 篇 项 天 年 份 件 台 套 家 户 处 所 座 辆 册 位 元 人次 场次 批次",
    "小时 分钟 课时 学时 个月 个工作日 工作日 公里 平方米 亩 吨 周",
)
"""Units that make the numeral before them a count.

分, 月, 级, 等, 类, 季度 do not: 十分 is "very", 三月 is March, 一级 a grade.
"""

PHASE_WORDS = words("期 日")
"""Units that count alone or after 每 (每月两期), but may number a phase elsewhere (完成一期)."""

_ARABIC = re.compile("[0-9]")
_RUN = f"[{NUMERAL}]{{1,{_LONGEST}}}"
_UNITS = "|".join(sorted((*MEASURE_WORDS, *PHASE_WORDS), key=len, reverse=True))
_SHARE = re.compile(f"(?P<whole>{_RUN})分之(?P<part>{_RUN}|[0-9]+(?:\\.[0-9]+)?)")
# 万 and 亿 go to the unit, as they do in Arabic figures: 三十万元 is 30 万元.
_COUNT = lazy_pattern(
    f"(?P<before>(?:.*?[^{NUMERAL}])??)"
    f"(?P<number>{_RUN})(?:(?P<joint>[-~—–至到])(?P<upper>{_RUN}))?(?<![万亿])"
    f"(?P<unit>(?:万亿|[万亿])?(?:{_UNITS}))"
    "(?P<bound>(?:[及其或(（含)）不]{0,4}以[上下内](?:[(（]不?含[)）])?|之?内|左右)?)"
)


def chinese_number(text: str) -> Decimal | None:
    """The number of a Chinese numeral (``一百二十`` → 120, ``三点五`` → 3.5), or None where it is not well formed.

    Well formed is what ``_numeral`` would write, 两 for 二 and a leading 一十 for 十 being equal: so a numeral is
    checked by writing it again.
    """
    if not 0 < len(text) <= _LONGEST or not set(text) <= set(NUMERAL):
        return None
    whole, point, decimals = text.replace("〇", "零").partition("点")
    number = _value(whole)
    if _standard(whole) != _standard(_numeral(number)) or any(digit not in _DIGITS for digit in decimals):
        return None
    if bool(point) != bool(decimals):
        return None
    return Decimal(f"{number}.{_arabic_digits(decimals)}" if decimals else number)


def arabic(text: str) -> str:
    """``text`` with its Chinese figures in Arabic digits.

    ``百分之九十以上`` → ``90%以上``, ``三分之二`` → ``2/3``, ``至少三次`` → ``至少3次``. Numerals before measure words
    are left alone where the text has Arabic digits too: those are then its figures.
    """
    text = _SHARE.sub(_share, text)
    return text if _ARABIC.search(text) else _count(text)


def _share(found: re.Match[str]) -> str:
    whole, part = chinese_number(_single(found["whole"])), _either(found["part"])
    if whole is None or part is None:
        return found[0]
    signs = {Decimal(100): "%", Decimal(1000): "‰"}
    return f"{part:f}{signs[whole]}" if whole in signs else f"{part:f}/{whole:f}"


def _count(text: str) -> str:
    found = _COUNT.fullmatch(text)
    if found is None or not _counts(found):
        return text
    number, upper = chinese_number(found["number"]), chinese_number(found["upper"] or "")
    if number is None or (upper is None and found["joint"]):
        return text
    bounds = f"{number:f}{found['joint']}{upper:f}" if upper is not None else f"{number:f}"
    return f"{found['before']}{bounds}{found['unit']}{found['bound']}"


def _counts(found: re.Match[str]) -> bool:
    """Whether the unit makes the numeral a count in this place; see ``PHASE_WORDS``."""
    return found["unit"] not in PHASE_WORDS or not found["before"] or found["before"].startswith("每")


def _either(text: str) -> Decimal | None:
    return Decimal(text) if text[0].isascii() else chinese_number(_single(text))


def _single(text: str) -> str:
    """百, 千 and 万 stand for 一百, 一千 and 一万 in shares: 百分之百."""
    return f"一{text}" if text[0] in "百千万" else text


def _standard(numeral: str) -> str:
    """One spelling for a numeral: 两 before 百, 千, 万, 亿 or alone is 二; a leading 十 is 一十."""
    numeral = re.sub("两(?=[百千万亿])|^两$", "二", numeral)
    return f"一{numeral}" if numeral.startswith("十") else numeral


def _value(numeral: str) -> int:
    """The number of a numeral that may be malformed; digits in wrong places give any number, never an error."""
    for name, size in _MYRIADS.items():
        if name in numeral:
            high, _, low = numeral.rpartition(name)
            return _value(high) * size + _value(low)
    number = digit = 0
    for character in numeral.replace("两", "二"):
        if character in _TENS:
            number += (digit or 1) * _TENS[character]
            digit = 0
        else:
            digit = _DIGITS.index(character)
    return number + digit


def _numeral(number: int) -> str:
    """The numeral of a whole number ≥ 0 in its full spelling: 10 → ``一十``, 1005 → ``一千零五``."""
    for name, size in (_MYRIADS | _TENS).items():
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return _numeral(high) + name + gap + (_numeral(low) if low else "")
    return _DIGITS[number]


def _arabic_digits(digits: str) -> str:
    return "".join(str(_DIGITS.index(digit)) for digit in digits)
