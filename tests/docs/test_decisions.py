"""docs/decisions lists every decision, and each says what it must."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.generate_decision_list import PAGE, decisions, page


def test_the_list_is_fresh() -> None:
    assert len(decisions()) >= 5
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python scripts/generate_decision_list.py"


@pytest.mark.parametrize("path", decisions(), ids=lambda path: path.stem)
def test_a_decision_is_short_and_says_what_would_change_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {path.name[:3]} ")
    assert text.count("\n") <= 40
    assert [part for part in ("decided", "measured", "would change it") if part not in text.lower()] == []


def test_numbers_are_given_once() -> None:
    numbers = [path.name[:3] for path in decisions()]
    assert len(set(numbers)) == len(numbers)
