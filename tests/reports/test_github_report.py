"""GitHub's workflow commands: one line each, with everything escaped that would end a property or a line."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Place
from generator.reports.github_report import github_lines
from tests.reports.samples import finding, report, warning, written


def test_an_error() -> None:
    assert list(github_lines(report(finding(line=7, column=11)))) == [
        "::error file=x.yaml,line=7,col=11,title=MON01 总计不等于各项之和"
        "::总计不对%0A预算单位[1].项目[2].资金.总计%0A改正总计",
        "1 个文件：1 个错误，0 个提醒，0 个已认可",
    ]


def test_what_would_end_a_property_or_a_line_is_escaped() -> None:
    hostile = finding(place=Place("a:b,c%\r\n.yaml", 1, 1), message="100%,:\r\n::error::x", hint="", path="")
    line = next(github_lines(report(hostile)))
    assert line.startswith("::error file=a%3Ab%2Cc%25%0D%0A.yaml,line=1,col=1,title=")
    assert line.endswith("::100%25,:%0D%0A::error::x")
    assert "\n" not in line


def test_warnings_accepted_ones_and_places_without_lines() -> None:
    told = report(warning(), finding(accepted="原文如此"), finding(place=Place("x.xlsx", sheet="指标", cell="C14")))
    first, second, third, _ = github_lines(told)
    assert first.startswith("::warning file=x.yaml,line=1")
    assert second.startswith("::notice ")
    assert second.endswith("%0A已认可：原文如此")
    assert third.startswith("::error file=x.xlsx,title=MON01")
    assert "%0A指标!C14%0A" in third


def test_a_piece_has_its_columns(tmp_path: Path) -> None:
    path = written(tmp_path, "目标: 工作中中央\n")
    line = next(github_lines(report(finding(place=Place(str(path), 1, 5), piece="中中央"))))
    assert ",line=1,col=7,endColumn=9,title=" in line
