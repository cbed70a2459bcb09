"""Prints a meaning as a value: in symbols (``≥95%``) or in words (``大于等于95%``)."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from generator.spec.meaning import Meaning, Operator

Style = Literal["symbol", "words"]

_WORDS = {Operator.GE: "大于等于", Operator.LE: "小于等于", Operator.GT: "大于", Operator.LT: "小于"}
_SYMBOLS = {operator: operator.value for operator in _WORDS}


def format_meaning(
    meaning: Meaning, style: Style, percent: Literal["%", "百分比"] = "%", *, grouped: bool = False
) -> str:
    """``meaning`` in words or symbols, such that ``parse_meaning`` reads the same meaning again.

    | | symbol | words |
    |---|---|---|
    | GE, LE, GT, LT | ``≥95%`` | ``大于等于95%``, 小于等于, 大于, 小于 |
    | EQ | ``100%`` | ``100%``: the published forms print no operator |
    | APPROX | ``±3%`` | ``±3%以内`` |
    | RANGE | ``1~2期``, ``80%~90%`` | ``1至2期``, ``80%至90%`` |

    The scope comes first; approximate numbers are 大约. Numbers print as plain decimals with the places they were
    written with, with separators of thousands only if ``grouped``; fractions as fractions. ``percent`` is how ``%``
    prints (``≥95百分比``).
    """
    unit = percent if meaning.unit == "%" else meaning.unit
    number = meaning.fraction or _number(meaning.number, grouped)
    if meaning.upper is not None:
        first_unit = unit if meaning.unit in ("%", "‰") else ""
        joint = "~" if style == "symbol" else "至"
        return f"{meaning.scope}{number}{first_unit}{joint}{_number(meaning.upper, grouped)}{unit}"
    if meaning.operator is Operator.APPROX:
        return f"{meaning.scope}±{number}{unit}" + ("以内" if style == "words" else "")
    operator = "大约" if meaning.approximate else (_SYMBOLS if style == "symbol" else _WORDS).get(meaning.operator, "")
    return f"{meaning.scope}{operator}{number}{unit}"


def _number(number: Decimal, grouped: bool) -> str:
    return f"{number:,f}" if grouped else f"{number:f}"
