"""Lines: which characters begin and end them, what stays whole, and that nothing is lost."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.breaking import broken, evenly_broken, whole_length

_SQUARE: defaultdict[str, float] = defaultdict(lambda: 1.0)
"""Every character as wide as it is high."""
_NO_FIRST = "，。；：、！？）》」』】”’％…—.,;:!?)]}%"
_NO_LAST = "（《「『【“‘￥([{"
_TEXTS = st.text(st.sampled_from("项目绩效目标经费≥95%1,980.40万元12月31日次ab /" + _NO_FIRST + _NO_LAST), max_size=60)


def _lines(text: str, room: float, indent: float = 0.0) -> list[str]:
    return [line.text for line in broken(text, room, _SQUARE, indent)]


def _labels(text: str, room: float) -> list[str]:
    return [line.text for line in evenly_broken(text, room, _SQUARE)]


@given(_TEXTS, st.floats(1, 20))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, room: float) -> None:
    lines = broken(text, room, _SQUARE)
    assert "".join(line.text for line in lines) == text
    assert all(line.width <= room + 1e-6 or len(line.text.rstrip(" ")) == 1 for line in lines)
    assert [line.is_last for line in lines] == [False] * (len(lines) - 1) + [True]


@given(_TEXTS, st.floats(8, 20))
def test_marks_stand_where_they_may(text: str, room: float) -> None:
    """Where a line holds more than marks, none begins with one that may not, nor ends with one that may not."""
    lines = _lines(text, room)
    for line, following in pairwise(lines):
        unpartable = all(char in _NO_FIRST + _NO_LAST or char.isascii() for char in line)
        assert unpartable or following.lstrip(" ")[:1] not in tuple(_NO_FIRST)
        assert unpartable or line.rstrip(" ")[-1:] not in tuple(_NO_LAST)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("完成率达到≥95%，合格", 7, ["完成率达到", "≥95%，合格"]),
        ("支出共计1,980.40万元", 11, ["支出共计", "1,980.40万元"]),
        ("截至今年12月31日完成", 8, ["截至今年", "12月31日完成"]),
        ("指标值为100(%)以上", 7, ["指标值为", "100(%)以", "上"]),
        ("使用office办公", 6, ["使用", "office", "办公"]),
        ("见https://a.cn/b/c", 6, ["见http", "s://a.", "cn/b/c"]),
        ("甲乙丙，丁", 3, ["甲乙", "丙，丁"]),
        ("甲乙（丙丁）", 3, ["甲乙", "（丙", "丁）"]),
        ("甲乙丙——丁", 4, ["甲乙", "丙——丁"]),
        ("甲乙丙……", 4, ["甲乙", "丙……"]),
        ("一行\n二行", 9, ["一行", "二行"]),
        ("", 9, [""]),
        ("宽", 0.5, ["宽"]),
    ],
    ids=lambda value: str(value)[:12],
)
def test_lines_break_where_a_typist_would(text: str, room: float, lines: list[str]) -> None:
    assert _lines(text, room) == lines


def test_a_figure_longer_than_a_line_keeps_its_number_whole() -> None:
    assert _lines("共计1,980.40万元整", 8) == ["共计", "1,980.40", "万元整"]


def test_the_first_line_is_indented() -> None:
    assert _lines("甲乙丙丁戊己", 4, 2) == ["甲乙", "丙丁戊己"]


def test_a_blank_at_a_lines_end_takes_no_room() -> None:
    assert _lines("ab cd", 2) == ["ab ", "cd"]
    assert [line.width for line in broken("ab cd", 2, _SQUARE)] == [2, 2]


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("可持续影响指标", 6, ["可持续", "影响指标"]),
        ("满意度指标", 4, ["满意度", "指标"]),
        ("预期产出指标", 5, ["预期", "产出指标"]),
        ("服务对象满意度指标", 7, ["服务对象", "满意度指标"]),
        ("数量指标\n（或建筑规模指标）", 6, ["数量指标", "（或建筑", "规模指标）"]),
        ("绩效指标", 2, ["绩效", "指标"]),
        ("指标", 5, ["指标"]),
    ],
)
def test_labels_break_evenly_between_words(text: str, room: float, lines: list[str]) -> None:
    assert _labels(text, room) == lines


@given(st.text(st.sampled_from("可持续影响满意度指标项目名称甲乙丙"), min_size=2, max_size=14), st.floats(2, 9))
def test_no_label_leaves_a_lone_character_that_has_a_better_place(text: str, room: float) -> None:
    lines = _labels(text, room)
    assert "".join(lines) == text
    assert len(lines) == len(_lines(text, room))
    if len(lines) == 2 and len(text) >= 4:
        assert len(lines[-1]) >= 2


@pytest.mark.parametrize(
    ("text", "length"), [("≥95%以上", 4), ("5天；", 2), ("办公", 0), ("12月31日前", 6), ("WPS表", 3)]
)
def test_what_stays_whole_at_the_beginning(text: str, length: int) -> None:
    assert whole_length(text) == length
