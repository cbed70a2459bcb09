"""Small merges: base, the YAML now, the workbook, and what comes of them."""

from __future__ import annotations

import pytest

from generator.diagnostics import Loc
from generator.merging.items import Side
from generator.merging.merged_order import merge_order
from generator.merging.three_way import Merge, merge
from generator.sources.yaml_file import read_yaml_text
from generator.spec.content_tree import Pool, Tree, build_tree
from generator.yaml_edit.kept_order import longest_increasing

BASE = """\
版式: x
预算单位:
  - 单位名称: 甲
    项目:
      - {项目编码: P1, 项目名称: 一, 资金: {财政拨款: 1}, 绩效指标: [{二级指标: 数量, 三级指标: 次数, 年度指标值: 3}]}
      - {项目编码: P2, 项目名称: 二, 资金用途: 用于二}
  - 单位名称: 乙
    项目:
      - {项目编码: P3, 项目名称: 三}
"""


def merged(mine: str, theirs: str, prefer: Side | None = None, ids: dict[Loc, Loc] | None = None) -> tuple[Merge, Pool]:
    pool = Pool()
    trees = [tree(text, pool) for text in (BASE, mine, theirs)]
    return merge(*trees, ids or {}, pool, prefer), pool  # type: ignore[misc]


def tree(text: str, pool: Pool) -> Tree:
    node, findings = read_yaml_text(text, "x.yaml")
    assert node is not None, findings
    return build_tree(node, pool)


P1 = BASE.splitlines(keepends=True)[4]
P2 = BASE.splitlines(keepends=True)[5]
P3 = BASE.splitlines(keepends=True)[8]

CLEAN = {
    "different fields of one item": (
        BASE.replace("财政拨款: 1", "财政拨款: 2"),
        BASE.replace("年度指标值: 3", "年度指标值: 4"),
        BASE.replace("财政拨款: 1", "财政拨款: 2").replace("年度指标值: 3", "年度指标值: 4"),
    ),
    "renamed on one side, edited on the other": (
        BASE.replace("项目名称: 一", "项目名称: 壹"),
        BASE.replace("财政拨款: 1", "财政拨款: 2"),
        BASE.replace("项目名称: 一", "项目名称: 壹").replace("财政拨款: 1", "财政拨款: 2"),
    ),
    "both add, both stay": (
        BASE.replace(P2, P2 + "      - {项目名称: 我的}\n"),
        BASE.replace(P2, P2 + "      - {项目名称: 他的}\n"),
        BASE.replace(P2, P2 + "      - {项目名称: 我的}\n      - {项目名称: 他的}\n"),
    ),
    "both add the same": (
        BASE.replace(P2, P2 + "      - {项目名称: 新的}\n"),
        BASE.replace(P2, P2 + "      - {项目名称: 新的}\n"),
        BASE.replace(P2, P2 + "      - {项目名称: 新的}\n"),
    ),
    "deleted on one side, untouched on the other": (BASE.replace(P2, ""), BASE, BASE.replace(P2, "")),
    "deleted on both": (BASE.replace(P2, ""), BASE.replace(P2, ""), BASE.replace(P2, "")),
    "moved to another unit, edited on the other side": (
        BASE.replace("用于二", "改用于二"),
        BASE.replace(P2, "").replace(P3, P3 + P2),
        BASE.replace(P2, "").replace(P3, P3 + P2.replace("用于二", "改用于二")),
    ),
    "moved in the YAML, edited in the workbook": (
        BASE.replace(P2, "").replace(P3, P3 + P2),
        BASE.replace("用于二", "改用于二"),
        BASE.replace(P2, "").replace(P3, P3 + P2.replace("用于二", "改用于二")),
    ),
    "the unit goes, its project had moved out and is edited on the other side": (
        BASE.replace("项目名称: 三", "项目名称: 三三"),
        BASE.replace("  - 单位名称: 乙\n    项目:\n" + P3, P3),
        BASE.replace("  - 单位名称: 乙\n    项目:\n" + P3, P3.replace("项目名称: 三", "项目名称: 三三")),
    ),
    "order changed on one side, added on the other": (
        BASE.replace(P1 + P2, P2 + P1),
        BASE.replace(P2, P2 + "      - {项目名称: 新的}\n"),
        BASE.replace(P1 + P2, P2 + "      - {项目名称: 新的}\n" + P1),
    ),
}


