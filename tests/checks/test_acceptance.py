"""Accepted findings (认可): what a place holds for, and acceptances that are of no use."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.examples import checked_in, codes_of, layout_with, run_data, with_project


def _accepting(code: str, **project: Any) -> dict[str, Any]:
    return with_project(**project) | {"认可": [{"代码": code, "位置": "项目[1]", "理由": "原文如此"}]}


def test_an_accepted_finding_is_marked() -> None:
    findings = run_data(_accepting("TXT07", 绩效目标="完成档案扫描。。")).findings
    assert [(finding.code, finding.accepted) for finding in findings] == [("TXT07", "原文如此")]


@pytest.mark.parametrize(("code", "profile"), [("TXT07", "review"), ("XYZ99", "review"), ("XYZ99", "draft")])
def test_an_acceptance_of_nothing_is_reported(code: str, profile: str) -> None:
    assert run_data(_accepting(code), profile=profile).codes == {"ACC01"}


def test_an_acceptance_of_what_was_not_looked_for_is_left_alone() -> None:
    assert run_data(_accepting("TXT07"), profile="draft").codes == set()
    assert "ACC01" not in run_data(_accepting("CLS03"), target="dongguan").codes
    assert codes_of(checked_in(_accepting("TXT07"), layout_with(ignore=["TXT07"]))) == []


@pytest.mark.parametrize(
    "place",
    ["项目[1]", "项目［1］", "项目【 档案数字化经费 】", "projects[1]", "units[1] . 项目 [1]", "", "goal.annual", None],
)
def test_a_place_may_be_written_in_many_ways(place: str | None) -> None:
    data = with_project(绩效目标="完成档案扫描。。")
    data["认可"] = [{"代码": "TXT07", "理由": "原文如此"} | ({} if place is None else {"位置": place})]
    assert [(finding.code, finding.accepted) for finding in run_data(data).findings] == [("TXT07", "原文如此")]


@pytest.mark.parametrize("place", ["项目[", "项目[1", "项目]", "项目[1]绩效目标", "项目..绩效目标", "."])
def test_a_place_that_is_cut_off_accepts_nothing(place: str) -> None:
    data = with_project(绩效目标="完成档案扫描。。")
    data["认可"] = [{"代码": "TXT07", "理由": "原文如此", "位置": place}]
    findings = run_data(data).findings
    assert [(finding.code, finding.accepted) for finding in findings] == [("TXT07", None), ("ACC01", None)]


@pytest.mark.parametrize(("code", "advice"), [("TXT77", "是不是 TXT07？"), ("全部", "代码见 jixiao explain")])
def test_an_unknown_code_is_told(code: str, advice: str) -> None:
    data = with_project(绩效目标="完成档案扫描。。")
    data["认可"] = [{"代码": code, "理由": "原文如此"}]
    [found] = [finding for finding in run_data(data).findings if finding.code == "ACC01"]
    assert found.message == f"没有“{code}”这个代码，这条认可不起作用"
    assert found.hint == advice
