"""One file a project: the projects of a spec, a document of each, and which findings are its own."""

from __future__ import annotations

from dataclasses import replace

from generator.batch.making.job import OVERALL, Part
from generator.diagnostics import Finding, Loc
from generator.layouts.model import Layout
from generator.pipeline import Document
from generator.spec.model import Spec

OVERALL_NAME = "部门整体绩效目标"
_SECRECY = frozenset({"PUB01", "PUB02"})


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


def part_of(document: Document, part: Part | None) -> Document:
    """The document that prints only ``part`` of ``document``, with the findings that may stop it.

    Those are the project's own, its unit's, and those about the department.
    """
    if part is None or document.spec is None:
        return document
    findings = [finding for finding in document.findings if _concerns(finding.loc, part)]
    return replace(document, spec=_cut(document.spec, part), findings=findings)


def is_secret(document: Document) -> bool:
    """Whether a project is marked as classified (涉密), or its text says so of itself and nobody has accepted that.

    So is one whose mark cannot be understood (涉密: 机密).

    Such a document is made where somebody insists, with ``force`` or an acceptance, but is nothing to publish.
    """
    if document.spec is not None and any(project.classified for project in document.spec.projects()):
        return True
    return any(
        finding.is_error and (finding.code in _SECRECY or finding.loc[-1:] == ("classified",))
        for finding in document.findings
    )


def told_with(document: Document, part: Part | None, *, tells_shared: bool) -> tuple[Finding, ...]:
    """The findings to tell with ``part``: its own, and with ``tells_shared`` all that are no project's own.

    Each finding is told once if one of the parts tells those that they share.
    """
    if part is None or document.spec is None:
        return tuple(document.findings) if tells_shared else ()
    projects = ((finding, _project_of(finding.loc)) for finding in document.findings)
    return tuple(finding for finding, project in projects if (tells_shared if project is None else project == part))


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


def _concerns(loc: Loc, part: Part) -> bool:
    project = _project_of(loc)
    if project is not None:
        return project == part
    in_other_unit = loc[:1] == ("units",) and len(loc) > 1 and loc[1] != part.unit
    return not in_other_unit


def _project_of(loc: Loc) -> Part | None:
    """The project that a finding at ``loc`` is about; ``None`` if it is about the department or a unit."""
    match loc:
        case ("units", int(unit), "projects", int(project), *_):
            return Part(unit, project)
    return None
