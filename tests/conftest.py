"""Settings of all tests."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# Machines differ in speed and tests never depend on time; the same examples run everywhere.
settings.register_profile(
    "jixiao", deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("jixiao")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare this suite's own options."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/*.txt anew")
