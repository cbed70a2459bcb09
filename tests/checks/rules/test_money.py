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


@pytest.mark.parametrize(
    ("unit", "amounts", "told"),
    [
        ("万元", ["12.50", "85000.00"], ["85000.00"]),
        ("万元", ["125000", "8.00", "30"], ["125000"]),
        ("万元", ["125000", "80000", "8.00", "30", "12.5"], ["125000", "80000"]),
        ("元", ["125000", "8.5", "300000"], ["8.5"]),
        ("万元", ["12.50", "8500"], []),
        ("万元", ["0.05", "85"], []),
        ("万元", ["0.92", "1.65", "40", "10000000"], ["10000000"]),
        ("万元", ["12.50", "90", "900", "9000", "85000"], []),
        ("万元", ["30000", "85000", "0.5"], []),
        ("万元", ["85000"], []),
        ("元", ["125000", "300000", "120"], []),
    ],
)
def test_an_amount_in_the_other_unit_is_told(unit: str, amounts: list[str], told: list[str]) -> None:
    data = with_project()
    project = data["预算单位"][0]["项目"][0]
    names = [f"{kind}设备购置费" for kind in "甲乙丙丁戊"]
    data["金额单位"] = unit
    data["预算单位"][0]["项目"] = [
        project | {"项目名称": name, "资金": {"财政拨款": amount}} for name, amount in zip(names, amounts, strict=False)
    ]
    found = [each for each in run_data(data).findings if each.code == "MON09"]
    assert [amounts[int(each.loc[3])] for each in found] == told
