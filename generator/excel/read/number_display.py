"""What a number looks like in its cell: a number format may add words (``0"人"``), zeros in front, or another size.

Rules of number formats: ECMA-376 part 1, 18.8.30 and 18.8.31. Dates are not told here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import NamedTuple

_SECTION = re.compile(r'(?:"[^"]*"|[\\!_*].|[^;"])+')
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<symbol>[^\]-]*)[^\]]*\]'
    r"|(?P<unseen>_.|\*.|\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)\])"
    r"|(?P<general>General)|(?P<slot>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<bare>[^A-Za-z@/\[\]])",
    re.IGNORECASE,
)
_WORDS = ("quoted", "escaped", "symbol", "bare")
_MONEY_UNIT = re.compile("([十百千万亿]*)元|([十百千万亿]+)")
_SHARE = re.compile("[%‰％]")
_ROOMY = Context(prec=400, rounding=ROUND_HALF_UP)


class Piece(NamedTuple):
    """A part of a number format: ``word`` (shown as it stands), ``slot`` (a digit), ``point``, ``general`` …"""

    kind: str
    text: str


class Section(NamedTuple):
    """The format of positive, negative or zero numbers. ``shift``: by how many powers of ten what is shown is larger."""

    pieces: tuple[Piece, ...]
    whole: str
    fraction: str
    shift: int
    is_grouped: bool

    @property
    def words(self) -> str:
        """All that is shown besides the number."""
        return "".join(piece.text for piece in self.pieces if piece.kind == "word")


def displayed(number: Decimal, number_format: str) -> str | None:
    """What the cell shows for ``number``; ``None`` where the format is not known or shows no digit."""
    sections = _sections(number_format)
    if not sections:
        return None
    section = sections[0]
    if number == 0 and len(sections) > 2:
        section = sections[2]
    elif number < 0 and len(sections) > 1:
        section, number = sections[1], -number
    if section is None:
        return None
    text = ("-" if number < 0 else "") + _written(abs(number), section)
    return text.strip() if any(character.isdigit() for character in text) else None


@cache
def has_percent(number_format: str) -> bool:
    """Whether the number is shown a hundred times as large, with a percent sign (and not only beside ``"%"``)."""
    section = _first(number_format)
    return "%" in number_format if section is None else any(piece.kind == "percent" for piece in section.pieces)


@cache
def is_resized(number_format: str) -> bool:
    """Whether an amount in this format looks like another one: in thousands, or as a percentage."""
    section = _first(number_format)
    return section is not None and (section.shift != 0 or _SHARE.search(section.words) is not None)


@cache
def money_unit_of(number_format: str) -> str:
    """The money unit that the format shows beside the number: 万元 of ``0.00"万元"`` or ``0.00"万"``; empty if none."""
    section = _first(number_format)
    found = _MONEY_UNIT.search(section.words) if section else None
    return f"{found[1] or found[2] or ''}元" if found else ""


def _first(number_format: str) -> Section | None:
    sections = _sections(number_format)
    return sections[0] if sections else None


@cache
def _sections(number_format: str) -> tuple[Section | None, ...]:
    return tuple(_section(text) for text in _SECTION.findall(number_format))


def _section(text: str) -> Section | None:
    pieces, at = [], 0
    while at < len(text):
        found = _PIECE.match(text, at)
        if found is None:
            return None
        kind = found.lastgroup or ""
        pieces.append(Piece("word" if kind in _WORDS else kind, found[kind]))
        at = found.end()
    kinds = [piece.kind for piece in pieces]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    whole, fraction = _slots(pieces[:point]), _slots(pieces[point:])
    last = max((place for place in range(point) if kinds[place] == "slot"), default=-1)
    commas = [place for place, kind in enumerate(kinds) if kind == "comma"]
    if not whole and "general" not in kinds:
        return None  # nothing but words, or a form such as .00
    thousands = sum(1 for place in commas if place > last)
    shift = 2 * kinds.count("percent") - 3 * thousands
    return Section(tuple(pieces), whole, fraction, shift, len(commas) > thousands)


def _slots(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind == "slot")


def _written(number: Decimal, section: Section) -> str:
    """A number that is not negative, in its section."""
    if any(piece.kind == "general" for piece in section.pieces):
        whole, fraction = f"{number:f}", ""
    else:
        rounded = _ROOMY.quantize(number.scaleb(section.shift), Decimal(1).scaleb(-len(section.fraction)))
        whole, _, fraction = f"{rounded:f}".partition(".")
    digits = iter(_whole_digits(whole, section) + _fraction_digits(fraction, section.fraction))
    fractions = any(_fraction_digits(fraction, section.fraction))
    shown: dict[str, Callable[[Piece], str]] = {
        "word": lambda piece: piece.text,
        "slot": lambda _: next(digits),
        "point": lambda _: "." if fractions else "",
        "percent": lambda _: "%",
        "general": lambda _: whole,
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
