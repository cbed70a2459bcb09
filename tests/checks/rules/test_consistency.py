"""What a document says twice: units and projects that stand in it more than once, and those that only look alike."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.checks.examples import run_data, with_project


def two_units(unit: dict[str, Any], project: dict[str, Any]) -> set[str]:
    """The codes of a spec whose second unit is the first but for this, as is its project."""
    data = with_project()
    second = deepcopy(data["预算单位"][0]) | unit
    second["项目"][0] |= project
    data["预算单位"].append(second)
    return run_data(data).codes & {"CON10", "CON11"}


OTHER = {"项目名称": "展览经费", "绩效目标": "举办展览6场"}


@pytest.mark.parametrize(
    ("unit", "project", "codes"),
    [
        ({}, OTHER, {"CON10"}),
        ({"单位名称": "示范区 档案馆"}, OTHER, {"CON10"}),
        ({"单位名称": ""}, OTHER, {"CON10"}),
        ({"单位名称": "示范区图书馆"}, OTHER, set()),
        ({"单位名称": "示范区图书馆"}, {}, {"CON11"}),
        ({"单位名称": "示范区图书馆"}, {"资金": {"财政拨款": "11"}}, set()),
        ({"单位名称": "示范区图书馆"}, {"绩效目标": "扫描馆藏画作900幅"}, set()),
        ({}, {}, {"CON10", "CON11"}),
    ],
)
def test_what_stands_in_two_units(unit: dict[str, Any], project: dict[str, Any], codes: set[str]) -> None:
    assert two_units(unit, project) == codes


def test_two_codes_are_two_units() -> None:
    data = with_project()
    unit = data["预算单位"][0]
    data["预算单位"] = [unit | {"单位代码": "1"}, deepcopy(unit) | {"单位代码": "2"}]
    data["预算单位"][1]["项目"][0] |= OTHER
    assert "CON10" not in run_data(data).codes
