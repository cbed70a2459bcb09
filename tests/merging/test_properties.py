"""Properties of the merge and the patch over random specs, in random styles of YAML, with random edits."""

from __future__ import annotations

import re
from functools import partial
from random import Random
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from generator.merging.items import Side
from generator.merging.three_way import merge
from generator.sources.yaml_file import read_yaml_text
from generator.spec.content_tree import Leaf, Listing, Pool, Record, Tree, build_tree
from generator.yaml_edit.patch import patch
from generator.yaml_edit.patch_work import read_document
from generator.yaml_edit.text_spans import TextScalar
from generator.yaml_edit.write_tree import new_file
from tests.merging.edits import random_edits
from tests.merging.samples import PROJECT, Item, copied, ids_between, nodes, spec, yaml_of
from tests.support.properties import examples

randoms = st.integers(0, 2**32).map(Random)
fast = partial(examples, suppress_health_check=list(HealthCheck))


def tree_of(text: str, pool: Pool) -> Tree:
    node, findings = read_yaml_text(text, "x.yaml")
    assert node is not None, (findings, text)
    return build_tree(node, pool)


def data_tree(data: dict[str, Any], pool: Pool) -> Tree:
    return build_tree(nodes(data)[0], pool)


def imported(text: str, base: dict[str, Any], theirs: dict[str, Any]) -> tuple[str, Pool]:
    """``text`` (made from ``base``) with the edits of a workbook."""
    pool = Pool()
    return imported_to(text, base, theirs, pool), pool


def comments(text: str) -> set[str]:
    return set(re.findall("# 注[0-9]+ ", text))


@given(randoms)
@fast(60)
def test_the_yaml_says_what_the_data_says(random: Random) -> None:
    data, pool = spec(random), Pool()
    assert tree_of(yaml_of(random, data), pool).content == data_tree(data, pool).content


@given(randoms)
@fast(60)
def test_without_edits_nothing_changes(random: Random) -> None:
    data = spec(random)
    text = yaml_of(random, data)
    assert imported(text, data, copied(data))[0] == text


@given(randoms, st.integers(1, 6))
@fast(150)
def test_edits_in_the_workbook_arrive(random: Random, count: int) -> None:
    data = spec(random)
    text = yaml_of(random, data)
    theirs = random_edits(random, data, count)
    patched, pool = imported(text, data, theirs)
    assert tree_of(patched, pool).content == data_tree(theirs, pool).content


@given(randoms)
@fast(80)
def test_an_edited_text_changes_its_lines_only(random: Random) -> None:
    data = spec(random)
    text = yaml_of(random, data)
    theirs = random_edits(random, data, 1, ("text",))
    patched, pool = imported(text, data, theirs)
    assert comments(patched) == comments(text)
    before, after = text.splitlines(keepends=True), patched.splitlines(keepends=True)
    leaf = changed_leaf(read_document(text, "x.yaml", pool).tree, data_tree(theirs, pool))
    if leaf is None or not isinstance(leaf.node, TextScalar):
        return
    first, last = (text[:at].count("\n") for at in (leaf.node.start, leaf.node.end))
    tail = len(before) - last - 1
    assert before[:first] == after[:first]
    assert not tail or before[-tail:] == after[-tail:]


def changed_leaf(one: Tree, other: Tree | None) -> Leaf | None:
    """The first leaf that says something else in the other tree."""
    if other is None or type(one) is not type(other) or one.content == other.content:
        return None
    if isinstance(one, Record) and isinstance(other, Record):
        found = (changed_leaf(value, other.fields.get(name)) for name, value in one.fields.items())
    elif isinstance(one, Listing) and isinstance(other, Listing):
        found = (changed_leaf(*pair) for pair in zip(one.items, other.items, strict=True))
    else:
        return one if isinstance(one, Leaf) else None
    return next((leaf for leaf in found if leaf is not None), None)


@given(randoms)
@fast(80)
def test_what_is_added_or_moved_takes_no_comment_away(random: Random) -> None:
    data = spec(random)
    text = yaml_of(random, data, flow=False)
    theirs = random_edits(random, data, 3, ("text", "add key", "insert", "move"))
    patched, _ = imported(text, data, theirs)
    assert comments(patched) == comments(text)


