"""Reads a published form back into specs: decode, find the layout, align, assemble, check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.checks.checking import run_checks
from generator.diagnostics import Finding, Place, has_errors
from generator.layouts.load import find_layout, load_layouts
from generator.layouts.model import Layout
from generator.reading import remarks
from generator.reading.alignment.align import Aligner, Step
from generator.reading.alignment.displaced_lines import with_displaced
from generator.reading.alignment.false_documents import without_false_documents
from generator.reading.alignment.glued_texts import unglued
from generator.reading.alignment.leftover_texts import leftovers
from generator.reading.alignment.other_forms import without_other_forms
from generator.reading.alignment.prepare_tokens import tokens_of
from generator.reading.alignment.relevance import Relevance, relevance
from generator.reading.alignment.table_heads import fit_columns
from generator.reading.alignment.tokens import Token
from generator.reading.decoders.printed import Printed
from generator.reading.form.form_spots import FormSpots
from generator.reading.form.learn_spots import spots_of
from generator.reading.result.assemble_drafts import assemble
from generator.reading.result.document_nodes import nodes_of
from generator.reading.result.implied_values import add_implied
from generator.sources.node import Mapping
from generator.spec.content_tree import Pool, Record, build_tree
from generator.spec.model import Spec
from generator.spec.parse import parse
from generator.yaml_edit.write_tree import new_file


@dataclass(slots=True)
class ReadSpec:
    """One department's spec as it was read: its nodes, its YAML, and what a check says of it at the printed places."""

    root: Mapping
    text: str
    spec: Spec | None
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """What came of reading a file: the layout whose form it holds, a spec for each department, what is to be said."""

    name: str
    layout: Layout | None = None
    specs: list[ReadSpec] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    pages: int = 0


def read(
    path: str | Path,
    *,
    layout: str | None = None,
    layout_folders: Iterable[Path] = (),
    header: str = "",
    name: str | None = None,
) -> Reading:
    """Read the form in the file at ``path``: Word, Excel, HTML, PDF with a text layer, or tab-separated text.

    ``layout`` says whose form it is; else the form tells. ``header`` are comment lines for the YAML that is made.
    Findings call the file ``name`` (else its path).
    Never raises for what the file holds: all that was repaired, left out or is not certain stands in ``findings``.
    Raises ``LayoutError`` where ``layout`` names no layout or a layout's own files are broken.
    """
    from generator.reading.decoders.decode import decode  # here, because each kind of file has its own library

    name = str(path) if name is None else name
    decoded = decode(Path(path), name)
    reading = Reading(name, findings=list(decoded.findings), pages=decoded.pages)
    if not has_errors(decoded.findings):
        read_texts(reading, decoded.texts, _layouts(layout, tuple(layout_folders)), header)
    return reading


def read_texts(reading: Reading, texts: Sequence[Printed], layouts: Sequence[Layout], header: str = "") -> None:
    """Add to ``reading`` what ``texts`` hold of the form of one of ``layouts``."""
    tokens = tokens_of(texts)
    found = _choose(tokens, layouts)
    if found is None:
        known = "、".join(f"{layout.name}（{layout.title}）" for layout in layouts)
        reading.findings.append(remarks.no_form(Place(reading.name), known))
        return
    form, relevant = found
    texts, others = without_other_forms(texts, tokens, form, _forms_beside(form, tokens, layouts))
    if others:
        reading.findings += others
        relevant = relevance(tokens_of(texts), form)
    fitted = fit_columns(texts, form)
    if fitted.columns or fitted.findings:
        relevant = relevance(tokens_of(fitted.texts, fitted.columns), form)
        reading.findings += fitted.findings
    steps = without_false_documents(Aligner(form).align(unglued(relevant.tokens, form)))
    if _is_scrambled(steps):
        reading.findings.append(remarks.scrambled(form.layout.title, Place(reading.name)))
        return
    reading.layout = form.layout
    steps, displaced = with_displaced(steps, form)
    result = assemble(steps, form)
    reading.findings += displaced
    reading.findings += [*result.findings, *add_implied(result, form), *relevant.findings(), *leftovers(steps, form)]
    for document in result.documents:
        reading.specs.append(_spec_of(nodes_of(document, form.layout, reading.name), form.layout, header, reading.name))


def _is_scrambled(steps: Sequence[Step]) -> bool:
    """Whether the lines of a form's cells are mixed up: no cells, and more lines that go on with another than any other.

    So it is where no ruled lines tell which text stands in which cell. What would be made of it is worse than nothing.
    """
    ways = Counter(step.way for step in steps if step.token.text)
    return ways["continued"] > ways["read"] and not any(step.token.is_cell for step in steps)


def _layouts(name: str | None, folders: tuple[Path, ...]) -> list[Layout]:
    return [find_layout(name, folders)] if name else list(load_layouts(folders))


def _forms_beside(form: FormSpots, tokens: list[Token], layouts: Iterable[Layout]) -> list[FormSpots]:
    """The forms of other layouts, named or not, of which so much is there that the file may hold them, too."""
    known = {layout.id: layout for layout in (*load_layouts(()), *layouts) if layout.id != form.layout.id}
    return [other for other in map(spots_of, known.values()) if relevance(tokens, other).is_enough]


def _choose(tokens: list[Token], layouts: Sequence[Layout]) -> tuple[FormSpots, Relevance] | None:
    """The form of which the texts show the most labels."""
    candidates: list[tuple[float, int, FormSpots, Relevance]] = []
    for layout in layouts:
        form = spots_of(layout)
        found = relevance(tokens, form)
        if found.is_enough:
            candidates.append((found.share, len(candidates), form, found))
    if not candidates:
        return None
    _, _, form, found = max(candidates, key=lambda candidate: (candidate[0], -candidate[1]))
    return form, found


def _spec_of(root: Mapping, layout: Layout, header: str, name: str) -> ReadSpec:
    tree = build_tree(root, Pool())
    assert isinstance(tree, Record)
    parsed = parse(root, name)
    findings = list(parsed.findings)
    if parsed.spec is not None:
        findings += run_checks(parsed.spec, layout, layout, parsed.places)
    return ReadSpec(root, new_file(tree, header), parsed.spec, findings)
