"""The numbers that Word puts before paragraphs by itself: a reader sees them, the file's text does not hold them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from generator.layouts.filters import chinese
from generator.reading.decoders.docx.word_xml import child_of, tag_of, value_of

_CHINESE_FORMATS = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographTraditional")
_PLACE = re.compile(r"%(\d)")


class Numbering:
    """Counts the numbered paragraphs of one document."""

    def __init__(self, tree: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        for element in tree if tree is not None else ():
            if tag_of(element) == "abstractNum":
                self._levels[value_of(element, "abstractNumId")] = dict(_levels(element))
            elif tag_of(element) == "num":
                abstract = child_of(element, "abstractNumId")
                self._abstract[value_of(element, "numId")] = value_of(abstract) if abstract is not None else ""

    def label(self, paragraph: Any) -> str:
        """The number before ``paragraph``, blank where it has none; counts it."""
        number, depth = _number_of(paragraph)
        abstract = self._abstract.get(number, "")
        levels = self._levels.get(abstract, {})
        if depth not in levels:
            return ""
        counts = self._counts[abstract]
        counts[depth] = counts.get(depth, levels[depth][2] - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return _PLACE.sub(lambda found: self._shown(levels, counts, int(found.group(1)) - 1), levels[depth][1])

    @staticmethod
    def _shown(levels: dict[int, tuple[str, str, int]], counts: dict[int, int], depth: int) -> str:
        form, _, start = levels.get(depth, ("decimal", "", 1))
        count = counts.get(depth, start)
        if form in _CHINESE_FORMATS and 0 < count < 10_000:
            return chinese(count)
        return "" if form in ("bullet", "none") else str(count)


def _levels(abstract: Any) -> list[tuple[int, tuple[str, str, int]]]:
    found = []
    for level in abstract:
        if tag_of(level) == "lvl":
            parts = {tag_of(child): value_of(child) for child in level}
            start = parts.get("start", "1")
            text = "" if parts.get("numFmt") in ("bullet", "none") else parts.get("lvlText", "")
            place = value_of(level, "ilvl")
            if place.isdigit():
                found.append((int(place), (parts.get("numFmt", "decimal"), text, _number(start, 1))))
    return found


def _number_of(paragraph: Any) -> tuple[str, int]:
    for properties in paragraph:
        if tag_of(properties) == "pPr":
            for numbering in properties:
                if tag_of(numbering) == "numPr":
                    parts = {tag_of(child): value_of(child) for child in numbering}
                    return parts.get("numId", ""), _number(parts.get("ilvl", ""), 0)
    return "", 0


def _number(text: str, default: int) -> int:
    return int(text) if text.isdigit() else default
