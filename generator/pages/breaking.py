"""Where lines break, as Chinese is set: marks that may begin or end no line, figures that stay with their units.

Sources: GB/T 15834-2011 §5.1 (which marks may stand at neither end of a line), W3C "Requirements for Chinese Text
Layout" (clreq) §3.1.3. Widths are in em.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate, pairwise
from math import inf
from typing import NamedTuple

from generator.spec.value_words import COUNTERS, UNITS
from generator.speed import lazy_pattern

_NOT_FIRST = frozenset("，。、；：！？）》〉」』】〕〗］｝｠”’〞％‰‱℃°′″·・‧．…—–～~／ー々-－,.;:!?)]}%/¢")
_NOT_LAST = frozenset("（《〈「『【〔〖［｛｟“‘〝＄￥¥$£€#＃№([{／/")
_UNPARTED = frozenset("—…")
"""Marks of two characters: a dash, an ellipsis."""
_EPSILON = 1e-6
_LONGEST_EVEN = 8
"""Lines of a label that are made even; what has more is a text."""
_IN_WORD = 5.0
"""What it costs to part a word of a label, as a squared width: rather lines of two and four characters than two of three."""
_LABEL_WORDS = lazy_pattern(
    "满意度|可持续|指标值|百分比|指标|目标|预算|金额|资金|单位|名称|项目|绩效|效益|效果|产出|数量|质量|时效|成本|社会|经济|生态|影响|服务"
    "|对象|控制|规模|投资|建筑|财政|拨款|专户|其他|总计|合计|年度|中期|滚动|总体|预期|实施|周期|计划|水平|支出|用途|依据|确定|描述|编码"
    "|意见|批复|工期|申请|使用|部门|内容|完成|情况|负责|审核|得分|权重|属性|类型|等级|一级|二级|三级"
)
"""The words that labels of these forms are made of (the official terms)."""

_UNIT = "|".join(
    map(re.escape, sorted({*UNITS, *COUNTERS, "月", "号", "季度", "期"}, key=lambda unit: (-len(unit), unit)))
)
_NUMBER = r"[0-9０-９](?:[0-9０-９.,，]*[0-9０-９])?"
_OPERATOR = "(?:[≥≤≧≦⩾⩽＞＜><=＝±＋+]|(?<![0-9０-９%％‰A-Za-z一-鿿])[－-])"
_AMOUNT = rf"{_NUMBER}(?: ?[十百千万亿]*(?:{_UNIT})|[(（][%％][)）])?"
_WHOLE = lazy_pattern(
    rf"第?{_OPERATOR}* ?{_AMOUNT}(?:[-－～~—–/×]{{0,2}}{_AMOUNT})*"
    r"|[A-Za-z0-9_.,:%@#&+*=~^\u00b0\u00b2\u00b3/\\$<>'|\u00c0-\u024f\x22-]+"
)
"""What one line is to hold: a figure with its operator and unit, a date, a Latin word, an address."""

_FIGURE = lazy_pattern(rf"{_OPERATOR}*{_NUMBER}[%％‰]?")


class Line(NamedTuple):
    """One line: its text, and its width without the blanks at its end. ``is_last`` of its paragraph, if it is."""

    text: str
    width: float
    is_last: bool


def broken(text: str, room: float, widths: Mapping[str, float], indent: float = 0.0) -> tuple[Line, ...]:
    """``text`` in lines of ``room`` em at most, of which the first begins ``indent`` in; a line break is one of its own.

    ``widths`` tells the width of each character. All lines together are the text without its line breaks; a single
    character that is wider than the room has a line of its own, and blanks at a line's end take no room.
    """
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        lines += _Paragraph(paragraph, room, widths).filled(0.0 if lines else indent)
    return tuple(lines)


@lru_cache(maxsize=4096)
def _evenly(text: str, room: float, widths: _Known) -> tuple[Line, ...]:
    lines: list[Line] = []
    for part in text.split("\n"):
        paragraph = _Paragraph(part, room, widths.widths)
        filled = paragraph.filled(0.0)
        lines += paragraph.even(len(filled)) if 1 < len(filled) <= _LONGEST_EVEN else filled
    return tuple(lines)


class _Known(NamedTuple):
    """Widths that are looked up by who they are, not by what they hold."""

    identity: int
    widths: Mapping[str, float]

    def __hash__(self) -> int:
        return self.identity

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and self.identity == other.identity


def whole_length(text: str) -> int:
    """How many characters ``text`` begins with that one line is to hold: of a figure with its unit, of a word."""
    match = _WHOLE.match(text)
    return match.end() if match else 0


def evenly_broken(text: str, room: float, widths: Mapping[str, float]) -> tuple[Line, ...]:
    """As ``broken``, for a label: no more lines than it needs, about equally long, the last never a lone character."""
    return _evenly(text, room, _Known(id(widths), widths))


class _Paragraph:
    """A text without line breaks, to be set into lines of ``room``."""

    def __init__(self, text: str, room: float, widths: Mapping[str, float]) -> None:
        self._text, self._room = text, room
        self._ends = list(accumulate(map(widths.__getitem__, text), initial=0.0))
        self._inner: frozenset[int] | None = None

    def filled(self, indent: float) -> list[Line]:
        """Each line as full as may be."""
        ends, length = self._ends, len(self._text)
        lines: list[Line] = []
        start, limit = 0, self._room - indent + _EPSILON
        while ends[length] - ends[start] > limit:
            fit = max(bisect_right(ends, ends[start] + limit, start + 1) - 1, start + 1)
            end = self._next(self._break(start, fit) if fit < length else length)
            if end == length:
                break
            lines.append(self._line(start, end))
            start, limit = end, self._room + _EPSILON
        lines.append(self._line(start, length, is_last=True))
        return lines

    def even(self, count: int) -> list[Line]:
        """``count`` lines, about equally long, parted between words rather than within one.

        Of all ways to part it, that with the least sum of squared widths; a break within a word costs ``_IN_WORD``.
        """
        best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
        for _ in range(count):
            best = self._one_more_line(best)
        cost_and_ends = best.get(len(self._text))
        if cost_and_ends is None:
            return self.filled(0.0)
        ends = cost_and_ends[1]
        last = len(ends) - 2
        return [self._line(start, end, is_last=n == last) for n, (start, end) in enumerate(pairwise(ends))]

    def _one_more_line(
        self, best: dict[int, tuple[float, tuple[int, ...]]]
    ) -> dict[int, tuple[float, tuple[int, ...]]]:
        """The best ways to fill one line more than ``best`` does; each by where it ends, with its cost and its breaks."""
        found: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, ends) in best.items():
            for end in range(start + 1, len(self._text) + 1):
                width = self._ends[end] - self._ends[start]
                if width > self._room + _EPSILON:
                    break
                new = cost + width * width + self._cost_of_break(end)
                if end not in found or new < found[end][0]:
                    found[end] = new, (*ends, end)
        return found

    def _cost_of_break(self, place: int) -> float:
        if place == len(self._text):
            return 0.0
        if not self._may_break(place):
            return inf
        is_in_word = any(match.start() < place < match.end() for match in _LABEL_WORDS.finditer(self._text))
        return _IN_WORD if is_in_word else 0.0

    def _line(self, start: int, end: int, *, is_last: bool = False) -> Line:
        text = self._text[start:end]
        width = self._ends[start + len(text.rstrip(" "))] - self._ends[start]
        return Line(text, width, is_last)

    def _next(self, end: int) -> int:
        """Where the next line begins: after the blanks at which this one ends."""
        while end < len(self._text) and self._text[end] == " ":
            end += 1
        return end

    def _break(self, start: int, fit: int) -> int:
        """Where the line ends that begins at ``start`` and has room up to ``fit``."""
        for end in range(fit, start, -1):
            if self._may_break(end):
                return end
        # Nothing may be parted here: then a figure is, rather than a mark set where none may stand.
        return next((end for end in range(fit, start, -1) if self._has_right_ends(end)), fit)

    def _may_break(self, place: int) -> bool:
        return self._has_right_ends(place) and place not in self._inside()

    def _has_right_ends(self, place: int) -> bool:
        """Whether the characters on both sides of ``place`` may end and begin a line."""
        before, after = self._text[place - 1], self._text[place]
        if after == " ":
            following = self._next(place)
            after = self._text[following] if following < len(self._text) else after
        if before in _UNPARTED and before == after:
            return False
        return after not in _NOT_FIRST and before not in _NOT_LAST

    def _inside(self) -> frozenset[int]:
        """The places inside of what one line can hold and is to hold."""
        if self._inner is None:
            self._inner = frozenset(place for start, end in self._kept_whole() for place in range(start + 1, end))
        return self._inner

    def _kept_whole(self) -> Iterator[tuple[int, int]]:
        """Where what stays whole begins and ends; of a figure that is too long with its unit the number itself does."""
        for match in _WHOLE.finditer(self._text):
            if self._fits(*match.span()):
                yield match.span()
            else:
                numbers = _FIGURE.finditer(self._text, *match.span())
                yield from (number.span() for number in numbers if self._fits(*number.span()))

    def _fits(self, start: int, end: int) -> bool:
        return self._ends[end] - self._ends[start] <= self._room + _EPSILON
