"""The JSON report, and the schema that says what stands where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from generator.diagnostics import Place
from generator.pipeline import load
from generator.reports.json_report import json_lines
from generator.reports.report import Report, Selection, report_of
from tests.reports.samples import finding, report, warning, written

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8"))


def strict(schema: Any) -> Any:
    """``schema`` without room for a key that it does not describe."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: strict(part) for key, part in schema.items()}
    if isinstance(schema.get("required"), list) and "properties" in schema and "allOf" not in schema:
        closed["additionalProperties"] = False
    return closed


def data_of(told: Report) -> Any:
    """The report as JSON says it."""
    return json.loads("\n".join(json_lines(told)))


REPORTS = [
    Report(()),
    report(),
    report(finding()),
    report(finding(), warning(), finding(accepted="原文如此")),
    report(finding(place=Place("x.xlsx", sheet="指标", cell="C14"), path="", loc=())),
    report(finding(place=Place("坏\udcff.yaml"), message="坏\udcff", line=None), name="坏\udcff.yaml"),
]


@pytest.mark.parametrize("told", REPORTS)
def test_reports_are_what_the_schema_says(told: Report) -> None:
    Draft7Validator.check_schema(SCHEMA)
    Draft7Validator(SCHEMA).validate(data_of(told))
    json.dumps(data_of(told), ensure_ascii=False).encode("utf-8")


def test_the_schema_describes_every_key(tmp_path: Path) -> None:
    path = written(tmp_path)
    told = report_of([load(path), load(tmp_path / "nothing.yaml")], Selection(), with_summary=True)
    closed = strict(SCHEMA)
    figures = closed["definitions"]["figures"]
    closed["properties"]["summary"]["properties"]["documents"]["items"] = {
        **figures,
        "required": [*figures["required"], "file"],
        "properties": {**figures["properties"], "file": {"type": "string"}},
    }
    data = data_of(told)
    Draft7Validator(closed).validate(data)
    assert set(data) == set(SCHEMA["properties"])


def test_a_finding_in_json() -> None:
    data = data_of(report(finding(line=7, column=11, accepted="原文如此")))
    assert data["findings"] == [
        {
            "code": "MON01",
            "severity": "error",
            "title": "总计不等于各项之和",
            "theme": "金额",
            "message": "总计不对",
            "hint": "改正总计",
            "file": "x.yaml",
            "line": 7,
            "column": 11,
            "sheet": None,
            "cell": None,
            "path": "预算单位[1].项目[2].资金.总计",
            "loc": ["units", 0, "projects", 1, "funding", "total"],
            "piece": None,
            "accepted": "原文如此",
        }
    ]
    assert data["counts"] == {"files": 1, "errors": 0, "warnings": 0, "accepted": 1}
    assert "summary" not in data
