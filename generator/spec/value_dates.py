"""Reads dates: ``12月31日前``, ``2024年底``, ``第三季度``, ``2024-12-31`` and ``全年`` are a ``Deadline``, no measure."""

from __future__ import annotations

import re
from calendar import monthrange

from generator.spec.meaning import Deadline
from generator.spec.numerals import chinese_number
from generator.spec.value_words import MAX_LENGTH, plain_text

_BY = "(?:以前|之前|前|以内|之内|内)?(?:按时|按期|全部)?(?:完成)?"
_DATE = re.compile(
    "(?:截至|截止到?|不晚于|不迟于|于|在|每年)?"
    "(?P<named>(?P<year>(?:19|20)[0-9]{2})年度?|当年|本年度?|全年|年(?=[底末初内前]))?"
    "(?:(?P<month>[0-9]{1,2})月份?|第?(?P<quarter>[1-4一二三四])季度|(?P<half>[上下])半年)?"
    "(?:(?P<day>[0-9]{1,2})[日号])?(?P<end>[底末初]|[上中下]旬)?" + _BY
)
_DATE_FIGURES = re.compile(
    "(?P<year>(?:19|20)[0-9]{2})(?:[-/](?P<month>[0-9]{1,2})|"
    "(?P<sep>[-/.])(?P<month_of>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2}))" + _BY
)
_CHINESE_DAY = re.compile("[一二三四五六七八九十]{1,3}(?=[月日号])")


def parse_deadline(text: str) -> Deadline | None:
    """The date ``text`` is (``12月31日前``, ``2024年底``, ``2024-12-31``, ``全年``), or None."""
    return None if len(text) > MAX_LENGTH else read_deadline(plain_text(text))


def read_deadline(plain: str) -> Deadline | None:
    """``parse_deadline`` of a text that ``plain_text`` has been through."""
    figures_only = _DATE_FIGURES.fullmatch(plain)
    if figures_only is not None:
        month = figures_only["month"] or figures_only["month_of"]
        return _calendar(_int(figures_only["year"]), _int(month), _int(figures_only["day"]))
    found = _DATE.fullmatch(_CHINESE_DAY.sub(_arabic_day, plain))
    if found is None or not (found["named"] or found["month"] or found["quarter"] or found["half"]):
        return None
    return _calendar(_int(found["year"]), _last_month(found), _int(found["day"]))


def _last_month(found: re.Match[str]) -> int | None:
    """The month that a date names or ends with: 第三季度 → 9, 上半年 → 6, 年底 → 12."""
    if found["quarter"]:
        return 3 * ("一二三四".find(found["quarter"]) + 1 or int(found["quarter"]))
    if found["half"]:
        return 6 if found["half"] == "上" else 12
    if found["month"]:
        return int(found["month"])
    return 12 if found["end"] in ("底", "末") else None


def _calendar(year: int | None, month: int | None, day: int | None) -> Deadline | None:
    """The deadline, if the calendar has that month and day."""
    if month is None:
        return Deadline(year) if day is None else None
    if not 1 <= month <= 12:
        return None
    leap_year = 2024
    in_month = day is None or 1 <= day <= monthrange(year or leap_year, month)[1]
    return Deadline(year, month, day) if in_month else None


def _arabic_day(found: re.Match[str]) -> str:
    number = chinese_number(found[0])
    return found[0] if number is None else str(number)


def _int(digits: str | None) -> int | None:
    return None if digits is None else int(digits)
