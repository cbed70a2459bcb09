"""Plain data as nodes: each value the text that a file would hold, and nothing raised for what data holds."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Place
from generator.sources.node import Mapping, Node, Scalar
from generator.sources.plain_data import name_of, read_data
from generator.sources.yaml_file import read_yaml_text
from generator.sources.yaml_nodes import MAX_DEPTH

ROOT = Path(__file__).parents[2]
SPECS = sorted(ROOT.glob("specs/*/*.yaml"))


def plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    return [plain(item) for item in node.items]


def read(data: dict[str, object]) -> Any:
    node, findings = read_data(data, "x")
    assert node is not None
    assert findings == []
    return plain(node)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("", ""),
        ("0010", "0010"),
        (2025, "2025"),
        (12.5, "12.5"),
        (0.1, "0.1"),
        (1e22, "10000000000000000000000"),
        (1e-7, "0.0000001"),
        (Decimal("12.50"), "12.50"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E+999999"), "1E+999999"),
        (float("nan"), "NaN"),
        (True, "是"),
        (False, "否"),
        (date(2025, 12, 31), "2025-12-31"),
    ],
)
def test_a_value_becomes_its_text(value: object, text: str | None) -> None:
    assert read({"a": value, "b": [value], "c": (value,)}) == {"a": text, "b": [text], "c": [text]}


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_data_of_a_file_give_the_nodes_of_the_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    node, _ = read_yaml_text(text, "x")
    assert node is not None
    data = json.loads(json.dumps(yaml.load(text, yaml.BaseLoader)))
    blank_as_empty = json.loads(json.dumps(plain(node)).replace("null", '""'))
    assert read(data) == blank_as_empty


def test_all_stands_at_the_name() -> None:
    node, _ = read_data({"a": [{"b": 1}]}, "库")
    assert isinstance(node, Mapping)
    ((key, value),) = node.entries
    assert {node.place, key.place, value.place} == {Place("库")}


@pytest.mark.parametrize("value", ["a\x00b", "\ud800", {"k\x07": "v"}])
def test_characters_that_no_file_holds_are_an_error(value: object) -> None:
    node, (finding,) = read_data({"a": value, "b": value}, "x")
    assert node is None
    assert (finding.code, finding.is_error) == ("SRC10", True)


def test_data_that_hold_themselves_are_an_error() -> None:
    data: dict[str, object] = {}
    data["a"] = data
    node, (finding,) = read_data(data, "x")
    assert node is None
    assert finding.code == "SRC07"


def test_depth_is_bounded_as_in_a_file() -> None:
    def nested(depth: int) -> dict[str, object]:
        data: dict[str, object] = {"a": "x"}
        for _ in range(depth):
            data = {"a": data}
        return data

    for depth in (MAX_DEPTH - 3, MAX_DEPTH):
        in_file = read_yaml_text(json.dumps(nested(depth)), "x")[0]
        assert (read_data(nested(depth), "x")[0] is None) == (in_file is None)


@pytest.mark.parametrize("value", [b"a", {1, 2}, object(), 1j])
def test_what_is_no_data_is_the_callers_mistake(value: object) -> None:
    with pytest.raises(TypeError, match=type(value).__name__):
        read_data({"a": value}, "x")


_VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text(max_size=9) | st.dates()
_INNER = st.recursive(
    _VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=3), _INNER, max_size=4))
def test_nothing_that_data_hold_raises(data: dict[str, object]) -> None:
    node, findings = read_data(data, "x")
    assert (node is None) == any(finding.is_error for finding in findings)


@pytest.mark.parametrize(
    ("source", "name"),
    [("a/b.yaml", "a/b.yaml"), (b"x: 1", "spec.yaml"), (b"PK\x03\x04", "spec.xlsx"), ({}, "spec.yaml")],
)
def test_what_has_no_name_is_called_by_its_kind(source: Any, name: str) -> None:
    assert name_of(source) == name
