"""Amounts in texts: which of them tell that 元 and 万元 were taken for one another."""

from __future__ import annotations

import pytest

from tests.checks.examples import run_data, with_project


@pytest.mark.parametrize(
    ("budget", "text", "found"),
    [
        ("10", "安排100000万元", True),
        ("10", "安排10万元", False),
        ("10000", "奖励1万元", False),
        ("5", "带动投资5亿元", False),
        ("12.5", "使用12.5元购置图书", True),
        ("12.5", "按12.5元的标准发放", False),
        ("12.5", "门票价格12.5元", False),
        ("12.5", "12.5元每课时", False),
    ],
)
def test_a_slip_is_neither_a_round_amount_nor_a_price(budget: str, text: str, found: bool) -> None:
    data = with_project(绩效目标=text)
    data["预算单位"][0]["项目"][0]["资金"] = {"财政拨款": budget}
    assert ("MON06" in run_data(data).codes) is found


@pytest.mark.parametrize(
    ("written", "nearest"), [("12.505", "12.51"), ("12.515", "12.52"), ("0.125", "0.13"), ("1.2449", "1.24")]
)
def test_what_is_halfway_is_rounded_up(written: str, nearest: str) -> None:
    [finding] = [each for each in run_data(with_project(资金={"财政拨款": written})).findings if each.code == "MON04"]
    assert f"四舍五入是 {nearest} 万元" in finding.hint
