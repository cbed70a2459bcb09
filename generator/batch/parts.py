"""One file a project: the projects of a spec, a document of each, and which findings are its own."""

from __future__ import annotations

from dataclasses import replace

from generator.batch.job import OVERALL, Part
from generator.diagnostics import Loc
from generator.layouts.model import Layout
from generator.pipeline import Document
from generator.spec.model import Spec

OVERALL_NAME = "部门整体绩效目标"


def parts_of(document: Document) -> tuple[tuple[Part, str | None, str], ...]:
    """Each part of a spec that was read, with its code and name: the overall text if its form prints it, the projects."""
    assert document.spec is not None
    projects = (
        (Part(u, p), project.code, project.name)
        for u, unit in enumerate(document.spec.units)
        for p, project in enumerate(unit.projects)
    )
    overall = [(OVERALL, None, OVERALL_NAME)] if _prints_overall(document.spec, document.layout) else []
    return (*overall, *projects)


def name_of_part(document: Document, part: Part | None) -> str | None:
    """The project's name; ``None`` for a document that is no part."""
    if part is None or document.spec is None:
        return None
    return OVERALL_NAME if part == OVERALL else document.spec.units[part.unit].projects[part.project].name


def part_of(document: Document, part: Part | None, *, tells_shared: bool) -> Document:
    """The document that prints only ``part`` of ``document``, with the findings about it.

    Findings about neither it nor another project belong to every part; without ``tells_shared`` they are left out.
    """
    if part is None or document.spec is None:
        return document if tells_shared else replace(document, findings=[])
    findings = [finding for finding in document.findings if _concerns(finding.loc, part, tells_shared)]
    return replace(document, spec=_cut(document.spec, part), findings=findings)


def _prints_overall(spec: Spec, layout: Layout | None) -> bool:
    if spec.overall is None or layout is None:
        return False
    return any(name == "overall" or name.startswith("overall.") for name in layout.fields.shown)


def _cut(spec: Spec, part: Part) -> Spec:
    if part == OVERALL:
        units = [unit.model_copy(update={"projects": [], "totals": None}) for unit in spec.units]
        return spec.model_copy(update={"units": units, "totals": None})
    unit = spec.units[part.unit]
    own = unit.model_copy(update={"projects": [unit.projects[part.project]], "totals": None})
    return spec.model_copy(update={"units": [own], "totals": None, "overall": None})


def _concerns(loc: Loc, part: Part, tells_shared: bool) -> bool:
    in_unit = loc[:1] == ("units",) and len(loc) > 1
    in_project = in_unit and len(loc) > 3 and loc[2] == "projects"
    if in_project:
        return (loc[1], loc[3]) == part
    if in_unit:
        return tells_shared and loc[1] == part.unit
    return tells_shared
