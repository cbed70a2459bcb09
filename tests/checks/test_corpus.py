"""On correct Chinese no check fires, in whatever field it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.checks.parameters import DEFAULT
from tests.checks.examples import BASE, run_data

CORPUS: dict[str, list[Any]] = yaml.load(Path(__file__).with_name("corpus.yaml").read_text("utf-8"), yaml.BaseLoader)
LINES = [(kind, line) for kind, lines in CORPUS.items() for line in lines]
IGNORED = {"LAY01"}
"""That this form does not show a field which another form shows says nothing about the text in it."""


def _spec() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    data = yaml.load(BASE, yaml.BaseLoader)
    project = data["预算单位"][0]["项目"][0]
    indicator = {
        "二级指标": "质量指标",
        "三级指标": "工作开展情况",
        "年度指标值": "按要求完成",
        "实施周期指标值": "按要求完成",
    }
    for other in project["绩效指标"]:  # so that no line is another way to write what they say
        other |= dict.fromkeys(("实施周期指标值", "年度指标值"), "按要求完成")
    project["绩效指标"].append(indicator)
    return data, project, indicator


def _sentence(line: str) -> Iterator[dict[str, Any]]:
    for field in ("绩效目标", "资金用途"):
        data, project, _ = _spec()
        project[field] = line
        yield data
    for field in ("绩效指标描述", "指标值确定依据", "年度指标值"):
        data, _, indicator = _spec()
        indicator[field] = line
        if field != "年度指标值" or len(line) <= DEFAULT.longest_value:
            yield data
    data, _, _ = _spec()
    measures = [{"标题": "强化保障", "段落": [line]}]
    data["部门整体绩效目标"] = {"总体绩效目标": [line], "工作保障措施": measures}
    yield data


def _project_name(line: str) -> Iterator[dict[str, Any]]:
    data, project, _ = _spec()
    project["项目名称"] = line
    yield data
    data, project, _ = _spec()
    project["绩效目标"] = f"{line}按计划使用，完成年度任务。"
    yield data


def _indicator_name(line: str) -> Iterator[dict[str, Any]]:
    data, _, indicator = _spec()
    indicator["三级指标"] = line
    yield data


def _indicator(line: dict[str, str]) -> Iterator[dict[str, Any]]:
    data, project, _ = _spec()
    project["绩效指标"][-1] = {**line, "实施周期指标值": line["年度指标值"]}
    yield data


def _halves(line: dict[str, str]) -> Iterator[dict[str, Any]]:
    data, project, _ = _spec()
    data["版式"] = "dongguan"
    project |= {
        "实施周期": {"开始年度": "2024", "结束年度": "2026", "中期财政预算": "31"},
        "绩效目标": {"中期目标": "三年完成馆藏档案扫描。", "年度目标": "完成本年度的扫描。"},
    }
    project["绩效指标"][0]["实施周期指标值"] = "分年按要求完成"  # so that not all halves are alike
    project["绩效指标"][-1] = line
    yield data


MAKERS: dict[str, Callable[[Any], Iterator[dict[str, Any]]]] = {
    "句子": _sentence,
    "项目名称": _project_name,
    "指标名称": _indicator_name,
    "指标": _indicator,
    "左右两半": _halves,
}


def test_the_corpus_is_large_and_has_no_line_twice() -> None:
    assert len(LINES) >= 800
    assert len({str(line) for _, line in LINES}) == len(LINES)


@pytest.mark.parametrize(("kind", "line"), LINES, ids=[str(number) for number in range(len(LINES))])
def test_nothing_fires(kind: str, line: Any) -> None:
    for data in MAKERS[kind](line):
        findings = [finding for finding in run_data(data).findings if finding.code not in IGNORED]
        assert [(finding.code, finding.message) for finding in findings] == [], line


@pytest.mark.parametrize("layout", ["dongguan", "caofeidian"])
def test_nothing_fires_in_another_layout_which_has_words_of_its_own(layout: str) -> None:
    data, _, _ = _spec()
    data["部门整体绩效目标"] = {"工作保障措施": [{"标题": "强化保障", "段落": CORPUS["句子"]}]}
    findings = [finding for finding in run_data(data, layout).findings if "段落" in finding.path]
    assert [(finding.code, finding.message) for finding in findings] == []
