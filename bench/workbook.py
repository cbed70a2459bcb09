"""The editing workbook: export, reading and import of a large department, against openpyxl on the same cells."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook

from bench.departments import as_yaml, department
from bench.rows import Row, grows, shown, within
from bench.timing import Sample, race, ratio
from generator.excel.export_file import export_spec
from generator.excel.read.read_workbook import WorkbookSource, read_workbook_bytes
from generator.excel.write.export import export
from generator.layouts.load import find_layout
from generator.merging.importing import import_into
from generator.sources.node import Node
from generator.sources.yaml_file import read_yaml_text

TITLE = "Excel"
_PROJECTS = 1000
_ROUNDS = 5
_FIRST_NAME = re.compile(rb'(<c r="C2"[^>]*t="inlineStr"><is><t[^>]*>)(?=[^<]*</t></is></c><c r="D2"[^>]*><v>)')
"""Where the name of the first project starts: before the first amount."""


def run(folder: Path) -> Iterator[Row]:
    """Export, reading and import of 1,000 projects with 6,000 indicators; then ten times as many."""
    text, book = _exported(_PROJECTS)
    cells = _cells(book)
    yaml = folder / "large.yaml"
    yaml.write_text(text, encoding="utf-8")
    root, layout = _nodes(text), find_layout("guangzhou")
    ours, peer = race(lambda: export(root, layout, base_text=text), lambda: _write_plainly(cells), rounds=_ROUNDS)
    yield _at_most("export, 1,000 projects with 6,000 indicators", ours, peer, "openpyxl writing the cells", 1.5)
    reading, plain = race(lambda: read_workbook_bytes(book, "large.xlsx"), lambda: _read_plainly(book), rounds=_ROUNDS)
    yield _at_most("reading it", reading, plain, "openpyxl reading it", 1.5)
    (importing,) = race(lambda: import_into(_workbook(book), yaml), rounds=_ROUNDS)
    yield within("import into YAML, reading included", importing, 15, reading, "reading the workbook")
    larger, more = _exported(10 * _PROJECTS)
    many_nodes = _nodes(larger)
    many, few = race(lambda: export(many_nodes, layout), lambda: export(root, layout), rounds=2)
    yield grows("export, 10,000 projects", many, few, "1,000 projects", 12)
    many, few = race(lambda: read_workbook_bytes(more, "x"), lambda: read_workbook_bytes(book, "x"), rounds=2)
    yield grows("reading, 10,000 projects", many, few, "1,000 projects", 12)
    yield from _memory(folder, larger, more)


def _memory(folder: Path, text: str, book: bytes) -> Iterator[Row]:
    """The most memory that each command holds with 10,000 projects, in a process of its own."""
    yaml, workbook = folder / "most.yaml", folder / "most.xlsx"
    yaml.write_text(text, encoding="utf-8")
    workbook.write_bytes(_with_an_edit(book))
    for what, code in (
        ("reading", _READ),
        ("export", _EXPORT),
        ("check", _CHECK),
        ("check with notes", _ANNOTATE),
        ("import of an edit", _IMPORT),
        ("import into a new file", _IMPORT_NEW),
    ):
        peak = _peak(code, str(yaml), str(workbook))
        yield Row(f"{what}, 10,000 projects: peak memory", f"{peak} MB", target=f"≤ {_MOST} MB", is_met=peak <= _MOST)


_MOST = 500
_READ = "from generator.excel.read.read_workbook import read_workbook as read; source = read(workbook)[0]; assert source is not None"
_EXPORT = "from generator.excel.export_file import export_spec; assert export_spec(yaml)[0] is not None"
_IMPORT = f"{_READ}; from generator.merging.importing import import_into; assert import_into(source, yaml).edits"
_IMPORT_NEW = f"{_READ}; from generator.merging.importing import import_new; assert import_new(source, '').data"
_CHECK = "from generator.pipeline import load; document = load(workbook); assert document.spec is not None"
_ANNOTATE = (
    f"{_CHECK}; findings = document.findings; del document; from generator.excel.annotate.annotate import annotate; "
    "assert annotate(workbook.read_bytes(), findings)"
)
_CHILD = """
import sys
from pathlib import Path
yaml, workbook = map(Path, sys.argv[1:])
{}
status = Path("/proc/self/status").read_text()
print(status.partition("VmHWM:")[2].split()[0])
"""
# What getrusage says of a child begins with the memory of the process that started it.


def _peak(code: str, *arguments: str) -> int:
    """MB of memory that a fresh process held at most."""
    command = [sys.executable, "-c", _CHILD.format(code), *arguments]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) // 1024


def _with_an_edit(book: bytes) -> bytes:
    """The workbook with another name for the first project, which stands in its own cell."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(book)) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, _renamed(source.read(name)))
    return buffer.getvalue()


def _renamed(part: bytes) -> bytes:
    return _FIRST_NAME.sub("\\g<1>改名的".encode(), part, count=1)


def _exported(projects: int) -> tuple[str, bytes]:
    text = as_yaml(department(find_layout("guangzhou"), projects))
    book, findings = export_spec(text.encode(), name="large.yaml")
    if book is None:
        raise AssertionError(f"the generated spec is not exported: {findings[:3]}")
    return text, book


def _nodes(text: str) -> Node:
    root, findings = read_yaml_text(text, "large.yaml")
    if root is None:
        raise AssertionError(f"the generated spec is not read: {findings[:3]}")
    return root


def _workbook(book: bytes) -> WorkbookSource:
    source, findings = read_workbook_bytes(book, "large.xlsx")
    if source is None:
        raise AssertionError(f"the exported workbook is not read: {findings[:3]}")
    return source


def _cells(book: bytes) -> list[tuple[str, list[tuple[object, ...]]]]:
    workbook = load_workbook(io.BytesIO(book))
    return [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in workbook.worksheets]


def _write_plainly(sheets: list[tuple[str, list[tuple[object, ...]]]]) -> bytes:
    workbook = Workbook()
    for title, rows in sheets:
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _read_plainly(book: bytes) -> list[list[tuple[object, ...]]]:
    workbook = load_workbook(io.BytesIO(book), read_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in workbook.worksheets]


def _at_most(what: str, ours: Sample, peer: Sample, name: str, limit: float) -> Row:
    times = ratio(ours, peer)
    row = Row(what, shown(ours), f"{name}: {shown(peer)}", f"{times.of_medians:.2f} × as long", f"≤ {limit:g} ×")
    return replace(row, is_met=times.of_medians <= limit)
