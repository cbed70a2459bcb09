"""Characters that nobody sees: which they are, and that texts are compared, named and told of without them."""

from __future__ import annotations

import pytest

from generator.files import safe_stem
from generator.invisible import unseen_in, without_unseen
from generator.layouts.classification import find_level2
from generator.layouts.load import find_layout
from generator.sources.workbook_cells import plain_name
from generator.spec.scalars import parse_amount, shorten, without_blanks
from generator.spec.value import parse_meaning
from tests.checks.examples import run_data, with_project

UNSEEN = {
    "\u200b": "U+200B（零宽空格）",
    "\u00ad": "U+00AD（软连字符）",
    "\ufeff": "U+FEFF（字节顺序标记）",
    "\u200e": "U+200E（从左到右标记）",
    "\u200f": "U+200F（从右到左标记）",
    "\u202a": "U+202A（从左到右嵌入）",
    "\u202c": "U+202C（方向结束）",
    "\u2066": "U+2066（从左到右隔离）",
    "\u2068": "U+2068（方向隔离）",
    "\u2069": "U+2069（方向隔离结束）",
    "\u200d": "U+200D（零宽连字）",
    "\u2060": "U+2060（零宽不断行）",
    "\u3164": "U+3164（HANGUL FILLER）",
    "\ue5e5": "U+E5E5（专用区字符）",
    "\U000f1234": "U+F1234（专用区字符）",
    "\ufe0f": "U+FE0F（字形选择符）",
}
MISLEADING = {
    "\u202b": "U+202B（从右到左嵌入）",
    "\u202d": "U+202D（强制从左到右）",
    "\u202e": "U+202E（强制从右到左）",
    "\u2067": "U+2067（从右到左隔离）",
    "\ufffc": "U+FFFC（对象替换符）",
    "\ufffd": "U+FFFD（替换符）",
}
NEEDED = [
    "葛\U000e0100城区",
    "“好”\ufe00",
    "，\ufe01",
    "❤\ufe0f",
    "👨\u200d👩\u200d👧",
    "ئۇ\u200cيغۇر",
    "🏴\U000e0067\U000e007f",
]
"""Selectors and joiners that tell two shapes apart."""


@pytest.mark.parametrize("char", [*UNSEEN, *MISLEADING])
def test_a_character_that_nobody_sees_is_told_and_does_not_count(char: str) -> None:
    text = f"科普{char}活动"
    assert unseen_in(text) == {**UNSEEN, **MISLEADING}[char]
    assert [without_unseen(text), without_blanks(text), plain_name(text), shorten(text), safe_stem(text)] == [
        "科普活动"
    ] * 5


@pytest.mark.parametrize("text", NEEDED)
def test_what_tells_two_shapes_apart_stays(text: str) -> None:
    assert unseen_in(text) == ""
    assert without_unseen(text) == text
    assert run_data(with_project(绩效目标=f"完成{text}扫描2万页")).findings == []


@pytest.mark.parametrize(("chars", "code"), [(UNSEEN, "TXT14"), (MISLEADING, "TXT13")])
def test_every_text_is_looked_at_and_the_character_is_named(chars: dict[str, str], code: str) -> None:
    for char, name in chars.items():
        for field in ("项目名称", "绩效目标", "项目编码"):
            found = [
                each for each in run_data(with_project(**{field: f"科普{char}活动"})).findings if each.code == code
            ]
            assert [name in each.message and "第 3 个字" in each.message for each in found] == [True], (char, field)
            assert char not in found[0].message + found[0].hint


def test_two_projects_whose_names_look_the_same_are_the_same() -> None:
    data = with_project()
    unit = data["预算单位"][0]
    unit["项目"].append(unit["项目"][0] | {"项目名称": "档案\u200b数字化经费", "资金": {"财政拨款": "2"}})
    assert {"CON01", "TXT14"} <= run_data(data).codes


def test_classifications_amounts_and_values_are_read_without_them() -> None:
    found = find_level2(find_layout("guangzhou"), "数量\u200b指标")
    assert found is not None
    assert found[1].name == "数量指标"
    assert str(parse_amount("12.50\u200b")) == "12.50"
    assert parse_meaning("≥\u200b95%") == parse_meaning("≥95%")


def test_a_key_that_looks_right_is_told() -> None:
    data = with_project()
    data["年\u200b度"] = data.pop("年度")
    [finding] = run_data(data).findings
    assert finding.code == "FLD01"
    assert "U+200B（零宽空格）" in finding.hint
