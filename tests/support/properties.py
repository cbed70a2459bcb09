"""How many examples a property is tried on."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

USUAL = 60
"""The examples of ``make test``, for a property that does not say otherwise."""


def examples(usual: int, **others: Any) -> settings:
    """``usual`` examples in ``make test``, and as many times more in ``make thorough`` as any property has there."""
    return settings(max_examples=usual * settings().max_examples // USUAL, **others)
