"""What a cell shows for its value: a number format may add words (``0"人"``), choose by conditions, make a date of it.

Rules of number formats: ECMA-376 part 1, 18.8.30 and 18.8.31; the formats that a number alone stands for are those of
Chinese Excel (18.8.30, zh-cn).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from generator.sources.chinese_digits import digit_by_digit, with_places
from generator.sources.date_format import shown_date

_SECTION = re.compile(r'((?:[^;"\\!_*\[]|"[^"]*"?|\[[^\]]*\]?|[\\!_*].?)*)(?:;|$)')
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|\[\$(?P<symbol>[^\]-]*)[^\]]*\]|\[DBNum(?P<numerals>[123])\]'
    r"|\[(?P<condition>(?:<=|>=|<>|<|>|=) *-?\d{1,20}(?:\.\d{1,20})?)\]|(?P<elapsed>\[(?:h+|m+|s+)\])"
    r"|(?P<unseen>_.|\*.|\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)\])"
    r"|(?P<general>General|G/通用格式)|(?P<noon>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|e+|a{3,4})|(?P<slot>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<whole>@)"
    r"|(?P<slash>/)|(?P<bare>[^A-Za-z\[\]])",
    re.IGNORECASE,
)
_WORDS = ("quoted", "escaped", "symbol", "bare")
_OF_TEXTS = ("word", "whole")
_DATE = ("date", "elapsed", "noon")
_MONEY_UNIT = re.compile("([十百千万亿]*)元|([十百千万亿]+)")
_BESIDE_MONEY = re.compile(r"[\s,，¥￥$()（）]|人民币|[十百千万亿]*元|[十百千万亿]+$")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_DENOMINATOR = re.compile(r"[0?#]+|[1-9]\d{0,5}")
_ROOMY = Context(prec=400, rounding=ROUND_HALF_UP)
_COMPARED: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip

_BUILTIN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0;¥-#,##0", 6: "¥#,##0;[Red]¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;[Red]¥-#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy",
    31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒", 34: "上午/下午h时mm分", 35: "上午/下午h时mm分ss秒",
    36: "yyyy年m月", 37: "#,##0 ;-#,##0 ", 38: "#,##0 ;[Red]-#,##0 ", 39: "#,##0.00 ;-#,##0.00 ",
    40: "#,##0.00 ;[Red]-#,##0.00 ", 41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ', 43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日",
    55: "上午/下午h时mm分", 56: "上午/下午h时mm分ss秒", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
"""The formats that no file spells out, by their number."""


class Piece(NamedTuple):
    """A part of a number format: ``word`` (shown as it stands), ``slot`` (a digit), ``point``, ``general``, ``date`` …"""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """The format of some numbers, or of texts. ``shift``: by how many powers of ten what is shown is larger.

    ``numerals`` is 0 for Arabic digits; 1 to 3 are Excel's Chinese ones (``[DBNum1]`` …).
    """

    pieces: tuple[Piece, ...]
    condition: str
    numerals: int
    whole: str
    fraction: str
    shift: int
    is_grouped: bool

    @property
    def words(self) -> str:
        """All that is shown besides the number."""
        return "".join(piece.text for piece in self.pieces if piece.kind == "word")

    def has(self, *kinds: str) -> bool:
        """Whether a part is of one of these kinds."""
        return any(piece.kind in kinds for piece in self.pieces)

    def holds(self, number: Decimal) -> bool:
        """Whether ``number`` meets the section's own condition."""
        sign = self.condition.rstrip("-0123456789. ")
        return bool(sign) and _COMPARED[sign](number, Decimal(self.condition[len(sign) :].strip()))


def builtin_format(number: str) -> str:
    """The format that ``number`` stands for where the file does not spell it out."""
    return _BUILTIN.get(int(number), "General") if number.isdecimal() else "General"


def displayed(number: Decimal, number_format: str, *, is_1904: bool = False) -> str | None:
    """What the cell shows for ``number``, which may be nothing or words alone; ``None`` where that is not known."""
    found = _section_for(number, _sections(number_format))
    if found is None:
        return None
    section, is_signed = found
    if section.has(*_DATE):
        return shown_date(number, section.pieces, section.numerals, is_1904=is_1904)
    try:
        text = _number_text(abs(number), section)
    except ArithmeticError:  # more digits than anything has
        return None
    return None if text is None else (("-" if number < 0 and is_signed else "") + text).strip()


def displayed_text(text: str, number_format: str) -> str:
    """What the cell shows for a text: a format may put words around it (``@"场"``), or show none."""
    if "@" not in number_format and number_format.count(";") < 3:
        return text
    sections = _sections(number_format)
    last = sections[-1] if sections else None
    if last is None or (len(sections) < 4 and not last.has("whole")):
        return text
    return "".join(text if piece.kind == "whole" else piece.text for piece in last.pieces if piece.kind in _OF_TEXTS)


