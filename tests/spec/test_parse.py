"""From nodes to a spec: both languages, texts as written, and every structural finding at once with its place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Finding, Severity
from generator.layouts.load import layout_folders
from generator.sources.yaml_file import read_yaml_text
from generator.spec.model import Indicator, Project, Spec
from generator.spec.parse import Parsed, parse
from generator.spec.shape import Shape, fields_of

HEAD = "版式: guangzhou\n部门: 甲局\n"
PROJECT = HEAD + "预算单位:\n  - 项目:\n      - 项目名称: 乙\n"
INDICATOR = PROJECT + "        绩效指标:\n          - 二级指标: 数量指标\n            三级指标: 丙\n"


def parsed(text: str) -> Parsed:
    root, findings = read_yaml_text(text, "x.yaml")
    assert root is not None, findings
    return parse(root, "x.yaml")


def spec_of(text: str) -> Spec:
    result = parsed(text)
    assert result.spec is not None, result.findings
    return result.spec


def project_of(text: str) -> Project:
    return spec_of(text).units[0].projects[0]


def findings_of(text: str) -> list[Finding]:
    """The findings of a text that is no spec."""
    result = parsed(text)
    assert result.spec is None
    return result.findings


def finding_of(text: str) -> Finding:
    (only,) = findings_of(text)
    return only


def notation(text: str) -> list[str]:
    return [f"{finding.place.line}:{finding.place.column} {finding.code}" for finding in findings_of(text)]


# --- both languages -------------------------------------------------------------------------------------------

SAMPLES = {folder.name: (folder / "sample.yaml").read_text(encoding="utf-8") for folder in layout_folders().values()}


def data_of(text: str) -> Any:
    """The plain data of a YAML text, every scalar a text."""
    return yaml.load(text, yaml.BaseLoader)


def renamed(data: Any, shape: Shape, choose: Callable[[], bool]) -> Any:
    """``data`` with its official keys, each in English where ``choose`` says so."""
    if isinstance(data, list):
        return [renamed(item, shape.item, choose) for item in data]
    if not isinstance(data, dict):
        return data
    if shape.model is None:
        return dict(data)
    fields = fields_of(shape.model)
    return {
        fields[key].name if choose() else key: renamed(value, fields[key].shape, choose) for key, value in data.items()
    }


def as_yaml(data: Any) -> str:
    """Data as YAML, one line and all texts quoted: JSON is YAML."""
    return json.dumps(data, ensure_ascii=False)


@pytest.mark.parametrize("name", SAMPLES)
def test_english_keys_give_the_same_spec(name: str) -> None:
    english = renamed(data_of(SAMPLES[name]), Shape("model", model=Spec), lambda: True)
    assert "layout" in english
    assert spec_of(as_yaml(english)) == spec_of(SAMPLES[name])


@given(st.data())
def test_mixed_keys_give_the_same_spec(data: st.DataObject) -> None:
    text = SAMPLES[data.draw(st.sampled_from(sorted(SAMPLES)))]
    mixed = renamed(data_of(text), Shape("model", model=Spec), lambda: data.draw(st.booleans()))
    assert spec_of(as_yaml(mixed)) == spec_of(text)


def test_blanks_around_a_key_do_not_matter() -> None:
    assert spec_of('" 版式 ": guangzhou\n"部门　": 甲局\n').department.name == "甲局"


# --- texts as written -----------------------------------------------------------------------------------------

AS_WRITTEN = ["0010", "no", "是", "12:30", "1e3", "1_000", "2024-01-01", "0x1F", "=1+1", "NULL", "1.0", "{{ 7*7 }}"]


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_text_stays_as_written(text: str) -> None:
    written = json.dumps(text) if text in ("NULL", "{{ 7*7 }}") else text
    found = project_of(PROJECT + f"        项目编码: {written}\n        绩效目标: {written}\n")
    assert (found.code, found.goal.annual) == (text, text)


@pytest.mark.parametrize("text", [*AS_WRITTEN, "≥95%", "90%及以上"])
def test_value_keeps_its_text(text: str) -> None:
    found = project_of(INDICATOR + f"            年度指标值: {json.dumps(text, ensure_ascii=False)}\n")
    value = found.indicators[0].annual_value
    assert value is not None
    assert value.text == text


def test_lines_of_a_text_are_kept() -> None:
    assert project_of(PROJECT + "        绩效目标: |\n          一\n\n          二\n").goal.annual == "一\n\n二\n"


def test_scientific_notation_is_no_amount() -> None:
    finding = finding_of(PROJECT + "        资金:\n          财政拨款: 1e3\n")
    assert (finding.code, str(finding.place)) == ("FLD05", "x.yaml:7:17")
    assert "1e3" in finding.message


# --- blank, missing and zero ----------------------------------------------------------------------------------


@pytest.mark.parametrize("blank", ["", " ~", " null"])
@pytest.mark.parametrize("key", ["项目编码", "资金", "实施周期", "资金支出计划", "绩效目标", "绩效指标", "涉密"])
def test_blank_is_as_good_as_missing(key: str, blank: str) -> None:
    assert project_of(PROJECT + f"        {key}:{blank}\n") == project_of(PROJECT)


def test_zero_is_not_blank() -> None:
    text = PROJECT + "        资金:\n          财政拨款: 0\n          其他资金:\n"
    funding = project_of(text).funding
    assert (funding.fiscal, funding.other) == (0, None)


@pytest.mark.parametrize("blank", ["", " ~", ' ""', ' " 　"'])
@pytest.mark.parametrize("key", ["版式", "部门", "项目名称", "二级指标", "三级指标"])
def test_what_has_to_be_there_cannot_be_blank(key: str, blank: str) -> None:
    lines = [f"{line.partition(key)[0]}{key}:{blank}" if f"{key}:" in line else line for line in INDICATOR.splitlines()]
    finding = finding_of("\n".join(lines))
    assert finding.code == "FLD02"
    assert key in finding.path


# --- shorthand ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["甲局", "{部门名称: 甲局}", "{name: 甲局}"])
def test_bare_department_is_its_name(written: str) -> None:
    assert spec_of(f"版式: x\n部门: {written}\n").department.name == "甲局"


def test_bare_goal_is_the_annual_one() -> None:
    goal = project_of(PROJECT + "        绩效目标: 目标\n").goal
    assert (goal.term, goal.annual) == (None, "目标")


def test_what_has_no_shorthand_cannot_be_a_text() -> None:
    finding = finding_of(PROJECT + "        资金: 12\n")
    assert (finding.code, finding.message) == ("FLD04", "“资金”应是若干字段，却是一段文字")


def test_fields_where_a_text_belongs_say_what_to_write() -> None:
    finding = finding_of(PROJECT + "        绩效目标:\n          年度目标:\n            甲: 乙\n")
    assert (finding.code, finding.hint) == ("FLD04", "写成一行文字；多行文字用“|”开头")


# --- keys that are unknown, double or missing -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("项目名", "是不是“项目名称”？"),
        ("项目编号", "是不是“项目编码”？"),
        ("purpos", "是不是“purpose”？"),
        ("年度总体绩效目标", "应写作“绩效目标”"),
        ("市财政局批复意见", "应写作“批复意见”"),
        ("完全无关", "这里可以写：项目编码、项目名称、资金、"),
    ],
)
def test_unknown_key_has_a_hint_and_the_place_of_the_key(line: str, hint: str) -> None:
    finding = finding_of(PROJECT + f"        {line}: 1\n")
    assert (finding.code, str(finding.place)) == ("FLD01", "x.yaml:6:9")
    assert f"“{line}”" in finding.message
    assert finding.hint.startswith(hint)
    assert finding.path == "预算单位[1].项目[1]"


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("版式: 广州", "“版式”写了两次：第 1 行和第 3 行"),
        ("layout: 广州", "“layout”写了两次：第 1 行（那里写作“版式”）和第 3 行"),
    ],
)
def test_double_key_names_both_lines(second: str, said: str) -> None:
    finding = finding_of(HEAD + f"{second}\n")
    assert (finding.code, finding.message, str(finding.place)) == ("FLD03", said, "x.yaml:3:1")


@pytest.mark.parametrize(("first", "second"), [("3月底", "3月底"), ("3月底", "3月"), ("3", "03月末")])
def test_double_month_names_both_lines(first: str, second: str) -> None:
    finding = finding_of(PROJECT + f"        资金支出计划:\n          {first}: 25%\n          {second}: 50%\n")
    assert (finding.code, str(finding.place)) == ("FLD03", "x.yaml:8:11")
    assert "第 7 行" in finding.message


def test_double_setting_names_both_lines() -> None:
    assert notation(HEAD + "排版设置:\n  colon: a\n  colon: b\n") == ["5:3 FLD03"]


def test_missing_field_is_told_at_the_part_that_lacks_it() -> None:
    finding = finding_of(PROJECT.replace("项目名称", "项目编码"))
    assert (finding.code, finding.path, str(finding.place)) == ("FLD02", "预算单位[1].项目[1].项目名称", "x.yaml:5:9")


# --- wrong kinds ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("文字", "“文件最外层”应是若干字段，却是一段文字"),
        ("- 版式: x", "“文件最外层”应是若干字段，却是一个列表"),
        (HEAD + "年度: [2024]", "“年度”应是一段文字，却是一个列表"),
        (HEAD + "年度: {年: 2024}", "“年度”应是一段文字，却是若干字段"),
        (HEAD + "预算单位: 甲", "“预算单位”应是一个列表，却是一段文字"),
        (HEAD + "预算单位: {项目: []}", "“预算单位”应是一个列表，却是若干字段"),
        (HEAD + "预算单位: [甲]", "“预算单位[1]”应是若干字段，却是一段文字"),
        (HEAD + "预算单位: [[]]", "“预算单位[1]”应是若干字段，却是一个列表"),
        (HEAD + "排版设置: [colon]", "“排版设置”应是若干字段，却是一个列表"),
        (HEAD + "部门整体绩效目标: {总体绩效目标: [{a: b}]}", "“总体绩效目标[1]”应是一段文字，却是若干字段"),
    ],
)
def test_wrong_kind(text: str, said: str) -> None:
    finding = finding_of(text)
    assert (finding.code, finding.message) == ("FLD04", said)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (HEAD + "预算单位:\n  -\n", "预算单位[1]"),
        (HEAD + "排版设置:\n  colon:\n", "排版设置.colon"),
        (HEAD + "部门整体绩效目标:\n  总体绩效目标:\n    - 甲\n    -\n", "部门整体绩效目标.总体绩效目标[2]"),
    ],
)
def test_item_that_is_blank_is_told_as_such(text: str, path: str) -> None:
    finding = finding_of(text)
    assert (finding.code, finding.path) == ("FLD02", path)
    assert finding.message.endswith("是空的")


# --- all at once, and always with a place ---------------------------------------------------------------------

MANY = """\
版式: guangzhou
layout: 东莞
年度: 今年
金额单位: 亿元
部门: [甲]
不知: 1
预算单位:
  - 项目:
      - 项目编码: 1
        资金: {财政拨款: 约10万, 其他资金: 1e3}
        资金支出计划: {年终: 1, 3月: 全部}
        涉密: 也许
        绩效指标: 无
