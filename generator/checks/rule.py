"""The shape that every check has: a small pure function whose docstring is the rule.

A check reads a ``Subject`` and yields ``Found`` values: where in the spec, what is wrong, what to do. It knows
nothing of files; the place is looked up by ``loc`` afterwards. The docstring is Chinese because officers read it
(``jixiao explain``, ``docs/checks.md``): the first line says what is required, ``为什么:`` why, ``依据:`` the source or
实践 (practice), ``正例:`` and ``误例:`` one right and one wrong example, each of which a test runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pydantic import BaseModel

from generator.diagnostics import Loc, Severity
from generator.layouts.model import Layout
from generator.spec.model import Indicator, Project, Spec, Unit
from generator.spec.values import Value


class Found(NamedTuple):
    """One thing a check found: the way to the value, what is wrong with it, what to do."""

    loc: Loc
    message: str
    hint: str


class TextAt(NamedTuple):
    """A text of the spec and the way to it."""

    loc: Loc
    text: str


@dataclass(frozen=True)
class Subject:
    """What checks look at: the spec, the layout it will be printed in, and the layout in whose words it is written."""

    spec: Spec
    layout: Layout
    own_layout: Layout

    @cached_property
    def units(self) -> list[tuple[Loc, Unit]]:
        """Every unit with the way to it."""
        return [(("units", index), unit) for index, unit in enumerate(self.spec.units)]

    @cached_property
    def projects(self) -> list[tuple[Loc, Project]]:
        """Every project with the way to it."""
        return [
            ((*loc, "projects", index), project)
            for loc, unit in self.units
            for index, project in enumerate(unit.projects)
        ]

    @cached_property
    def indicators(self) -> list[tuple[Loc, Project, Indicator]]:
        """Every indicator with the way to it and its project."""
        return [
            ((*loc, "indicators", index), project, indicator)
            for loc, project in self.projects
            for index, indicator in enumerate(project.indicators)
        ]

    @cached_property
    def texts(self) -> list[TextAt]:
        """Every text that an author wrote to be printed, in the order of the spec."""
        return list(_texts(self.spec, ()))


def _texts(part: object, loc: Loc) -> Iterator[TextAt]:
    if isinstance(part, Value):
        yield TextAt(loc, part.text)
    elif isinstance(part, str):
        yield TextAt(loc, part)
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            if (*loc, name) not in _NOT_PRINTED:
                yield from _texts(getattr(part, name), (*loc, name))
    elif isinstance(part, list):
        for index, item in enumerate(part):
            yield from _texts(item, (*loc, index))


_NOT_PRINTED: frozenset[Loc] = frozenset({("layout",), ("money_unit",), ("accept",), ("settings",)})

CheckFunction = Callable[[Subject], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its stable code, its weight and its short Chinese title."""

    code: str
    severity: Severity
    title: str
    check: CheckFunction

    @property
    def text(self) -> str:
        """The rule as officers read it: the check's docstring."""
        return self.check.__doc__ or ""


def rule(code: str, severity: Severity, title: str) -> Callable[[CheckFunction], Rule]:
    """Make a check function a ``Rule``; the module lists its rules in ``RULES``."""
    return lambda check: Rule(code, severity, title, check)
