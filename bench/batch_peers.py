"""Loops as a user would write them, one process each: what a batch run is measured against."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml
from docxtpl import DocxTemplate  # type: ignore[import-untyped]

from bench import pdf_form, word_templates
from bench.departments import department
from bench.spent import Spent, spent_on_each
from generator.layouts.compose import compose
from generator.layouts.load import find_layout
from generator.writers.docx import write
from tests.support.docx_texts import docx_texts

FORMS = 40
"""Forms that a loop makes: its time a form does not change with their number."""
_PAGES = 20


class DocxtplLoops:
    """docxtpl filling the Dongguan template for ``specs`` (files), one after another, each saved as a file."""

    def __init__(self, folder: Path, specs: Sequence[Path]) -> None:
        self._layout = find_layout("dongguan")
        self._specs, self._target = specs[:FORMS], folder / "peer.docx"
        self._saved = 0
        self._template = folder / "template.docx"
        self._template.write_bytes(word_templates.dongguan_template())
        self._opinion = self._layout.texts["opinion"]
        self._contexts = [self._context(path) for path in self._specs]
        self._insist_on_same_texts()

    def from_files(self) -> Spent:
        """What a form takes from the spec's file on: read (``yaml.safe_load``), filled in, saved. Nothing is checked."""
        return spent_on_each(self._specs, lambda path: self._save(self._context(path)))

    def from_contexts(self) -> Spent:
        """What a form takes where all that is filled in was read and formatted before."""
        return spent_on_each(self._contexts, self._save)

    def _context(self, path: Path) -> word_templates.Context:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        return word_templates.dongguan_context_of_data(data, self._opinion)

    def _save(self, context: word_templates.Context) -> None:
        document = DocxTemplate(self._template)
        document.render(context)
        self._saved += 1  # each under a name of its own, as a user would keep them
        self._target = self._target.with_name(f"peer{self._saved}.docx")
        document.save(self._target)

    def _insist_on_same_texts(self) -> None:
        for number, context in enumerate(self._contexts[:5]):
            self._save(context)
            ours = write(compose(department(self._layout, 1, seed=number), self._layout), self._layout)
            if "".join(docx_texts(self._target.read_bytes())) != "".join(docx_texts(ours)):
                raise AssertionError("the documents of ours and docxtpl's do not hold the same texts")


def weasyprint_loop(folder: Path) -> Spent:
    """What a form takes in plain WeasyPrint, its page ready-made; each is saved as a file."""
    layout = find_layout("dongguan")
    specs = (department(layout, 1, seed=seed) for seed in range(_PAGES))
    pages = [pdf_form.plain_page(compose(spec, layout), layout) for spec in specs]
    return spent_on_each(pages, lambda page: (folder / "peer.pdf").write_bytes(pdf_form._peer(page)))
