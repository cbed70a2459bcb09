"""Runs the examples of the rules' docstrings; ``generator/checks/explanation.py`` says how they are written."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.checks.checking import run_checks
from generator.diagnostics import Finding, Place
from generator.layouts.load import find_layout
from generator.layouts.model import Checks, Layout
from generator.pipeline import load
from generator.sources.node import Mapping, Node, Scalar, Sequence
from generator.spec.model import Spec
from generator.spec.parse import parse
from generator.spec.places import Places

BASE = """
版式: guangzhou
年度: 2024
部门: {部门名称: 示范区档案馆}
预算单位:
  - 单位名称: 示范区档案馆
    项目:
      - 项目名称: 档案数字化经费
        资金: {财政拨款: 10}
        绩效目标: 完成馆藏档案扫描2万页，使群众查阅档案更方便。
        绩效指标:
          - {二级指标: 数量指标, 三级指标: 扫描档案页数, 实施周期指标值: ≥2万页, 年度指标值: ≥2万页}
          - {二级指标: 社会效益指标, 三级指标: 网上查档占比, 实施周期指标值: ≥60%, 年度指标值: ≥60%}
          - {二级指标: 服务对象满意度指标, 三级指标: 查档群众满意度, 实施周期指标值: ≥90%, 年度指标值: ≥90%}
"""
"""The small correct spec that examples change."""

BROKEN_FILES = Path(__file__).parents[1] / "broken" / "yaml"

_EXAMPLE = re.compile(
    r"(?:版式 (?P<own>\S+) )?(?:换版式 (?P<target>\S+) )?(?P<part>文档|单位|项目|指标) (?P<rest>\{.*\})(?:\s*（[^）]*）)?"
)
_LAYOUT = re.compile(r"(?P<name>[^（]+)(?:（没有(?P<without>.+)）)?")
_Data = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What came of an example: its spec (``None`` where it cannot be read) and the findings."""

    spec: Spec | None
    findings: list[Finding]

    @property
    def codes(self) -> set[str]:
        return {finding.code for finding in self.findings}


def run_example(text: str, folder: Path, profile: str = "review") -> Outcome:
    """What the product finds in an example; ``folder`` is for files."""
    if text.startswith("文件 "):
        return _run_file(text.removeprefix("文件 "), folder)
    found = _EXAMPLE.fullmatch(text)
    assert found, f"not an example: {text}"
    data = yaml.load(BASE, yaml.BaseLoader)
    if found["own"]:
        data["版式"] = found["own"]
    _change(data, found["part"], _mappings(found["rest"]))
    return run_data(data, found["target"], profile)


def run_data(data: _Data, target: str | None = None, profile: str = "review") -> Outcome:
    """What the product finds in plain data (nodes are made of it directly: YAML cannot hold every text)."""
    parsed = parse(_node(data, [0]), "例.yaml")
    if parsed.spec is None:
        return Outcome(None, parsed.findings)
    own = find_layout(parsed.spec.layout)
    findings = run_checks(parsed.spec, layout_named(target) if target else own, own, parsed.places, profile)
    return Outcome(parsed.spec, [*parsed.findings, *findings])


def with_project(**fields: Any) -> _Data:
    """The small correct spec with these fields of its project."""
    data: _Data = yaml.load(BASE, yaml.BaseLoader)
    data["预算单位"][0]["项目"][0] |= fields
    return data


def with_indicator(name: str, value: str) -> _Data:
    """The small correct spec, its first indicator being called ``name`` and having ``value`` in both halves."""
    data: _Data = yaml.load(BASE, yaml.BaseLoader)
    indicator = {"三级指标": name, "年度指标值": value, "实施周期指标值": value}
    data["预算单位"][0]["项目"][0]["绩效指标"][0] |= indicator
    return data


