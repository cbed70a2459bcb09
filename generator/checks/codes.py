"""Project codes: shape and repetition. A code is copied, never computed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.rule import Found, Rule, Subject, rule
from generator.diagnostics import Loc, Severity
from generator.spec.scalars import shorten


@rule("COD01", Severity.ERROR, "项目编码的形状不对")
def malformed(subject: Subject) -> Iterator[Found]:
    """版式规定了项目编码的形状，编码就要符合。

    为什么: 编码由财政系统给定；长度或字符不对，多半是抄漏或被 Excel 改过。最后一位的规则不公开，程序不验算。
    依据: 已公开的编码（推断），版式的 code_pattern。
    正例: 项目 {项目编码: 13020924P00077210002M}
    误例: 项目 {项目编码: 13020924P0007721002M}
    """
    pattern = subject.layout.code_pattern
    if not pattern:
        return
    for loc, project in subject.projects:
        if project.code and not re.fullmatch(pattern, project.code):
            yield Found(
                (*loc, "code"),
                f"项目编码“{shorten(project.code)}”（{len(project.code)} 位）不合形状",
                f"应为：{subject.layout.code_description}；从财政系统照抄",
            )


@rule("COD02", Severity.ERROR, "项目编码重复")
def repeated(subject: Subject) -> Iterator[Found]:
    """同一份文件里，项目编码不能重复。

    为什么: 编码是项目的身份；重复多半是复制后忘了改。
    依据: 预算管理一体化系统的惯例（实践）。
    正例: 项目 {项目编码: 13020924P00077210002M}
    误例: 两个项目 {项目编码: 13020924P00077210002M}
    """
    first: dict[str, tuple[Loc, str]] = {}
    for loc, project in subject.projects:
        if not project.code:
            continue
        if project.code in first:
            other = first[project.code][1]
            yield Found(
                (*loc, "code"),
                f"项目编码“{shorten(project.code)}”与项目“{shorten(other)}”相同",
                "一个项目一个编码，从财政系统照抄",
            )
        else:
            first[project.code] = (loc, project.name)


RULES: tuple[Rule, ...] = (malformed, repeated)
