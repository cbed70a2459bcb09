"""Numbers as programs print them before the items of a list, by the names that Word gives to their formats.

Source: ISO/IEC 29500-1, 17.18.59 (``ST_NumberFormat``). Formats for other scripts than those that Chinese, Japanese and
European offices use are not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from generator.layouts.filters import chinese

_MOST = 9999
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_DIGITS = "〇一二三四五六七八九"
_ROMAN = dict(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)
_FINANCIAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_FINANCIAL_OLD = str.maketrans("零一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟")
_FINANCIAL_JAPAN = str.maketrans("一二三十", "壱弐参拾")
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"


def label_of(form: str, number: int) -> str | None:
    """``number`` in the format ``form`` (``upperRoman``); ``None`` where the format is not known."""
    known = _FORMS.get(form)
    if known is None:
        return None
    return known(number) if 0 < number <= _MOST else str(number)


def custom_label(pattern: str, number: int) -> str | None:
    """``number`` where an example lists its first ones (``001, 002, 003, ...``)."""
    first = pattern.split(",")[0].strip()
    return str(number).zfill(len(first)) if first.isdigit() else None


def _letters(first: str, count: int, number: int) -> str:
    """Letters, doubled after the last: z, aa, bb."""
    turn, place = divmod(number - 1, count)
    return chr(ord(first) + place) * (turn + 1)


def _roman(number: int) -> str:
    found = ""
    for worth, letters in _ROMAN.items():
        times, number = divmod(number, worth)
        found += letters * times
    return found


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _digits(number: int, zero: str = "〇") -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number)).replace("〇", zero)


def _counting(number: int) -> str:
    """As one counts to 99; digit by digit from there."""
    return chinese(number) if number < 100 else _digits(number, "○")


def _japanese(number: int) -> str:
    """Without 零 between, and without 一 before 百."""
    return chinese(number).replace("零", "").replace("一百", "百").replace("一千", "千")


def _financial(numerals: Mapping[int, int], number: int) -> str:
    """With the numerals of amounts, which never leave out 壹."""
    return ("一" * (number in range(10, 20)) + chinese(number)).translate(numerals)


def _full_width(number: int) -> str:
    return "".join(chr(0xFF10 + int(digit)) for digit in str(number))


def _from(first: str, count: int, number: int) -> str:
    """One of ``count`` characters from ``first`` on; plain figures after them."""
    return chr(ord(first) + number - 1) if number <= count else str(number)


def _of(row: str, number: int) -> str:
    """One of a row, doubled after the last; plain figures where a row is not doubled."""
    return row[number - 1] if number <= len(row) else str(number)


def _cycle(number: int) -> str:
    """The sixty of stems and branches."""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]


_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": partial(_from, "①", 20),
    "decimalEnclosedCircleChinese": partial(_from, "①", 20),
    "decimalEnclosedFullstop": partial(_from, "⒈", 20),
    "decimalEnclosedParen": partial(_from, "⑴", 20),
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": partial(_letters, "A", 26),
    "lowerLetter": partial(_letters, "a", 26),
    "ordinal": _ordinal,
    "hex": lambda number: f"{number:X}",
    "chicago": lambda number: "*†‡§"[(number - 1) % 4] * ((number + 3) // 4),
    "chineseCounting": _counting,
    "chineseCountingThousand": chinese,
    "chineseLegalSimplified": partial(_financial, _FINANCIAL),
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": chinese,
    "taiwaneseDigital": lambda number: _digits(number, "○"),
    "ideographLegalTraditional": partial(_financial, _FINANCIAL_OLD),
    "ideographDigital": _digits,
    "ideographTraditional": partial(_of, _STEMS),
    "ideographZodiac": partial(_of, _BRANCHES),
    "ideographZodiacTraditional": _cycle,
    "ideographEnclosedCircle": partial(_from, "㊀", 10),
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": _digits,
    "japaneseLegal": lambda number: _japanese(number).translate(_FINANCIAL_JAPAN),
    "koreanDigital2": _digits,
    "aiueoFullWidth": partial(_of, _KANA),
    "irohaFullWidth": partial(_of, _IROHA),
    "russianLower": partial(_of, "абвгдежзиклмнопрстуфхцчшщыэюя"),
    "russianUpper": partial(_of, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
    "none": lambda _: "",
    "bullet": lambda _: "",
}