def checked_in(data: _Data, layout: Layout, **options: Any) -> list[Finding]:
    """What ``run_checks`` finds in plain data that is written and printed in ``layout``."""
    spec = run_data(data).spec
    assert spec is not None
    return run_checks(spec, layout, layout, Places("例.yaml"), **options)


def codes_of(findings: list[Finding]) -> list[str]:
    """The findings' codes, in their order."""
    return [finding.code for finding in findings]


def layout_with(**checks: Any) -> Layout:
    """A layout with this ``checks`` section."""
    return find_layout("guangzhou").model_copy(update={"checks": Checks(**checks)})


def layout_named(text: str) -> Layout:
    """``东莞（没有可持续影响指标）``: a layout, perhaps without one of its 二级."""
    found = _LAYOUT.fullmatch(text)
    assert found
    layout = find_layout(found["name"])
    if not found["without"]:
        return layout
    levels = tuple(
        level1.model_copy(update={"level2": tuple(part for part in level1.level2 if part.name != found["without"])})
        for level1 in layout.classification
    )
    assert levels != layout.classification
    return layout.model_copy(update={"classification": levels})


def part_at(spec: Spec, loc: tuple[str | int, ...]) -> object:
    """What stands at ``loc``, ``None`` where a part of it is blank. Fails where there is no such place."""
    part: object = spec
    for step in loc:
        if part is None:
            break
        if isinstance(step, int):
            part = part[step]  # type: ignore[index]
        elif isinstance(part, dict):
            part = part[step] if step in part else part[int(str(step).removesuffix("月底"))]
        else:
            assert step in type(part).model_fields, loc  # type: ignore[attr-defined]
            part = getattr(part, step)
    return part


def _run_file(rest: str, folder: Path) -> Outcome:
    path = BROKEN_FILES / rest
    if rest.startswith('"'):
        path = folder / "例.yaml"
        path.write_text(yaml.safe_load(rest), encoding="utf-8")
    elif rest == "太大的文件":
        path = folder / "大.yaml"
        with path.open("wb") as file:
            file.truncate(1 << 30)
    document = load(path)
    return Outcome(document.spec, document.findings)


def _mappings(rest: str) -> list[_Data]:
    """The flow mappings that 和 joins."""
    mappings = [yaml.load(part, yaml.BaseLoader) for part in re.split(r"(?<=\}) 和 (?=\{)", rest)]
    assert all(isinstance(mapping, dict) for mapping in mappings), rest
    return mappings


def _change(data: _Data, part: str, changes: list[_Data]) -> None:
    unit = data["预算单位"][0]
    items = {
        "文档": [data],
        "单位": data["预算单位"],
        "项目": unit["项目"],
        "指标": unit["项目"][0]["绩效指标"],
    }[part]
    first = deepcopy(items[0])
    for index, change in enumerate(changes):
        if index == len(items):
            items.append(deepcopy(first))
        items[index].update(_merged(items[index], change))
    for project in (project for each in data["预算单位"] for project in each["项目"]):
        _complete(project)


def _merged(old: object, new: object) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: _merged(old.get(key), value) for key, value in new.items()}}
    return new


def _complete(project: _Data) -> None:
    """Names and values that an example's own lists leave out."""
    project.setdefault("项目名称", "档案数字化经费")
    if isinstance(project.get("绩效指标"), list):
        for index, indicator in enumerate(project["绩效指标"]):
            indicator.setdefault("二级指标", "数量指标")
            indicator.setdefault("三级指标", f"第{'一二三四五'[index]}项工作量")
            indicator.setdefault("年度指标值", "≥3次")


def _node(data: object, line: list[int]) -> Node:
    line[0] += 1
    place = Place("例.yaml", line[0], 1)
    if isinstance(data, dict):
        return Mapping(place, [(Scalar(key, place), _node(value, line)) for key, value in data.items()])
    if isinstance(data, list):
        return Sequence(place, [_node(item, line) for item in data])
    return Scalar(str(data), place)
