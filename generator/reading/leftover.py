"""What is to be said of texts within the form that were read nowhere: nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.diagnostics import Finding
from generator.reading import report
from generator.reading.align import Step
from generator.reading.spots import FormSpots
from generator.reading.tokens import Token

_PART = 3
"""How many characters of a label are taken for it."""


def leftovers(steps: Sequence[Step], form: FormSpots) -> Iterator[Finding]:
    """Texts without a place, labels that are printed again, and what torn cells repeat; runs of them as one."""
    left = [step.token if step.way == "left" else None for step in steps if step.way != "left" or step.token.text]
    for kind, group in groupby(left, key=lambda token: _kind(token, form)):
        run = [token for token in group if token is not None]
        first = run[0] if run else None
        if kind == "unplaced" and first is not None:
            yield from _unplaced(run)
        elif kind == "label" and first is not None and not first.begins_page:
            yield report.printed_again(first.text, len(run), first.printed.place)
    yield from _repeated([token for token in left if _kind(token, form) == "repeated"])


def _unplaced(run: Sequence[Token]) -> Iterator[Finding]:
    for start in range(0, len(run), report.MANY):
        told = run[start : start + report.MANY]
        yield report.unplaced([token.text for token in told], told[0].printed.place)


def _kind(token: Token | None, form: FormSpots) -> str:
    if token is None:
        return "read"
    if token.repeats:
        return "repeated"
    return "label" if _is_of_label(token.folded, form) else "unplaced"


def _is_of_label(folded: str, form: FormSpots) -> bool:
    """Whether a text is a label, or a part of one that stands on a line of its own."""
    return folded in form.labels or (len(folded) >= _PART and any(folded in label for label in form.labels))


def _repeated(tokens: Sequence[Token | None]) -> Iterator[Finding]:
    """What torn cells repeat, table by table."""
    cells = [token for token in tokens if token is not None]
    for _, group in groupby(cells, key=lambda token: token.printed.table):
        run = list(group)
        yield report.repeated(run[0].text, len(run), run[0].printed.place)
