"""What a cell holds: text that stays text, numbers that show what the form prints."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from generator.form import Cell
from generator.layouts.filters import printable
from generator.speed import kept_for_short_texts
from generator.writers.xlsx.names import cut

MAX_TEXT = 32_767
"""Excel's limit for the text of a cell, in UTF-16 units."""
SURELY_ONE = MAX_TEXT // 4
"""A text of up to so many characters fits into one cell, however the file writes it."""

_SIGNIFICANT = 15
"""Excel keeps so many digits of a number."""
_ROOMY = Context(prec=100, rounding=ROUND_HALF_UP)
_FORMAT = re.compile(r"(?P<comma>#,##)?0(?:\.(?P<places>0{1,30}))?(?P<percent>%)?")
# Excel would take these for a formula, a number, a date, a truth value or an error as soon as someone edits the cell.
_MISREAD = re.compile(r"[=+\-@'＝＋－＠]|[\d\s.,:/%年月日时分秒eE]{1,40}\Z|(?:true|false|#.{1,12})\Z", re.IGNORECASE)
# In the file, _x000A_ is a character's number; its underscore has to be written as one where it is meant.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Number(NamedTuple):
    """A number as the file holds it, and the format that shows it."""

    digits: str
    number_format: str


class Piece(NamedTuple):
    """A text that fits into one cell, and whether Excel would misread it."""

    text: str
    is_misread: bool


def clean(text: str) -> str:
    """``text`` without the characters that XML cannot hold, its lines parted by ``\\n``."""
    return printable(text).replace("\r\n", "\n").replace("\r", "\n")


def escaped(text: str) -> str:
    """``text`` as the file holds it."""
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text


@kept_for_short_texts
def pieces(text: str) -> tuple[Piece, ...]:
    """``text``, cleaned, in parts that each fit into one cell; nearly always the text itself."""
    text = clean(text)
    if len(text) <= SURELY_ONE:
        return (Piece(text, is_misread(text)),)
    # Escapes make the file's text up to twice as long, and that is what some programs count.
    size = MAX_TEXT // 2 if _ESCAPE.search(text) else MAX_TEXT
    parts = []
    while text:
        parts.append(cut(text, size))
        text = text[len(parts[-1]) :]
    return tuple(Piece(part, is_misread(part)) for part in parts)


def is_misread(text: str) -> bool:
    """Whether Excel would read ``text`` as something else when someone edits its cell."""
    return _MISREAD.match(text) is not None


def number_of(cell: Cell) -> Number | None:
    """The number for ``cell``, if Excel can hold it exactly and shows it as the cell's text.

    The formats that Excel is trusted with are ``0`` with or without separators (``#,##0``), decimals and ``%``. A
    cell with another format, or whose text says something else than its number, is written as text.
    """
    number = cell.number
    if number is None or not number.is_finite() or not _is_exact(number):
        return None
    number_format = cell.number_format or _plain_format(number)
    if shown(number, number_format) != cell.text:
        return None
    return Number(f"{number:f}", number_format)


def _is_exact(number: Decimal) -> bool:
    digits = number.as_tuple().digits
    if len(digits) > _SIGNIFICANT and len("".join(map(str, digits)).strip("0")) > _SIGNIFICANT:
        return False
    return abs(number.adjusted()) <= _SIGNIFICANT


def _plain_format(number: Decimal) -> str:
    exponent = number.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "0." + "0" * places if places else "0"


def shown(number: Decimal, number_format: str) -> str | None:
    """What Excel shows for ``number``, or ``None`` for a format that is not known here."""
    parsed = _parsed(number_format)
    if parsed is None:
        return None
    scale, step, pattern = parsed
    # Excel rounds halves away from zero.
    return pattern.format(_ROOMY.quantize(number.scaleb(scale) if scale else number, step))


@lru_cache(maxsize=256)
def _parsed(number_format: str) -> tuple[int, Decimal, str] | None:
    """By which power of ten a format multiplies a number, the step to which it rounds, and the pattern that shows it."""
    match = _FORMAT.fullmatch(number_format)
    if match is None:
        return None
    places = len(match["places"] or "")
    pattern = f"{{:{',' if match['comma'] else ''}.{places}f}}{match['percent'] or ''}"
    return (2 if match["percent"] else 0), Decimal(1).scaleb(-places), pattern
