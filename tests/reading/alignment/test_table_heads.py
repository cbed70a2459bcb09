"""Columns that the form does not have are left out and told; one that is left out in the file is not read as another."""

from __future__ import annotations

from collections.abc import Sequence

from generator.diagnostics import Place
from generator.layouts.load import find_layout
from generator.reading.alignment.table_heads import Fitted, fit_columns
from generator.reading.decoders.printed import Printed
from generator.reading.form.learn_spots import spots_of

FORM = spots_of(find_layout("guangzhou"))
LABELS = ("项目名称（资金使用单位）", "总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标")


def table(rows: Sequence[Sequence[str]], number: int = 1) -> list[Printed]:
    return [
        Printed(text, Place("form", line=row), row, number, row, column)
        for row, texts in enumerate(rows, 1)
        for column, text in enumerate(texts, 1)
    ]


def rows(fitted: Fitted) -> list[list[str]]:
    numbers = sorted({text.row for text in fitted.texts})
    return [[text.text for text in fitted.texts if text.row == number] for number in numbers]


def test_table_of_the_form_stays() -> None:
    texts = table([LABELS, ("合计", "1", "1", "", "", "", "")])
    assert fit_columns(texts, FORM) == Fitted(texts)


def test_columns_that_the_form_has_not_are_left_out_and_told() -> None:
    fitted = fit_columns(table([("序号", *LABELS, "备注"), ("1", "合计", "1", "1", "", "", "", "", "跨年度")]), FORM)
    assert rows(fitted) == [list(LABELS), ["合计", "1", "1", "", "", "", ""]]
    assert [text.column for text in fitted.texts] == [1, 2, 3, 4, 5, 6, 7] * 2
    assert [finding.piece for finding in fitted.findings] == ["序号", "备注", "跨年度"]
    assert {finding.code for finding in fitted.findings} == {"REA05"}


def test_head_on_two_rows() -> None:
    first = ["序号", "项目名称（资金使用单位）", "预算", "", "", "", "绩效目标", "绩效指标"]
    fitted = fit_columns(table([first, ["", "", *LABELS[1:5], "", ""], ["1", "合计", "1", "1", "", "", "", ""]]), FORM)
    assert rows(fitted)[2] == ["合计", "1", "1", "", "", "", ""]
    assert [finding.piece for finding in fitted.findings] == ["序号"]


def test_columns_after_one_that_is_left_out_are_known() -> None:
    fitted = fit_columns(table([(*LABELS[:3], *LABELS[4:]), ("合计", "1", "1", "", "", "")]), FORM)
    assert [fitted.columns[1, 2, column][7] for column in range(1, 7)] == [0, 1, 2, 4, 5, 6]
    assert fitted.findings == []


def test_table_without_a_head_goes_on_with_one_as_wide() -> None:
    texts = table([("序号", *LABELS)]) + table([("1", "合计", "1", "1", "", "", "", "")], 2)
    assert next(text.text for text in fit_columns(texts, FORM).texts if text.table == 2) == "合计"


def test_other_tables_stay() -> None:
    texts = table([("序号", "项目", "总计", "财政拨款"), ("1", "办公费", "1", "1")])
    assert fit_columns(texts, FORM) == Fitted(texts)
