"""Settings of all tests."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, settings

from tests.support.properties import USUAL

# Machines differ in speed and tests never depend on time. `make test` tries the same examples everywhere;
# `make thorough` tries new ones in each run, and prints the seed by which a run can be had again.
settings.register_profile(
    "jixiao", deadline=None, derandomize=True, max_examples=USUAL, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", settings.get_profile("jixiao"), derandomize=False, max_examples=10 * USUAL)
settings.load_profile("jixiao")

_STARTED = time.monotonic()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare this suite's own options."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/*.txt anew")
    parser.addoption("--seconds", type=float, help="skip the tests that would begin later than that")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """End ``make quick`` in time."""
    seconds = item.config.getoption("--seconds")
    if seconds is not None and time.monotonic() > _STARTED + seconds:
        pytest.skip(f"not begun within {seconds:g} s")
