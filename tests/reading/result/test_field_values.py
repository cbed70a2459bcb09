"""Texts as values: tidied as their kind needs, levels in the layout's words, amounts in the unit that counts."""

from __future__ import annotations

import pytest

from generator.layouts.load import find_layout
from generator.reading.form.fields import INDICATORS
from generator.reading.form.marks import Slot
from generator.reading.result.field_values import field_of, tidied

LAYOUT = find_layout("caofeidian")
PROJECT = ("units", "projects")


@pytest.mark.parametrize(
    ("slot", "text", "value", "repairs"),
    [
        (Slot((*PROJECT, "name"), "text"), "- 党建\n经费", "党建经费", 2),
        (Slot((*PROJECT, "code"), "code"), "13 02", "1302", 1),
        (Slot((*PROJECT, "funding", "fiscal"), "amount"), "1,200.00元", "0.12", 1),
        (Slot((*INDICATORS, "level1"), "level1"), "产出\n指标", "产出指标", 0),
        (Slot((*INDICATORS, "title"), "text"), "参训\n人数", "参训人数", 1),
        (Slot((*PROJECT, "goal"), "text"), "一、培训\n二、评选", "一、培训\n二、评选", 0),
    ],
    ids=["name", "code", "amount", "level", "line", "several lines"],
)
def test_text_as_a_value(slot: Slot, text: str, value: str, repairs: int) -> None:
    found, told = tidied(slot, text, LAYOUT, "万元")
    assert (found, len(told)) == (value, repairs)


def test_level_is_kept_in_the_indicator_beside_it() -> None:
    assert field_of(Slot(("classification",), "level2")) == (*INDICATORS, "level2")
    assert field_of(Slot((*PROJECT, "name"), "text")) == (*PROJECT, "name")
