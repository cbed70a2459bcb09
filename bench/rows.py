"""Rows of the table, made from samples: what, ours, peer, ratio, target, met."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bench.timing import Process, Ratio, Sample, ratio

_BUSY = 1.3
"""So many times its CPU time a command waits where other programs have the processor."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. ``is_met`` is ``None`` where there is no target: the row informs.

    ``was_busy``: it is ``None`` because other programs had the processor too much of the time to tell.
    """

    what: str
    ours: str
    peer: str = ""
    ratio: str = ""
    target: str = ""
    is_met: bool | None = None
    was_busy: bool = False


def faster(what: str, ours: Sample, peer: Sample, name: str, at_least: float | None = None) -> Row:
    """Ours against a peer called ``name``, to be ``at_least`` so many times as fast."""
    times = ratio(peer, ours)
    target = f"≥ {at_least:g} ×" if at_least else ""
    is_met = times.of_medians >= at_least if at_least else None
    return Row(what, shown(ours), f"{name}: {shown(peer)}", _times(times), target, is_met)


def within(what: str, ours: Sample, limit: float, other: Sample, name: str) -> Row:
    """Ours, to be done within ``limit`` seconds, beside another time called ``name``."""
    times = _times(ratio(ours, other))
    return Row(what, shown(ours), f"{name}: {shown(other)}", times, f"≤ {limit:g} s", ours.median <= limit)


def waits(what: str, ours: Process, limit: float | None, floor: Process | None = None, name: str = "") -> Row:
    """A command, to be done within ``limit`` seconds, beside its CPU time or a ``floor`` called ``name``."""
    other = floor.waited if floor else ours.cpu
    row = Row(what, shown(ours.waited), f"{name or 'its CPU time'}: {shown(other)}", _times(ratio(ours.waited, other)))
    if limit is None:
        return row
    is_met = ours.waited.median <= limit
    was_busy = not is_met and ours.cpu.median <= limit and ours.waited.median > _BUSY * ours.cpu.median
    return replace(row, target=f"≤ {limit:g} s", is_met=None if was_busy else is_met, was_busy=was_busy)


def grows(what: str, large: Sample, small: Sample, name: str, at_most: float) -> Row:
    """The same work on more data, to take ``at_most`` so many times as long as on the ``small`` data."""
    times = ratio(large, small)
    is_met = times.of_medians <= at_most
    return Row(what, shown(large), f"{name}: {shown(small)}", _times(times), f"≤ {at_most:g} ×", is_met)


def shown(sample: Sample) -> str:
    """The median and, in brackets, the best."""
    return f"{_seconds(sample.median)} ({_seconds(sample.best)})"


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.3g} ms"


def _times(times: Ratio) -> str:
    return f"{times.of_medians:.1f} × ({times.lowest:.1f}–{times.highest:.1f})"
