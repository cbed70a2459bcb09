"""Findings about a month stand at that month."""

from __future__ import annotations

from pathlib import Path

from generator.pipeline import load
from tests.checks.examples import BASE, run_data, with_project


def test_a_share_without_its_sign_is_told_how_it_is_read() -> None:
    plan = {"3月底": "0.2", "6月底": "0.6%", "10月底": "1", "12月底": "1"}
    findings = run_data(with_project(资金支出计划=plan)).findings
    assert [(each.code, each.path[-4:], each.message) for each in findings if each.code != "LAY01"] == [
        ("FLD11", ".3月底", "0.2 没有百分号，按 0.2% 读"),
        ("SCH03", "12月底", "12月底 1%，应为 100%"),
    ]
    assert "要写 20%" in findings[0].hint
    assert "全部支出写 100%" in findings[-1].hint


def test_a_month_has_its_own_place(tmp_path: Path) -> None:
    text = BASE.replace(
        "        绩效目标:",
        "        资金支出计划:\n          6月: 160%\n          9: 60%\n          12月底: 90%\n        绩效目标:",
    )
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    lines = text.splitlines()
    found = {
        finding.code: (lines[(finding.place.line or 0) - 1].strip(), finding.path)
        for finding in load(path).findings
        if finding.code.startswith("SCH")
    }
    schedule = "预算单位[1].项目[1].资金支出计划"
    assert found == {
        "SCH01": ("9: 60%", f"{schedule}.9月底"),
        "SCH02": ("6月: 160%", f"{schedule}.6月底"),
        "SCH03": ("12月底: 90%", f"{schedule}.12月底"),
    }
