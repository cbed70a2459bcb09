"""Where our own time goes: the stages of drawing a Word form and of checking a big department."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.departments import as_yaml, department
from bench.rows import Row
from bench.timing import Sample, added, race
from generator.checks.checking import run_checks
from generator.layouts.compose import compose, context_of
from generator.layouts.load import find_layout
from generator.sources.yaml_file import read_yaml_text
from generator.spec.parse import Parsed, parse
from generator.writers.docx import write

TITLE = "Where our time goes"
_ROUNDS = 3


def run(folder: Path) -> Iterator[Row]:  # noqa: ARG001 - nothing is written
    """The shares of each stage."""
    for name, title, projects in (("dongguan", "Dongguan form", 1), ("guangzhou", "Guangzhou table", 10)):
        yield Row(f"Word, {title}", _word(name, projects))
    yield Row("checking 1,000 projects", _check(1000))


def _word(name: str, projects: int) -> str:
    layout = find_layout(name)
    spec = department(layout, projects)
    form = compose(spec, layout)
    viewing, composing, writing = race(
        lambda: context_of(spec, layout, layout),
        lambda: compose(spec, layout),
        lambda: write(form, layout),
        rounds=_ROUNDS,
    )
    template = added(composing, viewing)
    return _shares({"views": viewing, "template and its markup": template, "drawing and packing": writing})


def _check(projects: int) -> str:
    layout = find_layout("guangzhou")
    text = as_yaml(department(layout, projects))

    def load() -> Parsed:
        root, _ = read_yaml_text(text, "large.yaml")
        assert root is not None
        return parse(root, "large.yaml")

    def check() -> object:
        parsed = load()
        assert parsed.spec is not None
        return run_checks(parsed.spec, layout, layout, parsed.places)

    reading, loading, all_of_it = race(lambda: read_yaml_text(text, "large.yaml"), load, check, rounds=_ROUNDS)
    stages = {"reading": reading, "along the model": added(loading, reading), "checks": added(all_of_it, loading)}
    return _shares(stages)


def _shares(stages: dict[str, Sample]) -> str:
    whole = sum(sample.median for sample in stages.values())
    return ", ".join(f"{name} {sample.median / whole:.0%}" for name, sample in stages.items())
