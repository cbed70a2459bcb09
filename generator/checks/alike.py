"""Which projects are nearly alike, in time that grows with the number of projects and not with its square.

A project is the set of its phrases: the clauses of its goals, and its indicators with their values. Two projects are
compared only if one is, for at least two of their phrases, the last before the other to hold it: a project that
nearly repeats another holds nearly all its phrases, so it is compared with the nearest of its kind before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.spec.model import Indicator, Project

LEAST_ALIKE = 0.7
"""The share of phrases in common (of all that either has) from which two projects are nearly alike."""

_LEAST_GOAL_ALIKE = 0.5
_MOST_COMPARED = 5
_CLAUSE = re.compile(r"[，。；：、！？,.;:!?\s\d（）()]+")
_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?")
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_MARKS = re.compile(r"[\W_]+")


class _Phrases(NamedTuple):
    """What a project says, phrase by phrase. Phrases are kept as their hashes: only sameness counts."""

    name: int
    goal: frozenset[int]
    all: frozenset[int]


def plain_name(name: str) -> str:
    """A project's name without its year, what stands in brackets, and punctuation."""
    return _MARKS.sub("", _YEAR.sub("", _IN_BRACKETS.sub("", name)))


def nearly_alike(projects: Sequence[Project]) -> Iterator[tuple[int, int, float]]:
    """Pairs of indexes (later, earlier) of projects that are nearly alike, with how much; one at most a project."""
    phrases = [_phrases(project) for project in projects]
    last: dict[int, int] = {}
    for index, mine in enumerate(phrases):
        held = Counter(last[phrase] for phrase in mine.all if phrase in last)
        scores = [(_alike(mine, phrases[other]), other) for other in _likeliest(held)]
        score, other = max(scores, default=(0.0, -1))
        if score >= LEAST_ALIKE:
            yield index, other, score
        for phrase in mine.all:
            last[phrase] = index


def _likeliest(held: Counter[int]) -> list[int]:
    """The projects that hold the most phrases, at least two each."""
    sharing = sorted(((shared, other) for other, shared in held.items() if shared > 1), reverse=True)
    return [other for _, other in sharing[:_MOST_COMPARED]]


def _phrases(project: Project) -> _Phrases:
    goals = {goal for goal in (project.goal.term, project.goal.annual) if goal}
    clauses = frozenset(hash(clause) for goal in goals for clause in _CLAUSE.split(goal) if len(clause) > 1)
    indicators = (hash(_phrase(indicator)) for indicator in project.indicators)
    return _Phrases(hash(plain_name(project.name)), clauses, clauses.union(indicators))


def _phrase(indicator: Indicator) -> str:
    value = indicator.annual_value or indicator.term_value
    return f"{indicator.level2}\n{indicator.name}\n{value.text if value else ''}"


def _alike(one: _Phrases, other: _Phrases) -> float:
    """The share of phrases in common; 0 where the goals have little in common and the names differ."""
    if one.name != other.name and _share(one.goal, other.goal) < _LEAST_GOAL_ALIKE:
        return 0.0
    return _share(one.all, other.all)


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / (len(one | other) or 1)
