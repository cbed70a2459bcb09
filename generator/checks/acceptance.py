"""认可: findings that the author has seen and lets stand, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from difflib import get_close_matches
from unicodedata import normalize

from generator.diagnostics import Finding, Loc, Severity
from generator.spec.model import Acceptance, Spec
from generator.spec.places import Places
from generator.spec.scalars import shorten, without_blanks
from generator.spec.shape import path_of

_SEGMENT = re.compile(r"([^.\[\]]+)(?:\[(.+?)\](?=\.|$))?(?:\.|$)")

_HALF_WIDTH = str.maketrans("［］【】．", "[][].")
_Step = tuple[tuple[str, str], tuple[str, ...]]


def accept(
    findings: list[Finding], spec: Spec, places: Places, unjudged: Collection[str] = (), known: Collection[str] = ()
) -> list[Finding]:
    """Mark the findings that ``spec.accept`` accepts; report acceptances that meet nothing (ACC01).

    A place such as ``项目[关心下一代].绩效指标[4]`` holds for all that stands in it; an item is named by its number
    or its name, and outer steps may be left out. Without a place the acceptance holds for the whole document.
    A place may have full-width brackets, blanks and English attribute names.
    ``known`` are all codes there are, ``unjudged`` the codes that were not looked for: nobody knows whether an acceptance of one is of use.
    """
    by_code: dict[str, list[tuple[int, Acceptance]]] = {}
    for index, acceptance in enumerate(spec.accept):
        by_code.setdefault(normalize("NFKC", acceptance.code).strip().upper(), []).append((index, acceptance))
    used: set[int] = set()
    result = [_accepted(finding, by_code.get(finding.code, ()), spec, used) for finding in findings]
    for code, acceptances in by_code.items():
        unused = [] if code in unjudged else [(index, item) for index, item in acceptances if index not in used]
        advice = _unknown(code, known)
        result += [_unused(item, ("accept", index), places, advice) for index, item in unused]
    return result


def _accepted(finding: Finding, acceptances: Iterable[tuple[int, Acceptance]], spec: Spec, used: set[int]) -> Finding:
    for index, acceptance in acceptances:
        if _holds(acceptance.place, finding.loc, spec):
            used.add(index)
            return replace(finding, accepted=acceptance.reason)
    return finding


def _unknown(code: str, known: Collection[str]) -> str:
    """What to say of a code that there is not; ``""`` of one that there is."""
    if code in known or not known:
        return ""
    close = get_close_matches(code[:40], sorted(known), n=1)
    return f"是不是 {close[0]}？" if close else "代码见 jixiao explain"


def _unused(acceptance: Acceptance, loc: Loc, places: Places, advice: str) -> Finding:
    if advice:
        message = f"没有“{shorten(acceptance.code)}”这个代码，这条认可不起作用"
        loc = (*loc, "code")
        return Finding("ACC01", Severity.WARNING, message, advice, places.at(loc), path_of(loc, Spec), loc)
    where = f"（{shorten(acceptance.place)}）" if acceptance.place else " "
    return Finding(
        "ACC01",
        Severity.WARNING,
        f"认可的 {shorten(acceptance.code)}{where}没有对应的问题",
        "问题已改好就删掉这条认可；位置或代码写错了就改正",
        places.at(loc),
        path_of(loc, Spec),
        loc,
    )


def _holds(place: str | None, loc: Loc, spec: Spec) -> bool:
    if not place or not place.strip():
        return True
    plain = _plain(place)
    wanted = _SEGMENT.findall(plain)
    if _SEGMENT.sub("", plain):
        return False  # a bracket is missing: what the rest says is wider than what was meant
    steps = _steps(loc, spec)
    return any(
        all(_same(want, step) for want, step in zip(wanted, steps[start:], strict=False))
        for start in range(len(steps) - len(wanted) + 1)
    )


def _same(wanted: tuple[str, str], step: _Step) -> bool:
    title, selector = wanted
    return title in step[0] and (not selector or selector in step[1])


def _plain(text: str) -> str:
    """``text`` without blanks, with half-width brackets: places are typed by hand."""
    return without_blanks(text.translate(_HALF_WIDTH))


def _steps(loc: Loc, spec: Spec) -> list[_Step]:
    """For each step of ``loc``: its official and its English name, and what selects the item (its number, its name)."""
    steps: list[_Step] = []
    part: object = spec
    for index, step in enumerate(loc):
        if isinstance(step, int):
            part = part[step] if isinstance(part, list) and step < len(part) else None
            name = getattr(part, "name", None) or getattr(part, "title", None)
            steps[-1] = (steps[-1][0], (str(step + 1), *([_plain(name)] if isinstance(name, str) else [])))
        else:
            part = getattr(part, step, None)
            steps.append(((path_of(loc[: index + 1], Spec).rpartition(".")[2], step), ()))
    return steps
