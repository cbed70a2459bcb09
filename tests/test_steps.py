"""Works that are done in step: each result as if its work had been done alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.steps import Steps, finish, in_step


def work(name: int, steps: int, log: list[tuple[int, int]]) -> Steps[str]:
    for step in range(steps):
        log.append((step, name))
        yield
    log.append((steps, name))
    return f"{name}:{steps}"


@given(st.lists(st.integers(0, 5), max_size=6))
def test_each_step_is_done_for_all_before_the_next(lengths: list[int]) -> None:
    log: list[tuple[int, int]] = []
    done = in_step([work(name, steps, log) for name, steps in enumerate(lengths)])
    assert log == sorted(log)
    assert [result for result, _ in done] == [finish(work(name, steps, [])) for name, steps in enumerate(lengths)]
    assert all(seconds >= 0 for _, seconds in done)


def test_error_is_raised() -> None:
    def fails() -> Steps[str]:
        yield
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        finish(fails())
    with pytest.raises(ZeroDivisionError):
        in_step([work(0, 3, []), fails()])