@cache
def is_date(number_format: str) -> bool:
    """Whether numbers are shown as dates or times."""
    section = _first(number_format)
    return section is not None and section.has(*_DATE)


@cache
def has_percent(number_format: str) -> bool:
    """Whether the number is shown a hundred times as large, with a percent sign (and not only beside ``"%"``)."""
    section = _first(number_format)
    return "%" in number_format if section is None else section.has("percent")


def says_amount(number: Decimal, number_format: str) -> bool:
    """Whether a cell that holds ``number`` shows that amount, rounded at most: not in thousands, as a share, above it."""
    looks = displayed(number, number_format)
    if looks is None:
        return True
    if not looks.strip("-–—"):
        return number == 0
    bare = _BESIDE_MONEY.sub("", looks)
    if _PLAIN.fullmatch(bare) is None:
        return False
    places = len(bare.partition(".")[2])
    return abs(Decimal(bare)) == _ROOMY.quantize(abs(number), Decimal(1).scaleb(-places))


@cache
def money_unit_of(number_format: str) -> str:
    """The money unit that the format shows beside the number: 万元 of ``0.00"万元"`` or ``0.00"万"``; empty if none."""
    section = _first(number_format)
    found = _MONEY_UNIT.search(section.words) if section and not section.has(*_DATE) else None
    return f"{found[1] or found[2] or ''}元" if found else ""


def _first(number_format: str) -> Section | None:
    sections = _sections(number_format)
    return sections[0] if sections else None


def _section_for(number: Decimal, sections: Sequence[Section | None]) -> tuple[Section, bool] | None:
    """The section that shows ``number``, and whether it shows the sign; ``None`` where it is not understood."""
    known = [section for section in sections if section is not None]
    if not known or len(known) < len(sections):
        return None
    numeric = known[:3] if len(known) > 3 or not (len(known) > 1 and known[-1].has("whole")) else known[:-1]
    if any(section.condition for section in numeric[:2]):
        return _conditional(number, numeric)
    if number == 0 and len(numeric) > 2:
        return numeric[2], False
    return (numeric[1], False) if number < 0 and len(numeric) > 1 else (numeric[0], True)


def _conditional(number: Decimal, sections: Sequence[Section]) -> tuple[Section, bool] | None:
    for section in sections[:2]:
        if section.holds(number):
            return section, not section.condition.startswith("<")
    others = [section for section in sections[1:] if not section.condition]
    if len(others) == 2 and number < 0:
        return others[0], False
    return (others[-1], True) if others else None


@cache
def _sections(number_format: str) -> tuple[Section | None, ...]:
    if not number_format:
        return ()
    found, end = [], 0
    while end < len(number_format):
        match = _SECTION.match(number_format, end)
        if match is None:  # pragma: no cover - the pattern takes anything
            return (None,)
        found.append(_section(match[1]))
        end = match.end()
    return (*found, _section("")) if number_format.endswith(";") else tuple(found)


def _section(text: str) -> Section | None:
    pieces = _pieces(text)
    if pieces is None:
        return None
    kinds = [piece.kind for piece in pieces]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    whole, fraction = _slots(pieces[:point]), _slots(pieces[point:])
    if "slot" in kinds and not whole and not {*_DATE} & {*kinds}:
        return None  # such as .00
    last = max((place for place in range(point) if kinds[place] == "slot"), default=-1)
    commas = [place for place, kind in enumerate(kinds) if kind == "comma"]
    thousands = sum(1 for place in commas if place > last)
    shift = 2 * kinds.count("percent") - 3 * thousands
    said = {piece.kind: piece.text for piece in pieces}
    numerals, condition = int(said.get("numerals", 0)), said.get("condition", "")
    return Section(pieces, condition, numerals, whole, fraction, shift, len(commas) > thousands)


def _pieces(text: str) -> tuple[Piece, ...] | None:
    pieces, at = [], 0
    while at < len(text):
        found = _PIECE.match(text, at)
        if found is None:
            return None
        kind = found.lastgroup or ""
        pieces.append(Piece("word" if kind in _WORDS else kind, found[kind]))
        at = found.end()
    return tuple(pieces)


def _slots(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind == "slot")


def _number_text(number: Decimal, section: Section) -> str | None:
    """A number that is not negative, in its section."""
    if section.has("exponent"):
        return _scientific(number, section)
    if section.has("slash") and section.whole:
        return _fraction(number, section)
    if section.has("general", "whole"):
        return _general(number, section)
    return _written(number, section)


def _general(number: Decimal, section: Section) -> str | None:
    plain = f"{number:f}"
    text = with_places(plain, section.numerals) if section.numerals else plain
    if text is None:
        return None
    return "".join(
        text if piece.kind in ("general", "whole") else piece.text
        for piece in section.pieces
        if piece.kind in ("general", "whole", "word")
    )


