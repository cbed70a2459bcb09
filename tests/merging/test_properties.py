"""Properties of the merge and the patch over random specs, in random styles of YAML, with random edits."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.merging.items import Side
from generator.merging.patch import patch
from generator.merging.three_way import merge
from generator.merging.tree import Pool, Tree, build_tree
from generator.merging.work import read_document
from generator.sources.yaml_file import read_yaml_text
from tests.merging.edits import random_edits
from tests.merging.samples import copied, ids_between, nodes, spec, yaml_of

randoms = st.integers(0, 2**32).map(Random)
fast = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def tree_of(text: str, pool: Pool) -> Tree:
    node, findings = read_yaml_text(text, "x.yaml")
    assert node is not None, (findings, text)
    return build_tree(node, pool)


def data_tree(data: dict[str, Any], pool: Pool) -> Tree:
    return build_tree(nodes(data)[0], pool)


def imported(text: str, base: dict[str, Any], theirs: dict[str, Any]) -> tuple[str, Pool]:
    """``text`` (made from ``base``) with the edits of a workbook."""
    pool = Pool()
    document = read_document(text, "x.yaml", pool)
    merged = merge(data_tree(base, pool), document.tree, data_tree(theirs, pool), ids_between(base, theirs), pool)
    assert merged.conflicts == []
    return patch(document, merged.tree, pool).text, pool


def comments(text: str) -> set[str]:
    return set(re.findall("# 注[0-9]+ ", text))


@given(randoms)
@fast
def test_the_yaml_says_what_the_data_says(random: Random) -> None:
    data, pool = spec(random), Pool()
    assert tree_of(yaml_of(random, data), pool).content == data_tree(data, pool).content


@given(randoms)
@fast
def test_without_edits_nothing_changes(random: Random) -> None:
    data = spec(random)
    text = yaml_of(random, data)
    assert imported(text, data, copied(data))[0] == text


@given(randoms, st.integers(1, 6))
@settings(fast, max_examples=250)
def test_edits_in_the_workbook_arrive(random: Random, count: int) -> None:
    data = spec(random)
    text = yaml_of(random, data)
    theirs = random_edits(random, data, count)
    patched, pool = imported(text, data, theirs)
    assert tree_of(patched, pool).content == data_tree(theirs, pool).content


@given(randoms)
@settings(fast, max_examples=120)
def test_an_edited_text_changes_its_lines_only(random: Random) -> None:
    data = spec(random)
    text = yaml_of(random, data)
    theirs = random_edits(random, data, 1, ("text",))
    patched, _ = imported(text, data, theirs)
    assert comments(patched) == comments(text)
    before, after = text.splitlines(keepends=True), patched.splitlines(keepends=True)
    same_start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    rest = zip(before[::-1], after[::-1], strict=False)
    same_end = next((i for i, (a, b) in enumerate(rest) if a != b), len(before))
    changed = "".join(before[same_start : len(before) - same_end])
    assert changed.count("\n") <= max(str(changed).count("\n"), 1)
    assert len(re.findall("(?m)^ *[^ #:]+:(?= |$)", changed)) <= 1 + 30 * any(mark in changed for mark in "|>'\"{[\n")


@given(randoms)
@settings(fast, max_examples=120)
def test_what_is_added_or_moved_takes_no_comment_away(random: Random) -> None:
    data = spec(random)
    text = yaml_of(random, data, flow=False)
    theirs = random_edits(random, data, 3, ("text", "add key", "insert", "move"))
    patched, _ = imported(text, data, theirs)
    assert comments(patched) == comments(text)


@given(randoms)
@settings(fast, max_examples=100)
def test_the_same_edits_on_both_sides_are_one(random: Random) -> None:
    data = spec(random)
    theirs = random_edits(random, data, 4)
    text = yaml_of(random, theirs)
    assert imported(text, data, theirs)[0] == text


@given(randoms)
@settings(fast, max_examples=100)
def test_a_side_that_changed_nothing_has_no_say(random: Random) -> None:
    data = spec(random)
    text = yaml_of(random, random_edits(random, data, 6))
    assert imported(text, data, copied(data))[0] == text


@given(randoms, st.sampled_from([Side.MINE, Side.THEIRS]))
@settings(fast, max_examples=150)
def test_a_decision_leaves_no_conflict(random: Random, prefer: Side) -> None:
    data = spec(random)
    text = yaml_of(random, random_edits(random, data, 5))
    theirs = random_edits(random, data, 5)
    pool = Pool()
    document = read_document(text, "x.yaml", pool)
    merged = merge(data_tree(data, pool), document.tree, data_tree(theirs, pool), ids_between(data, theirs), pool, prefer)
    assert merged.conflicts == []
    assert tree_of(patch(document, merged.tree, pool).text, pool).content == merged.tree.content


Check = Callable[[Random], None]
