"""Which projects are nearly alike, in time that grows with the number of projects and not with its square.

A project is the set of its phrases: the clauses of its goals, and its indicators with their values. Two projects are
compared only if one is, for at least two of their phrases, the last before the other to hold it: a project that
nearly repeats another holds nearly all its phrases, so it is compared with the nearest of its kind before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.spec.model import Indicator, Project

LEAST_ALIKE = 0.7
"""The share of phrases in common (of all that either has) from which two projects are nearly alike."""

_LEAST_GOAL_ALIKE = 0.5
_MOST_COMPARED = 5
_CLAUSE = re.compile(r"[，。；：、！？,.;:!?\s\d（）()]+")
_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?")
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_MARKS = re.compile(r"[\W_]+")


def plain_name(name: str) -> str:
    """A project's name without its year, what stands in brackets, and punctuation."""
    return _MARKS.sub("", _YEAR.sub("", _IN_BRACKETS.sub("", name)))


def nearly_alike(projects: Sequence[Project]) -> Iterator[tuple[int, int, float]]:
    """Pairs of indexes (later, earlier) of projects that are nearly alike, with how much; one at most a project."""
    said: list[frozenset[int]] = []
    last: dict[int, int] = {}
    for index, project in enumerate(projects):
        phrases = _phrases(project)
        held = Counter(last[phrase] for phrase in phrases if phrase in last)
        shares = sorted(((_share(phrases, said[other]), other) for other in _likeliest(held)), reverse=True)
        for share, other in shares:
            if share >= LEAST_ALIKE and _aim_alike(project, projects[other]):
                yield index, other, share
                break
        said.append(phrases)
        for phrase in phrases:
            last[phrase] = index


def _likeliest(held: Counter[int]) -> list[int]:
    """The projects that hold the most phrases, at least two each."""
    sharing = sorted(((shared, other) for other, shared in held.items() if shared > 1), reverse=True)
    return [other for _, other in sharing[:_MOST_COMPARED]]


def _phrases(project: Project) -> frozenset[int]:
    """What a project says, phrase by phrase, as hashes: only sameness counts."""
    return _clauses(project).union(hash(_phrase(indicator)) for indicator in project.indicators)


def _clauses(project: Project) -> frozenset[int]:
    goals = {goal for goal in (project.goal.term, project.goal.annual) if goal}
    return frozenset(hash(clause) for goal in goals for clause in _CLAUSE.split(goal) if len(clause) > 1)


def _phrase(indicator: Indicator) -> str:
    value = indicator.annual_value or indicator.term_value
    return f"{indicator.level2}\n{indicator.name}\n{value.text if value else ''}"


def _aim_alike(one: Project, other: Project) -> bool:
    """Whether two projects aim at the same: all departments have their usual indicators, which alone prove nothing."""
    if plain_name(one.name) == plain_name(other.name):
        return True
    return _share(_clauses(one), _clauses(other)) >= _LEAST_GOAL_ALIKE


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / (len(one | other) or 1)
