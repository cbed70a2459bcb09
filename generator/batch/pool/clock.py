"""How long workers have been at something, by the time in which the run was there to see it."""

from __future__ import annotations

from time import monotonic

_STEP = 1.0
"""Seconds that count at most from one look at the clock to the next; a run that goes on looks twice a second."""


class Clock:
    """Seconds since it was made. Those in which the run stood still (Ctrl-Z, a reader that takes no line) do not count."""

    def __init__(self) -> None:
        self.now = 0.0
        self._seen = monotonic()

    def look(self) -> None:
        """Bring ``now`` up to date."""
        seen = monotonic()
        self.now += min(seen - self._seen, _STEP)
        self._seen = seen
