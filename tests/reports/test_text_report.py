"""The report for people: every finding with its source line and a caret under the spot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.diagnostics import Finding, Place
from generator.reports import excerpts
from generator.reports.columns import columns
from generator.reports.paint import Paint, wants_colour
from generator.reports.text_report import Look, text_lines
from generator.sources.text_file import read_text
from tests.reports.samples import finding, report, warning, written


def told(*findings: Finding, look: Look = Look()) -> list[str]:  # noqa: B008 — Look is frozen
    """The lines of a report on ``findings``."""
    return list(text_lines(report(*findings), look))


def under_caret(lines: list[str]) -> str:
    """The character of the source line that stands over the caret."""
    index = next(index for index, line in enumerate(lines) if line.endswith("^"))
    column = columns(lines[index]) - 1
    line = lines[index - 1]
    return [char for n, char in enumerate(line) if columns(line[:n]) == column][-1]


def test_a_finding_has_place_message_source_caret_path_and_hint(tmp_path: Path) -> None:
    path = written(tmp_path, "部门: 示范区\n总计: 13\n")
    lines = told(finding(place=Place(str(path), 2, 5)))
    assert lines == [
        f"{path}:2:5: 错误 MON01 总计不对",
        "     2 | 总计: 13",
        "       |       ^",
        "         位置：预算单位[1].项目[2].资金.总计",
        "         建议：改正总计",
        "",
        "1 个文件：1 个错误，0 个提醒，0 个已认可",
    ]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("值: 好", 4),
        ("一二三四好", 5),
        ("\t\t值: 好", 6),
        ("一" * 200 + "好" + "二" * 200, 201),
        ("好" + "二" * 200, 1),
        ("一" * 200 + "好", 201),
        ("e\u0301e\u0301好", 5),
    ],
)
def test_the_caret_stands_under_the_spot(tmp_path: Path, line: str, column: int) -> None:
    path = written(tmp_path, f"a\n{line}\n")
    lines = told(finding(place=Place(str(path), 2, column)), look=Look(width=80))
    assert under_caret(lines) == "好"
    assert all(columns(text) <= 80 for text in lines if " | " in text)


def test_a_tab_takes_four_columns(tmp_path: Path) -> None:
    path = written(tmp_path, "a:\tb\n")
    assert told(finding(place=Place(str(path), 1, 4)))[1:3] == ["     1 | a:    b", "       |       ^"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_source_lines_of_other_encodings_and_line_ends(tmp_path: Path, encoding: str, end: str) -> None:
    path = written(tmp_path, f"部门: 示范区档案馆{end}值: 好{end}", encoding=encoding)
    assert under_caret(told(finding(place=Place(str(path), 2, 4)))) == "好"


@pytest.mark.parametrize(
    "place",
    [
        Place("没有这个文件.yaml", 3, 1),
        Place("没有这个文件.yaml"),
        Place("x.xlsx", sheet="指标", cell="C14"),
    ],
)
def test_what_has_no_source_line_is_told_without(place: Place) -> None:
    lines = told(finding(place=place))
    assert lines[0] == f"{place}: 错误 MON01 总计不对"
    assert not any(" | " in line for line in lines)


def test_a_place_beyond_the_text_is_told_without_a_line(tmp_path: Path) -> None:
    path = written(tmp_path, "a: b\n\n")
    assert not any(" | " in line for line in told(finding(place=Place(str(path), 2, 1))))
    assert not any(" | " in line for line in told(finding(place=Place(str(path), 99, 1))))
    assert told(finding(place=Place(str(path), 1, 99)))[2] == "       |     ^"


def test_a_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "a: b\nc: d\n")
    reads: list[Path] = []
    monkeypatch.setattr(excerpts, "read_text", lambda path, name: reads.append(path) or read_text(path, name))
    findings = [finding(code, place=Place(str(path), line, 1)) for code in ("MON01", "MON02") for line in (1, 2)]
    for look in (Look(), Look(by="rule")):
        reads.clear()
        told(*findings, look=look)
        assert reads == [path]


def test_what_is_left_out_is_told_and_errors_are_not() -> None:
    findings = [*(warning(line=line) for line in range(1, 9)), finding(line=9)]
    lines = told(*findings, look=Look(limit=2))
    assert [line.split(":")[1] for line in lines if line.startswith("x.yaml")] == ["1", "9"]
    assert any(line.startswith("共 9 处，显示 2 处") for line in lines)
    assert not any("显示" in line for line in told(*findings, look=Look(limit=9)))
    assert lines[-1] == "1 个文件：1 个错误，8 个提醒，0 个已认可"


def test_by_rule_puts_errors_first_and_tells_what_is_left_out() -> None:
    findings = [*(warning(line=line) for line in range(1, 5)), warning("TXT07"), finding()]
    lines = told(*findings, look=Look(by="rule", limit=3))
    heads = [line for line in lines if "（共" in line]
    assert heads == [
        "错误 MON01 总计不等于各项之和（共 1 处）",
        "提醒 COV01 产出、效益、满意度没有都覆盖（共 4 处，显示 3 处；--max 0 显示全部）",
        "提醒 TXT07 重字、重标点（共 1 处）",
    ]


def test_by_rule_says_a_common_hint_once() -> None:
    same = told(warning(line=1), warning(line=2), look=Look(by="rule"))
    assert sum("改正总计" in line for line in same) == 1
    other = told(warning(line=1), warning(line=2, hint="别的"), look=Look(by="rule"))
    assert [line.strip() for line in other if "建议" in line] == ["建议：改正总计", "建议：别的"]


def test_accepted_findings_come_last_with_their_reasons() -> None:
    lines = told(finding(accepted="原文如此"), warning("TXT07", 2))
    assert lines[0].startswith("x.yaml:2:1: 提醒 TXT07")
    assert lines[-5:] == [
        "已认可（共 1 处）",
        "x.yaml:1:1: MON01 总计不对",
        "         理由：原文如此",
        "",
        "1 个文件：0 个错误，1 个提醒，1 个已认可",
    ]
    many = told(*[finding(accepted="是")] * 5, look=Look(limit=2))
    assert "已认可（共 5 处，显示 2 处）" in many


def test_long_hints_are_wrapped_on_a_terminal_only() -> None:
    long = finding(hint="先核对各项之和，再改总计，" * 10)
    assert max(map(columns, told(long, look=Look(width=60)))) <= 60
    assert any(long.hint in line for line in told(long))


def test_nothing_in_a_file_commands_the_terminal(tmp_path: Path) -> None:
    path = written(tmp_path, "值: \x1b[31m红\u202e\n", name="a\x1b[2Jb.yaml")
    lines = told(finding(place=Place(str(path), 1, 4), message="\x1b]0;x\x07", accepted=None))
    assert not any(char in "".join(lines) for char in "\x1b\x07\u202e")


class Stream:
    """A stream that says whether it is a terminal."""

    def __init__(self, is_terminal: bool) -> None:
        self.isatty = lambda: is_terminal


def test_colour_only_on_a_terminal_that_wants_it() -> None:
    assert wants_colour(Stream(True), {"TERM": "xterm"})  # type: ignore[arg-type]
    assert wants_colour(Stream(True), {"NO_COLOR": ""})  # type: ignore[arg-type]
    assert not wants_colour(Stream(True), {"NO_COLOR": "1"})  # type: ignore[arg-type]
    assert not wants_colour(Stream(True), {"TERM": "dumb"})  # type: ignore[arg-type]
    assert not wants_colour(Stream(False), {})  # type: ignore[arg-type]


def test_colour_changes_nothing_but_colour() -> None:
    findings = [finding(), warning(), finding(accepted="是")]
    painted = told(*findings, look=Look(paint=Paint(True)))
    assert "\x1b[1;31m错误 MON01\x1b[0m" in painted[0]
    assert [re.sub("\x1b\\[[0-9;]*m", "", line) for line in painted] == told(*findings)


@pytest.mark.parametrize(
    ("text", "place", "piece", "shown", "carets"),
    [
        ("目标: 工作中中央\n", (1, 5), "中中央", "     1 | 目标: 工作中中央", "       |           ^^^^^^"),
        ("目标: 工作中央\n", (1, 5), "中中央", "     1 | 目标: 工作中央", "       |       ^"),
        ("- 目标: |\n    工作\n    中中央\n", (1, 7), "中中央", "     3 |     中中央", "       |     ^^^^^^"),
        ("- 工作\n  中中央\n", (1, 3), "中中央", "     2 |   中中央", "       |   ^^^^^^"),
        ("a: 工作\nb: 中中央\n", (1, 4), "中中央", "     1 | a: 工作", "       |    ^"),
        ("- a: 工作\n  b: 中中央\n", (1, 6), "中中央", "     1 | - a: 工作", "       |      ^"),
        ("中中央: 工作中中央\n", (1, 6), "中中央", "     1 | 中中央: 工作中中央", "       |             ^^^^^^"),
        ('a: "工作\\u4e2d中央"\n', (1, 4), "中中央", '     1 | a: "工作\\u4e2d中央"', "       |         ^^^^^^^^^^"),
        ('a: "\\t\\"中央\\""\n', (1, 4), '"中央"', '     1 | a: "\\t\\"中央\\""', "       |       ^^^^^^^^"),
        ("a: '中''央'\n", (1, 4), "中'央", "     1 | a: '中''央'", "       |     ^^^^^^"),
        ("a: >\n  工作中\n  中央\n", (1, 4), "中 中央", "     2 |   工作中", "       |       ^^"),
        ('a: "工作中\\\n  中央"\n', (1, 4), "中中央", '     1 | a: "工作中\\', "       |         ^^"),
        ("a: |\n  工作中\n  中央\n", (1, 4), "中\n中央", "     2 |   工作中", "       |       ^^"),
    ],
)
def test_carets_stand_under_the_piece(
    tmp_path: Path, text: str, place: tuple[int, int], piece: str, shown: str, carets: str
) -> None:
    path = written(tmp_path, text)
    lines = told(finding(place=Place(str(path), *place), piece=piece))
    assert lines[1:3] == [shown, carets]


def test_a_long_line_is_cut_around_the_piece(tmp_path: Path) -> None:
    path = written(tmp_path, f"目标: {'一' * 300}中中央{'二' * 300}\n")
    lines = told(finding(place=Place(str(path), 1, 5), piece="中中央"), look=Look(width=80))
    assert columns(lines[1]) <= 80
    before = columns(lines[1][: lines[1].index("中中央")])
    assert lines[2] == "       |".ljust(before) + "^^^^^^"
