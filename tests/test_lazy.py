"""Patterns that are compiled late: the same as compiled at once."""

from __future__ import annotations

import re

import pytest

from generator.lazy import lazy_pattern


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
