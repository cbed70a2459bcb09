"""What is handed to a worker and what comes back: names and figures, never a spec, a layout or a form.

All of it goes through pipes: named tuples, because they are pickled and read back for half of what frozen
dataclasses cost. What there is one of for each document is pickled as plain tuples: a worker, which does nothing else
meanwhile, then takes half the time for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from generator.diagnostics import Finding


class Part(NamedTuple):
    """One project of a spec, by its place (0-based): the second project of the first unit is ``(0, 1)``."""

    unit: int
    project: int


OVERALL = Part(-1, -1)
"""The text about the whole department: a file of its own where each project has one."""


UNREADABLE = Part(-2, -2)
"""Stands for all parts of a spec that cannot be read: making it reports why."""


class Source(NamedTuple):
    """A spec by its path or address, and the layouts that it is read with."""

    path: str
    layout: str | None = None
    layout_folders: tuple[str, ...] = ()


class Survey(NamedTuple):
    """Asks which projects a spec holds."""

    serial: int
    source: Source


class Surveyed(NamedTuple):
    """The answer: each part with its code and name; ``None`` where the spec cannot be read."""

    serial: int
    sha256: str
    parts: tuple[tuple[Part, str | None, str], ...] | None
    seconds: float = 0


class Job(NamedTuple):
    """One document to make in one or more formats.

    ``serial`` is its place in the plan, ``id`` what its files are called. ``staging`` is the folder that they are put
    into until they are moved, or the address that they are put at under their names.
    ``tells_shared`` says that findings about the spec as a whole are told with this one of its documents.
    ``sha256`` is that of the spec as it was planned: a part's place holds for that text only.
    """

    serial: int
    source: Source
    part: Part | None
    formats: tuple[str, ...]
    force: bool
    staging: str
    tells_shared: bool = True
    sha256: str = ""
    id: str = ""
    pdf_engine: str = "auto"

    def __reduce__(self) -> tuple[Callable[..., Job], tuple[Any, ...]]:
        """Pickled as plain tuples."""
        serial, source, *others = self
        return _job, (serial, tuple(source), *others)


def _job(serial: int, source: tuple[Any, ...], *others: Any) -> Job:
    return Job(serial, Source._make(source), *others)


Task = Survey | Job


class Staged(NamedTuple):
    """A file that a worker has written: its format, path or address, content, size, and the version that the store tells."""

    format: str
    path: str
    sha256: str
    size: int
    version: str


class Facts(NamedTuple):
    """What the public index says of a document; nothing of one that ``is_secret``."""

    department: str = ""
    title: str = ""
    project: str | None = None
    year: int | None = None
    projects: int = 0
    amount: str = ""
    money_unit: str = ""
    is_secret: bool = False


class LayoutNames(NamedTuple):
    """The layout as the spec writes it, the one that means, and the one that is printed."""

    written: str
    own: str
    printed: str


class Outcome(NamedTuple):
    """What came of a job. ``failures`` are Chinese; a document that has one is not made in all its formats.

    ``obstacle`` says what keeps every other document from being made as well: a full disk, a storage that refuses, a
    cluster that is gone. ``stand_ins`` names the fonts that a PDF has instead of official ones that are not installed.
    """

    serial: int
    sha256: str = ""
    staged: tuple[Staged, ...] = ()
    failures: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    facts: Facts = Facts()
    layouts: LayoutNames | None = None
    is_draft: bool = False
    is_bug: bool = False
    obstacle: str | None = None
    stand_ins: tuple[str, ...] = ()
    seconds: float = 0

    def __reduce__(self) -> tuple[Callable[..., Outcome], tuple[Any, ...]]:
        """Pickled as plain tuples."""
        serial, sha256, staged, failures, findings, facts, layouts, *others = self
        plain = (tuple(map(tuple, staged)), failures, findings, tuple(facts), layouts and tuple(layouts))
        return _outcome, (serial, sha256, *plain, *others)


def _outcome(
    serial: int,
    sha256: str,
    staged: tuple[Any, ...],
    failures: tuple[str, ...],
    findings: tuple[Finding, ...],
    facts: tuple[Any, ...],
    layouts: tuple[str, str, str] | None,
    *others: Any,
) -> Outcome:
    """What ``__reduce__`` took apart: the parameters are the fields, in their order."""
    files, names = tuple(map(Staged._make, staged)), LayoutNames(*layouts) if layouts else None
    return Outcome(serial, sha256, files, failures, findings, Facts._make(facts), names, *others)


Result = Surveyed | Outcome
