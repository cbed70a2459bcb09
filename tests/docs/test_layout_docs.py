"""docs/layouts.md says what the glossary and the layouts say."""

from __future__ import annotations

from scripts.generate_layout_docs import PATH, filled


def test_tables_are_fresh() -> None:
    text = PATH.read_text(encoding="utf-8")
    assert "| `project.code` |" in text
    assert filled(text) == text, "run: python -m scripts.generate_layout_docs"
