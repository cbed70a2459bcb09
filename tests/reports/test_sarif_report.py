"""SARIF 2.1.0: the properties that the standard requires, and what code hosts need."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.checks.rulebook import all_rules
from generator.diagnostics import Place
from generator.reports.sarif_report import sarif_lines
from tests.reports.samples import finding, report, warning, written


def run_of(*findings: Any) -> Any:
    """The run of the log on ``findings``."""
    log = json.loads("\n".join(sarif_lines(report(*findings))))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    [run] = log["runs"]
    return run


def test_the_driver_knows_every_rule_with_help() -> None:
    driver = run_of()["tool"]["driver"]
    assert driver["name"] == "jixiao"
    assert [rule["id"] for rule in driver["rules"]] == [rule.code for _, rule in all_rules()]
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert {"为什么", "正例", "误例"} <= {line.split("：")[0] for line in rule["help"]["text"].splitlines()}
        assert rule["defaultConfiguration"]["level"] in ("error", "warning")


def test_results_point_to_their_rule_and_place() -> None:
    run = run_of(finding(line=7, column=11), warning())
    first, second = run["results"]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "MON01"
    assert (first["level"], second["level"]) == ("error", "warning")
    assert first["message"]["text"] == "总计不对。改正总计"
    [location] = first["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "x.yaml"},
        "region": {"startLine": 7, "startColumn": 11},
    }
    assert location["logicalLocations"] == [{"fullyQualifiedName": "预算单位[1].项目[2].资金.总计"}]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_a_place_without_a_line_has_no_region() -> None:
    whole, cell = run_of(finding(line=None, column=None), finding(place=Place("x.xlsx", sheet="指标", cell="C14")))[
        "results"
    ]
    assert "region" not in whole["locations"][0]["physicalLocation"]
    assert {"fullyQualifiedName": "指标!C14"} in cell["locations"][0]["logicalLocations"]


def test_accepted_findings_are_suppressed_with_their_reason() -> None:
    accepted, open_one = run_of(finding(accepted="原文如此"), finding())["results"]
    assert accepted["suppressions"] == [{"kind": "inSource", "justification": "原文如此"}]
    assert open_one["suppressions"] == []


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("specs/x.yaml", "specs/x.yaml"),
        ("./specs/../x.yaml", "x.yaml"),
        ("预算 1#.yaml", "%E9%A2%84%E7%AE%97%201%23.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("{here}/x.yaml", "x.yaml"),
        ("../x y.yaml", "file://{above}/x%20y.yaml"),
        ("/elsewhere/x.yaml", "file:///elsewhere/x.yaml"),
    ],
)
def test_uris(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, uri: str) -> None:
    monkeypatch.chdir(tmp_path)
    [result] = run_of(finding(place=Place(file.format(here=tmp_path), 1, 1)))["results"]
    found = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert found == uri.format(above=tmp_path.parent.as_posix())


def test_a_piece_on_the_line_of_the_place_has_its_columns(tmp_path: Path) -> None:
    path = written(tmp_path, "目标: 工作中中央\n说明: |\n  工作中中央\n")
    results = run_of(
        finding(place=Place(str(path), 1, 5), piece="中中央"),
        finding(place=Place(str(path), 2, 5), piece="中中央"),
        finding(place=Place(str(path), 1, 5), piece="没有"),
    )["results"]
    assert [result["locations"][0]["physicalLocation"]["region"] for result in results] == [
        {"startLine": 1, "startColumn": 7, "endColumn": 10},
        {"startLine": 2, "startColumn": 5},
        {"startLine": 1, "startColumn": 5},
    ]