# Where both sides add, what the YAML added comes first: swapped, the outcome is another.
SWAPPED = [(name, True) for name in CLEAN if name != "both add, both stay"]


@pytest.mark.parametrize(("name", "swapped"), [*((name, False) for name in CLEAN), *SWAPPED])
def test_edits_that_do_not_meet(name: str, swapped: bool) -> None:
    mine, theirs, wanted = CLEAN[name]
    result, pool = merged(theirs, mine) if swapped else merged(mine, theirs)
    assert result.conflicts == []
    assert result.tree.content == tree(wanted, pool).content


CONFLICTS = {
    "value": (
        BASE.replace("财政拨款: 1", "财政拨款: 2"),
        BASE.replace("财政拨款: 1", "财政拨款: 3"),
        ("预算单位[1].项目[1].资金.财政拨款", "1", "2（x.yaml:5:40）", "3（x.yaml:5:40）"),
    ),
    "emptied": (
        BASE.replace("财政拨款: 1", "财政拨款: 2"),
        BASE.replace("财政拨款: 1", "财政拨款: null"),
        ("预算单位[1].项目[1].资金.财政拨款", "1", "2（x.yaml:5:40）", "（空着）（x.yaml:5:40）"),
    ),
    "deleted in the workbook": (
        BASE.replace("用于二", "改用于二"),
        BASE.replace(P2, ""),
        ("预算单位[1].项目[2]", "“二”", "“二”，改了 资金用途 用于二 → 改用于二（x.yaml:6:9）", "（已删除）"),
    ),
    "deleted in the YAML": (
        BASE.replace(P2, ""),
        BASE.replace("用于二", "改用于二"),
        ("预算单位[1].项目[2]", "“二”", "（已删除）", "“二”，改了 资金用途 用于二 → 改用于二（x.yaml:6:9）"),
    ),
    "an item in what was deleted": (
        BASE.replace("年度指标值: 3", "年度指标值: 4"),
        BASE.replace(P1, ""),
        ("预算单位[1].项目[1]", "“一”", "“一”，改了 绩效指标里的内容（x.yaml:5:9）", "（已删除）"),
    ),
    "long texts that begin alike": (
        BASE.replace("用于二", "同" * 60 + "甲"),
        BASE.replace("用于二", "同" * 60 + "乙" * 50),
        (
            "预算单位[1].项目[2].资金用途",
            "用于二",
            f"…{'同' * 10}甲（x.yaml:6:35）",
            f"…{'同' * 10}{'乙' * 30}…（x.yaml:6:35）",
        ),
    ),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_edits_that_meet(name: str) -> None:
    mine, theirs, wanted = CONFLICTS[name]
    (conflict,) = merged(mine, theirs)[0].conflicts
    assert [merged(mine, theirs, side)[0].decided for side in (Side.MINE, Side.THEIRS)] == [[conflict], [conflict]]
    assert (conflict.path, conflict.base.words, str(conflict.mine), str(conflict.theirs)) == wanted


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_side_decides(name: str) -> None:
    mine, theirs, _ = CONFLICTS[name]
    for prefer, wanted in ((Side.MINE, mine), (Side.THEIRS, theirs)):
        result, pool = merged(mine, theirs, prefer)
        assert result.conflicts == []
        assert result.tree.content == tree(wanted, pool).content


def test_both_moved_differently() -> None:
    third = "  - 单位名称: 丙\n    项目: []\n"
    base = BASE + third
    mine = base.replace(P1, "").replace(P3, P3 + P1)
    theirs = base.replace(P1, "").replace("    项目: []\n", "    项目:\n" + P1)
    pool = Pool()
    result = merge(tree(base, pool), tree(mine, pool), tree(theirs, pool), {}, pool)
    assert [(each.kind, each.mine.words) for each in result.conflicts] == [("moved", "在 预算单位[2].项目[2]（“乙”）")]


def test_both_ordered_differently() -> None:
    base = "部门整体绩效目标:\n  总体绩效目标: [一, 二, 三]\n"
    pool = Pool()
    trees = [tree(base.replace("一, 二, 三", order), pool) for order in ("一, 二, 三", "三, 一, 二", "二, 一, 三")]
    (conflict,) = merge(*trees, {}, pool).conflicts  # type: ignore[misc]
    assert (conflict.kind, conflict.mine.words, conflict.theirs.words) == ("order", "三、一、二", "二、一、三")


def test_the_workbook_knows_its_rows() -> None:
    """Nothing in the row is as it was but its id: still the same project, and the edit of the YAML comes along."""
    theirs = BASE.replace(P2, "      - {项目编码: Q9, 项目名称: 全新, 资金用途: 另一种}\n")
    mine = BASE.replace("资金用途: 用于二", "资金用途: 用于二, 涉密: 否")
    ids: dict[Loc, Loc] = {("units", 0): ("units", 0), ("units", 0, "projects", 1): ("units", 0, "projects", 1)}
    ids |= {("units", 0, "projects", 0): ("units", 0, "projects", 0), ("units", 1): ("units", 1)}
    ids |= {("units", 1, "projects", 0): ("units", 1, "projects", 0)}
    result, pool = merged(mine, theirs, ids=ids)
    assert result.conflicts == []
    assert result.tree.content == tree(theirs.replace("另一种", "另一种, 涉密: 否"), pool).content


def test_a_row_without_id_is_new() -> None:
    """The row of the indicator was deleted and another typed: the YAML's edit of it has nowhere to go."""
    theirs = BASE.replace("三级指标: 次数, 年度指标值: 3", "三级指标: 人数, 年度指标值: 3")
    mine = BASE.replace("年度指标值: 3", "年度指标值: 4")
    project: Loc = ("units", 0, "projects", 0)
    ids: dict[Loc, Loc] = {project: project, ("units", 0): ("units", 0), ("x",): (*project, "indicators", 0)}
    assert [each.kind for each in merged(mine, theirs, ids=ids)[0].conflicts] == ["deleted"]


def test_a_project_that_was_typed_anew_is_known_by_its_code() -> None:
    theirs = BASE.replace("用于二", "用于别的")
    mine = BASE.replace("项目编码: P2", "项目编码: P2, 涉密: 否")
    ids: dict[Loc, Loc] = {("units", 0): ("units", 0), ("units", 0, "projects", 0): ("units", 0, "projects", 0)}
    result, pool = merged(mine, theirs, ids=ids)
    assert result.conflicts == []
    assert result.tree.content == tree(theirs.replace("项目编码: P2", "项目编码: P2, 涉密: 否"), pool).content


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "alive", "wanted"),
    [
        ("abc", "abc", "cab", "abc", "cab"),
        ("abc", "bca", "abc", "abc", "bca"),
        ("abc", "abcx", "abcy", "abcxy", "abcxy"),
        ("abc", "xabc", "yabc", "abcxy", "xyabc"),
        ("abc", "axbc", "abyc", "abcxy", "axbyc"),
        ("abc", "ac", "cba", "ac", "ca"),
        ("", "x", "y", "xy", "xy"),
    ],
)
def test_orders(base: str, mine: str, theirs: str, alive: str, wanted: str) -> None:
    order, _, is_conflict = merge_order(list(base), list(mine), list(theirs), set(alive))
    assert ("".join(order), is_conflict) == (wanted, False)


def test_what_need_not_move() -> None:
    assert longest_increasing([3, 0, 1, 2]) == [1, 2, 3]
    assert longest_increasing([]) == []
