"""Project codes: shape and repetition. A code is copied, never computed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from generator.checks.rule import Found, Rule, rule
from generator.checks.subject import Subject
from generator.diagnostics import Loc, Severity
from generator.spec.scalars import shorten, without_blanks

_YEAR = re.compile(r"^(20\d\d)年度?(?![以及\-—~至])")


@rule("COD01", Severity.ERROR, "项目编码的形状不对")
def malformed(subject: Subject) -> Iterator[Found]:
    """版式规定了项目编码的形状，编码就要符合；全角的数字、字母不行。

    为什么: 编码由财政系统给定；长度或字符不对，多半是抄漏或被 Excel 改过。最后一位的规则不公开，程序不验算。
    依据: 已公开的编码（推断），版式的 code_pattern。
    正例: 版式 曹妃甸 项目 {项目编码: 13020924P00077210002M}
    误例: 版式 曹妃甸 项目 {项目编码: 13020924P0007721002M}
    误例: 版式 曹妃甸 项目 {项目编码: １3020924P00077210002M}
    """
    pattern = subject.layout.code_pattern
    if not pattern:
        return
    for loc, project in subject.projects:
        if project.code and not re.fullmatch(pattern, project.code, re.ASCII):
            yield Found(
                (*loc, "code"),
                f"项目编码“{shorten(project.code)}”（{len(project.code)} 位）不合形状",
                f"应为：{subject.layout.code_description}；从财政系统照抄",
            )


@rule("COD02", Severity.ERROR, "项目编码重复")
def repeated(subject: Subject) -> Iterator[Found]:
    """同一份文件里，项目编码不能重复；全角、半角不算区别。

    为什么: 编码是项目的身份；重复多半是复制后忘了改。
    依据: 预算管理一体化系统的惯例（实践）。
    正例: 项目 {项目编码: 13020924P00077210002M} 和 {项目编码: 13020924P00077110001C}
    误例: 项目 {项目编码: 13020924P00077210002M} 和 {项目编码: 13020924P00077210002M}
    误例: 项目 {项目编码: 13020924P00077210002M} 和 {项目编码: 13020924Ｐ00077210002M}
    """
    first: dict[str, tuple[Loc, str]] = {}
    for loc, project in subject.projects:
        if not project.code:
            continue
        code = plain_code(project.code)
        if code in first:
            other = first[code][1]
            yield Found(
                (*loc, "code"),
                f"项目编码“{shorten(project.code)}”与项目“{shorten(other)}”相同",
                "一个项目一个编码，从财政系统照抄",
            )
        else:
            first[code] = (loc, project.name)


def plain_code(code: str) -> str:
    """``code`` as it is compared: full-width digits and letters are the same as others, blanks do not count."""
    return without_blanks(normalize("NFKC", code))


@rule("COD03", Severity.WARNING, "编码里的年份不一致")
def other_year(subject: Subject) -> Iterator[Found]:
    """项目编码里的年份应与文件的年度一致，也与项目名称里的年度一致。

    为什么: 不一致多半是抄了上年的编码，或名称没有改。
    依据: 已公开的编码（第 7、8 位是年份，推断）；延续项目可能沿用旧编码，所以只提醒。
    正例: 版式 曹妃甸 项目 {项目编码: 13020924P00077210002M, 项目名称: 2024年度党员培训经费}
    误例: 版式 曹妃甸 项目 {项目编码: 13020923P00077210002M, 项目名称: 2024年度党员培训经费}
    """
    pattern = subject.layout.code_pattern
    if not pattern or "(?P<year>" not in pattern:
        return
    for loc, project in subject.projects:
        found = re.fullmatch(pattern, project.code or "", re.ASCII)
        written = _YEAR.search(project.name)
        years = {"文件的年度": subject.spec.year, "项目名称里的年度": int(written[1]) if written else None}
        in_code = 2000 + int(found["year"]) if found else None
        other = [f"{what}是 {year}" for what, year in years.items() if in_code and year and year != in_code]
        if other:
            yield Found(
                (*loc, "code"),
                f"项目编码“{shorten(project.code or '')}”的年份是 {in_code}，{'，'.join(other)}",
                "核对编码和年度；延续项目沿用旧编码的，写明理由认可",
            )


RULES: tuple[Rule, ...] = (malformed, repeated, other_year)
