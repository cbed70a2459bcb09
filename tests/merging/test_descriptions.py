"""Words for values and for what is different between them."""

from __future__ import annotations

import pytest

from generator.merging.descriptions import changes, contrast
from generator.spec.content_tree import Listing, Pool, Record, Tree, build_tree
from tests.excel.books import nodes


def project(text: str, pool: Pool) -> Record:
    """The only project of a file."""
    tree: Tree = build_tree(nodes(f"预算单位: [项目: [{text}]]"), pool)
    for name in ("units", "projects"):
        assert isinstance(tree, Record)
        listed = tree.fields[name]
        assert isinstance(listed, Listing)
        (tree,) = listed.items
    assert isinstance(tree, Record)
    return tree


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (("一", "二"), ("一", "二")),
        ((None, "二"), ("（空着）", "二")),
        (("  ", "二"), ("“  ”", "二")),
        (("一\n二", "三"), ("一⏎二", "三")),
        (("同" * 50 + "甲", "同" * 50 + "乙"), (f"…{'同' * 10}甲", f"…{'同' * 10}乙")),
        (("甲" + "同" * 50, "乙" + "同" * 50), (f"甲{'同' * 39}…", f"乙{'同' * 39}…")),
    ],
)
def test_contrast(texts: tuple[str | None, ...], shown: tuple[str, ...]) -> None:
    assert contrast(*texts) == shown


@pytest.mark.parametrize(
    ("base", "now", "words"),
    [
        ("{项目名称: 一}", "{项目名称: 二}", "项目名称 一 → 二"),
        ("{项目名称: 一, 资金: {财政拨款: 1}}", "{项目名称: 一, 资金: {财政拨款: 2}}", "财政拨款 1 → 2"),
        ("{项目名称: 一}", "{项目名称: 一, 资金用途: 用}", "资金用途 （没有写） → 用"),
        (
            "{项目名称: 一, 绩效指标: [{三级指标: 甲}]}",
            "{项目名称: 一, 绩效指标: [{三级指标: 乙}]}",
            "绩效指标里的内容",
        ),
        (
            "{项目名称: 一, 绩效指标: [{三级指标: 甲}]}",
            "{项目名称: 一, 绩效指标: [{三级指标: 甲}, {三级指标: 乙}]}",
            "绩效指标 1 项 → 2 项",
        ),
        ("{项目名称: 一}", "{项目名称: 一}", ""),
    ],
)
def test_changes(base: str, now: str, words: str) -> None:
    pool = Pool()
    assert changes(project(base, pool), project(now, pool)) == words


def test_many_changes_are_counted() -> None:
    pool = Pool()
    base = project("{项目名称: 一}", pool)
    now = project("{项目名称: 二, 项目编码: A, 资金用途: 用, 涉密: 是}", pool)
    assert changes(base, now).count("→") == 3
    assert changes(base, now).endswith("等 4 处")


def test_what_was_added_or_is_gone_has_no_changes() -> None:
    assert changes(None, project("{项目名称: 一}", Pool())) == ""
    assert changes(project("{项目名称: 一}", Pool()), None) == ""
