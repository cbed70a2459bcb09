"""What is to be said of texts within the form that were read nowhere: nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby, takewhile

from generator.diagnostics import Finding
from generator.reading import remarks
from generator.reading.alignment.align import Step
from generator.reading.alignment.tokens import Token
from generator.reading.form.form_spots import FormSpots

_PART = 3
"""How many characters of a label are taken for it."""


def leftovers(steps: Sequence[Step], form: FormSpots) -> Iterator[Finding]:
    """Texts without a place, labels that are printed again, and what torn cells repeat; runs of them as one."""
    read = {step.token.folded for step in steps if step.way == "read"}
    left = _left(steps, form)
    for kind, group in groupby(left, key=lambda token: _kind(token, form)):
        run = list(filter(None, group))
        if kind == "unplaced":
            yield from _unplaced(run)
        elif kind == "label" and not run[0].begins_page:
            yield _labels(run, read)
    yield from _repeated(filter(None, left))


def _left(steps: Sequence[Step], form: FormSpots) -> list[Token | None]:
    """The texts that were left out, and ``None`` for each that was not."""
    titled = _title_alone(steps, form)
    seen = [step for step in steps if (step.way != "left" or step.token.text) and step.token is not titled]
    return [step.token if step.way == "left" else None for step in seen]


def _labels(run: Sequence[Token], read: Set[str]) -> Finding:
    is_again = any(token.folded in read for token in run)
    return remarks.label_left(run[0].text, len(run), run[0].printed.place, is_again=is_again)


def _title_alone(steps: Sequence[Step], form: FormSpots) -> Token | None:
    """The form's title above its first text, where it was not read because the lines below it are missing.

    It is where it should be and says nothing but which form it is; what is missing below it, the checks say.
    """
    titles = {form.spots[number].pattern.literal for number in form.starts if form.spots[number].is_label}
    head = list(takewhile(lambda step: step.way != "read", steps))
    found = [step.token for step in head if step.token.folded in titles]
    read = {step.token.folded for step in steps if step.way == "read"}
    return found[-1] if found and titles.isdisjoint(read) else None


def _unplaced(run: Sequence[Token]) -> Iterator[Finding]:
    for start in range(0, len(run), remarks.MANY):
        told = run[start : start + remarks.MANY]
        yield remarks.unplaced([token.text for token in told], told[0].printed.place)


def _kind(token: Token | None, form: FormSpots) -> str:
    if token is None:
        return "read"
    if token.repeats:
        return "repeated"
    return "label" if _is_of_label(token.folded, form) else "unplaced"


def _is_of_label(folded: str, form: FormSpots) -> bool:
    """Whether a text is a label, or a part of one that stands on a line of its own."""
    return folded in form.labels or (len(folded) >= _PART and any(folded in label for label in form.labels))


def _repeated(left: Iterable[Token]) -> Iterator[Finding]:
    """What torn cells repeat, table by table."""
    cells = [token for token in left if token.repeats]
    for _, group in groupby(cells, key=lambda token: token.printed.table):
        run = list(group)
        yield remarks.repeated(run[0].text, len(run), run[0].printed.place)
