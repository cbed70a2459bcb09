"""Rows of the table, made from samples: what, ours, peer, ratio, target, met."""

from __future__ import annotations

from dataclasses import dataclass

from bench.timing import Ratio, Sample, ratio


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. ``is_met`` is ``None`` where there is no target: the row informs."""

    what: str
    ours: str
    peer: str = ""
    ratio: str = ""
    target: str = ""
    is_met: bool | None = None


def faster(what: str, ours: Sample, peer: Sample, name: str, at_least: float | None = None) -> Row:
    """Ours against a peer called ``name``, to be ``at_least`` so many times as fast."""
    times = ratio(peer, ours)
    target = f"≥ {at_least:g} ×" if at_least else ""
    is_met = times.of_medians >= at_least if at_least else None
    return Row(what, shown(ours), f"{name}: {shown(peer)}", _times(times), target, is_met)


def within(what: str, ours: Sample, limit: float | None = None, floor: Sample | None = None, name: str = "") -> Row:
    """Ours, to be done within ``limit`` seconds; ``floor`` is another time, called ``name``, to compare it with."""
    target = f"≤ {limit:g} s" if limit else ""
    is_met = ours.median <= limit if limit else None
    if floor is None:
        return Row(what, shown(ours), target=target, is_met=is_met)
    return Row(what, shown(ours), f"{name}: {shown(floor)}", _times(ratio(ours, floor)), target, is_met)


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
