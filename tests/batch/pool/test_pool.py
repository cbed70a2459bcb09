"""A pool for tasks of any kind: none is lost, whatever becomes of the workers, and it knows nothing of documents."""

from __future__ import annotations

import signal
import sys

import pytest

from generator.batch.pool.pool import Pool
from generator.batch.pool.process import Limits
from generator.batch.pool.task import OUT_OF_MEMORY, Lost
from tests.batch.pool.squares import Squared, sleep_at_seven, square
from tests.batch.support import stop_clock_until
from tests.house import imports

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")


def test_every_task_has_a_result_or_the_cause_why_it_has_none() -> None:
    pool: Pool[int, Squared] = Pool(2, square)
    try:
        done = list(pool.run(range(200)))
    finally:
        pool.close()
    lost = {result.task: result.exit_code for result in done if isinstance(result, Lost)}
    assert lost == {13: -signal.SIGKILL, 17: OUT_OF_MEMORY, 19: 3}
    squares = {result.number: result.square for result in done if isinstance(result, Squared)}
    assert squares == {number: number * number for number in range(200) if number not in lost}
    assert len(done) == 200


def test_task_that_takes_too_long_is_lost_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Squared | Lost[int]] = []
    stop_clock_until(lambda: len(done) == 7, monkeypatch)
    pool: Pool[int, Squared] = Pool(1, sleep_at_seven, Limits(seconds=2))
    try:
        for result in pool.run(range(8), goes_alone=lambda _: True):
            done.append(result)
    finally:
        pool.close()
    assert done == [*square(range(7)), Lost(7, is_late=True)]


def test_pool_can_be_used_again() -> None:
    pool: Pool[int, Squared] = Pool(1, square)
    try:
        for _ in range(2):
            assert sum(isinstance(result, Squared) for result in pool.run([1, 2, 13])) == 2
    finally:
        pool.close()


def test_pool_could_be_lifted_out() -> None:
    """It imports nothing of this program but itself."""
    pool = {name: others for name, others in imports().items() if name.startswith("batch.pool.")}
    assert len(pool) > 5
    assert {other for others in pool.values() for other in others if not other.startswith("batch.pool.")} == set()
