"""Drop-downs, as a spreadsheet resolves them: each is asked for its first and its last word and how long it is."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formula.translate import Translator

from generator.layouts.load import find_layout
from generator.layouts.model import Layout
from tests.excel.books import LAYOUTS, book_of, column, convert_all, opened, sample, saved

_QUESTIONS = "问"


class Offer(NamedTuple):
    """What a drop-down offers."""

    count: object
    first: object
    last: object


def offered(workbook: Workbook, sheet: str, title: str, row: int) -> str:
    """The formula of a cell's drop-down, as it is for that row."""
    at = workbook[sheet].cell(row, column(workbook, sheet, title)).coordinate
    rule = next(rule for rule in workbook[sheet].data_validations.dataValidation if at in rule.sqref)
    first = str(rule.sqref).split(":")[0]
    return Translator(f"={rule.formula1}", first).translate_formula(at).removeprefix("=").replace("$C", f"{sheet}!$C")


def ask(workbook: Workbook, formulas: list[str]) -> None:
    """Put the questions on a sheet of their own."""
    sheet = workbook.create_sheet(_QUESTIONS)
    for number, formula in enumerate(formulas, 1):
        for place, question in enumerate(("ROWS({0})", "INDEX({0},1)", "INDEX({0},ROWS({0}))"), 1):
            sheet.cell(number, place, "=" + question.format(formula))


def ways_of(layout: Layout) -> list[tuple[str, Offer]]:
    """Every way to write a 一级指标 and what 二级指标 has to offer there; of what is none, all of them."""
    ways = []
    for level1 in layout.classification:
        names = [level2.name for level2 in level1.level2]
        for word in dict.fromkeys((level1.name, level1.label, *level1.aliases)):
            ways.append((word, Offer(len(names), names[0], names[-1])))
    names = [level2.name for level1 in layout.classification for level2 in level1.level2]
    return [*ways, ("", Offer(len(names), names[0], names[-1])), ("别的", Offer(len(names), names[0], names[-1]))]


def asked(layout: str) -> tuple[Workbook, list[Offer]]:
    """A workbook with units and projects added below a blank row and every 一级指标, and what its lists should say."""
    workbook = opened(book_of(sample(layout)))
    formulas, expected = [], []
    for sheet, title, user, owner in (
        ("预算单位", "单位名称", "项目", "预算单位"),
        ("项目", "项目名称", "指标", "项目"),
    ):
        at, last = column(workbook, sheet, title), workbook[sheet].max_row
        workbook[sheet].cell(last + 2, at, "新加的")
        formulas.append(offered(workbook, user, owner, 2))
        expected.append(Offer(last + 1, workbook[sheet].cell(2, at).value, "新加的"))
    indicators = workbook["指标"]
    first = indicators.max_row + 1
    for row, (word, offer) in enumerate(ways_of(find_layout(layout)), first):
        indicators.cell(row, column(workbook, "指标", "一级指标"), word or None)
        formulas.append(offered(workbook, "指标", "二级指标", row))
        expected.append(offer)
    names = [level1.name for level1 in find_layout(layout).classification]
    formulas.append(offered(workbook, "指标", "一级指标", first))
    expected.append(Offer(len(names), names[0], names[-1]))
    ask(workbook, formulas)
    return workbook, expected


def test_every_list_resolves_to_the_right_words(tmp_path: Path) -> None:
    expected = {}
    for layout in LAYOUTS:
        workbook, expected[layout] = asked(layout)
        (tmp_path / f"{layout}.xlsx").write_bytes(saved(workbook))
    convert_all([tmp_path / f"{layout}.xlsx" for layout in LAYOUTS], tmp_path / "out")
    for layout in LAYOUTS:
        answers = load_workbook(tmp_path / "out" / f"{layout}.xlsx", data_only=True)[_QUESTIONS]
        assert [Offer(*row) for row in answers.iter_rows(values_only=True)] == expected[layout]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_lists_that_grow_begin_at_a_row_that_is_never_deleted(layout: str) -> None:
    workbook = opened(book_of(sample(layout)))
    for name in ("预算单位表", "项目表"):
        reference = workbook.defined_names[name].attr_text
        assert reference.startswith("OFFSET(")
        assert "$2" not in reference.replace("$2001", "")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_words_to_choose_from(layout: str) -> None:
    workbook = opened(book_of(sample(layout)))
    assert offered(workbook, "项目", "涉密", 2) == '"是,否"'
    rules = {str(rule.sqref): rule.formula1 for rule in workbook["部门"].data_validations.dataValidation}
    assert rules["C2"] == "版式表"
