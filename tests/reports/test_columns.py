"""Text by the columns that it takes on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reports.columns import around, columns, cut_front, fill, visible, wrap

texts = st.text(st.sampled_from("预算（绩效）、，。指标 ab 12%≥e\u0301\u200b"), max_size=120)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("abc", 3),
        ("预算", 4),
        ("（a）", 5),
        ("≥95%", 4),
        ("“好”", 4),
        ("e\u0301", 1),
        ("a\u200bb", 2),
        ("ｶ", 1),
        ("", 0),
    ],
)
def test_columns(text: str, count: int) -> None:
    assert columns(text) == count


def test_fill_and_cut_front() -> None:
    assert fill("预算", 6) == "预算  "
    assert fill("12", 6, right=True) == "    12"
    assert cut_front("specs/预算.yaml", 11) == "…/预算.yaml"
    assert cut_front("预算预算", 6) == "…预算"  # half of a character does not fit


@pytest.mark.parametrize("obeyed", ["\x1b[2J", "\r", "\n", "\x9b", "\u202e", "\u2066", "\u2028", "\x7f"])
def test_what_a_terminal_would_obey_becomes_visible(obeyed: str) -> None:
    assert visible(f"甲{obeyed}乙").startswith("甲�")


@given(texts.map(lambda text: text.replace("\u0301", "").replace("\u200b", "")), st.data(), st.integers(20, 60))
def test_around_keeps_the_spot_and_the_width(text: str, data: st.DataObject, width: int) -> None:
    index = data.draw(st.integers(0, len(text)))
    part, column = around(text, index, width)
    assert columns(part) <= width
    before = next(part[:n] for n in range(len(part) + 1) if columns(part[:n]) == column)
    assert text[:index].endswith(before.removeprefix("…"))
    assert part[len(before) :][:1] == text[index : index + 1]


@given(texts, st.integers(20, 60))
def test_wrap_keeps_the_width_and_loses_only_blanks(text: str, width: int) -> None:
    lines = list(wrap(text, width))
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_wrap_breaks_before_no_punctuation_and_in_no_word() -> None:
    assert list(wrap("一二三四五六七八九十，甲乙", 20)) == ["一二三四五六七八九", "十，甲乙"]
    assert list(wrap("请运行 jixiao explain COV01 查看", 20)) == ["请运行 jixiao", "explain COV01 查看"]
