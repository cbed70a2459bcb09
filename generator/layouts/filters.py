"""The words that every template may use on values: amounts, percentages, Chinese numerals, safe text."""

from __future__ import annotations

import re
from decimal import Decimal

from markupsafe import Markup

# Characters that XML 1.0 cannot hold: a form drops them (a check reports them).
ILLEGAL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def printable(value: object) -> str:
    """``value`` as text that XML can hold; blank for ``None``."""
    return ILLEGAL_CHARACTERS.sub("", as_text(value))


def as_text(value: object) -> str:
    """``value`` as text; blank for ``None``."""
    return "" if value is None else str(value)


def as_printed(value: object) -> str:
    """What ``{{ value }}`` prints: text, which Jinja escapes, or markup, which stays: line breaks become ``<br/>``."""
    if type(value) is str and value.isprintable():  # most are: no line breaks, and nothing that XML cannot hold
        return value
    return value if isinstance(value, Markup) else _in_lines(printable(value))


def _in_lines(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    return Markup("<br/>").join(lines) if len(lines) > 1 else lines[0]


def decimals_of(amount: Decimal, least: int = 2) -> int:
    """How many decimals print ``amount`` whole: ``least``, or more where it has more (nothing is rounded away)."""
    exponent = amount.normalize().as_tuple().exponent
    return max(least, -exponent if isinstance(exponent, int) else 0)


def money(amount: Decimal | None, decimals: int = 2) -> str:
    """``1980.4`` as ``1,980.40``; blank for ``None``."""
    return "" if amount is None else f"{amount:,.{decimals_of(amount, decimals)}f}"


def money_format(amount: Decimal, decimals: int = 2) -> str:
    """The Excel number format that shows ``amount`` as ``money`` prints it."""
    places = decimals_of(amount, decimals)
    return "#,##0" + ("." + "0" * places if places else "")


def percent(share: Decimal | None) -> str:
    """``25`` (per cent) as ``25%``; blank for ``None``."""
    return "" if share is None else f"{share:.{decimals_of(share, 0)}f}%"


def percent_format(share: Decimal) -> str:
    """The Excel number format that shows ``share`` ÷ 100 as ``percent`` prints it."""
    places = decimals_of(share, 0)
    return "0" + ("." + "0" * places if places else "") + "%"


def chinese(number: int) -> str:
    """A number from 1 to 9999 in Chinese numerals: 12 is ``十二``, 105 is ``一百零五``."""
    result = ""
    for place, digit in enumerate(reversed([int(char) for char in str(number)])):
        if digit:
            result = _DIGITS[digit] + _PLACES[place % 4] + result
        elif result and not result.startswith("零"):
            result = "零" + result
    return result.removeprefix("一") if 10 <= number <= 19 else result


def bracket_below(label: str) -> str:
    """A label on two lines, the second from its first bracket on: ``时效指标（工期指标）``."""
    return label.replace("（", "\n（", 1)


LONGEST_CENTRED = 16


def cell_style(text: str | None) -> str:
    """The style of a text's cell: a short text stands in the middle (``number``), a long one at the left (``text``)."""
    return "text" if text and len(text) > LONGEST_CENTRED else "number"


FILTERS = {
    "cell_style": cell_style,
    "bracket_below": bracket_below,
    "money": money,
    "money_format": money_format,
    "percent": percent,
    "percent_format": percent_format,
    "chinese": chinese,
}
