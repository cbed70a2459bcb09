"""The JSON Schema for editors: valid, current, Chinese, and as strict as the program itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from generator.cli.schema import schema_text
from generator.layouts.folders import specs_folder
from generator.layouts.load import layout_folders

SCHEMA = json.loads(schema_text())
SAMPLES = [folder / "sample.yaml" for folder in layout_folders().values()]
SPECS = sorted(specs_folder().rglob("*.yaml"))


def errors_of(data: Any) -> list[str]:
    return [error.message for error in Draft7Validator(SCHEMA).iter_errors(data)]


def data_of(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in the schema."""
    if isinstance(schema, dict):
        yield schema
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from parts(part)


def test_schema_is_draft_07() -> None:
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(SCHEMA)


def test_schema_in_specs_is_current() -> None:
    """When this fails: ``jixiao schema > specs/schema.json``."""
    assert (specs_folder() / "schema.json").read_text(encoding="utf-8") == schema_text()


def test_there_are_four_specs_and_three_samples() -> None:
    assert (len(SPECS), len(SAMPLES)) == (4, 3)


@pytest.mark.parametrize("path", [*SPECS, *SAMPLES], ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("loader", [yaml.BaseLoader, yaml.SafeLoader])
def test_spec_is_accepted_whether_numbers_are_texts_or_not(path: Path, loader: type) -> None:
    assert errors_of(yaml.load(path.read_text(encoding="utf-8"), loader)) == []


def test_unknown_key_is_refused_at_every_depth() -> None:
    for where in (["预算单位", 0], ["预算单位", 0, "项目", 0], ["部门"], []):
        data = data_of(SAMPLES[0])
        part = data
        for step in where:
            part = part[step]
        part["项目名"] = "甲"
        assert errors_of(data), where


@pytest.mark.parametrize(
    "change",
    [{"版式": None}, {"部门": ["甲"]}, {"预算单位": "甲"}, {"金额单位": "亿元"}, {"年度": ["2024"]}, {"排版设置": []}],
)
def test_wrong_kind_is_refused(change: dict[str, Any]) -> None:
    assert errors_of({**data_of(SAMPLES[0]), **change})


@pytest.mark.parametrize("missing", ["版式", "部门"])
def test_missing_field_is_refused(missing: str) -> None:
    data = data_of(SAMPLES[0])
    del data[missing]
    assert errors_of(data)


@pytest.mark.parametrize(("chinese", "english"), [("版式", "layout"), ("部门", "department")])
def test_english_key_is_as_good(chinese: str, english: str) -> None:
    data = data_of(SAMPLES[0])
    data[english] = data.pop(chinese)
    assert errors_of(data) == []


def test_blank_part_is_accepted() -> None:
    assert errors_of({"版式": "guangzhou", "部门": "甲", "预算单位": None, "部门整体绩效目标": None}) == []


def test_titles_are_chinese() -> None:
    titles = [part["title"] for part in parts(SCHEMA) if isinstance(part.get("title"), str)]
    assert len(titles) > 40
    assert [title for title in titles if not re.fullmatch("[一-鿿]+", title)] == []


def test_every_layout_is_offered_by_id_and_name() -> None:
    assert {"guangzhou", "广州"} <= set(SCHEMA["definitions"]["Layout"]["anyOf"][0]["enum"])
    assert errors_of({"版式": "本单位", "部门": "甲"}) == []


def test_nothing_stands_beside_a_reference() -> None:
    """Draft-07 ignores what stands beside ``$ref``: a title there would never be shown."""
    assert [part for part in parts(SCHEMA) if "$ref" in part and len(part) > 1] == []


@pytest.mark.parametrize(("name", "text"), [("Layout", "广州"), ("Level1", "产出指标"), ("Level2", "服务对象满意度")])
def test_editors_offer_the_words_of_the_layouts(name: str, text: str) -> None:
    offered, anything = SCHEMA["definitions"][name]["anyOf"]
    assert text in offered["enum"]
    assert "string" in anything["type"]
    assert "enum" not in anything
