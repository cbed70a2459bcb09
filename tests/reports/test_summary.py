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


def tables(folder: Path, *names: str, width: int = 100) -> list[list[str]]:
    """The tables on some copies of a spec and a file that is not there."""
    documents = [load(written(folder, name=name)) for name in names]
    told = report_of([*documents, load(folder / "没有.yaml")], Selection(), with_summary=True)
    text = "\n".join(summary_lines(told, NO_PAINT, width))
    return [table.split("\n") for table in text.split("\n\n")]


def test_every_line_of_a_table_is_equally_wide(tmp_path: Path) -> None:
    for table in tables(tmp_path, "一份很长很长的文件名字.yaml", "b.yaml"):
        assert len({columns(line) for line in table}) == 1
        assert columns(table[0]) <= 100


def test_the_table_of_figures(tmp_path: Path) -> None:
    figures = tables(tmp_path, "b.yaml")[0]
    assert figures[0].split() == [
        "文件",
        "项目",
        "金额（万元）",
        "指标",
        "错误",
        "提醒",
        "认可",
        "产出",
        "效益",
        "满意度",
        "量化",
    ]
    name, projects, money, indicators, errors, *_, output, benefit, satisfaction, quantified = figures[2].split()
    assert name.endswith("b.yaml")
    assert (projects, money, indicators, errors) == ("2", "20.00", "4", "1")
    assert (output, benefit, satisfaction, quantified) == ("100%", "50%", "50%", "75%")
    assert figures[3].split()[1:5] == ["–", "–", "–", "1"]
    assert figures[-1].startswith("合计（2 份，1 份读不成）")


def test_shares_say_all_and_none_only_where_it_is_so(tmp_path: Path) -> None:
    many = Summary(projects=1000, values=1000, quantified=999)
    many.covered.update({"产出": 999, "效益": 1})
    [file] = report_of([load(written(tmp_path))], Selection()).files
    lines = list(summary_lines(Report((type(file)(file.name, file.layout, (), many),)), NO_PAINT))
    assert lines[2].split()[-4:] == ["99%", "1%", "0%", "99%"]
