"""Word: a form from its spec, against docxtpl filling a template that yields the same table."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2
from docxtpl import DocxTemplate  # type: ignore[import-untyped]

from bench import word_templates
from bench.departments import department
from bench.rows import Row, faster
from bench.timing import race
from generator.layouts.compose import compose
from generator.layouts.load import find_layout
from generator.layouts.model import Layout
from generator.spec.model import Spec
from generator.writers.docx import write
from tests.support.docx_texts import docx_texts

TITLE = "Word"
_ROUNDS = 11
_FORMS = 10  # different ones, so that nobody measures a form that was made before
_AT_LEAST = 8


@dataclass(frozen=True, slots=True)
class _Case:
    what: str
    layout: Layout
    projects: int
    template: Callable[[], bytes]
    context: Callable[[Spec], word_templates.Context]


def run(folder: Path) -> Iterator[Row]:
    """The Dongguan form of one project, and the Guangzhou table of ten."""
    for case in _cases():
        yield from _compare(case, folder)


def _cases() -> list[_Case]:
    dongguan, guangzhou = find_layout("dongguan"), find_layout("guangzhou")
    one = _Case("Dongguan form", dongguan, 1, word_templates.dongguan_template, word_templates.dongguan_context)
    ten = _Case(
        "Guangzhou table, 10 projects",
        guangzhou,
        10,
        word_templates.guangzhou_template,
        word_templates.guangzhou_context,
    )
    return [one, ten]


def _compare(case: _Case, folder: Path) -> Iterator[Row]:
    layout = case.layout
    specs = [department(layout, case.projects, seed=seed) for seed in range(_FORMS)]
    path = folder / f"{layout.id}.docx"
    path.write_bytes(case.template())
    kept = _Kept(path)
    forms, contexts = [compose(spec, layout) for spec in specs], [case.context(spec) for spec in specs]
    jobs: list[Callable[[], list[bytes]]] = [
        lambda: [write(compose(spec, layout), layout) for spec in specs],
        lambda: [_save(DocxTemplate(path), case.context(spec)) for spec in specs],
        lambda: [kept.fill(case.context(spec)) for spec in specs],
        lambda: [write(form, layout) for form in forms],
        lambda: [_save(DocxTemplate(path), context) for context in contexts],
    ]
    _insist_on_same_texts(*(job() for job in jobs))
    ours, peer, frugal, writing, filling = race(*jobs, rounds=_ROUNDS, pieces=_FORMS)
    # docxtpl costs about the same whatever the form, so only the form of one project has a target from the spec on.
    yield faster(f"{case.what}, from the spec", ours, peer, "docxtpl", _AT_LEAST if case.projects == 1 else None)
    yield faster("the same", ours, frugal, "docxtpl, template object and Jinja environment kept")
    yield faster("the same, from the composed form", writing, filling, "docxtpl, from the ready context", _AT_LEAST)


class _Kept:
    """docxtpl with all the reuse that it allows: the template in memory, one object, one Jinja environment."""

    def __init__(self, path: Path) -> None:
        self._template = DocxTemplate(io.BytesIO(path.read_bytes()))
        self._environment = jinja2.Environment()

    def fill(self, context: word_templates.Context) -> bytes:
        return _save(self._template, context, self._environment)


def _save(template: DocxTemplate, context: word_templates.Context, environment: object = None) -> bytes:
    template.render(context, environment)
    buffer = io.BytesIO()
    template.save(buffer)
    return buffer.getvalue()


def _insist_on_same_texts(*contenders: list[bytes]) -> None:
    # Where a label breaks over lines is the layout's matter; the texts count.
    first, *others = (["".join(docx_texts(document)) for document in documents] for documents in contenders)
    if any(other != first for other in others):
        raise AssertionError("the documents of ours and docxtpl's do not hold the same texts")
