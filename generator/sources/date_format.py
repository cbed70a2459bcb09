"""A number shown as a date or a time, as a number format asks (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from generator.sources.chinese_digits import digit_by_digit, with_places

_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_FALSE_DAY = 60
"""Excel counts a 29 February 1900 that never was; before it, days stand one later than counted."""
_WEEKDAYS = "一二三四五六日"
_SHOWN_AS_THEY_ARE = ("word", "point", "comma", "slash", "percent")


def moment_of(serial: Decimal, *, is_1904: bool = False) -> datetime | None:
    """The moment that the day number ``serial`` stands for, to the second; ``None`` where it is no date."""
    if serial < 0 or (int(serial) == _FALSE_DAY and not is_1904):
        return None
    start = _EPOCH_1904 if is_1904 else _EPOCH + timedelta(days=int(1 <= serial < _FALSE_DAY))
    try:
        return start + timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return None


def shown_date(serial: Decimal, pieces: Sequence[tuple[str, str]], numerals: int, *, is_1904: bool) -> str | None:
    """The parts of a date that ``pieces`` (kind and text) ask for; ``None`` where one of them is not known."""
    moment = moment_of(serial, is_1904=is_1904)
    if moment is None:
        return None
    is_halved = any(kind == "noon" for kind, _ in pieces)
    shown = []
    for at, (kind, code) in enumerate(pieces):
        text = _part(moment, kind, _meant(pieces, at), is_halved=is_halved)
        if kind == "elapsed":
            text = _elapsed(serial, code)
        if text is None:
            return None
        shown.append(_in_numerals(text, code, numerals) if kind == "date" else text)
    return "".join(shown).strip()


def _meant(pieces: Sequence[tuple[str, str]], at: int) -> str:
    """The code of a piece; ``m`` next to hours or seconds is minutes, which stand here as ``n``."""
    code = pieces[at][1].lower()
    if code.strip("m"):
        return code
    before, after = _codes(reversed(pieces[:at])), _codes(pieces[at + 1 :])
    is_minute = before[:1] == "h" or after[:1] == "s"
    return code.replace("m", "n") if is_minute else code


def _codes(pieces: Iterable[tuple[str, str]]) -> str:
    """The first letters of the codes of ``pieces``."""
    return "".join(code.strip("[")[0].lower() for kind, code in pieces if kind in ("date", "elapsed"))


def _part(moment: datetime, kind: str, code: str, *, is_halved: bool) -> str | None:
    if kind in _SHOWN_AS_THEY_ARE:
        return code
    if kind == "noon":
        morning, afternoon = code.upper().split("/")
        return morning if moment.hour < 12 else afternoon
    if kind == "slot":  # parts of a second, which no form needs
        return "0"
    if kind != "date":
        return ""
    hour = (moment.hour + 11) % 12 + 1 if is_halved else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}.get(code[0])
    if number is not None:
        return f"{number:0{len(code)}d}" if len(code) < 3 else None  # names of months and days, in some language
    if code[0] == "a":
        return ("" if len(code) == 3 else "星期") + _WEEKDAYS[moment.weekday()]
    return f"{moment.year % 100:02d}" if code in ("y", "yy") else str(moment.year)


def _elapsed(serial: Decimal, code: str) -> str:
    """All hours, minutes or seconds since day 0."""
    unit = {"h": 3600, "m": 60, "s": 1}[code[1].lower()]
    return str(round(serial * 86400) // unit).rjust(len(code) - 2, "0")


def _in_numerals(text: str, code: str, numerals: int) -> str:
    """Years digit by digit (二〇二五), other parts as one says them (十二)."""
    if not numerals or code[0].lower() in "yea" or text.startswith("0"):
        return digit_by_digit(text, numerals)
    said = with_places(text, numerals) or digit_by_digit(text, numerals)
    return said.removeprefix("一") if said.startswith("一十") else said
