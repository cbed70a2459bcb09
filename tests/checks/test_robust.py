"""Whatever stands in a text, the checks come to an end, raise nothing and say what they say in a line."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.rulebook import all_rules
from generator.layouts.load import find_layout
from tests.checks.examples import BASE, part_at, run_data
from tests.support.properties import examples

SIGNS = "（）()《》〈〉<>“”‘’\"'，。、；：,.;:!?% \t\u3000\n0123456789XX**__≥≤±~/的了中央工作率涉密不公开元万"
WORDS = "工作作 中中央 年度总体绩效目标 不低于 以上 2024年 29.73元 and 有效提高 无 良好 某某"
PIECES = st.sampled_from([*SIGNS, *WORDS.split()])
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=20))


def _filled(texts: list[str]) -> dict[str, Any]:
    data = yaml.load(BASE, yaml.BaseLoader)
    project = data["预算单位"][0]["项目"][0]
    project |= {"项目名称": texts[0], "绩效目标": texts[1], "资金用途": texts[2], "项目编码": texts[3]}
    project["绩效指标"][0] |= {"三级指标": texts[4], "年度指标值": texts[5], "指标值确定依据": texts[6]}
    data["部门整体绩效目标"] = {"工作保障措施": [{"标题": texts[7], "段落": [texts[8]]}]}
    return data  # type: ignore[no-any-return]


@examples(300)
@given(st.lists(TEXTS, min_size=9, max_size=9), st.sampled_from([None, "dongguan", "caofeidian"]))
def test_no_text_breaks_a_check(texts: list[str], target: str | None) -> None:
    outcome = run_data(_filled(texts), target)
    for finding in outcome.findings:
        assert "\n" not in finding.message
        assert len(finding.message) < 250
        assert finding.hint
        if outcome.spec is not None:  # a blank name is FLD02 already
            part_at(outcome.spec, finding.loc)


@pytest.mark.parametrize(
    "piece",
    [
        "（",
        "<汉",
        "<汉汉",
        "(汉",
        "汉 ",
        "，",
        " ",
        "有效",
        "涉密",
        "1.",
        "9",
        "a",
        "“",
        "《》",
        "元",
        "1元",
        "X",
        "年度指标值",
    ],
)
def test_a_long_text_is_judged(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    run_data(_filled([text] * 9))
    run_data(_filled([f"{text}汉"] * 9))


def test_every_layout_prints_every_spec_without_a_useless_acceptance() -> None:
    data = yaml.load(BASE, yaml.BaseLoader) | {"认可": [{"代码": "TXT07", "理由": "原文如此"}]}
    for layout in ("dongguan", "caofeidian"):
        codes = run_data(data, layout).codes
        assert "ACC01" not in codes
        assert codes <= {rule.code for _, rule in all_rules()}
        assert find_layout(layout).id == layout
