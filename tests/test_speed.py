"""What is for speed alone gives the same as what it stands for."""

from __future__ import annotations

import re
from functools import cache

import pytest

from generator.fonts import font_choice as choice
from generator.fonts import stand_ins, typeface
from generator.layouts import compose
from generator.layouts.folders import templates_folder
from generator.layouts.load import load_layout_folder
from generator.pipeline import draw, load
from generator.speed import forget_layouts, kept_by_identity, kept_for_short_texts, kept_of_layouts, lazy_pattern
from generator.writers.html import stylesheet


def test_asks_once_for_each_value() -> None:
    asked: list[list[int]] = []

    @kept_by_identity
    def total(given: list[int]) -> int:
        asked.append(given)
        return sum(given)

    one, other = [1, 2], [1, 2]
    assert [total(one), total(one), total(other)] == [3, 3, 3]
    assert [each is one for each in asked] == [True, False]


def test_never_takes_one_value_for_another() -> None:
    @kept_by_identity
    def text(given: list[int]) -> str:
        return str(given)

    # Far more values than are kept, each gone at once: their numbers come round again.
    assert [text([number]) for number in range(1000)] == [f"[{number}]" for number in range(1000)]


def test_keeps_what_comes_of_short_texts_only() -> None:
    asked: list[int] = []

    @kept_for_short_texts
    def doubled(text: str) -> str:
        asked.append(len(text))
        return 2 * text

    for text in ("率", "率", "长" * 1000, "长" * 1000):
        assert doubled(text) == 2 * text
    assert asked == [1, 1000, 1000]


def test_keeps_what_layouts_hold_until_it_is_to_be_read_anew() -> None:
    held = {"styles.yaml": "old"}

    @kept_of_layouts
    @cache
    def content(name: str) -> str:
        return held[name]

    assert content("styles.yaml") == "old"
    held["styles.yaml"] = "new"
    assert content("styles.yaml") == "old"
    forget_layouts()
    assert content("styles.yaml") == "new"


def test_nothing_that_a_form_takes_from_files_of_layouts_outlives_them() -> None:
    draw(load(templates_folder() / "guangzhou/sample.yaml"), formats=["pdf", "html"])
    kept = (
        load_layout_folder,
        compose._environment,
        stand_ins._stand_ins,
        stylesheet.static_sheet,
        choice.choose,
        typeface.typeface,
    )
    assert [function.cache_info().currsize > 0 for function in kept] == [True] * len(kept)
    forget_layouts()
    assert [function.cache_info().currsize for function in kept] == [0] * len(kept)


def test_lazy_pattern_does_what_a_compiled_one_does() -> None:
    lazy, pattern = (
        lazy_pattern("(?P<year>[0-9]+)年|X", re.IGNORECASE),
        re.compile("(?P<year>[0-9]+)年|X", re.IGNORECASE),
    )
    for text in ("2025年", "x 3年", ""):
        assert [found.span() for found in lazy.finditer(text)] == [found.span() for found in pattern.finditer(text)]
        assert lazy.sub("·", text) == pattern.sub("·", text)
    assert (lazy.pattern, lazy.flags, lazy.groupindex) == (pattern.pattern, pattern.flags, pattern.groupindex)


def test_it_is_compiled_when_asked_for_something() -> None:
    broken = lazy_pattern("(")
    with pytest.raises(re.error):
        broken.search("")
