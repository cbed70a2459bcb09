"""How a code is explained that no rule makes: the finding is made where the file is read."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.rule import Found, Rule
from generator.checks.subject import Subject
from generator.diagnostics import Severity


def _made_elsewhere(_: Subject) -> Iterator[Found]:
    yield from ()


def error(code: str, title: str, text: str) -> Rule:
    """An error that is raised elsewhere, explained by ``text``."""
    return Rule(code, Severity.ERROR, title, _made_elsewhere, text)


def warning(code: str, title: str, text: str) -> Rule:
    """A warning that is raised elsewhere, explained by ``text``."""
    return Rule(code, Severity.WARNING, title, _made_elsewhere, text)
