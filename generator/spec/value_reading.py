"""Reads the measure that a value states: ``90%及以上`` is operator ≥, number 90, unit ``%``.

One rule stands above the others: unsure means None. A text that could mean two things has no meaning here, because
a check that marks a right form wrong is worse than one that misses a wrong form. So

- there is one measure or none: a text with a second figure has no meaning, except a range
  (``省外不少于1次，省内不少于2次`` → None);
- the unit is known (``UNITS``, ``COUNTERS``) or a counter and what it counts (``237个直管党组织`` → ``个直管党组织``);
  ``5G网络`` and ``3A级`` are no measures;
- a phrase before the measure is its **scope**, if it is a bare phrase without commas:
  ``党支部书记参培率97%以上`` is ≥ 97 % of scope ``党支部书记参培率``. It says what is measured, is kept as written
  (but for blanks, and 达到 or 为 before 95%以上 or ±3%) and printed again. A phrase that changes the number itself
  (第3, 前3, 每2年, 近100) or compares it with something else (高于平均水平3%) gives no meaning;
- a date is no measure: ``12月31日前`` and ``2024年底`` are a ``Deadline``. ``≤1年`` is a measure.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from generator.spec.meaning import Meaning, Operator
from generator.spec.numerals import MEASURE_WORDS, NUMERAL, arabic
from generator.spec.value_dates import read_deadline
from generator.spec.value_words import (
    BEFORE,
    BEFORE_ALONE,
    HAN,
    MAX_LENGTH,
    operator_after,
    operator_before,
    plain_text,
    read_unit,
)
from generator.speed import lazy_pattern

_MAX_DIGITS = 30
_MAX_SCOPE = 60

_DIGITS = NUMERAL.replace("点", "")
_BRACKETS = str.maketrans("（）", "()")

_WHOLE = r"(?:[1-9][0-9]{0,2}(?:[,，][0-9]{3})+|[1-9][0-9]*|0)"
_NUMBER = re.compile(rf"(?:0|[1-9][0-9]*)/[1-9][0-9]*|-?{_WHOLE}(?:\.[0-9]+)?")
_UPPER = re.compile(rf"{_WHOLE}(?:\.[0-9]+)?")
_JOINT = re.compile(r"(?:[-—–―]{1,2}|~{1,2}-?|[至到]-?)$")

_SCOPE = lazy_pattern(f"[{HAN}A-Za-z:：“”《》()（）]{{0,{_MAX_SCOPE}}}")
_SCOPE_BARRED = lazy_pattern(
    "[大小高低少多等]于|超[过出]|至[少多]|最[少多]|^[比较].*[年期月度]$|"
    "(?:(?:不|未|没有?|无)(?:再|曾|予|必|需|须|发生|出现)|没有|[不非未无没](?:[得应能可会宜准许要有]|应该|允许|达到?)?|[严防禁避杜][禁止免绝])$|"
    "(?:^[数后]|最后|[第每前近几满负余之最或且A-Za-z])$|"
    f"[{_DIGITS}][至到点]?$"
)
"""What makes a phrase more than a scope: a second comparison in it, or an end that denies or changes what follows."""

_ABOUT = re.compile("(?:≈|大约|大概|(?<![节签预邀违合公契特条履制])约)$")
"""约, but not the end of 节约 or 签约."""

_VERB = re.compile("(?:达到|达|为)$")
"""The verb of ``满意度达到95%以上`` or ``误差为±3%``, which ``满意度≥95%`` and ``误差±3%`` do without."""

_FIGURE = lazy_pattern(
    f"[0-9０-９]|分之|(?<![第{NUMERAL}])[{NUMERAL}]{{1,20}}"
    "(?:(?:人?次|场|篇|名|元|天|小时|个月|个工作日|台|套|件|份|户|册)(?!性)|"
    f"(?:{'|'.join(sorted(MEASURE_WORDS))})(?![{HAN}]))"
)
"""A figure. 个 and 年 count only at the end of a phrase: 三个代表, 一年来."""


class _Number(NamedTuple):
    value: Decimal
    fraction: str


class _Head(NamedTuple):
    """What stands before the figure."""

    scope: str
    operator: Operator | None = None
    approximate: bool = False


class _Tail(NamedTuple):
    """What stands after the figure."""

    unit: str
    operator: Operator | None = None
    approximate: bool = False
    upper: Decimal | None = None
    dashed: bool = False
    """A range whose ends a dash joins."""


def parse_meaning(text: str) -> Meaning | None:
    """The one measure that ``text`` states, or None: qualitative (良好), a date, several figures, or not certain.

    Reads ``≥95%``, ``95%及以上``, ``大于等于95%``, ``不低于90%``, ``≥95百分比``, ``=100.00(%)``, ``1-2期``, ``±3%``,
    ``约100人``, ``百分之九十以上``, ``三次``, ``3/4`` and their like; the module says by what rules.
    Never raises; looks at no text longer than ``MAX_LENGTH``.
    """
    return None if len(text) > MAX_LENGTH else _read(text)


@lru_cache(maxsize=4096)
def _read(text: str) -> Meaning | None:
    # Forms say the same values again and again (100%, ≥95%, 12月31日前): each is read once.
    plain = arabic(plain_text(text))
    found = _NUMBER.search(plain)
    if found is None or read_deadline(plain) is not None:
        return None
    number, head = _number(found[0]), _head(plain[: found.start()])
    tail = _tail(plain[found.end() :].translate(_BRACKETS))
    if number is None or head is None or tail is None:
        return None
    return _certain(_meaning(head, number, tail))


def figures(text: str) -> bool:
    """Whether ``text``, of any length, holds a figure at all: a digit, a share (百分之…) or a counting numeral (三次).

    Idioms hold none: 三会一课, 三个代表, 第一次.
    """
    return _FIGURE.search(text) is not None or parse_meaning(text) is not None


def _number(digits: str) -> _Number | None:
    """The number of ``1,980.40`` or of a proper fraction; None of others (``24/7``) and of numbers too long."""
    if len(digits) > _MAX_DIGITS:
        return None
    if "/" not in digits:
        return _Number(Decimal(digits.replace(",", "").replace("，", "")), "")
    part, whole = map(Decimal, digits.split("/"))
    return _Number(Context(prec=28).divide(part, whole), digits) if part <= whole else None


def _head(text: str) -> _Head | None:
    """Scope and operator of what stands before the figure."""
    if text.endswith(("±", "正负")):
        return _deviation(text.removesuffix("±").removesuffix("正负"))
    about = _ABOUT.search(text)
    word, operator = (about[0], None) if about else operator_before(text)
    scope = text.removesuffix(word)
    if not _is_scope(scope):
        return None
    return _Head(scope, operator, about is not None)


def _deviation(text: str) -> _Head | None:
    """``误差不超过±3%`` bounds as ``误差±3%`` does."""
    word, operator = operator_before(text)
    scope = text.removesuffix(word)
    if operator not in (None, Operator.LE) or not _is_scope(scope):
        return None
    return _Head(scope, Operator.APPROX)


def _is_scope(text: str) -> bool:
    """Whether ``text`` only names what is measured, and bounds or changes nothing."""
    if not text:
        return True
    if not _SCOPE.fullmatch(text) or _SCOPE_BARRED.search(text) or _ABOUT.search(text):
        return False
    return not text.endswith((*BEFORE, *BEFORE_ALONE))


def _tail(text: str) -> _Tail | None:
    """Unit, operator and, of a range, the upper end of what stands after the figure (half-width brackets)."""
    second = _UPPER.search(text)
    if second is not None:
        return _range_tail(text[: second.start()], second[0], text[second.end() :])
    about = text.endswith("左右")
    word, operator = ("左右", None) if about else operator_after(text)
    unit = read_unit(text.removesuffix(word))
    return None if unit is None else _Tail(unit, operator, about)


def _range_tail(between: str, digits: str, rest: str) -> _Tail | None:
    """The tail of ``80%~90%`` or ``1-2期``: the first unit may be left out, never the second."""
    joint, upper = _JOINT.search(between), _number(digits)
    unit, first = read_unit(rest.removesuffix("之间")), None
    if joint is not None:
        first = read_unit(between[: joint.start()])
    if joint is None or upper is None or unit is None or first not in ("", unit):
        return None
    dashed = joint[0][0] not in "~至到"
    negative = joint[0].endswith("-") and not dashed
    return _Tail(unit, Operator.RANGE, False, -upper.value if negative else upper.value, dashed)


_FROM = re.compile("[从由]$")
"""从80%到90% may be a range, or a rise."""

_BETWEEN = re.compile("(?:介于|在)$")
"""在80%至90%之间 is what 80%至90% is."""


def _meaning(head: _Head, number: _Number, tail: _Tail) -> Meaning | None:
    """Head, number and tail put together; None where they contradict each other."""
    operator = _joined(head, tail)
    if operator is None or not _fit(number, tail):
        return None
    scope = head.scope
    if tail.operator is Operator.RANGE:
        scope = _BETWEEN.sub("", scope)
    elif tail.operator is not None or operator is Operator.APPROX:
        scope = _VERB.sub("", scope)
    if not _is_scope(scope) or (tail.operator is Operator.RANGE and _FROM.search(scope)):
        return None
    approximate = head.approximate or tail.approximate
    return Meaning(operator, number.value, tail.upper, tail.unit, scope, approximate, number.fraction)


def _fit(number: _Number, tail: _Tail) -> bool:
    """Whether the number may have that tail: a fraction has no unit, and ``-5-3`` may be -5 to 3 or -5 to -3."""
    if number.fraction:
        return tail.unit == "" and tail.upper is None
    return not (tail.dashed and number.value.is_signed())


def _joined(head: _Head, tail: _Tail) -> Operator | None:
    """One operator of two: ``不低于90%以上`` says it twice, ``超过90%以上`` contradicts itself (None)."""
    before, after = head.operator, tail.operator
    if before is Operator.APPROX and after in (None, Operator.LE) and not tail.approximate:
        return before
    if (head.approximate or tail.approximate) and (before or after):
        return None
    if before is None or after is None or before == after:
        return before or after or Operator.EQ
    return None


def _certain(meaning: Meaning | None) -> Meaning | None:
    """``meaning``, unless it may be a date, a dash taken for a minus, or is a range that runs backwards."""
    if meaning is None or _maybe_date(meaning) or _maybe_dash(meaning):
        return None
    if meaning.upper is not None and meaning.upper <= meaning.number:
        return None
    return meaning


def _maybe_date(meaning: Meaning) -> bool:
    """``2024年`` and ``2020-2022`` are years; ``5日`` may be a day of the month, ``5日内`` not."""
    exact = meaning.operator in (Operator.EQ, Operator.RANGE)
    years = meaning.unit in ("年", "年度") or (meaning.unit == "" and meaning.upper is not None)
    return (years and 1900 <= meaning.number < 2100) or (exact and meaning.unit == "日")


def _maybe_dash(meaning: Meaning) -> bool:
    """``合格率-95%`` may hold a dash where a minus is read; ``增长率≥-5%`` and ``-5%`` cannot. ±-3 is nothing."""
    bare = meaning.operator in (Operator.EQ, Operator.RANGE) and bool(meaning.scope)
    return meaning.number.is_signed() and (bare or meaning.operator is Operator.APPROX)
