"""What programs call beside ``load``, ``compose``, ``draw`` and ``render`` of ``pipeline``: every way in and out of a spec.

Nothing here writes a file. Whatever a user's file holds comes back as findings; exceptions are a caller's mistakes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from generator.diagnostics import Finding
from generator.sources.plain_data import Source

if TYPE_CHECKING:
    from generator.excel.read.read_workbook import WorkbookSource
    from generator.merging.importing import Import
    from generator.reading.reader import Reading


def check(
    source: Source,
    *,
    layout: str | None = None,
    layout_folders: Iterable[Path] = (),
    profile: str = "review",
    name: str | None = None,
) -> list[Finding]:
    """What is to be said of a spec: the ``findings`` of ``load``, which takes and raises the same."""
    from generator.pipeline import load

    return load(source, layout=layout, layout_folders=layout_folders, profile=profile, name=name).findings


@dataclass(frozen=True, slots=True)
class Exported:
    """A workbook made for editing: its bytes (``None`` where the spec has errors of form), and what is to be said of it."""

    data: bytes | None
    findings: list[Finding] = field(default_factory=list)


def export(source: Source, *, layout_folders: Iterable[Path] = (), name: str | None = None) -> Exported:
    """A spec as a workbook made for editing in Excel or WPS.

    ``source``, ``layout_folders`` and ``name`` are as of ``load``. The workbook carries the file that it was made from,
    so that ``import_into`` can tell what was edited; one that was made from data carries nothing. What a check finds
    does not stop it. Raises as ``load`` does.
    """
    from generator.excel.export_file import export_spec

    return Exported(*export_spec(source, layout_folders=layout_folders, name=name))


def import_into(
    workbook: str | Path | bytes,
    spec: str | Path | bytes | None = None,
    *,
    prefer: Literal["ours", "theirs"] | None = None,
) -> Import:
    """The edits of a workbook brought into the YAML file ``spec``, whose other lines stay as they are.

    Either is a path or the content of a file. Both sides' edits since the export are merged; where they differ,
    ``prefer`` decides for the YAML (``ours``) or the workbook (``theirs``), else there are ``conflicts`` and no ``data``.
    Where ``spec`` is ``None`` or names no file there is, the workbook becomes a new one.

    ``data`` of the result is what to write, ``None`` where nothing changed or something stopped it (``failed``).
    """
    from generator.excel.read.read_workbook import read_workbook, read_workbook_bytes
    from generator.merging.importing import Import

    if isinstance(workbook, bytes):
        source, findings = read_workbook_bytes(workbook, "workbook.xlsx")
    else:
        source, findings = read_workbook(Path(workbook), str(workbook))
    if source is None:
        return Import(findings=findings)
    result = _imported(source, spec, prefer)
    result.findings[:0] = findings
    return result


def _imported(source: WorkbookSource, spec: str | Path | bytes | None, prefer: str | None) -> Import:
    from generator.merging import importing
    from generator.merging.items import Side

    side = {"ours": Side.MINE, "theirs": Side.THEIRS}[prefer] if prefer else None
    if isinstance(spec, bytes):
        return importing.import_into_content(source, spec, "spec.yaml", side)
    if spec is None or not Path(spec).exists():
        return importing.import_new(source, "")
    return importing.import_into(source, Path(spec), side)


def read(
    source: str | Path | bytes,
    *,
    layout: str | None = None,
    layout_folders: Iterable[Path] = (),
    name: str | None = None,
) -> Reading:
    """A published form (Word, Excel, HTML, PDF with a text layer, tab-separated text) read back into specs.

    ``source`` is a path or the content of a file, whose kind shows in its first bytes; findings call it ``name`` (else
    its path, or ``form``). ``layout`` says whose form it is; else the form tells.

    Never raises for what the file holds: all that was repaired, left out or is not certain stands in ``findings``.
    Raises ``LayoutError`` where ``layout`` names no layout or a layout's own files are broken.
    """
    from generator.reading import reader

    if not isinstance(source, bytes):
        return reader.read(source, layout=layout, layout_folders=layout_folders, name=name)
    name = "form" if name is None else name
    with TemporaryDirectory(prefix="jixiao-") as folder:
        path = Path(folder) / f"form{Path(name).suffix}"
        path.write_bytes(source)
        return reader.read(path, layout=layout, layout_folders=layout_folders, name=name)
