"""Trees: what is made to take less memory says what it said."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Loc
from generator.sources.yaml_file import read_yaml_text
from generator.spec.content_tree import (
    Leaf,
    Listing,
    Pool,
    Record,
    Tree,
    build_tree,
    content_number,
    share_values,
    strip_nodes,
)
from tests.merging.edits import random_edits
from tests.merging.samples import ids_between, nodes, spec, yaml_of
from tests.merging.test_properties import fast

randoms = st.integers(0, 2**32).map(Random)


def _trees(tree: Tree) -> list[Tree]:
    parts = tree.items if isinstance(tree, Listing) else tree.fields.values() if isinstance(tree, Record) else ()
    return [tree, *(inner for part in parts for inner in _trees(part))]


def _places_of_items(tree: Tree) -> list[object]:
    items = [item for each in _trees(tree) if isinstance(each, Listing) for item in each.items]
    return [item.node.place for item in items if not isinstance(item, Leaf)]


@given(randoms)
@fast(60)
def test_the_number_of_a_content_needs_no_tree(random: Random) -> None:
    pool = Pool()
    root, _ = read_yaml_text(yaml_of(random, spec(random)), "x.yaml", is_placed=False)
    assert root is not None
    assert content_number(root, pool) == build_tree(root, pool).content


@given(randoms, st.integers(0, 4), st.booleans())
@fast(60)
def test_shared_values_are_the_same_and_items_stay_where_they_are(random: Random, edits: int, known: bool) -> None:
    data, pool = spec(random), Pool()
    changed = random_edits(random, data, edits)
    base, theirs, untouched = (build_tree(nodes(each)[0], pool) for each in (data, changed, changed))
    places = _places_of_items(theirs)
    ids: dict[Loc, Loc] | None = ids_between(data, changed) if known else None
    share_values(theirs, base, ids)
    strip_nodes(theirs)
    assert build_again(theirs, pool) == [tree.content for tree in _trees(untouched)]
    assert _places_of_items(theirs) == places


def build_again(tree: Tree, pool: Pool) -> list[int]:
    """The contents of all parts of a tree, made of what stands in them and not of what is noted."""
    return [_content(each, pool) for each in _trees(tree)]


def _content(tree: Tree, pool: Pool) -> int:
    if isinstance(tree, Leaf):
        return pool.number(tree.text)
    if isinstance(tree, Listing):
        return pool.number(("[", *(_content(item, pool) for item in tree.items)))
    parts = [part for name in sorted(tree.fields) for part in (name, _content(tree.fields[name], pool))]
    return pool.number(("{", *parts))


def test_an_unchanged_item_has_the_values_of_the_other() -> None:
    text = (
        "版式: guangzhou\n部门: 甲\n预算单位:\n- 项目:\n  - {项目名称: 一, 资金: {财政拨款: 1}}\n  - {项目名称: 二}\n"
    )
    pool = Pool()
    base, theirs = (_read(each, pool) for each in (text, text.replace("二", "三")))
    share_values(theirs, base)
    old, new = (_projects(tree) for tree in (base, theirs))
    assert new[0] is not old[0]
    assert new[0].fields["funding"] is old[0].fields["funding"]
    assert new[1].fields["name"] is not old[1].fields["name"]


def _read(text: str, pool: Pool) -> Tree:
    root, findings = read_yaml_text(text, "x.yaml")
    assert root is not None, findings
    return build_tree(root, pool)


def _projects(tree: Tree) -> list[Record]:
    return [each for each in _trees(tree) if isinstance(each, Record) and "name" in each.fields and each.shape.model][
        1:
    ]
