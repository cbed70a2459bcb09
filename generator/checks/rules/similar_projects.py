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
_CLAUSE = re.compile(r"(?:[，。；：、！？;:!?\s（）()]|[,.](?!\d))+")
_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?")
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_MARKS = re.compile(r"[\W_]+")
_FIGURE = "0-9０-９零〇一二两三四五六七八九十百千万亿"
_NUMBERED = re.compile(
    f"[{_FIGURE}A-Za-z甲乙丙丁东西南北中上下前后左右新老旧内外.]{{1,8}}(?:[吨座号期级]|次|公里|平方米)?"
)
_PLACE = re.compile(
    "(?:[省市区县镇乡村路河湖江桥港湾岛山站厂馆园院校段线]|街道?|社区|小区|片区|水库|校区|[中小]学|学校|医院)"
)
_LONGEST_TOKEN = 8


def plain_name(name: str) -> str:
    """A project's name without its year, what stands in brackets, and punctuation."""
    return _MARKS.sub("", _YEAR.sub("", _IN_BRACKETS.sub("", name)))


def are_told_apart(one: str, other: str) -> bool:
    """Whether two names differ just by a place or a number (城东、城西; 一期、二期): they name two projects."""
    one, other = (_MARKS.sub("", name) for name in (one, other))
    before = _alike_from_start(one, other)
    after = min(_alike_from_start(one[::-1], other[::-1]), len(one) - before, len(other) - before)
    mine, theirs = one[before : len(one) - after], other[before : len(other) - after]
    if not (mine or theirs) or max(len(mine), len(theirs)) > _LONGEST_TOKEN:
        return False
    if all(not part or _NUMBERED.fullmatch(part) for part in (mine, theirs)):
        return True
    rest = one[len(one) - after :]
    return bool(_PLACE.match(rest)) or all(
        part and (_PLACE.match(part[-1] + rest) or _PLACE.search(part[-2:])) for part in (mine, theirs)
    )


def _alike_from_start(one: str, other: str) -> int:
    same = (index for index, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs)
    return next(same, min(len(one), len(other)))


def nearly_alike(projects: Sequence[Project]) -> Iterator[tuple[int, int, float]]:
    """Pairs of indexes (later, earlier) of projects that are nearly alike, with how much; one at most a project."""
    if len(projects) < 2:
        return
    said: list[frozenset[int]] = []
    last: dict[int, int] = {}
    for index, project in enumerate(projects):
        phrases = _phrases(project)
        held = Counter(other for other in map(last.get, phrases) if other is not None)
        likely = (other for other in _likeliest(held) if _may_be_alike(phrases, said[other]))
        shares = sorted(((_share(phrases, said[other]), other) for other in likely), reverse=True)
        for share, other in shares:
            if share < LEAST_ALIKE or (share < 1 and are_told_apart(project.name, projects[other].name)):
                continue
            if _aim_alike(project, projects[other]):
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
    clauses = (clause for goal in goals for clause in _CLAUSE.split(_YEAR.sub("", goal)))
    return frozenset(hash(clause) for clause in clauses if len(clause) > 1)


def _phrase(indicator: Indicator) -> str:
    value = indicator.annual_value or indicator.term_value
    return f"{indicator.level2}\n{indicator.name}\n{value.text if value else ''}"


def _aim_alike(one: Project, other: Project) -> bool:
    """Whether two projects aim at the same: all departments have their usual indicators, which alone prove nothing."""
    if plain_name(one.name) == plain_name(other.name):
        return True
    return _share(_clauses(one), _clauses(other)) >= _LEAST_GOAL_ALIKE


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared or 1)


def _may_be_alike(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two sets are near enough in size for ``_share`` to reach ``LEAST_ALIKE``: far cheaper than to see."""
    return min(len(one), len(other)) >= LEAST_ALIKE * max(len(one), len(other))
