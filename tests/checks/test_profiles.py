"""Profiles: what each looks for, and what weighs more when publishing."""

from __future__ import annotations

import pytest

from generator.checks.profiles import DRAFT, PROFILES, PUBLISH_ERRORS
from generator.checks.rulebook import all_rules
from generator.diagnostics import Severity
from tests.checks.examples import run_data, with_project

CODES = {rule.code: rule for _, rule in all_rules()}


def test_profiles_name_rules_there_are() -> None:
    assert set(CODES) >= DRAFT
    assert {code for code in PUBLISH_ERRORS if CODES[code].severity is Severity.WARNING} == set(PUBLISH_ERRORS)
    assert PROFILES == ("draft", "review", "publish")


def test_draft_says_nothing_of_wording_and_coverage() -> None:
    data = with_project(
        绩效目标="开展“三会一课12次。。", 绩效指标=[{"二级指标": "数量指标", "三级指标": "数量", "年度指标值": "良好"}]
    )
    assert {"TXT03", "TXT07", "COV01", "COV02", "VAL04", "TXT10"} <= set(run_data(data).codes)
    assert run_data(data, profile="draft").codes == {"REQ01"}


def test_draft_finds_what_makes_the_print_wrong() -> None:
    data = with_project(资金={"总计": "11", "财政拨款": "10"})
    assert run_data(data, profile="draft").codes == {"MON01"}


def test_publish_makes_named_warnings_errors() -> None:
    data = with_project(绩效目标="开展“三会一课12次，提高党员干部的理论水平")
    review, publish = (run_data(data, profile=profile).findings for profile in ("review", "publish"))
    assert [(finding.code, finding.is_error) for finding in review] == [("TXT03", False)]
    assert [(finding.code, finding.is_error) for finding in publish] == [("TXT03", True)]


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(ValueError, match="draft、review、publish"):
        run_data(with_project(), profile="strict")
