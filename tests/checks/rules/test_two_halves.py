"""What the two halves of an indicator say of one thing: which of it is told, and which is let alone."""

from __future__ import annotations

import pytest

from tests.checks.examples import run_data, with_project

CODES = {"CON12", "CON13", "CON14", "CON15", "CON16", "VAL13"}


def found(name: str, term: str, annual: str, **project: object) -> set[str]:
    """The codes that are told of the one indicator of a project over three years."""
    indicator = {"二级指标": "数量指标", "三级指标": name, "实施周期指标值": term, "年度指标值": annual}
    years = {"开始年度": "2024", "结束年度": "2026"}
    return run_data(with_project(**{"实施周期": years, "绩效指标": [indicator], **project})).codes & CODES


@pytest.mark.parametrize(
    ("name", "term", "annual", "code"),
    [
        ("编发简报", "50期", "50期", "CON14"),
        ("举办讲座", "≥12场", "≥12场", "CON14"),
        ("服务人次数", "500人次", "500人次", "CON14"),
        ("民兵训练", "80人", "80人", "CON14"),
        ("举办讲座场次", "≥6", "≥12", "CON15"),
        ("编发简报", "≥6期", "≥12期", "CON15"),
        ("养护绿地", "12公顷", "20公顷", "CON15"),
        ("参训占比", "≤30%", "≥30%", "CON16"),
        ("投诉次数", "≥2次", "≤2次", "CON16"),
        ("投诉次数", "<3次", "≤2次", "VAL13"),
        ("举办讲座", "≥36场", ">35场", "VAL13"),
        ("系统运行", "“稳定”", "稳定", "CON13"),
        ("系统运行", "稳定", "“稳定”", "CON13"),
    ],
)
def test_halves_that_do_not_go_together_are_told(name: str, term: str, annual: str, code: str) -> None:
    assert code in found(name, term, annual)


@pytest.mark.parametrize(
    ("name", "term", "annual"),
    [
        ("编发简报", "150期", "50期"),
        ("编发简报", "每年50期", "每年50期"),
        ("维护系统", "1个", "1个"),
        ("聘用人数", "2人", "2人"),
        ("编外人员培训补助", "2人", "2人"),
        ("培训合格率", "≥90%", "≥95%"),
        ("办理时限", "≤3天", "≤5天"),
        ("人均培训成本", "≤400元/人", "≤450元/人"),
        ("投诉次数", "≤2次", "≤2次"),
        ("投诉次数", "<3次", "≤3次"),
        ("差错", "≥0次", "≤3个"),
        ("系统运行", "“双随机”检查到位", "双随机检查到位"),
        ("平均每月简报", "4期", "4期"),
    ],
)
def test_halves_that_may_be_so_are_not(name: str, term: str, annual: str) -> None:
    assert found(name, term, annual) == set()


def test_one_year_or_no_years_hold_what_the_year_holds() -> None:
    assert found("编发简报", "50期", "50期", 实施周期={"开始年度": "2024", "结束年度": "2024"}) == set()
    assert found("编发简报", "50期", "50期", 实施周期=None) == set()


def test_names_that_mostly_differ_are_meant() -> None:
    rows = [
        {"二级指标": "数量指标", "三级指标": f"{number}年目标", "年度三级指标": f"{number}月目标"}
        for number in "甲乙丙"
    ]
    assert "CON12" not in run_data(with_project(绩效指标=rows)).codes
