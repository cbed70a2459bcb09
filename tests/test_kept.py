"""Results kept by identity: asked for once, and never given for another value."""

from __future__ import annotations

from generator.kept import kept_by_identity


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
