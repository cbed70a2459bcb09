"""Listings are taken apart as the form numbers and ends their items, or in other ways; nothing of them is lost."""

from __future__ import annotations

import pytest

from generator.layouts.load import find_layout
from generator.reading.alignment.split_listing import ReadItem, split_items
from generator.reading.form.learn_spots import spots_of

LAYOUT = find_layout("guangzhou")
[SPOT] = [spot for spot in spots_of(LAYOUT).spots if spot.listing is not None]
FIRST = "1-产出指标；11-数量指标；购置设备数量；实施周期指标值：≥2台；年度指标值：≥1台"
SECOND = "3-满意度指标；31-服务对象满意度；读者满意度；实施周期指标值：≥90%；年度指标值：≥90%"
LAST = "年度指标值"


def values(items: list[ReadItem]) -> list[list[str]]:
    return [list((item.slots or {}).values()) for item in items]


READ = values(split_items(SPOT, f"1、{FIRST}。2、{SECOND}。", LAYOUT))


def test_items_of_the_form_are_read_as_they_are() -> None:
    assert READ == [
        ["1-产出指标", "11-数量指标", "购置设备数量", "≥2台", "≥1台"],
        ["3-满意度指标", "31-服务对象满意度", "读者满意度", "≥90%", "≥90%"],
    ]
    assert not any(item.should_be for item in split_items(SPOT, f"1、{FIRST}。2、{SECOND}。", LAYOUT))


@pytest.mark.parametrize(
    "text",
    [
        f"1.{FIRST}。2.{SECOND}。",
        f"（1）{FIRST}。（2）{SECOND}。",
        f"1) {FIRST}。 2) {SECOND}。",
        f"1、{FIRST}2、{SECOND}",
        f"{FIRST}；{SECOND}；",
        f"一、{FIRST}\n二、{SECOND}",
        f"2、{FIRST}。1、{SECOND}。",
    ],
)
def test_items_that_are_numbered_or_ended_otherwise(text: str) -> None:
    items = split_items(SPOT, text, LAYOUT)
    assert values(items) == READ
    assert [item.should_be[:2] for item in items] == ["1、", "2、"]
    assert all(item.should_be.endswith("。") for item in items)


def test_text_before_the_first_item_is_no_item() -> None:
    before, *items = split_items(SPOT, f"见下：{FIRST}；{SECOND}；", LAYOUT)
    assert before == ReadItem("见下：", None)
    assert values(items) == READ


def test_labels_repeated_without_end_are_no_item() -> None:
    text = f"1、1-产出指标；11-数量指标；数量；实施周期指标值:1{'；年度指标值:' * 20_000}"
    assert values(split_items(SPOT, text, LAYOUT)) in ([], [[]])
