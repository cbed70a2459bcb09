"""The figures that a leader reads, and the table they stand in."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.pipeline import load
from generator.reports.columns import columns
from generator.reports.paint import NO_PAINT
from generator.reports.report import Report, Selection, report_of
from generator.reports.summary import Summary, summarise, total
from generator.reports.summary_table import summary_lines
from tests.reports.samples import SPEC, finding, warning, written


def summary_of(folder: Path, text: str = SPEC) -> Summary:
    """The summary of a spec, with four findings to count."""
    document = load(written(folder, text))
    return summarise(document, [finding(), warning("COV01"), warning("COV02"), finding(accepted="是")])


def test_the_figures_of_a_document(tmp_path: Path) -> None:
    found = summary_of(tmp_path)
    assert (found.projects, found.indicators, found.money) == (2, 4, Decimal(20))
    assert (found.errors, found.warnings, found.accepted) == (1, {"覆盖": 2}, 1)
    assert found.covered == {"产出": 2, "效益": 1, "满意度": 1}
    assert (found.quantified, found.values) == (3, 4)  # 有所提高 says nothing


def test_money_is_told_in_ten_thousands(tmp_path: Path) -> None:
    text = SPEC.replace("部门:", "金额单位: 元\n部门:").replace("12.50", "125000").replace("7.50", "75000.50")
    assert summary_of(tmp_path, text).money == Decimal("20.00005")


def test_an_unknown_classification_covers_nothing(tmp_path: Path) -> None:
    found = summary_of(tmp_path, SPEC.replace("二级指标: 社会效益", "二级指标: 别的"))
    assert found.covered == {"产出": 2, "满意度": 1}


@pytest.mark.parametrize(
    ("written_value", "is_quantified"), [("12月底前", 1), ("年底前", 1), ("三次", 1), ("良好", 0), ("第一批", 0)]
)
def test_a_value_is_quantified_that_says_how_much_or_when(
    tmp_path: Path, written_value: str, is_quantified: int
) -> None:
    found = summary_of(tmp_path, SPEC.replace("有所提高", written_value))
    assert found.quantified == 3 + is_quantified


def test_a_file_that_cannot_be_read_has_errors_only(tmp_path: Path) -> None:
    document = load(tmp_path / "nothing.yaml")
    found = summarise(document, document.findings)
    assert found == Summary(unread=1, errors=1)


def test_summaries_add_up(tmp_path: Path) -> None:
    one = summary_of(tmp_path)
    both = total([one, one, Summary(unread=1, errors=5)])
    assert (both.documents, both.unread, both.projects, both.money) == (3, 1, 4, Decimal(40))
    assert (both.errors, both.warnings["覆盖"], both.covered["效益"]) == (7, 4, 2)


def table(folder: Path, *names: str, width: int = 120) -> list[str]:
    """The lines of the table on some copies of a spec and a file that is not there."""
    documents = [load(written(folder, name=name)) for name in names]
    told = report_of([*documents, load(folder / "没有.yaml")], Selection(), with_summary=True)
    return list(summary_lines(told, NO_PAINT, width))


def test_every_line_is_equally_wide(tmp_path: Path) -> None:
    lines = table(tmp_path, "一份很长很长的文件名字.yaml", "b.yaml")
    assert len({columns(line) for line in lines}) == 1
    assert columns(lines[0]) <= 120


def test_names_stand_above_their_figures_where_there_is_no_room(tmp_path: Path) -> None:
    lines = table(tmp_path, "b.yaml", width=60)
    assert lines[4].endswith("b.yaml")
    assert lines[5].split("│")[1].split() == ["2", "20.00", "4"]
    assert len({columns(line) for line in lines if "│" in line}) == 1


def test_one_table_tells_all(tmp_path: Path) -> None:
    lines = table(tmp_path, "b.yaml")
    groups = [group.strip() for group in lines[0].split("│")]
    assert groups == ["", "规模", "问题", "其中提醒", "有指标的项目", "量化的"]
    upper, lower = ([group.split() for group in line.split("│")] for line in lines[1:3])
    assert upper[1:3] == [["项目", "金额", "指标"], ["错误", "提醒", "认可"]]
    assert (upper[4:], lower[4:]) == ([["产出", "效益", "满意"], ["指标"]], [["度"], ["值"]])
    name, size, found, by_theme, coverage, quantified = (group.split() for group in lines[4].split("│"))
    assert name[0].endswith("b.yaml")
    assert (size, coverage, quantified) == (["2", "20.00", "4"], ["100%", "50%", "50%"], ["75%"])
    assert found[0] == "1"
    assert sum(map(int, by_theme)) == int(found[1]) > 0
    assert len(by_theme) == len(upper[3])
    unread = [group.split() for group in lines[5].split("│")]
    assert (unread[1], unread[2][0], unread[4]) == (["–"] * 3, "1", ["–"] * 3)
    assert lines[-1].startswith("合计（2 份，1 份读不成）")


def test_shares_say_all_and_none_only_where_it_is_so(tmp_path: Path) -> None:
    many = Summary(projects=1000, values=1000, quantified=999)
    many.covered.update({"产出": 999, "效益": 1})
    [file] = report_of([load(written(tmp_path))], Selection()).files
    lines = list(summary_lines(Report((type(file)(file.name, file.layout, (), many),)), NO_PAINT))
    assert [text for group in lines[4].split("│")[-2:] for text in group.split()] == ["99%", "1%", "0%", "99%"]
