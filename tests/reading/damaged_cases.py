"""The damaged forms of ``tests/reading/damaged``: what each must be read as, and how much of it is.

The benchmarks read them, too; so nothing here needs pytest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Finding
from generator.form import Form
from generator.layouts.compose import compose
from generator.layouts.load import find_layout
from generator.layouts.model import Layout
from generator.pipeline import load
from generator.reading.reader import Reading, read
from generator.spec.model import Spec

FOLDER = Path(__file__).parent / "damaged"
_KINDS = (".docx", ".xlsx", ".html", ".txt")
_REPORT = ".report.txt"


@dataclass(frozen=True, slots=True)
class DamagedForm:
    """A damaged form; its folder names the layout, its name the damage."""

    path: Path

    @property
    def name(self) -> str:
        """The layout and the damage."""
        return f"{self.path.parent.name}/{self.path.name}"

    @property
    def layout(self) -> Layout:
        """Whose form it is."""
        return find_layout(self.path.parent.name)

    @property
    def report(self) -> Path:
        """What the reader must say of it, a finding a line."""
        return self.path.with_name(self.path.name + _REPORT)

    def specs(self) -> list[Spec]:
        """What it must be read as: ``<damage>.yaml`` or ``<damage>.1.yaml`` … if they are there, else ``spec.yaml``."""
        own = [self.path.with_suffix(".yaml"), *(self.path.with_suffix(f".{number}.yaml") for number in (1, 2))]
        paths = [path for path in own if path.exists()] or [self.path.with_name("spec.yaml")]
        return [_loaded(path) for path in paths]

    def forms(self) -> list[Form]:
        """The forms that these specs print."""
        return [compose(spec, self.layout) for spec in self.specs()]

    def read(self) -> Reading:
        """What it is read as; nothing says whose form it is."""
        return read(self.path)


def damaged_forms() -> list[DamagedForm]:
    """All damaged forms."""
    return [
        DamagedForm(path)
        for path in sorted(FOLDER.glob("*/*"))
        if path.suffix in _KINDS and not path.name.endswith(_REPORT)
    ]


def report_lines(reading: Reading) -> Iterator[str]:
    """What the reader says: code, place within the file, message."""
    for finding in reading.findings:
        yield f"{finding.code} {_within(finding)} {finding.message}"


def _within(finding: Finding) -> str:
    place = finding.place
    return str(place).removeprefix(place.file).lstrip(":!") or "-"


def _loaded(path: Path) -> Spec:
    document = load(path)
    assert document.spec is not None, document.findings
    return document.spec
