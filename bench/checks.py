"""All checks against reading, and the search for duplicate projects on ten times as many of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from bench.departments import as_yaml, department
from bench.rows import Row, grows, within
from bench.timing import added, race
from generator.checks.checking import run_checks
from generator.checks.rules import consistency
from generator.checks.subject import Subject
from generator.diagnostics import Finding
from generator.layouts.load import find_layout
from generator.layouts.model import Layout
from generator.sources.yaml_file import read_yaml_text
from generator.spec.model import Spec
from generator.spec.parse import parse
from generator.spec.places import Places

TITLE = "Checks"
_PROJECTS = 1000
_ROUNDS = 5
_LAYOUTS = {"guangzhou": "Guangzhou", "caofeidian": "Caofeidian"}


def run(folder: Path) -> Iterator[Row]:  # noqa: ARG001 - nothing is written
    """What checks add to reading, in the layouts with the fewest and the most texts; then duplicates."""
    for name, title in _LAYOUTS.items():
        yield _all_checks(find_layout(name), title)
    yield _duplicates(find_layout("guangzhou"))


def _all_checks(layout: Layout, title: str) -> Row:
    text = as_yaml(department(layout, _PROJECTS))

    def read_and_check() -> list[Finding]:
        spec, places = _read(text)
        return run_checks(spec, layout, layout, places)

    if any(finding.is_error for finding in read_and_check()):
        raise AssertionError(f"the generated {layout.name} spec has errors")
    # A spec reads its values when a check first asks for them, so each run needs one that was just read.
    both, reading = race(read_and_check, lambda: _read(text), rounds=_ROUNDS)
    what = f"all checks, {_PROJECTS:,} projects with {6 * _PROJECTS:,} indicators ({title})"
    return within(what, added(both, reading), 1, reading, "reading them")


def _read(text: str) -> tuple[Spec, Places]:
    root, findings = read_yaml_text(text, "large.yaml")
    parsed = parse(root, "large.yaml") if root else None
    if parsed is None or parsed.spec is None:
        raise AssertionError(f"the generated spec does not read: {findings[:3]}")
    return parsed.spec, parsed.places


def _duplicates(layout: Layout) -> Row:
    # In one unit, where each project might repeat any other.
    small, large = (department(layout, size, per_unit=size) for size in (_PROJECTS, 10 * _PROJECTS))
    many, few = race(_consistency(large, layout), _consistency(small, layout), rounds=_ROUNDS)
    return grows(f"consistency checks, {10 * _PROJECTS:,} projects in a unit", many, few, f"{_PROJECTS:,} projects", 12)


def _consistency(spec: Spec, layout: Layout) -> Callable[[], object]:
    def job() -> object:
        subject = Subject(spec, layout, layout)
        return [list(rule.check(subject)) for rule in consistency.RULES]

    return job
