"""A spec as a workbook: reading, finding the layout, exporting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from generator.diagnostics import Finding, Severity, has_errors
from generator.excel.read.read_workbook import read_workbook, read_workbook_bytes
from generator.excel.sheets.as_written import data_of
from generator.excel.write.export import Base, export_data, too_long
from generator.files import WORKBOOK_SUFFIXES
from generator.layouts.load import LayoutError, find_layout, load_layouts
from generator.layouts.model import Layout
from generator.sources.node import Node
from generator.sources.plain_data import Source, name_of, read_data
from generator.sources.text_file import decode, read_text
from generator.sources.yaml_file import read_yaml_text
from generator.spec.parse import parse


def export_spec(
    source: Source, *, layout_folders: Iterable[Path] = (), name: str | None = None
) -> tuple[bytes | None, list[Finding]]:
    """The workbook of a spec, or ``None``; and what is to be said of it.

    ``source`` is as ``load`` takes it; the workbook says that it was made from ``name`` (else the path), unless blank.
    Never raises for what a user's file holds; ``LayoutError`` only where a layout's own files are broken.
    """
    name = name_of(source) if name is None else name
    folders = tuple(layout_folders)
    root, base, findings = _read(source, name)
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


def _read(source: Source, name: str) -> tuple[Node | None, Base, list[Finding]]:
    """The nodes of a spec, the base that its workbook is to carry, and what is to be said of it."""
    if isinstance(source, Mapping):
        root, findings = read_data(source, name)
        return root, Base(ids={}), findings
    content = source if isinstance(source, bytes) else Path(source)
    path = content if isinstance(content, Path) else PurePath(name)
    if path.suffix.lower() in WORKBOOK_SUFFIXES:
        return _read_workbook(content, name)
    text, findings = read_text(content, name) if isinstance(content, Path) else decode(content, name)
    if text is None:
        return None, Base(), findings
    root, more = read_yaml_text(text, name)
    return root, Base(text, path.name), findings + more


def _read_workbook(content: Path | bytes, name: str) -> tuple[Node | None, Base, list[Finding]]:
    read = read_workbook(content, name) if isinstance(content, Path) else read_workbook_bytes(content, name)
    workbook, findings = read
    if workbook is None:
        return None, Base(), findings
    return workbook.root, Base(workbook.base_text, workbook.base_name, workbook.ids), findings
