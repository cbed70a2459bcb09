"""The shape of the models: keys in both languages, what stands under each, and the way to a value in words."""

from __future__ import annotations

import pytest

from generator.diagnostics import Loc
from generator.spec.model import Department, Overall, Project, Spec
from generator.spec.shape import field_list, fields_of, path_of


@pytest.mark.parametrize(
    ("chinese", "english"), [("项目名称", "name"), ("资金支出计划", "schedule"), ("涉密", "classified")]
)
def test_field_has_two_keys(chinese: str, english: str) -> None:
    assert fields_of(Project)[chinese] is fields_of(Project)[english]


def test_fields_stand_in_the_order_of_the_glossary() -> None:
    assert [field.title for field in field_list(Department)] == ["部门代码", "部门名称"]


@pytest.mark.parametrize(
    ("key", "kind"),
    [("名称", None), ("项目名称", "scalar"), ("资金", "model"), ("绩效指标", "list"), ("资金支出计划", "mapping")],
)
def test_kind_of_what_stands_under_a_key(key: str, kind: str | None) -> None:
    field = fields_of(Project).get(key)
    assert (field.shape.kind if field else None) == kind


def test_item_of_a_list_of_texts_is_a_text() -> None:
    item = fields_of(Overall)["总体绩效目标"].shape.item
    assert item is not None
    assert item.kind == "scalar"


@pytest.mark.parametrize(
    ("loc", "path"),
    [
        ((), ""),
        (("layout",), "版式"),
        (("department", "name"), "部门.部门名称"),
        (("units", 0, "projects", 1, "name"), "预算单位[1].项目[2].项目名称"),
        (("units", 0, "projects", 0, "schedule", "3月底"), "预算单位[1].项目[1].资金支出计划.3月底"),
        (("overall", "goals", 2), "部门整体绩效目标.总体绩效目标[3]"),
        (("settings", "colon"), "排版设置.colon"),
        (("unknown", "deeper"), "unknown.deeper"),
    ],
)
def test_path_is_in_official_terms_and_counts_from_one(loc: Loc, path: str) -> None:
    assert path_of(loc, Spec) == path
