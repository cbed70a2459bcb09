"""Many patterns made one: it finds what they find, at the same places, whatever they begin with."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.parameters import DEFAULT
from generator.checks.rules.patterns import any_of, opening_of

PIECES = st.sampled_from(
    [
        *"中央的了工作人管理开展进行，、；：。！!？?,.;XxＸ×12年N月某期x%○〇（() □请【[填写*＊_＿待此处其目不",
        "20",
        "组织",
    ]
)
TEXTS = st.lists(PIECES, max_size=20).map("".join)


def test_patterns_with_groups_stay_apart() -> None:
    pattern = any_of((r"(a)\1", r"(b)\1", "c"))
    assert [bool(pattern.search(text)) for text in ("aa", "bb", "ab", "xc")] == [True, True, False, True]


@pytest.mark.parametrize("patterns", [DEFAULT.placeholders, DEFAULT.doubled_forms])
@given(text=TEXTS)
def test_finds_what_the_patterns_find_one_beside_the_other(patterns: tuple[str, ...], text: str) -> None:
    plain = re.compile("|".join(patterns))  # none of them has a group
    assert [found.span() for found in any_of(patterns).finditer(text)] == [
        found.span() for found in plain.finditer(text)
    ]


@pytest.mark.parametrize("patterns", [DEFAULT.placeholders, DEFAULT.doubled_forms])
@given(text=TEXTS)
def test_opening_is_found_wherever_the_pattern_is(patterns: tuple[str, ...], text: str) -> None:
    if any_of(patterns).search(text):
        assert opening_of(patterns).search(f"甲\n{text}\n乙")


@pytest.mark.parametrize("patterns", [DEFAULT.placeholders, DEFAULT.doubled_forms])
def test_opening_is_found_in_few_texts(patterns: tuple[str, ...]) -> None:
    assert not opening_of(patterns).search(
        "开展培训12次，服务居民不少于3000人次。完成时间：2024年12月，合格率≥95%；工作人员的提高。"
    )


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("甲|乙", "乙"),
        ("(?:甲|乙)丙", "乙丙"),
        ("甲?乙", "乙"),
        ("甲*乙", "乙"),
        ("甲{,2}乙", "乙"),
        ("甲{0,2}乙", "乙"),
        ("甲{2}", "甲甲"),
        (r"\d甲", "1甲"),
        (r"\.甲", ".甲"),
        (r"\b甲", "甲"),
        (".甲", "乙甲"),
        ("^甲", "甲"),
        ("[^甲]乙", "丙乙"),
        ("[]甲]乙", "]乙"),
        ("[]甲]?乙", "]乙"),
        ("[^]]*乙", "甲乙"),
        (r"[\]甲]乙", "]乙"),
        ("[甲|]乙|丙", "丙"),
        ("[(]甲|乙", "乙"),
        (r"\(甲|乙", "乙"),
        ("(?<![（)）])甲", "甲"),
        ("(?<=甲)乙", "甲乙"),
        ("(?<=(?:甲|乙))丙", "乙丙"),
        ("(?<!甲(?!乙))丙", "丙"),
        ("(?=甲).", "甲"),
        ("(?i:a)b", "Ab"),
        ("(?<=甲)|乙", "甲"),
        ("[a-c]乙", "b乙"),
        ("[甲-]乙", "-乙"),
        ("甲乙*", "甲"),
        ("甲乙{2}", "甲乙乙"),
        ("甲+乙", "甲甲乙"),
        ("甲[乙丙]?", "甲"),
        (r"甲\d", "甲1"),
        ("[*.]甲", ".甲"),
    ],
)
def test_finds_whatever_a_pattern_begins_with(pattern: str, text: str) -> None:
    assert re.search(pattern, text)
    assert any_of((pattern,)).search(text)
    assert any_of(("丁丁", pattern, "戊")).search(text)
    for patterns in ((pattern,), ("丁丁", pattern, "戊")):
        assert opening_of(patterns).search(text)
