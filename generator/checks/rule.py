"""The shape that every check has: a small pure function whose docstring is the rule.

A check reads a ``Subject`` and yields ``Found`` values: where in the spec, what is wrong, what to do. It knows
nothing of files; the place is looked up by ``loc`` afterwards. The docstring is Chinese because officers read it
(``jixiao explain``, ``docs/checks.md``); ``explanation.py`` says how it is written, and a test runs its examples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.checks.subject import Subject
from generator.diagnostics import Loc, Severity

if TYPE_CHECKING:
    from generator.checks.explanation import Explanation

_LONGEST_PIECE = 40


class Found(NamedTuple):
    """One thing a check found: the way to the value, what is wrong with it, what to do, and where in the text."""

    loc: Loc
    message: str
    hint: str
    piece: str = ""
    """The part of the text that it is about, word for word, where it is not about the whole."""


def piece_of(text: str, start: int, end: int) -> str:
    """What stands in ``text`` from ``start`` to ``end``, with as much beside it as tells it from earlier ones like it."""
    last = text.find("\n", start + 1)
    last, first = (len(text) if last < 0 else last), text.rfind("\n", 0, start + 1) + 1
    end = min(end, last)
    while text.find(text[start:end]) < start and end < last and end - start < _LONGEST_PIECE:
        end += 1
    while text.find(text[start:end]) < start and start > first and end - start < _LONGEST_PIECE:
        start -= 1
    return text[start:end].strip("\n")


CheckFunction = Callable[[Subject], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its stable code, its weight, its short Chinese title and its explanation."""

    code: str
    severity: Severity
    title: str
    check: CheckFunction
    text: str = field(repr=False)
    """The rule as officers read it: the check's docstring."""

    @property
    def explanation(self) -> Explanation:
        """``text``, taken apart."""
        from generator.checks.explanation import read_explanation  # here, because checking explains nothing

        return read_explanation(self.text)


def rule(code: str, severity: Severity, title: str) -> Callable[[CheckFunction], Rule]:
    """Make a check function a ``Rule``; the module lists its rules in ``RULES``."""
    return lambda check: Rule(code, severity, title, check, check.__doc__ or "")
