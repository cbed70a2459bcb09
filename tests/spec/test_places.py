"""The place of a value, told from the nodes by its way from the root."""

from __future__ import annotations

import pytest

from generator.diagnostics import Loc, Place
from generator.sources.yaml_file import read_yaml_text
from generator.spec.parse import parse
from generator.spec.places import Places

TEXT = """版式: x
部门: 某局
units:
- 项目:
  - 项目名称: 甲
    name: 乙
    资金支出计划:
      3月: 25%
      03月底: 30%
    绩效目标: 丙
"""
PROJECT: Loc = ("units", 0, "projects", 0)


@pytest.mark.parametrize(
    ("loc", "place"),
    [
        ((), "1:1"),
        (("department",), "2:5"),
        (("department", "name"), "2:5"),
        (("department", "code"), "2:5"),
        (("units", 0), "4:3"),
        (("units", 1), "4:1"),
        (("单位",), "1:1"),
        ((*PROJECT, "name"), "5:11"),
        ((*PROJECT, "schedule"), "8:7"),
        ((*PROJECT, "schedule", "3月"), "8:11"),
        ((*PROJECT, "schedule", "3月底"), "8:11"),
        ((*PROJECT, "schedule", "03月底"), "8:7"),
        ((*PROJECT, "goal", "annual"), "10:11"),
        ((*PROJECT, "goal", "term"), "10:11"),
        ((*PROJECT, "goal", "annual", 3), "10:11"),
    ],
)
def test_of_the_value_or_the_nearest_part_around_it(loc: Loc, place: str) -> None:
    root, _ = read_yaml_text(TEXT, "x.yaml")
    assert root is not None
    assert str(parse(root, "x.yaml").places.at(loc)) == f"x.yaml:{place}"


def test_of_blanks_where_no_node_is_nearer() -> None:
    root, _ = read_yaml_text(TEXT, "x.yaml")
    blank = Place("x.xlsx", sheet="项目", cell="C4")
    places = Places("x.xlsx", root, {(*PROJECT, "code"): blank, (*PROJECT, "name"): blank})
    assert places.at((*PROJECT, "code")) == blank
    assert str(places.at((*PROJECT, "name"))) == "x.yaml:5:11"
    assert str(places.at(PROJECT)) == "x.yaml:5:5"


def test_of_a_file_without_nodes() -> None:
    assert Places("x.yaml").at(("units", 0)) == Place("x.yaml")
