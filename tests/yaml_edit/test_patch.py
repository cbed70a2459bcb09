"""What becomes of a YAML text: before, what the workbook says, after."""

from __future__ import annotations

from textwrap import dedent

import pytest

from generator.merging.three_way import merge
from generator.sources.yaml_file import read_yaml_text
from generator.spec.content_tree import Pool, build_tree
from generator.yaml_edit.patch import patch
from generator.yaml_edit.patch_work import read_document


def patched(mine: str, theirs: str, base: str | None = None) -> str:
    """``mine`` with what ``theirs`` changed since ``base`` (else since ``mine``); items are found by what they say."""
    pool = Pool()
    document = read_document(mine, "x.yaml", pool)
    node, findings = read_yaml_text(theirs, "x.xlsx")
    assert node is not None, findings
    base_node, _ = read_yaml_text(mine if base is None else base, "x.yaml")
    assert base_node is not None
    merged = merge(build_tree(base_node, pool), document.tree, build_tree(node, pool), {}, pool)
    assert merged.conflicts == []
    return patch(document, merged.tree, pool).text


CASES = {
    "a plain text, beside a comment": (
        "年度: 2024  # 核过\n版式: x\n",
        "年度: 2025\n版式: x\n",
        "年度: 2025  # 核过\n版式: x\n",
    ),
    "quotes stay": (
        "版式: 'x'\n年度: \"2024\"\n",
        "版式: y\n年度: 2025\n",
        "版式: 'y'\n年度: \"2025\"\n",
    ),
    "quotes come where they are needed": (
        "版式: x\n",
        "版式: 'x: y'\n",
        '版式: "x: y"\n',
    ),
    "a block keeps its style, its indent and the comment in its header": (
        "部门:\n  部门名称: |-  # 全称\n      第一行\n      第二行\n  # 代码在这里\n  部门代码: 1\n",
        '部门: {部门名称: "第一行\\n改了\\n第三行", 部门代码: 1}\n',
        "部门:\n  部门名称: |-  # 全称\n      第一行\n      改了\n      第三行\n  # 代码在这里\n  部门代码: 1\n",
    ),
    "a folded block is folded again": (
        "版式: >-\n  aa bb\n  cc\n年度: 2024\n",
        "版式: aa bb dd\n年度: 2024\n",
        "版式: >-\n  aa bb\n  dd\n年度: 2024\n",
    ),
    "a comment beside a text that gets lines of its own": (
        "部门:\n  部门名称: 甲 # 注\n",
        'department: {name: "甲\\n乙"}\n',
        '部门:\n  部门名称: "甲\\n乙" # 注\n',
    ),
    "a blank is filled": ("年度:\n版式: # 哪个\n", "年度: 2024\n版式: x\n", "年度: 2024\n版式: x # 哪个\n"),
    "a text is emptied": ("年度: 2024 # 注\n版式: x\n", "年度:\n版式: x\n", "年度: # 注\n版式: x\n"),
    "blank, null and empty are different": ("年度: ~\n版式: x\n", '年度: ""\n版式: x\n', '年度: ""\n版式: x\n'),
    "a new key stands where the glossary has it": (
        "版式: x\n# 部门\n部门: 甲\n",
        "版式: x\n年度: 2024\n部门: 甲\n",
        "版式: x\n年度: 2024\n# 部门\n部门: 甲\n",
    ),
    "a new key speaks as its neighbours do": (
        "layout: x\ndepartment:\n    name: 甲\n",
        "版式: x\n年度: 2024\n部门: {部门名称: 甲, 部门代码: 1}\n",
        "layout: x\nyear: 2024\ndepartment:\n    code: 1\n    name: 甲\n",
    ),
    "a key goes with the comment above it": (
        "版式: x\n# 哪一年\n年度: 2024 # 注\n# 部门\n部门: 甲\n",
        "版式: x\n部门: 甲\n",
        "版式: x\n# 部门\n部门: 甲\n",
    ),
    "the first key of an item goes": (
        "预算单位:\n  - 单位代码: 1\n    单位名称: 甲\n  - 单位代码: 2\n    # 名称\n    单位名称: 乙\n",
        "预算单位: [{单位名称: 甲}, {单位名称: 乙}]\n",
        "预算单位:\n  - 单位名称: 甲\n  -\n    # 名称\n    单位名称: 乙\n",
    ),
    "a bare text becomes a mapping": (
        "部门: 甲 # 注\n年度: 2024\n",
        "部门: {部门名称: 甲, 部门代码: 1}\n年度: 2024\n",
        "部门: # 注\n  部门代码: 1\n  部门名称: 甲\n年度: 2024\n",
    ),
    "a bare text stays one": ("部门: 甲\n", "部门: {部门名称: 乙}\n", "部门: 乙\n"),
    "an item comes, in the style of its siblings": (
        "预算单位:\n-   单位名称: 甲\n\n-   单位名称: 乙\n年度: 2024\n",
        "预算单位: [{单位名称: 甲}, {单位名称: 乙}, {单位名称: 丙, 项目: [{项目名称: 一}]}]\n年度: 2024\n",
        "预算单位:\n-   单位名称: 甲\n\n-   单位名称: 乙\n\n-   单位名称: 丙\n    项目:\n    -   项目名称: 一\n年度: 2024\n",
    ),
    "an item goes with its comments, those of others stay": (
        "预算单位:\n  # 甲的\n  - 单位名称: 甲\n    # 没有代码\n  # 乙的\n  - 单位名称: 乙\n",
        "预算单位: [{单位名称: 乙}]\n",
        "预算单位:\n  # 乙的\n  - 单位名称: 乙\n",
    ),
    "an item moves with its comments": (
        "预算单位:\n  - 单位名称: 甲\n  # 乙的\n  - 单位名称: 乙 # 注\n  - 单位名称: 丙\n",
        "预算单位: [{单位名称: 乙}, {单位名称: 甲}, {单位名称: 丙}]\n",
        "预算单位:\n  # 乙的\n  - 单位名称: 乙 # 注\n  - 单位名称: 甲\n  - 单位名称: 丙\n",
    ),
    "a project moves to another unit, at another indent, and is edited": (
        "预算单位:\n- 单位名称: 甲\n  项目:\n    # 一的\n    - 项目名称: 一\n      资金用途: |\n        多行\n"
        "- 单位名称: 乙\n  项目:\n  - 项目名称: 二\n",
        '预算单位: [{单位名称: 甲, 项目: []}, {单位名称: 乙, 项目: [{项目名称: 二}, {项目名称: 一, 资金用途: "改\\n"}]}]\n',
        "预算单位:\n- 单位名称: 甲\n  项目: []\n- 单位名称: 乙\n  项目:\n  - 项目名称: 二\n"
        "  # 一的\n  - 项目名称: 一\n    资金用途: |\n      改\n",
    ),
    "a list that was empty": (
        "预算单位: [] # 还没有\n年度: 2024\n",
        "预算单位: [{单位名称: 甲}]\n年度: 2024\n",
        "预算单位: # 还没有\n  - 单位名称: 甲\n年度: 2024\n",
    ),
    "between brackets": (
        "部门: {部门名称: 甲, 部门代码: '1'} # 注\n部门合计: {财政拨款: 1,\n  其他资金: 2} # 合\n",
        "部门: {部门名称: '甲, 乙'}\n部门合计: {总计: 3, 财政拨款: 1, 其他资金: 3}\n",
        "部门: {部门名称: '甲, 乙'} # 注\n部门合计: {总计: 3,\n  财政拨款: 1,\n  其他资金: 3} # 合\n",
    ),
    "a list between brackets": (
        "部门整体绩效目标: {总体绩效目标: [甲, '乙', 丙]}\n",
        "部门整体绩效目标: {总体绩效目标: [乙, 甲, 丁]}\n",
        "部门整体绩效目标: {总体绩效目标: ['乙', 甲, 丁]}\n",
    ),
    "comments between brackets": (
        "部门合计: {\n  财政拨款: 1, # 一\n  财政专户拨款: 2, # 二\n  其他资金: 3 # 三\n}\n",
        "部门合计: {财政拨款: 1, 其他资金: 4}\n",
        "部门合计: {\n  财政拨款: 1, # 一\n   # 二\n  其他资金: 4 # 三\n}\n",
    ),
    "line ends stay": (
        "版式: x\r\n预算单位:\r\n  - 单位名称: 甲\r\n",
        'layout: x\n预算单位: [{单位名称: 甲, 单位代码: "1\\n2"}]\n',
        "版式: x\r\n预算单位:\r\n  - 单位代码: |-\r\n      1\r\n      2\r\n    单位名称: 甲\r\n",
    ),
    "no line end at the end": (
        "版式: x\n预算单位:\n  - 单位名称: 甲",
        "layout: x\n预算单位: [{单位名称: 甲}, {单位名称: 乙}]\n",
        "版式: x\n预算单位:\n  - 单位名称: 甲\n  - 单位名称: 乙",
    ),
    "a block without line end at the end": (
        "版式: |\n  x",
        "版式: x\n部门: 甲\n",
        "版式: |-\n  x\n部门: 甲\n",
    ),
    "what the glossary does not know stays": (
        "版式: x\n我的: {a: 1} # 注\n年度: 2024\n",
        "版式: x\n",
        "版式: x\n我的: {a: 1} # 注\n",
    ),
    "an alias is written out where what it stands for changes": (
        "部门合计: &a {财政拨款: 1}\n预算单位:\n  - 单位名称: 甲\n    单位合计: *a\n  - 单位名称: 乙\n    单位合计: *a\n",
        "部门合计: {财政拨款: 2}\n预算单位: [{单位名称: 甲, 单位合计: {财政拨款: 1}}, {单位名称: 乙, 单位合计: {财政拨款: 2}}]\n",
        "部门合计: &a {财政拨款: 2}\n预算单位:\n  - 单位名称: 甲\n    单位合计:\n      财政拨款: 1\n"
        "  - 单位名称: 乙\n    单位合计:\n      财政拨款: 2\n",
    ),
    "an alias that changes itself": (
        "部门合计: &a\n  财政拨款: 1\n预算单位:\n  - 单位名称: 甲\n    单位合计: *a # 同\n",
        "部门合计: {财政拨款: 1}\n预算单位: [{单位名称: 甲, 单位合计: {财政拨款: 2}}]\n",
        "部门合计: &a\n  财政拨款: 1\n预算单位:\n  - 单位名称: 甲\n    单位合计: # 同\n      财政拨款: 2\n",
    ),
    "keys after a question mark": (
        "? 版式\n: x\n? 年度\n: 2024\n金额单位: 元\n",
        "版式: y\n部门: 甲\n金额单位: 元\n",
        "? 版式\n: y\n金额单位: 元\n部门: 甲\n",
    ),
    "directives and markers": (
        "%YAML 1.1\n---\n版式: x\n...\n",
        "版式: x\n年度: 2024\n",
        "%YAML 1.1\n---\n版式: x\n年度: 2024\n...\n",
    ),
    "a text below its key": ("版式:\n  x # 注\n年度: 1\n", "版式: y\n年度:\n", "版式:\n  y # 注\n年度:\n"),
    "tags": ("版式: !!str x\n年度: !!int 1\n", "版式: y\n年度: 1\n", "版式: y\n年度: !!int 1\n"),
    "months": (
        "预算单位:\n  - 单位名称: 甲\n    项目:\n      - 项目名称: 一\n        资金支出计划:\n          3月底: 25%\n",
        "预算单位: [{单位名称: 甲, 项目: [{项目名称: 一, 资金支出计划: {3: 30%, 6月底: 50%}}]}]\n",
        "预算单位:\n  - 单位名称: 甲\n    项目:\n      - 项目名称: 一\n        资金支出计划:\n          3月底: 30%\n"
        "          6月底: 50%\n",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_text_changes_only_where_it_must(name: str) -> None:
    before, theirs, after = CASES[name]
    assert patched(before, theirs) == after


@pytest.mark.parametrize("name", CASES)
def test_nothing_changes_the_second_time(name: str) -> None:
    before, theirs, after = CASES[name]
    assert patched(after, theirs, base=before) == after
    assert patched(after, after) == after


def test_edits_on_both_sides_meet_in_one_file() -> None:
    base = dedent("""\
        预算单位:
          - 单位名称: 甲
            项目:
              - 项目名称: 一
                资金用途: 旧
              - 项目名称: 二
        """)
    mine = base.replace("旧", "旧  # 待核").replace("项目名称: 二", "项目名称: 二\n        涉密: 否")
    theirs = base.replace("旧", "新").replace("      - 项目名称: 一", "      - 项目名称: 三\n      - 项目名称: 一")
    assert patched(mine, theirs, base) == dedent("""\
        预算单位:
          - 单位名称: 甲
            项目:
              - 项目名称: 三
              - 项目名称: 一
                资金用途: 新  # 待核
              - 项目名称: 二
                涉密: 否
        """)
