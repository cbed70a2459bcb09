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
