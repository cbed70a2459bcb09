"""Every text survives in every style and place."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.yaml_edit.block_scalar import Room
from generator.yaml_edit.scalar_text import is_plain, refused_character, render
from tests.support.properties import examples

tricky = st.text(
    st.sampled_from(" \n\n\t\"'\\#:-?[]{},&*!|>%@`~=xy中文😀𠮷\x85\u2028\ufeff\xa0\r")
    | st.characters(exclude_categories=["Cs"]),
    max_size=12,
)


def first_of(text: str) -> object:
    """The first value in a YAML text."""
    found = yaml.load(text, Loader=yaml.CBaseLoader)
    while not isinstance(found, str):
        found = next(iter(found.values() if isinstance(found, dict) else found))
    return found


@given(tricky, st.sampled_from(["", "'", '"', "|", ">", "|2-", ">+", "|- # 注"]))
@examples(600)
def test_any_text_survives_in_any_style(text: str, old: str) -> None:
    if refused_character(text):
        return
    style = old[:1]
    below = Room(flow=False, parent=0, indent=2)
    assert first_of(f"k: {render(text, below, style, old)}\nz: end\n") == text
    assert first_of(f"- {render(text, below, style, old)}\n- end\n") == text
    inside = Room(flow=True, parent=0, indent=0)
    assert first_of(f"k: {{a: {render(text, inside, style, old)}}}\n") == text
    assert first_of(f"k: [{render(text, inside, style, old)}, end]\n") == text


@pytest.mark.parametrize(
    "text", ["", "~", "null", " x", "x ", "- x", "-", "? x", "a: b", "a:", "a #b", "'x", "---", "@x", "=1", "#"]
)
def test_texts_that_yaml_would_misread_are_quoted(text: str) -> None:
    assert not is_plain(text, flow=False)


@pytest.mark.parametrize("text", ["1,980.40", "≥95%", "-5", "a:b", "a#b", "2024-01-01", "是", "它's", "00123"])
def test_ordinary_texts_stay_plain(text: str) -> None:
    assert is_plain(text, flow=False)


@pytest.mark.parametrize(
    ("style", "text", "written"),
    [
        ("", "甲乙", "甲乙"),
        ("'", "甲乙", "'甲乙'"),
        ('"', "甲乙", '"甲乙"'),
        ("'", "一\n二", "|-\n  一\n  二"),
        ("", "a: b", '"a: b"'),
        ("", 'a: "b"', "'a: \"b\"'"),
        ("", "一\n二", "|-\n  一\n  二"),
        ('"', "一\n二", '"一\\n二"'),
        ("|", "一\n二\n", "|\n  一\n  二"),
        ("|", "一", "|-\n  一"),
        (">", "aa bb cc\n", ">\n  aa bb cc"),
        ("|", " 一", "|2-\n   一"),
        ("|", "一\n \n", '"一\\n \\n"'),
    ],
)
def test_a_style_stays_where_the_text_allows_it(style: str, text: str, written: str) -> None:
    assert render(text, Room(flow=False, parent=0, indent=2), style, style) == written