@given(randoms)
@fast(100)
def test_the_same_edits_on_both_sides_are_one(random: Random) -> None:
    data = spec(random)
    theirs = random_edits(random, data, 4)
    text = yaml_of(random, theirs)
    assert imported(text, data, theirs)[0] == text


@given(randoms)
@fast(100)
def test_a_side_that_changed_nothing_has_no_say(random: Random) -> None:
    data = spec(random)
    text = yaml_of(random, random_edits(random, data, 6))
    assert imported(text, data, copied(data))[0] == text


@given(randoms, st.sampled_from([Side.MINE, Side.THEIRS]))
@fast(150)
def test_a_decision_leaves_no_conflict(random: Random, prefer: Side) -> None:
    data = spec(random)
    text = yaml_of(random, random_edits(random, data, 5))
    theirs = random_edits(random, data, 5)
    pool = Pool()
    document = read_document(text, "x.yaml", pool)
    merged = merge(
        data_tree(data, pool), document.tree, data_tree(theirs, pool), ids_between(data, theirs), pool, prefer
    )
    assert merged.conflicts == []
    assert tree_of(patch(document, merged.tree, pool).text, pool).content == merged.tree.content


def projects_of(data: dict[str, Any]) -> list[Item]:
    return [project for unit in data["units"] for project in unit.value.get("projects") or []]


@given(randoms)
@fast(80)
def test_edits_of_different_projects_on_both_sides_both_arrive(random: Random) -> None:
    data = spec(random)
    mine, theirs, both = copied(data), copied(data), copied(data)
    for rows in zip(*(projects_of(each) for each in (data, mine, theirs, both)), strict=True):
        base_row, mine_row, theirs_row, both_row = rows
        edited = random_edits(random, base_row.value, 2, shape=PROJECT)
        edited["code"] = base_row.value["code"]  # the YAML has nothing else to know a project by
        side = random.choice([mine_row, theirs_row])
        side.value, both_row.value = edited, copied(edited)
    text = yaml_of(random, mine)
    pool = Pool()
    patched = imported_to(text, data, theirs, pool)
    assert tree_of(patched, pool).content == data_tree(both, pool).content


def imported_to(text: str, base: dict[str, Any], theirs: dict[str, Any], pool: Pool) -> str:
    document = read_document(text, "x.yaml", pool)
    merged = merge(data_tree(base, pool), document.tree, data_tree(theirs, pool), ids_between(base, theirs), pool)
    assert merged.conflicts == []
    return patch(document, merged.tree, pool).text


@given(randoms)
@fast(80)
def test_importing_twice_is_importing_once(random: Random) -> None:
    data = spec(random)
    theirs = random_edits(random, data, 4)
    once, _ = imported(yaml_of(random, data), data, theirs)
    assert imported(once, data, theirs)[0] == once


@given(randoms)
@fast(80)
def test_different_edits_of_one_text_are_a_conflict(random: Random) -> None:
    data = spec(random)
    data["units"][0].value["projects"] = [Item({"code": "P1", "name": "一", "purpose": "原来的用途"})]
    sides = [copied(data), copied(data)]
    for side, words in zip(sides, ("我改的", "他改的"), strict=True):
        projects_of(side)[0].value["purpose"] = words
    text = yaml_of(random, sides[0])
    pool = Pool()
    document = read_document(text, "x.yaml", pool)
    trees = data_tree(data, pool), document.tree, data_tree(sides[1], pool)
    (conflict,) = merge(*trees, ids_between(data, sides[1]), pool).conflicts
    assert (conflict.base.words, conflict.mine.words, conflict.theirs.words) == ("原来的用途", "我改的", "他改的")
    for prefer, side in ((Side.MINE, sides[0]), (Side.THEIRS, sides[1])):
        decided = merge(*trees, ids_between(data, sides[1]), pool, prefer)
        assert decided.tree.content == data_tree(side, pool).content


@given(randoms)
@fast(60)
def test_a_new_file_says_what_the_workbook_says(random: Random) -> None:
    data, pool = spec(random), Pool()
    tree = data_tree(data, pool)
    assert isinstance(tree, Record)
    text = new_file(tree, "# 说明\n")
    assert tree_of(text, pool).content == tree.content
    assert imported(text, data, copied(data))[0] == text
