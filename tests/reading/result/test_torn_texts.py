"""Texts that were torn apart are joined with what they go on with, and told unless a page's end tore them."""

from __future__ import annotations

from dataclasses import replace

from generator.diagnostics import Place
from generator.layouts.load import find_layout
from generator.reading.alignment.align import Step, Way
from generator.reading.alignment.prepare_tokens import tokens_of
from generator.reading.decoders.printed import Printed
from generator.reading.form.form_spots import Spot
from generator.reading.form.learn_spots import spots_of
from generator.reading.result.torn_texts import joined, torn

TITLE, UNIT = [spot for spot in spots_of(find_layout("guangzhou")).spots if spot.slots and spot.listing is None][:2]


def step(text: str, line: int, way: Way, spot: Spot | None = TITLE, *, begins_page: bool = False) -> Step:
    """A step that did ``way`` with a paragraph."""
    [token] = tokens_of([Printed(text, Place("form"), line)])
    return Step(replace(token, begins_page=begins_page), way, spot, None, 0.0)


def test_parts_are_joined_at_their_own_spot() -> None:
    steps = [
        step("甲", 1, "read"),
        step("乙", 2, "read", UNIT),
        step("丙", 3, "continued"),
        step("丁", 4, "left", None),
    ]
    assert [texts for _, texts in joined(steps)] == [["甲", "丙"], ["乙"]]


def test_nothing_to_go_on_with_is_nothing() -> None:
    assert joined([step("丙", 3, "continued")]) == []


def test_torn_texts_are_told_unless_a_page_tore_them() -> None:
    steps = [step("甲", 1, "read"), step("乙", 2, "continued"), step("丙", 3, "continued", begins_page=True)]
    assert ["乙" in finding.message for finding in torn(steps)] == [True]
