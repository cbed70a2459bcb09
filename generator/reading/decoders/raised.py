"""Raised characters: powers are a part of their text, marks that lead to notes are none."""

from __future__ import annotations

import re
from enum import Enum

_POWER = re.compile(r"[+−-]?\d{1,3}")
_UNIT = re.compile(r"(?:米|里|(?<![A-Za-z])(?:[kcdmµμ]?m|s|h)|[×xX*·]\s*10)$")
"""What is squared and cubed: units, and the ten of a number's power."""
_TEN = re.compile(r"(?<![\d.,])10$")
_MARK = r"(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5}|[*＊※†‡§#△▲★☆]{1,3}|[①-⑳❶-❿㊀-㊉]|[一二三四五六七八九十]{1,3}|[注註]\s*[\d一二三四五六七八九十①-⑳]{0,3})"
_NOTE = re.compile(rf"\s*[\[［(（〔【]?\s*{_MARK}(?:\s*[,，、–—-]\s*{_MARK})*\s*[\]］)）〕】]?\s*")
_SUPERSCRIPTS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


class Raised(Enum):
    """What raised characters are."""

    PART = "part"
    NOTE = "note"
    UNSURE = "unsure"


def raised_text(before: str, raised: str) -> tuple[str, Raised]:
    """What of ``raised`` belongs to the text that stands ``before`` it on the line, and what it is taken for.

    Powers of units are written as Unicode writes them (``m²``); of a bare ``10`` it is not sure whether it has a power.
    A mark that leads to a note is no part of the text; where nothing stands before it, it leads nowhere.
    """
    if not raised.strip():
        return raised, Raised.PART
    is_ten = bool(_TEN.search(before))
    if _POWER.fullmatch(raised) and (is_ten or _UNIT.search(before)):
        return raised.translate(_SUPERSCRIPTS), Raised.UNSURE if is_ten and not _UNIT.search(before) else Raised.PART
    if before.strip() and _NOTE.fullmatch(raised):
        return "", Raised.NOTE
    return raised, Raised.UNSURE
