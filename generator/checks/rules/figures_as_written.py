"""Figures as they are written: units in words, units in the middle of a name, one amount with more and with fewer decimals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks.rule import Found, Rule, rule
from generator.checks.subject import Subject
from generator.diagnostics import Loc, Severity
from generator.spec.scalars import shorten
from generator.spec.value import COUNTERS, UNITS

_PERCENT_IN_WORDS = re.compile(r"[0-9０-９]\s*百分比")
_BRACKETED = re.compile(r"[(（]([%％]|[^()（）0-9]{1,4})[)）](?=[^\W_])")
_UNITS = ((COUNTERS | UNITS) - frozenset("村镇乡县区市年日天家户人名位组班对段")) | {"％"}
"""No words that may stand for another one beside them: 县（区）, 户（人）, 班（组）."""

_ENDS_IN_ZERO = re.compile(r"\.\d{0,5}0(?:亿元|万元|元)")
_AMOUNT = re.compile(r"(?<![\d.,])(\d[\d,]{0,14}(?:\.\d{1,6})?)(亿元|万元|元)(?![/／每])")


@rule("TXT15", Severity.WARNING, "百分号写成“百分比”")
def percent_in_words(subject: Subject) -> Iterator[Found]:
    """数字后面的单位写 %，不写“百分比”；一份文件只在第一处提醒。

    为什么: “95百分比”不是汉语的说法，是系统把单位的名称印了出来。
    依据: GB/T 15835（出版物上数字用法：百分数用 %）；已公开的表里确有（曹妃甸 6 处）。
    正例: 指标 {年度指标值: ≥95%}
    误例: 指标 {年度指标值: ≥95百分比}
    """
    written = [value for value in subject.values if _PERCENT_IN_WORDS.search(value.value.text)]
    if written:
        text = written[0].value.text
        message = f"{written[0].label}“{shorten(text)}”把 % 写成“百分比”，共 {len(written)} 处"
        yield Found(written[0].loc, message, "改成 %", "百分比")


@rule("TXT16", Severity.WARNING, "名称中间夹着单位")
def unit_within_name(subject: Subject) -> Iterator[Found]:
    """三级指标的单位写在值里；要写在名称里的，放在末尾的括号里，如“培训期数（期）”，不夹在中间。

    为什么: 夹在中间读不成句，程序和汇总的人也认不出单位。
    依据: 实践；末尾的括号是常见写法，不报。
    正例: 指标 {三级指标: 培训合格率（%）, 年度指标值: "95"}
    正例: 指标 {三级指标: 区行风（机关作风）建设情况, 年度指标值: 按期评议}
    误例: 指标 {三级指标: 培训（%）合格情况, 年度指标值: ≥95%}
    """
    for loc, _, indicator in subject.indicators:
        for field in ("name", "annual_name"):
            name = getattr(indicator, field)
            found = _BRACKETED.search(name) if name and ("（" in name or "(" in name) else None
            if found and found[1] in _UNITS:
                message = f"三级指标“{shorten(name)}”中间夹着单位“{found.group()}”"
                yield Found((*loc, field), message, "删掉，单位写在值里", found.group())


@rule("MON10", Severity.WARNING, "一个金额两种写法")
def amount_in_two_ways(subject: Subject) -> Iterator[Found]:
    """一个项目的文字里，同一个金额的小数写成一样：都写 1.8万元，或都写 1.80万元。

    为什么: 看表的人会以为是两笔。
    依据: 实践；表上的金额栏由程序统一成两位小数，不算。
    正例: 项目 {绩效目标: 教材1.8万元，场租1.2万元。}
    误例: 项目 {绩效目标: 教材1.8万元，场租1.2万元。共3万元，其中教材1.80万元。}
    """
    if not _ENDS_IN_ZERO.search(subject.whole):
        return  # of two ways one has a needless zero
    first: dict[tuple[Loc, Decimal, str], str] = {}
    for loc, text in subject.texts:
        for found in _AMOUNT.finditer(text) if "元" in text and len(loc) > 4 else ():
            shown = found[1].replace(",", "")
            key = loc[:4], Decimal(shown), found[2]
            earlier = first.setdefault(key, shown)
            if earlier != shown:
                yield Found(
                    loc, f"“{found.group()}”在这个项目里又写作 {earlier}{found[2]}", "小数写成一样", found.group()
                )


RULES: tuple[Rule, ...] = (percent_in_words, unit_within_name)
MONEY_RULES: tuple[Rule, ...] = (amount_in_two_ways,)
