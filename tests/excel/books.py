"""What the tests of the editing workbook share: specs as files, workbooks made of them, and edits of cells."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import yaml
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from pydantic import BaseModel

from generator.diagnostics import Finding
from generator.excel.read.read_workbook import WorkbookSource, read_workbook_bytes
from generator.excel.write.export import export
from generator.layouts.load import find_layout
from generator.layouts.model import Layout
from generator.sources.node import Node
from generator.sources.yaml_file import read_yaml_text
from generator.spec.model import Spec
from generator.spec.parse import parse
from generator.spec.shape import field_list
from generator.spec.value import Value
from tests.support import office, strategies

ROOT = Path(__file__).resolve().parents[2]
LAYOUTS = ("guangzhou", "dongguan", "caofeidian")
SAMPLES = {name: ROOT / "templates" / name / "sample.yaml" for name in LAYOUTS}

RARE = ("𠮷", "👨‍👩‍👧", "=1+1", "+86", "@x", "-3", "'引", '"引"', " 前空", "后空 ", "两\n行", "三\n\n行", "_x000A_", "0010",
        "1,980.40", "95%", "2024-1-1", "3月5日", "TRUE", "#N/A", "1E5", "～全角　空格", "<b>&amp;")  # fmt: skip


def rare_specs(layout: Layout) -> st.SearchStrategy[Spec]:
    """Random specs some of whose texts are such as spreadsheets like to spoil."""
    return st.builds(_with_rare, strategies.specs(layout), st.randoms(use_true_random=False))


def _with_rare(spec: Spec, random: Random) -> Spec:
    data = _spoiled(spec.model_dump(), "", random)
    if random.random() < 0.3:
        data["settings"] = {"value_style": "symbol", "没有的.设置": random.choice(RARE)}
    if random.random() < 0.3:
        data["totals"] = {"fiscal": "1,980.40", "total": None}
    if random.random() < 0.3:
        data["accept"] = [{"code": "CLS03", "place": random.choice([None, "项目[1]"]), "reason": random.choice(RARE)}]
    for unit in data["units"]:
        unit["totals"] = random.choice([None, {}, {"total": "12.5", "other": "0"}])
        for project in unit["projects"]:
            project["classified"] = random.choice([None, True, False])
            project["funding"]["total"] = random.choice([None, None, "3.30"])
    return Spec.model_validate(data)


def _spoiled(part: Any, name: str, random: Random) -> Any:
    if isinstance(part, dict):
        return {key: _spoiled(value, key, random) for key, value in part.items()}
    if isinstance(part, list):
        return [_spoiled(item, name, random) for item in part]
    is_free = isinstance(part, str) and name not in ("layout", "money_unit", "level1", "level2")
    return random.choice(RARE) if is_free and random.random() < 0.2 else part


def yaml_of(spec: Spec, random: Random) -> str:
    """The spec as a file; what is ``None`` is left out, left blank or an empty text, keys are in either language."""
    return yaml.safe_dump(_plain(spec, random), allow_unicode=True, sort_keys=False, width=10_000)


def _plain(part: Any, random: Random) -> Any:
    if isinstance(part, BaseModel):
        return dict(_entries(part, random))
    if isinstance(part, list):
        return [_plain(item, random) for item in part]
    if isinstance(part, dict):
        return {_month(key, random): _plain(value, random) for key, value in part.items()}
    if isinstance(part, bool):
        return random.choice(["是", "yes"] if part else ["否", "no"])
    return part.text if isinstance(part, Value) else part if isinstance(part, str) or part is None else str(part)


def _month(key: object, random: Random) -> object:
    return random.choice([f"{key}月底", f"{key}月", str(key)]) if isinstance(key, int) else key


def _entries(part: BaseModel, random: Random) -> list[tuple[str, Any]]:
    entries = []
    for field in field_list(type(part)):
        value = getattr(part, field.name)
        is_blank = value is None or value in ([], {})
        if is_blank and random.random() < 0.5:
            continue
        keeps_type = field.shape.kind == "scalar" and field.shape.scalar is not str and field.shape.scalar is not Value
        if value is None and keeps_type and random.random() < 0.3:
            value = ""  # a blank amount, year or 是/否
        if value == [] and random.random() < 0.5:
            value = None
        entries.append((random.choice([field.title, field.name]), _plain(value, random)))
    return entries


def nodes(text: str, name: str = "x.yaml") -> Node:
    """The nodes of a YAML text that is known to be right."""
    root, findings = read_yaml_text(text, name)
    assert root is not None, findings
    return root


def spec_of(root: Node) -> Spec:
    """The spec that nodes say."""
    parsed = parse(root, "x")
    assert parsed.spec is not None, parsed.findings
    return parsed.spec


def sample(layout: str) -> str:
    """The text of a layout's sample."""
    return SAMPLES[layout].read_text(encoding="utf-8")


def book_of(text: str) -> bytes:
    """The workbook of a YAML text."""
    root = nodes(text)
    return export(root, find_layout(spec_of(root).layout), base_text=text, base_name="x.yaml")


def read(data: bytes) -> tuple[WorkbookSource | None, list[Finding]]:
    """What a workbook says."""
    return read_workbook_bytes(data, "book.xlsx")


def source_of(data: bytes) -> WorkbookSource:
    """What a workbook says that is known to be right."""
    source, findings = read(data)
    assert source is not None, findings
    return source


def opened(data: bytes) -> Workbook:
    """A workbook to be edited by another library, as an editor would."""
    return load_workbook(BytesIO(data))


def saved(workbook: Workbook) -> bytes:
    """An edited workbook as a file."""
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def column(workbook: Workbook, sheet: str, title: str) -> int:
    """The number of the column with this heading."""
    for cell in workbook[sheet][1]:
        if str(cell.value).removesuffix(" *") == title:
            return int(cell.column)
    raise LookupError(title)


def flat(part: Any, way: tuple[object, ...] = ()) -> dict[tuple[object, ...], Any]:
    """Every value of nested data by the way to it: differences can then be read."""
    if isinstance(part, dict) and part:
        return {key: leaf for name, inner in part.items() for key, leaf in flat(inner, (*way, name)).items()}
    if isinstance(part, list) and part:
        return {key: leaf for index, inner in enumerate(part) for key, leaf in flat(inner, (*way, index)).items()}
    return {way: part}


def convert_all(paths: list[Path], out: Path) -> None:
    """Workbooks opened and saved by LibreOffice, in one start."""
    office.convert_all(paths, "xlsx", out)
