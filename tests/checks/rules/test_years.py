"""The year of a document: where it is known from, and names and terms that do not belong to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pipeline import load
from tests.checks.examples import BASE, run_data, with_project


def told(tmp_path: Path, names: list[str], file: str = "x.yaml") -> list[tuple[str, str]]:
    """What is said of the years in the names of projects, in a file without 年度: code and message."""
    head, project = BASE.replace("年度: 2024\n", "").split("      - 项目名称: 档案数字化经费\n")
    path = tmp_path / file
    text = head + "".join(f"      - 项目名称: {name}\n{project}" for name in names)
    path.write_text(text, encoding="utf-8")
    return [(each.code, each.message) for each in load(path).findings if each.code in ("CON04", "CON09")]


def test_the_year_is_that_of_most_names(tmp_path: Path) -> None:
    names = ["2024年党员培训经费", "2024年度采购经费", "2023年团员活动经费", "档案数字化经费"]
    assert told(tmp_path, names) == [("CON04", "项目名称“2023年团员活动经费”里是 2023 年，多数项目是 2024 年度")]


def test_the_year_is_that_of_the_file(tmp_path: Path) -> None:
    names = ["2023年党员培训经费", "2024年度采购经费"]
    found = told(tmp_path, names, "2024年度部门预算.yaml")
    assert found == [("CON04", "项目名称“2023年党员培训经费”里是 2023 年，文件名是 2024 年度")]


def test_a_year_that_is_nowhere_is_said_to_be_unknown(tmp_path: Path) -> None:
    names = ["2023年党员培训经费", "2024年度采购经费"]
    assert told(tmp_path, names) == [("CON09", "没有写年度，项目名称里却有 2023、2024 年，看不出哪个不是本年度的")]
    assert told(tmp_path, names, "2023—2024年.yaml")[0][0] == "CON09"


@pytest.mark.parametrize(
    "names", [["2024年党员培训经费", "档案经费"], ["2024年甲经费", "2024年度乙经费"], ["甲经费"], ["2023—2025年甲经费"]]
)
def test_where_names_agree_nothing_is_said(names: list[str], tmp_path: Path) -> None:
    assert told(tmp_path, names) == []


@pytest.mark.parametrize(
    ("name", "is_told"),
    [
        ("辛亥革命1911年纪念馆修缮费", False),
        ("2008年抗震救灾纪念活动经费", False),
        ("2004年度党员培训经费", True),
        ("2042年度党员培训经费", True),
        ("2035年城市总体规划编制费", False),
    ],
)
def test_a_year_far_away_is_told_where_it_can_be_no_history(name: str, is_told: bool) -> None:
    assert ("CON04" in run_data(with_project(项目名称=name)).codes) is is_told
