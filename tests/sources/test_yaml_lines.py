"""Plain YAML read line by line: the nodes of the parser or nothing, and nothing only where a text is not plain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sources import yaml_nodes
from generator.sources.node import Mapping, Node, Sequence
from generator.sources.yaml_lines import read_lines
from generator.sources.yaml_source import Source
from tests.support.properties import examples

ROOT = Path(__file__).parents[2]
SPECS = [*sorted(ROOT.glob("templates/*/sample.yaml")), *sorted(ROOT.glob("specs/*/*.yaml"))]

PLAIN = [
    "a: b",
    "a: b\n",
    "\n\na: b\n\n",
    "# c\na: b # c\n  # c\n",
    "a: b#c",
    "a: b:c ::d",
    "a: -5",
    "a: --- ",
    "a b: c  d ",
]
PLAIN += [
    "a:",
    "a: ~",
    "a: null  # c",
    "a: '~'",
    "a: ''",
    'a: ""',
    "a: 'b''c: # d'  # e",
    'a: "b: # c"',
    "a:   # c",
    "a:\nb: c",
]
PLAIN += [
    "- a\n- b: c\n  d: e\n-   f:\n    g: h",
    "a:\n- b\n- c\nd: e",
    "a:\n  - b\n  - c\nd: e",
    "- a:\n- b",
    "- a:\n  - b\n- c",
]
PLAIN += [
    "a:\n  b:\n    c: d\n  e: f\n",
    "- a:\n  b: c",
    "a: 1\na: 2",
    "甲：乙: 丙\u3000丁",
    "<<: a",
    "=: b",
    "  a: b\n  c: d",
    "a: （1） [b], {c}",
]
NOT_PLAIN = [
    "",
    "# c",
    "a",
    "- ",
    "a: |\n  b",
    "a: >-\n  b",
    "a: [b]",
    "a: {b: c}",
    "a: &b c",
    "a: *b",
    "a: !!str b",
    "? a\n: b",
]
NOT_PLAIN += [
    "a: b\n  c",
    "a: b\n  c: d",
    "a:\n  b",
    "a: b: c",
    "a: b:",
    "a : b",
    "'a': b",
    "- - a",
    "-\n  a: b",
    "---\na: b",
    "... a: b",
]
NOT_PLAIN += [
    "%a: b",
    "a:\tb",
    "a: b\r\nc: d",
    "a: b\x85",
    "a: \ufeffb",
    "\u3000a: b",
    "\xa0a: b",
    'a: "\\n"',
    "a: 'b\n  c'",
    "a: 'b'#c",
]
NOT_PLAIN += [
    "a:\n    b: c\n  d: e",
    "  a: b\nc: d",
    "- a\nb: c",
    "a: b\n- c",
    "a:\n  - b\n  c: d",
    "a: `b",
    "a: @b",
    "a: ,b",
    ": b",
    "a" * 101 + ": b",
    "a: b" + " " * 1_000_000 + ": c",
]


def said(node: Node | None) -> Any:
    """A node and all in it as plain values, each with its place."""
    if node is None:
        return None
    if isinstance(node, Mapping):
        return node.place, [(said(key), said(value)) for key, value in node.entries]
    if isinstance(node, Sequence):
        return node.place, "list", [said(item) for item in node.items]
    return node.place, node.text


def parsed(text: str, *, is_placed: bool = True) -> Any:
    """What the parser's events give; ``None`` where there is something to find."""
    builder = yaml_nodes.Builder(Source("x", text), is_placed=is_placed)
    builder.run()
    return None if builder.findings else said(builder.root)


@pytest.mark.parametrize("text", [*PLAIN, *(path.read_text(encoding="utf-8") for path in SPECS)])
def test_plain_texts_give_the_nodes_of_the_parser(text: str) -> None:
    for is_placed in (True, False):
        lines = said(read_lines(text, "x", is_placed=is_placed))
        assert lines is not None
        assert lines == parsed(text, is_placed=is_placed)


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_other_texts_are_left_to_the_parser(text: str) -> None:
    assert read_lines(text, "x") is None


def test_bounds_are_left_to_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = "".join(f"{' ' * level}a:\n" for level in range(yaml_nodes.MAX_DEPTH))
    assert read_lines(deep, "x") is not None
    assert read_lines(deep + " " * yaml_nodes.MAX_DEPTH + "a: b", "x") is None
    monkeypatch.setattr(yaml_nodes, "MAX_NODES", 11)
    assert read_lines("a: b\nc: d", "x") is not None
    assert read_lines("a: b\nc: d\n", "x") is None


LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "", "  ", "  ", "    ", "   "]),
        st.sampled_from(["", "", "- ", "-  ", "-"]),
        st.sampled_from(["", "a: ", "甲:", "a b:  ", "-c: ", ".d: ", "e : ", "? ", "f#g: ", "'h': "]),
        st.sampled_from(
            ["", "", "b", "~", "c: d", "e:", "f #g", "h#i", " #j", "#k", "'l'", "'m''n' ", '"o"', '"p" #q', "-5", "- r"]
        )
        | st.text("ab:# -'\"甲\u3000\xa0?,[]{}&*!|>%@`.=~", max_size=5),
    ).map("".join),
    max_size=8,
).map("\n".join)


@examples(1500)
@given(LINES)
def test_what_is_read_is_what_the_parser_reads(text: str) -> None:
    lines = read_lines(text, "x")
    if lines is not None:
        assert said(lines) == parsed(text)


@examples(300)
@given(st.data())
def test_mutated_specs_are_read_as_the_parser_reads_them(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(SPECS)).read_text(encoding="utf-8").split("\n")[:60]
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(lines) - 1))
        at = data.draw(st.integers(0, len(lines[number])))
        piece = data.draw(
            st.sampled_from(["", " ", "  ", ":", ": ", " #", "#", "- ", "-", "'", '"', "\n", "\n\n  ", "|", "\t", "~"])
        )
        cut = data.draw(st.integers(0, 3))
        lines[number] = lines[number][:at] + piece + lines[number][at + cut :]
    text = "\n".join(lines)
    read = read_lines(text, "x")
    if read is not None:
        assert said(read) == parsed(text)


def test_entries_are_the_same_nodes_each_time() -> None:
    root = read_lines("甲: 乙\n丙:\n  丁: 戊\n", "x")
    assert isinstance(root, Mapping)
    assert root.entries is root.entries
    assert [(key, value) for key, value, *_ in root.said()] == [("甲", "乙"), ("丙", root.entries[1][1])]


@pytest.mark.parametrize("text", [text for text in PLAIN if text.strip()])
def test_mapping_tells_what_its_nodes_say(text: str) -> None:
    root = read_lines(text, "x")
    if isinstance(root, Mapping):
        nodes = Mapping(root.place, root.entries)
        assert [entry[:2] for entry in root.said()] == [entry[:2] for entry in nodes.said()]
