"""Time that counts for limits."""

from __future__ import annotations

import pytest

from generator.batch.pool.clock import Clock


def test_time_in_which_the_run_stood_still_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([100.0, 100.5, 101.0, 4000.0, 4000.5])
    monkeypatch.setattr("generator.batch.pool.clock.monotonic", lambda: next(times))
    clock, seen = Clock(), []
    for _ in range(4):
        clock.look()
        seen.append(clock.now)
    assert seen == [0.5, 1.0, 2.0, 2.5]