"""


def test_all_findings_come_at_once_in_the_order_of_the_file() -> None:
    assert notation(MANY) == [
        "2:1 FLD03",
        "3:5 FLD06",
        "4:7 FLD10",
        "5:5 FLD04",
        "6:1 FLD01",
        "9:9 FLD02",
        "10:20 FLD05",
        "10:32 FLD05",
        "11:22 FLD09",
        "11:29 FLD07",
        "12:13 FLD08",
        "13:15 FLD04",
    ]


def test_place_of_every_value_is_known() -> None:
    places = parsed(INDICATOR).places
    loc = ("units", 0, "projects", 0, "indicators", 0, "name")
    assert str(places.at(loc)) == "x.yaml:8:19"
    assert places.at((*loc[:-1], "basis")) == places.at(loc[:-1])


def parts_of(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every list or mapping of ``data`` with each of its keys."""
    keys = list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    for key in keys:
        yield data, key
        yield from parts_of(data[key])


_KEYS = st.sampled_from(["项目名称", "name", "项目名", "未知", "", " ", "x" * 300, "<b>", "{}", "%s"])
_ODD = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
    | st.sampled_from([None, [], {}, [[]], [None], {"a": "b"}, ["甲"], "9" * 4000, "1e3", "{0}", "-5"])
    | st.lists(st.just("甲"), max_size=2)
)


