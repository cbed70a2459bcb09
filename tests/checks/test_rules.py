"""Every rule is explained, and every example of every rule is run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from generator.checks.rule import Rule
from generator.checks.rulebook import FILE_THEMES, THEMES, all_rules, find_rule
from tests.checks.examples import BASE, part_at, run_data, run_example

WORKBOOKS = ("WBK", "REA")
"""Codes of the readers of workbooks and forms: their examples are files, read in tests/excel and tests/reading."""

GENERATOR = Path(__file__).parents[2] / "generator"
RULES = [rule for _, rule in all_rules()]
RUNNING = [rule for rule in RULES if not rule.code.startswith(WORKBOOKS)]
EXAMPLES = [(rule, example) for rule in RUNNING for example in rule.explanation.right]
COUNTEREXAMPLES = [(rule, example) for rule in RUNNING for example in rule.explanation.wrong]


def _id(value: object) -> str:
    return value.code if isinstance(value, Rule) else ""


@pytest.mark.parametrize("rule", RULES, ids=_id)
def test_a_rule_is_explained(rule: Rule) -> None:
    explanation = rule.explanation
    assert re.fullmatch(r"[A-Z]{3}[0-9]{2}", rule.code)
    assert all((rule.title, explanation.requirement, explanation.why, explanation.source)), rule.code
    assert explanation.right, rule.code
    assert explanation.wrong, rule.code
    assert find_rule(rule.code.lower()) is rule


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=_id)
def test_a_right_example_is_right(rule: Rule, example: str, tmp_path: Path) -> None:
    assert rule.code not in run_example(example, tmp_path).codes


@pytest.mark.parametrize(("rule", "example"), COUNTEREXAMPLES, ids=_id)
def test_a_wrong_example_is_found_at_its_place(rule: Rule, example: str, tmp_path: Path) -> None:
    outcome = run_example(example, tmp_path)
    found = [finding for finding in outcome.findings if finding.code == rule.code]
    assert found, outcome.codes
    for finding in found:
        assert finding.severity is rule.severity
        if outcome.spec is not None and finding.loc:
            assert finding.path
            part_at(outcome.spec, finding.loc if rule.code != "SET01" else finding.loc[:1])


def test_the_spec_that_examples_change_is_right() -> None:
    for profile in ("draft", "review", "publish"):
        assert run_data(yaml.load(BASE, yaml.BaseLoader), profile=profile).findings == []


def test_codes_are_given_once_and_every_code_in_the_source_is_explained() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    used = {
        code
        for path in GENERATOR.rglob("*.py")
        for code in re.findall(r'"([A-Z]{3}[0-9]{2})"', path.read_text(encoding="utf-8"))
    }
    assert used - set(codes) == set()
    assert set(codes) - used == set()


def test_codes_without_a_rule_are_not_in_the_themes_that_run() -> None:
    running = {rule.code for rules in THEMES.values() for rule in rules}
    assert not running & {rule.code for rules in FILE_THEMES.values() for rule in rules}


@pytest.mark.parametrize("code", ["", "XYZ99", "MON", "全部"])
def test_an_unknown_code_has_no_rule(code: str) -> None:
    assert find_rule(code) is None
