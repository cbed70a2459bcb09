"""A spec's file as a workbook: reading, finding the layout, exporting."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.diagnostics import Finding, Severity, has_errors
from generator.excel.read.read_workbook import read_workbook
from generator.excel.sheets.as_written import data_of
from generator.excel.write.export import Base, export_data, too_long
from generator.files import WORKBOOK_SUFFIXES
from generator.layouts.load import LayoutError, find_layout, load_layouts
from generator.layouts.model import Layout
from generator.sources.node import Node
from generator.sources.text_file import read_text
from generator.sources.yaml_file import read_yaml_text
from generator.spec.parse import parse


def export_file(path: Path, *, layout_folders: Iterable[Path] = ()) -> tuple[bytes | None, list[Finding]]:
    """The workbook of the spec at ``path`` (YAML, or a workbook), or ``None``; and what is to be said of the file.

    Never raises for what a user's file holds; ``LayoutError`` only where a layout's own files are broken.
    """
    return _exported(path, str(path), tuple(layout_folders), None)


def export_text(text: str, name: str, *, layout_folders: Iterable[Path] = ()) -> tuple[bytes | None, list[Finding]]:
    """As ``export_file``, for a YAML text; ``name`` may be empty."""
    return _exported(Path(name), name, tuple(layout_folders), text)


def _exported(path: Path, name: str, folders: tuple[Path, ...], text: str | None) -> tuple[bytes | None, list[Finding]]:
    root, base, findings = _read(path, name, text)
    if root is None:
        return None, findings
    layout, more = _layout_of(root, name, folders)
    findings += more
    if layout is None:
        return None, findings
    data = data_of(root)
    del root  # of a large spec, hundreds of megabytes that the rows can use
    return export_data(data, layout, base, load_layouts(folders)), findings


def _layout_of(root: Node, name: str, folders: tuple[Path, ...]) -> tuple[Layout | None, list[Finding]]:
    """The layout of a spec that can be exported, and what is to be said of it; ``None`` where it cannot."""
    parsed = parse(root, name)
    findings = [*parsed.findings, *too_long(root)]
    if parsed.spec is None or has_errors(findings):
        return None, findings
    try:
        return find_layout(parsed.spec.layout, folders), findings
    except LayoutError as error:
        place = parsed.places.at(("layout",))
        finding = Finding(
            "LAY02", Severity.ERROR, str(error), "用 jixiao layouts 查看有哪些版式", place, "版式", ("layout",)
        )
        return None, [*findings, finding]


def _read(path: Path, name: str, text: str | None) -> tuple[Node | None, Base, list[Finding]]:
    """The nodes of a file, the base that its workbook is to carry, and what is to be said of the file."""
    findings: list[Finding] = []
    if text is None:
        if path.suffix.lower() in WORKBOOK_SUFFIXES:
            source, findings = read_workbook(path, name)
            if source is None:
                return None, Base(), findings
            return source.root, Base(source.base_text, source.base_name, source.ids), findings
        text, findings = read_text(path, name)
    if text is None:
        return None, Base(), findings
    root, more = read_yaml_text(text, name)
    return root, Base(text, path.name), findings + more