@given(st.data())
def test_mutated_sample_is_a_spec_or_has_findings_with_places(data: st.DataObject) -> None:
    document = data_of(SAMPLES[data.draw(st.sampled_from(sorted(SAMPLES)))])
    for _ in range(data.draw(st.integers(1, 3))):
        part, key = data.draw(st.sampled_from(list(parts_of(document)) or [({}, None)]))
        how = data.draw(st.sampled_from(["delete", "rename", "replace"]))
        old = part.pop(key) if key in part or isinstance(part, list) else None
        if how == "rename" and isinstance(part, dict):
            part[data.draw(_KEYS)] = old
        elif how == "replace" and isinstance(part, dict):
            part[key] = deepcopy(data.draw(_ODD))
        elif how == "replace":
            part.insert(key, deepcopy(data.draw(_ODD)))
    root, _ = read_yaml_text(json.dumps(document, ensure_ascii=False, indent=1), "x.yaml")
    if root is None:  # a blank key: the reader has told
        return
    result = parse(root, "x.yaml")
    assert (result.spec is None) == any(finding.severity is Severity.ERROR for finding in result.findings)
    for finding in result.findings:
        assert finding.code.startswith("FLD")
        assert finding.place.line
        assert finding.place.column
        assert finding.message
        assert finding.hint


