"""Results that are kept: asked for once, and never given for another value."""

from __future__ import annotations

from generator.kept import kept_by_identity, kept_for_short_texts


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
