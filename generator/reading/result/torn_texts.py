"""Texts that were torn apart: each goes on with what was read before it."""

from __future__ import annotations

from collections.abc import Iterable

from generator.diagnostics import Finding
from generator.reading import remarks
from generator.reading.alignment.align import Step
from generator.reading.form.fields import title_of
from generator.reading.result.field_values import field_of

_ROW = 200
"""How many texts back a text may go on with: more than any row has."""


def torn(steps: Iterable[Step]) -> list[Finding]:
    """What is to be said of texts that go on with others; a row that a page's end breaks is as it should be."""
    going = [step for step in steps if step.way == "continued"]
    return [_told(step) for step in going if step.token.text and not step.token.begins_page]


def _told(step: Step) -> Finding:
    assert step.spot is not None
    name = step.spot.listing or field_of(step.spot.slots[-1])
    return remarks.went_on(title_of(name), step.token.text, step.token.printed.place)


def joined(steps: list[Step]) -> list[tuple[Step, list[str]]]:
    """The steps that read something, each with its text and those that go on with it."""
    found: list[tuple[Step, list[str]]] = []
    for step in steps:
        if step.way == "read":
            found.append((step, [step.token.text]))
        elif step.way == "continued":
            of = _read_before(step, found)
            if of is not None:
                of[1].append(step.token.text)
    return found


def _read_before(step: Step, found: list[tuple[Step, list[str]]]) -> tuple[Step, list[str]] | None:
    """What ``step`` goes on with: at the same spot, in the row that was read last if it was read there."""
    same = [item for item in found[-_ROW:] if item[0].spot is step.spot]
    last = found[-1][0].token.printed.line if found else 0
    return next((item for item in same if item[0].token.printed.line == last), same[-1] if same else None)
