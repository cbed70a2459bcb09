"""Profiles, layouts that choose and parametrise checks, and accepted findings."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from generator.checks import all_rules, run_checks
from generator.checks.parameters import DEFAULT, Parameters, any_of
from generator.checks.profiles import DRAFT, PROFILES, PUBLISH_ERRORS
from generator.diagnostics import Finding, Severity
from generator.layouts.load import LayoutError, find_layout
from generator.layouts.model import Checks, Layout
from generator.spec.model import Spec
from generator.spec.parse import Places
from tests.checks.examples import BASE, run_data

CODES = {rule.code: rule for _, rule in all_rules()}


def _data(**project: Any) -> dict[str, Any]:
    data = yaml.load(BASE, yaml.BaseLoader)
    data["预算单位"][0]["项目"][0] |= project
    return data  # type: ignore[no-any-return]


def _codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def _check(data: dict[str, Any], layout: Layout, **options: Any) -> list[Finding]:
    spec = run_data(data).spec
    assert isinstance(spec, Spec)
    return run_checks(spec, layout, layout, Places("例.yaml"), **options)


def _layout(**checks: Any) -> Layout:
    return find_layout("guangzhou").model_copy(update={"checks": Checks(**checks)})


# --- profiles ----------------------------------------------------------------------------------------------------------


def test_profiles_name_rules_there_are() -> None:
    assert set(CODES) >= DRAFT
    assert {code for code in PUBLISH_ERRORS if CODES[code].severity is Severity.WARNING} == set(PUBLISH_ERRORS)
    assert PROFILES == ("draft", "review", "publish")


def test_draft_says_nothing_of_wording_and_coverage() -> None:
    data = _data(
        绩效目标="开展“三会一课12次。。", 绩效指标=[{"二级指标": "数量指标", "三级指标": "数量", "年度指标值": "良好"}]
    )
    assert {"TXT03", "TXT07", "COV01", "COV02", "VAL04", "TXT10"} <= set(run_data(data).codes)
    assert run_data(data, profile="draft").codes == {"REQ01"}


def test_draft_finds_what_makes_the_print_wrong() -> None:
    data = _data(资金={"总计": "11", "财政拨款": "10"})
    assert run_data(data, profile="draft").codes == {"MON01"}


def test_publish_makes_named_warnings_errors() -> None:
    data = _data(绩效目标="开展“三会一课12次，提高党员干部的理论水平")
    review, publish = (run_data(data, profile=profile).findings for profile in ("review", "publish"))
    assert [(finding.code, finding.is_error) for finding in review] == [("TXT03", False)]
    assert [(finding.code, finding.is_error) for finding in publish] == [("TXT03", True)]


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(ValueError, match="draft、review、publish"):
        run_data(_data(), profile="strict")


# --- layouts -----------------------------------------------------------------------------------------------------------


def test_a_layout_does_without_a_rule() -> None:
    data = _data(绩效目标="完成档案扫描。。")
    assert _codes(_check(data, _layout())) == ["TXT07"]
    assert _codes(_check(data, _layout(ignore=["TXT07"]))) == []


def test_a_layout_that_ignores_an_unknown_code_is_told() -> None:
    with pytest.raises(
        LayoutError, match=r"layout\.yaml：第 \d+ 行：checks\.ignore\.0 有误（没有“TXT99”这个代码，是不是 TXT"
    ):
        _check(_data(), _layout(ignore=["TXT99"]))


@pytest.mark.parametrize("layout", ["guangzhou", "dongguan", "caofeidian"])
def test_the_layouts_there_are_ask_for_what_there_is(layout: str) -> None:
    _check(_data(), find_layout(layout))


def test_a_layout_changes_a_number_and_adds_words() -> None:
    data = _data(绩效目标="做好 foo 系统维护，完成扫描")
    assert _codes(_check(data, _layout())) == ["TXT04"]
    assert _codes(_check(data, _layout(parameters={"latin_words": ("foo",)}))) == []
    assert _codes(_check(data, _layout(parameters={"least_indicators": "4"}))) == ["COV02", "TXT04"]


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"least": "4"}, "没有这个参数"),
        ({"least_indicators": "many"}, "least_indicators 有误"),
        ({"least_indicators": "0"}, "least_indicators 有误"),
        ({"placeholders": ("[",)}, "不是正则表达式"),
        ({"latin_words": ("",)}, "latin_words.0 有误"),
        ({"latin_words": ["a", "b", ["c"]]}, "latin_words.2 有误"),
        ({"latin_words": "a"}, "应是列表"),
        ({"placeholders": ("x*",)}, "什么也没有也算找到"),
        ({"doubled_forms": (r"(?P<word>a)\1",)}, "不带名称的括号"),
        ({"doubled_forms": (r"(a)(b)\2",)}, "不带名称的括号"),
        ({"doubled_forms": ("(?i)todo",)}, "不是正则表达式"),
    ],
)
def test_a_layout_with_wrong_parameters_is_told(parameters: dict[str, Any], words: str) -> None:
    with pytest.raises(LayoutError, match=words):
        _check(_data(), _layout(parameters=parameters))


def test_words_are_words_and_no_patterns() -> None:
    everywhere = {
        name: ("(",)
        for name, field in Parameters.model_fields.items()
        if isinstance(field.default, tuple) and name not in ("placeholders", "doubled_forms")
    }
    assert len(everywhere) > 5
    assert _codes(_check(_data(), _layout(parameters=everywhere))) == _codes(_check(_data(), _layout()))


def test_every_parameter_has_a_title_and_a_source() -> None:
    for name, field in Parameters.model_fields.items():
        assert field.title, name
        assert field.description, name
        assert any(code in (field.description or "") for code in CODES), name


def test_parameters_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError):
        DEFAULT.least_indicators = 1  # type: ignore[misc]


def test_patterns_with_groups_stay_apart() -> None:
    pattern = any_of((r"(a)\1", r"(b)\1", "c"))
    assert [bool(pattern.search(text)) for text in ("aa", "bb", "ab", "xc")] == [True, True, False, True]


# --- accepted findings -------------------------------------------------------------------------------------------------


def _accepting(code: str, **project: Any) -> dict[str, Any]:
    return _data(**project) | {"认可": [{"代码": code, "位置": "项目[1]", "理由": "原文如此"}]}


def test_an_accepted_finding_is_marked() -> None:
    findings = run_data(_accepting("TXT07", 绩效目标="完成档案扫描。。")).findings
    assert [(finding.code, finding.accepted) for finding in findings] == [("TXT07", "原文如此")]


@pytest.mark.parametrize(("code", "profile"), [("TXT07", "review"), ("XYZ99", "review"), ("XYZ99", "draft")])
def test_an_acceptance_of_nothing_is_reported(code: str, profile: str) -> None:
    assert run_data(_accepting(code), profile=profile).codes == {"ACC01"}


def test_an_acceptance_of_what_was_not_looked_for_is_left_alone() -> None:
    assert run_data(_accepting("TXT07"), profile="draft").codes == set()
    assert "ACC01" not in run_data(_accepting("CLS03"), target="dongguan").codes
    assert _codes(_check(_accepting("TXT07"), _layout(ignore=["TXT07"]))) == []
