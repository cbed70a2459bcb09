"""Amounts in a merge: never read in another unit, and the same however they are written."""

from __future__ import annotations

import pytest

from generator.merging.items import Side
from tests.merging.test_three_way import BASE, P2, P3, merged, tree

YUAN = BASE.replace("版式: x\n", "版式: x\n金额单位: 元\n")

AMOUNTS = {
    "changed": BASE.replace("财政拨款: 1", "财政拨款: 6"),
    "added to a project": BASE.replace("资金用途: 用于二", "资金用途: 用于二, 资金: {其他资金: 3}"),
    "added with a project": BASE.replace(P2, P2 + "      - {项目名称: 新的, 资金: {财政拨款: 7}}\n"),
    "a written total": BASE + "部门合计: {总计: 9}\n",
    "a unit's written total": BASE.replace("单位名称: 乙\n", "单位名称: 乙\n    单位合计: {总计: 9}\n"),
}


@pytest.mark.parametrize("name", AMOUNTS)
@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("prefer", [None, Side.MINE, Side.THEIRS])
def test_amounts_are_not_read_in_another_unit(name: str, swapped: bool, prefer: Side | None) -> None:
    sides = (AMOUNTS[name], YUAN) if swapped else (YUAN, AMOUNTS[name])
    conflicts = [each for each in merged(*sides, prefer)[0].conflicts if each.kind == "unit"]
    assert [each.path for each in conflicts] == ["金额单位"]
    assert "差一万倍" in conflicts[0].message
    words = [conflicts[0].mine.words, conflicts[0].theirs.words]
    assert (conflicts[0].base.words, words) == ("万元", ["万元", "元"] if swapped else ["元", "万元"])


CLEAN = {
    "amounts untouched": BASE.replace("用于二", "改用于二"),
    "written differently": BASE.replace("财政拨款: 1", "财政拨款: '1.00'"),
    "the unit was written out": BASE.replace("版式: x\n", "版式: x\n金额单位: 万元\n"),
    "moved": BASE.replace(P2, "").replace(P3, P3 + P2),
    "deleted": BASE.replace(P2, ""),
    "a zero": BASE.replace("财政拨款: 1", "财政拨款: 1, 其他资金: 0"),
    "both changed the unit and amounts": YUAN.replace("财政拨款: 1", "财政拨款: 10000"),
}


@pytest.mark.parametrize("name", CLEAN)
@pytest.mark.parametrize("swapped", [False, True])
def test_another_unit_alone_is_no_conflict(name: str, swapped: bool) -> None:
    sides = (CLEAN[name], YUAN) if swapped else (YUAN, CLEAN[name])
    assert [each for each in merged(*sides)[0].conflicts if each.kind == "unit"] == []


@pytest.mark.parametrize(
    ("mine", "theirs", "wanted"),
    [("6", "'6.00'", "6"), ("'6.00'", "6", "'6.00'"), ("'1.00'", "7", "7"), ("7", "'1.00'", "7"), ("６", "6", "６")],
)
def test_the_same_amount_is_one_edit(mine: str, theirs: str, wanted: str) -> None:
    sides = [BASE.replace("财政拨款: 1", f"财政拨款: {amount}") for amount in (mine, theirs, wanted)]
    result, pool = merged(sides[0], sides[1])
    assert result.conflicts == []
    assert result.tree.content == tree(sides[2], pool).content


def test_different_amounts_are_a_conflict() -> None:
    sides = [BASE.replace("财政拨款: 1", f"财政拨款: {amount}") for amount in ("6", "7")]
    assert [each.kind for each in merged(sides[0], sides[1])[0].conflicts] == ["value"]
