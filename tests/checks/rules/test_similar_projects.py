"""Projects that are nearly alike, and projects that only look so."""

from __future__ import annotations

import pytest

from generator.checks.rules.similar_projects import are_told_apart, nearly_alike
from generator.spec.model import Goal, Indicator, Project
from generator.spec.value import Value
from tests.checks.examples import run_data, with_project


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("城东污水厂扩建", "城西污水厂扩建", True),
        ("道路改造（一期）", "道路改造（二期）", True),
        ("日处理5万吨水厂", "日处理3万吨水厂", True),
        ("天河区绿化", "越秀区绿化", True),
        ("第一小学维修", "实验中学维修", True),
        ("2023年选调生补助", "2024年选调生补助", True),
        ("党员培训经费", "党员活动经费", False),
        ("档案数字化", "档案数字化", False),
        ("干部培训", "办公楼维修", False),
    ],
)
def test_names_that_tell_two_projects_apart(one: str, other: str, apart: bool) -> None:
    assert are_told_apart(one, other) is apart


def _two(first: dict[str, str], second: dict[str, str]) -> list[str]:
    data = with_project(绩效目标="建成后日处理污水，水质达标，惠及群众，按期交付使用，资料齐全")
    projects = data["预算单位"][0]["项目"]
    projects.append({**projects[0], **second})
    projects[0] = {**projects[0], **first}
    return [finding.message for finding in run_data(data).findings if finding.code == "CON02"]


def test_two_projects_of_two_places_are_alike_only_to_the_letter() -> None:
    names = {"项目名称": "城东污水厂"}, {"项目名称": "城西污水厂"}
    [message] = _two(*names)
    assert message.endswith("的目标和指标全部相同")
    assert (
        _two(*names[:1], {**names[1], "绩效目标": "建成后日处理污水，水质达标，惠及群众，按期交付使用，3月完工"}) == []
    )


def test_projects_whose_figures_differ_are_not_all_alike() -> None:
    goals = [f"建成后日处理{n}吨污水，水质达标，惠及群众，按期交付使用，资料齐全" for n in (3, 5)]
    [message] = _two({"绩效目标": goals[0]}, {"项目名称": "中水回用", "绩效目标": goals[1]}) or ["有 0% 相同"]
    assert "全部" not in message
    assert "100%" not in message


GOAL = "组织开展基层干部培训，提高业务能力，完善考核制度，推动工作落实，服务企业和群众"


def _project(name: str, goal: str, values: str) -> Project:
    indicators = [Indicator(level2="数量指标", name=f"{each}数", annual_value=Value(f"≥{each}次")) for each in values]
    return Project(name=name, goal=Goal(annual=goal), indicators=indicators)


def test_a_copy_is_found_among_many_others() -> None:
    others = [_project(f"第{n}项工程", f"修建第{n}号道路，绿化{n}公里，安装路灯", f"{n}{n + 1}") for n in range(300)]
    copied = _project("干部培训经费", GOAL, "甲乙丙")
    changed = _project("干部教育经费", GOAL.replace("完善", "健全"), "甲乙丙")
    pairs = list(nearly_alike([*others[:100], copied, *others[100:], changed]))
    assert [(later, earlier) for later, earlier, _ in pairs if later == 301] == [(301, 100)]


def test_projects_that_share_only_their_usual_indicators_are_not_alike() -> None:
    one = _project("干部培训经费", GOAL, "甲乙丙丁戊己庚辛壬癸子丑寅卯")
    two = _project("办公楼维修", "更换消防管道，粉刷外墙", "甲乙丙丁戊己庚辛壬癸子丑寅卯")
    assert list(nearly_alike([one, two])) == []


def test_projects_that_share_their_goal_but_no_indicator_are_not_alike() -> None:
    assert list(nearly_alike([_project("一", GOAL, "甲乙丙丁戊己"), _project("二", GOAL, "子丑寅卯辰巳")])) == []


def test_many_copies_are_each_found_once() -> None:
    copies = [_project(f"培训{n}", GOAL, "甲乙丙") for n in range(500)]
    assert [later for later, _, _ in nearly_alike(copies)] == list(range(1, 500))