def _written(number: Decimal, section: Section) -> str | None:
    """Digits in their slots; several in Chinese numerals are shown in one way by Excel and in another by LibreOffice."""
    rounded = _ROOMY.quantize(number.scaleb(section.shift), Decimal(1).scaleb(-len(section.fraction)))
    whole, _, fraction = f"{rounded:f}".partition(".")
    digits = iter(_whole_digits(whole, section) + _fraction_digits(fraction, section.fraction))
    fractions = any(_fraction_digits(fraction, section.fraction))
    if section.numerals and (len(whole) > 1 or len(section.whole + section.fraction) > 1):
        return None
    shown: dict[str, Callable[[Piece], str]] = {
        "word": lambda piece: piece.text,
        "slash": lambda piece: piece.text,
        "slot": lambda _: digit_by_digit(next(digits), section.numerals),
        "point": lambda _: "." if fractions else "",
        "percent": lambda _: "%",
    }
    return "".join(shown[piece.kind](piece) for piece in section.pieces if piece.kind in shown)


def _whole_digits(whole: str, section: Section) -> list[str]:
    """What each slot before the point shows; the first one takes all digits that have no slot of their own."""
    slots = section.whole
    if not slots:
        return []
    zeros = len(slots) - slots.index("0") if "0" in slots else 0
    digits = whole.lstrip("0").rjust(zeros, "0")
    if section.is_grouped:
        digits = f"{digits[: len(digits) % 3]},{','.join(re.findall('...', digits[len(digits) % 3 :]))}".strip(",")
        return [digits, *[""] * (len(slots) - 1)]
    padded = digits.rjust(len(slots))
    surplus = len(padded) - len(slots)
    return [digit.strip() for digit in (padded[: surplus + 1], *padded[surplus + 1 :])]


def _fraction_digits(fraction: str, slots: str) -> list[str]:
    """What each slot behind the point shows: zeros at the end only where the format asks for them."""
    needed = slots.rindex("0") + 1 if "0" in slots else 0
    kept = fraction[:needed] + fraction[needed:].rstrip("0")
    return [*kept, *[""] * (len(slots) - len(kept))]


def _scientific(number: Decimal, section: Section) -> str | None:
    """``0.00E+00``: one digit before the point, the power of ten behind the E."""
    kinds = [piece.kind for piece in section.pieces]
    at = kinds.index("exponent")
    digits, places = _slots(section.pieces[at:]), len(section.fraction) - len(_slots(section.pieces[at:]))
    if len(section.whole) != 1 or places < 0 or not digits or section.numerals or section.shift:
        return None
    power = number.adjusted() if number else 0
    rounded = _ROOMY.quantize(number.scaleb(-power), Decimal(1).scaleb(-places))
    if rounded >= 10:
        rounded, power = _ROOMY.quantize(rounded.scaleb(-1), Decimal(1).scaleb(-places)), power + 1
    sign = "-" if power < 0 else section.pieces[at].text[1].replace("-", "")
    before, _, after = _around_digits(section.pieces)
    return f"{before}{rounded:f}E{sign}{str(abs(power)).rjust(len(digits), '0')}{after}"


def _fraction(number: Decimal, section: Section) -> str | None:
    """``# ?/?``: the nearest fraction with as many digits, or with the denominator that is written."""
    before, inner, after = _around_digits(section.pieces)
    upper, _, lower = inner.partition("/")
    if section.numerals or section.shift or section.fraction or _DENOMINATOR.fullmatch(lower.strip()) is None:
        return None
    size = lower.strip()
    exact = Fraction(number)
    whole, rest = (int(exact), exact - int(exact)) if " " in upper.strip() else (0, exact)
    if size[0] in "0?#":
        near = rest.limit_denominator(10 ** len(size) - 1)
        part, under = near.numerator, near.denominator
    else:
        part, under = int(rest * int(size) + Fraction(1, 2)), int(size)
    if part == under and " " in upper.strip():
        whole, part = whole + 1, 0
    shown = " ".join(filter(None, (str(whole) if whole else "", f"{part}/{under}" if part else "")))
    return f"{before}{shown or '0'}{after}"


def _around_digits(pieces: Sequence[Piece]) -> tuple[str, str, str]:
    """The words before the digits, what stands from the first of them to the last, the words behind."""
    texts = ["" if piece.kind in ("unseen", "numerals", "condition") else piece.text for piece in pieces]
    digits = [at for at, piece in enumerate(pieces) if piece.kind == "slot" or piece.text.isdecimal()]
    start, end = digits[0], digits[-1] + 1
    return "".join(texts[:start]), "".join(texts[start:end]), "".join(texts[end:])