def test_mutations_of_the_test_above_do_break_things() -> None:
    """A property that only ever sees valid specs proves nothing."""
    document = data_of(SAMPLES["guangzhou"])
    document["预算单位"] = {"a": "b"}
    assert parsed(as_yaml(document)).spec is None


def test_indicator_needs_no_more_than_its_names() -> None:
    assert project_of(INDICATOR).indicators == [Indicator(level2="数量指标", name="丙")]


@pytest.mark.parametrize(
    "item", ["-项目名称: 乙", "－ 项目名称: 乙", "－项目名称: 乙", "—项目名称: 乙", "• 项目名称: 乙"]
)
def test_an_item_whose_dash_is_none_is_told(item: str) -> None:
    findings = parsed(f"{HEAD}预算单位:\n  - 项目:\n      {item}\n").findings
    assert [(finding.code, finding.place.line, finding.place.column) for finding in findings] == [("FLD04", 5, 7)]
    assert "改成“- 项目名称”" in findings[0].hint


def test_a_key_of_an_item_that_should_begin_one_is_told() -> None:
    [finding] = parsed(f"{PROJECT}        -资金用途: 培训\n").findings
    assert finding.code == "FLD01"
    assert "“-资金用途”改成“- 资金用途”" in finding.hint


@pytest.mark.parametrize("place", ["资金", "资金支出计划"])
def test_a_merge_key_is_named_with_what_to_write(place: str) -> None:
    text = f"版式: guangzhou\n部门: 甲局\n预算单位:\n  - 项目:\n      - 项目名称: 乙\n        {place}:\n          <<: &a {{x: 1}}\n"
    node, _ = read_yaml_text(text, "x.yaml")
    assert node is not None
    first = parse(node, "x.yaml").findings[0]
    assert (first.code, first.place.line, first.message) == ("FLD01", 7, "不支持合并键“<<”")
    assert "*名称" in first.hint
