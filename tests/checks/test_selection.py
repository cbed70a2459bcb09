"""Layouts that do without a rule."""

from __future__ import annotations

import pytest

from generator.layouts.load import LayoutError, find_layout
from tests.checks.examples import checked_in, codes_of, layout_with, with_project


def test_a_layout_does_without_a_rule() -> None:
    data = with_project(绩效目标="完成档案扫描。。")
    assert codes_of(checked_in(data, layout_with())) == ["TXT07"]
    assert codes_of(checked_in(data, layout_with(ignore=["TXT07"]))) == []


def test_a_layout_that_ignores_an_unknown_code_is_told() -> None:
    with pytest.raises(
        LayoutError, match=r"layout\.yaml：第 \d+ 行：checks\.ignore\.0 有误（没有“TXT99”这个代码，是不是 TXT"
    ):
        checked_in(with_project(), layout_with(ignore=["TXT99"]))


@pytest.mark.parametrize("layout", ["guangzhou", "dongguan", "caofeidian"])
def test_the_layouts_there_are_ask_for_what_there_is(layout: str) -> None:
    checked_in(with_project(), find_layout(layout))
