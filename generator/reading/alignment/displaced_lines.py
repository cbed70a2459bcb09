"""Lines of a form's head that stand in another order than in the form: their labels tell what they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.diagnostics import Finding
from generator.reading import remarks
from generator.reading.alignment.align import NEW_DOCUMENT, Step
from generator.reading.form.form_spots import FormSpots, Spot

_FEW = 2
"""A label has at least so many characters; a bracket alone tells nothing."""


def with_displaced(steps: Sequence[Step], form: FormSpots) -> tuple[list[Step], list[Finding]]:
    """The steps, with those lines of each head read that were left out; and what is to be said of them.

    Only between the first text of a document and its first cell: further on, another table's head may follow.
    """
    head = list(filter(_is_of_head, form.spots))
    found = [each for run in _heads_and_rests(steps) for each in _with_missing(run, head)]
    read = [step for step, before in zip(found, steps, strict=True) if step is not before]
    return found, [remarks.displaced(step.token.text, step.token.printed.place) for step in read]


def _with_missing(run: Sequence[Step], head: Sequence[Spot]) -> Iterator[Step]:
    """The steps of a document's head, with those lines read that are missing in it; other steps as they are."""
    missing = _missing(run, head)
    for step in run:
        spot = next((spot for spot in missing if step.way == "left" and _is_at(spot, step)), None)
        if spot is None:
            yield step
        else:
            missing.remove(spot)
            yield replace(step, way="read", spot=spot)


def _missing(run: Sequence[Step], head: Sequence[Spot]) -> list[Spot]:
    """The lines of the form's head that were not read in the head of a document."""
    if not run or run[0].begins != NEW_DOCUMENT:
        return []
    return [spot for spot in head if all(step.spot is not spot for step in run)]


def _is_of_head(spot: Spot) -> bool:
    """Whether a spot is a line with a label and a value that belongs to no item."""
    is_value = spot.kind != "cell" and not spot.is_label
    return is_value and not spot.lists and spot.listing is None and len(spot.pattern.literal) >= _FEW


def _is_at(spot: Spot, step: Step) -> bool:
    return spot.pattern.match(step.token.text) is not None


def _heads_and_rests(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """The steps in runs: of each document what stands before its first cell; all else step by step."""
    run: list[Step] = []
    for step in steps:
        if step.begins == NEW_DOCUMENT or (step.token.is_cell and step.way == "read"):
            yield run
            run = []
        if step.begins == NEW_DOCUMENT or run:
            run.append(step)
        else:
            yield [step]
    yield run
