"""The numbers that Word puts before paragraphs by itself: a reader sees them, the file's text does not hold them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.reading.decoders.counted_labels import custom_label, label_of
from generator.reading.decoders.docx.word_styles import Styles, is_on
from generator.reading.decoders.docx.word_xml import child_of, tag_of, value_of

_PLACE = re.compile(r"%(\d)")
_UNNUMBERED = ("bullet", "none")
_MAX_LINKS = 5


@dataclass(frozen=True, slots=True)
class _Level:
    """How the paragraphs of a level are numbered."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""
    """The style whose paragraphs are of this level."""
    restart: int | None = None
    """After which level (counted from 1) it begins anew, 0 for none; after any higher one, if nothing is said."""
    is_legal: bool = False
    """Whether all levels are shown in plain figures."""
    pattern: str = ""
    """The first numbers of a format of its own."""


@dataclass(frozen=True, slots=True)
class _List:
    """A list: which one it counts with, its levels, where some begin."""

    counter: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


class Numbering:
    """Counts the numbered paragraphs of one document."""

    def __init__(self, tree: Any, styles: Styles) -> None:
        self.unknown: dict[str, str] = {}
        """Formats that are not known, each with the first number that was printed in plain figures instead."""
        self._styles = styles
        self._abstracts = dict(_by_id(tree, "abstractNum", "abstractNumId"))
        self._numbers = dict(_by_id(tree, "num", "numId"))
        self._lists: dict[str, _List] = {}
        self._of_styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str:
        """The number before ``paragraph``, blank where it has none; counts it."""
        if not self._numbers:
            return ""
        number, depth = self._number_of(paragraph)
        found = self._list(number)
        level = found.levels.get(depth)
        if level is None:
            return ""
        counts = self._counts[found.counter]
        self._count(number, depth, found, counts)
        return "" if level.form in _UNNUMBERED else self._text(level, found, counts)

    def _count(self, number: str, depth: int, found: _List, counts: dict[int, int]) -> None:
        """Count a paragraph of a level; the first of a list with a beginning of its own begins there."""
        begins = depth in found.starts and (number, depth) not in self._begun
        self._begun.add((number, depth))
        counts[depth] = found.starts[depth] if begins else counts.get(depth, found.levels[depth].start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or depth < restart:
                del counts[deeper]

    def _text(self, level: _Level, found: _List, counts: Mapping[int, int]) -> str:
        def shown(place: re.Match[str]) -> str:
            depth = int(place.group(1)) - 1
            other = found.levels.get(depth, _Level())
            return self._shown(
                replace(other, form="decimal") if level.is_legal else other, counts.get(depth, other.start)
            )

        return _PLACE.sub(shown, level.text)

    def _shown(self, level: _Level, count: int) -> str:
        text = custom_label(level.pattern, count) if level.form == "custom" else label_of(level.form, count)
        if text is None:
            self.unknown.setdefault(level.form, str(count))
        return str(count) if text is None else text

    # --- which list a paragraph is of ----------------------------------------------------------------------------

    def _number_of(self, paragraph: Any) -> tuple[str, int]:
        """The list and the level of a paragraph: what it does not say itself, its style says."""
        style, own = self._styles.style_of(paragraph), child_of(paragraph, "pPr", "numPr")
        if style not in self._of_styles:
            self._of_styles[style] = self._number_of_style(style)
        number, depth = self._of_styles[style]
        if own is not None:
            return _value(own, "numId") or number, _number(_value(own, "ilvl"), 0)
        return number, depth

    def _number_of_style(self, style: str) -> tuple[str, int]:
        """The list and the level of a style's paragraphs: the level that names it or one that it is based on."""
        numbered = self._styles.property_of(style, "pPr", "numPr")
        number = _value(numbered, "numId")
        of_this_style = (each for name in self._styles.chain(style) for each in self._levels_of(number, name))
        return number, next(of_this_style, _number(_value(numbered, "ilvl"), 0))

    def _levels_of(self, number: str, style: str) -> Iterator[int]:
        """The levels that are those of a style."""
        return (depth for depth, level in self._list(number).levels.items() if level.style == style)

    def _list(self, number: str) -> _List:
        if number not in self._lists:
            element = self._numbers.get(number)
            counter = self._counter(element)
            levels, starts = dict(_levels(self._abstracts.get(counter))), {}
            for override in element if element is not None else ():
                levels.update(_levels(override))
                if child_of(override, "startOverride") is not None:
                    starts[_number(value_of(override, "ilvl"), 0)] = _number(_value(override, "startOverride"), 1)
            self._lists[number] = _List(counter, levels, starts)
        return self._lists[number]

    def _counter(self, number: Any) -> str:
        """The list that a number counts with, through the styles of lists that stand in between."""
        found = _value(number, "abstractNumId")
        for _ in range(_MAX_LINKS):
            link = _value(self._abstracts.get(found), "numStyleLink")
            if not link:
                break
            linked = self._styles.property_of(link, "pPr", "numPr")
            found = _value(self._numbers.get(_value(linked, "numId")), "abstractNumId")
        return found


def _by_id(tree: Any, tag: str, name: str) -> Iterator[tuple[str, Any]]:
    return ((value_of(each, name), each) for each in (tree if tree is not None else ()) if tag_of(each) == tag)


def _levels(holder: Any) -> Iterator[tuple[int, _Level]]:
    for level in holder if holder is not None else ():
        if tag_of(level) == "lvl":
            yield _number(value_of(level, "ilvl"), 0), _level(level)


def _level(level: Any) -> _Level:
    form = _format(level)
    legal = child_of(level, "isLgl")
    restart = _value(level, "lvlRestart")
    return _Level(
        value_of(form) if form is not None else "decimal",
        _value(level, "lvlText"),
        _number(_value(level, "start"), 1),
        _value(level, "pStyle"),
        _number(restart, 0) if restart else None,
        legal is not None and is_on(legal),
        value_of(form, "format") if form is not None else "",
    )


def _format(level: Any) -> Any:
    """The format of a level: of two, that of newer programs."""
    newer = child_of(level, "AlternateContent", "Choice", "numFmt")
    return newer if newer is not None else child_of(level, "numFmt")


def _value(element: Any, name: str) -> str:
    child = child_of(element, name)
    return value_of(child) if child is not None else ""


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default
