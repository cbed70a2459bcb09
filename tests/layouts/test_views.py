"""What a template sees: exact amounts, labels with their spans, and phrases that vanish where nothing was written."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.layouts.compose import compose, context_of
from generator.layouts.load import find_layout, load_layouts
from generator.layouts.model import Layout
from generator.layouts.views import IndicatorRow, ProjectView, view_of
from generator.spec.model import Spec
from generator.spec.scalars import in_unit
from tests.support.properties import examples
from tests.support.strategies import specs

LAYOUTS = {layout.id: layout for layout in load_layouts()}


def spec_of(layout: Layout, project: dict[str, Any], **more: Any) -> Spec:
    """A department with one project."""
    unit = {"projects": [{"name": "项目", **project}]}
    return Spec.model_validate({"layout": layout.id, "department": {"name": "局"}, "units": [unit], **more})


def view(layout_id: str, project: dict[str, Any], **more: Any) -> ProjectView:
    layout = LAYOUTS[layout_id]
    return view_of(spec_of(layout, project, **more), layout, layout).projects[0]


def texts(layout_id: str, project: dict[str, Any], **more: Any) -> list[str]:
    layout = LAYOUTS[layout_id]
    return list(compose(spec_of(layout, project, **more), layout).texts())


# --- rows and spans -------------------------------------------------------------------------------------------


def notation(rows: tuple[IndicatorRow, ...]) -> list[str]:
    """A row as ``产出3/数量2 甲``; a label that the one above still covers is left out."""
    return [
        f"{row.level1 + str(row.level1_span) if row.level1_span else ''}/"
        f"{row.level2 + str(row.level2_span) if row.level2_span else ''} {row.indicator.name if row.indicator else '–'}"
        for row in rows
    ]


def test_labels_span_the_rows_that_follow_unchanged() -> None:
    pairs = [("产出指标", "数量指标", "甲"), ("产出指标", "数量指标", "乙"), ("产出指标", "质量指标", "丙")]
    pairs += [("效益指标", "社会效益", "丁"), ("产出指标", "数量指标", "戊")]
    indicators = [{"level1": level1, "level2": level2, "name": name} for level1, level2, name in pairs]
    assert notation(view("caofeidian", {"indicators": indicators}).rows) == [
        "产出指标3/数量指标2 甲",
        "/ 乙",
        "/质量指标1 丙",
        "效益指标1/社会效益指标1 丁",
        "产出指标1/数量指标1 戊",
    ]


def test_same_level2_below_another_level1_begins_anew() -> None:
    indicators = [{"level1": level1, "level2": "服务对象满意度", "name": "甲"} for level1 in ("效益指标", "满意度指标")]
    assert notation(view("caofeidian", {"indicators": indicators}).rows) == [
        "效益指标1/服务对象满意度指标1 甲",
        "满意度指标1/服务对象满意度指标1 甲",
    ]


def test_fixed_rows_stand_even_without_indicators() -> None:
    rows = view("dongguan", {}).rows
    assert [row.indicator for row in rows] == [None] * 7
    assert [row.level1_span for row in rows] == [4, 0, 0, 0, 2, 0, 1]


def test_fixed_rows_are_filled_in_the_order_of_the_form() -> None:
    indicators = [
        {"level2": level2, "name": name}
        for level2, name in [("满意度", "末"), ("服务对象满意度指标", "戊"), ("数量指标", "甲"), ("建筑规模指标", "乙")]
    ]
    lines = notation(view("dongguan", {"indicators": indicators}).rows)
    assert lines[:2] == ["预期产出指标5/数量指标（或建筑规模指标）2 甲", "/ 乙"]
    assert lines[-2:] == ["满意度指标1/服务对象满意度指标1 戊", "1/满意度1 末"]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@examples(10)
@given(data=st.data())
def test_rows_hold_every_indicator_once_and_labels_cover_every_row(layout: Layout, data: st.DataObject) -> None:
    for project in view_of(data.draw(specs(layout)), layout, layout).projects:
        shown = [row.indicator for row in project.rows if row.indicator]
        assert sorted(item.number for item in shown) == [item.number for item in project.indicators]
        assert sum(row.level1_span for row in project.rows) == len(project.rows)
        assert sum(row.level2_span for row in project.rows) == len(project.rows)
        assert all(row.level2_span for row in project.rows if row.level1_span)


# --- money ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "written", "printed", "result"),
    [
        ("12345678.90", "元", "万元", "1234.56789"),
        ("1", "元", "万元", "0.0001"),
        ("0.01", "元", "万元", "0.000001"),
        ("1234.56", "万元", "元", "12345600"),
        ("1234.56", "万元", "万元", "1234.56"),
    ],
)
def test_units_are_converted_exactly(amount: str, written: str, printed: str, result: str) -> None:
    assert in_unit(Decimal(amount), written, printed) == Decimal(result)


@given(st.decimals(0, 10**13, places=2))
def test_there_and_back_is_the_same_amount(amount: Decimal) -> None:
    assert in_unit(in_unit(amount, "元", "万元"), "万元", "元") == amount


def test_amounts_in_yuan_are_printed_in_wan_and_not_rounded() -> None:
    found = texts("guangzhou", {"funding": {"fiscal": "12345678.90", "other": "1"}}, money_unit="元")
    assert found.count("1,234.56789") == 3  # the sum of all, of the unit, and the project
    assert found.count("0.0001") == 3
    assert found.count("1,234.56799") == 3


def test_term_budget_is_converted_too() -> None:
    assert "66.00" in texts("dongguan", {"term": {"budget": "660000"}}, money_unit="元")


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@examples(10)
@given(data=st.data())
def test_totals_are_the_sums_of_the_projects(layout: Layout, data: st.DataObject) -> None:
    spec = data.draw(specs(layout))
    document = view_of(spec, layout, layout)
    assert document.funding.total == sum(project.funding.sum for project in spec.projects())
    assert document.funding.total == sum(unit.funding.total for unit in document.units)
    for funding in (document.funding, *(unit.funding for unit in document.units)):
        assert funding.total == funding.fiscal + funding.special_account + funding.other


def test_source_without_a_column_counts_with_the_others() -> None:
    found = texts("caofeidian", {"funding": {"fiscal": "1", "special_account": "0.2", "other": "0.03"}})
    assert [text for text in found if text.endswith(("1.23", "1.00", "0.23"))] == ["1.23", "1.00", "0.23"]


def test_written_total_is_not_what_is_printed() -> None:
    found = texts("guangzhou", {"funding": {"total": "999", "fiscal": "1"}})
    assert "999.00" not in found


# --- what was not written -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "1、1-产出指标；11-数量指标；甲。"),
        ({"annual_value": "2次"}, "1、1-产出指标；11-数量指标；甲；年度指标值:2次。"),
        ({"term_value": "6次"}, "1、1-产出指标；11-数量指标；甲；实施周期指标值:6次。"),
        (
            {"term_value": "6次", "annual_value": "2次"},
            "1、1-产出指标；11-数量指标；甲；实施周期指标值:6次；年度指标值:2次。",
        ),
    ],
)
def test_value_that_is_missing_drops_its_phrase(values: dict[str, str], sentence: str) -> None:
    assert sentence in texts("guangzhou", {"indicators": [{"level2": "11", "name": "甲", **values}]})


@pytest.mark.parametrize(
    ("term", "heading"),
    [
        (None, "中期滚动目标"),
        ({"start": "2024"}, "中期滚动目标"),
        ({"start": "2024", "end": "2026"}, "中期滚动目标（2024年--2026年）"),
    ],
)
def test_term_without_both_years_is_not_printed(term: dict[str, str] | None, heading: str) -> None:
    assert heading in texts("dongguan", {"term": term})


def test_unit_without_a_name_is_the_department() -> None:
    project = view("caofeidian", {}, department={"name": "局", "code": "301"})
    assert (project.unit, project.unit_code) == ("局", "301")


def test_opinion_is_the_layouts_unless_the_project_has_its_own() -> None:
    assert LAYOUTS["dongguan"].texts["opinion"] in texts("dongguan", {})
    own = texts("dongguan", {"opinion": "同意"})
    assert "同意" in own
    assert LAYOUTS["dongguan"].texts["opinion"] not in own


def test_annual_half_has_the_name_of_the_other_unless_it_has_its_own() -> None:
    names = [{"level2": "数量指标", "name": "甲"}, {"level2": "质量指标", "name": "乙", "annual_name": "丙"}]
    found = texts("dongguan", {"indicators": names})
    assert (found.count("甲"), found.count("乙"), found.count("丙")) == (2, 1, 1)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_spec_with_the_least_can_be_printed(layout: Layout) -> None:
    empty = Spec.model_validate(
        {"layout": layout.id, "department": {"name": "局"}, "units": [{"projects": [{"name": "项"}]}]}
    )
    found = list(compose(empty, layout).texts())
    assert any("项" in text for text in found)
    assert not any("None" in text for text in found)


# --- settings -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        (None, ["90%及以上", "不低于95%", "完成"]),
        ("written", ["90%及以上", "不低于95%", "完成"]),
        ("symbol", ["≥90%", "≥95%", "完成"]),
        ("words", ["大于等于90%", "大于等于95%", "完成"]),
    ],
)
@pytest.mark.parametrize("layout_id", LAYOUTS)
def test_values_are_shown_in_the_style_that_was_chosen(layout_id: str, style: str | None, shown: list[str]) -> None:
    values = ["90%及以上", "不低于95%", "完成"]
    indicators = [{"level2": "数量指标", "name": "甲", "annual_value": value} for value in values]
    project = view(layout_id, {"indicators": indicators}, settings={"value_style": style} if style else {})
    assert [item.annual_value for item in project.indicators] == shown


def test_separator_and_colon_are_the_documents_choice() -> None:
    indicators = [{"level2": "11", "name": "甲", "annual_value": "1"}]
    found = texts("guangzhou", {"indicators": indicators}, settings={"separator": "：", "colon": "："})
    assert "1、1-产出指标：11-数量指标：甲；年度指标值：1。" in found


def test_setting_that_the_layout_does_not_declare_does_nothing() -> None:
    layout = find_layout("dongguan")
    settings = context_of(spec_of(layout, {}, settings={"colon": "x"}), layout, layout)["settings"]
    assert settings == {"value_style": "written"}


@pytest.mark.parametrize(("months", "printed"), [((), ["3月底", "9月底"]), ((6, 12), ["6月底", "12月底"])])
def test_months_of_the_schedule_are_the_layouts_or_else_the_specs(months: tuple[int, ...], printed: list[str]) -> None:
    layout = LAYOUTS["caofeidian"].model_copy(update={"schedule_months": months})
    spec = spec_of(layout, {"schedule": {"9月底": "50%", "3月底": "10%"}})
    assert [f"{share.month}月底" for share in view_of(spec, layout, layout).projects[0].schedule] == printed
