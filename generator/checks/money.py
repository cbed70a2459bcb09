"""Money: sums, signs, decimals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.checks.rule import Found, Rule, Subject, rule
from generator.diagnostics import Loc, Severity
from generator.layouts.filters import decimals_of, money
from generator.layouts.views import in_unit
from generator.spec.model import ZERO, Funding

SOURCES = {"fiscal": "财政拨款", "special_account": "财政专户拨款", "other": "其他资金"}


@rule("MON01", Severity.ERROR, "总计不等于各项之和")
def total_differs(subject: Subject) -> Iterator[Found]:
    """写了“总计”，它就必须等于财政拨款、财政专户拨款、其他资金之和；空着的按零计，一分不差。

    为什么: 总计由程序计算打印；写下的总计与各项对不上，说明其中有数写错了。
    依据: 表内勾稽关系（实践）。
    正例: 项目 {资金: {总计: 10, 财政拨款: 4, 其他资金: 6}}
    误例: 项目 {资金: {总计: 11, 财政拨款: 4, 其他资金: 6}}
    """
    for loc, project in subject.projects:
        funding = project.funding
        if funding.total is not None and funding.total != funding.sum:
            parts = " + ".join(f"{label} {_shown(getattr(funding, name))}" for name, label in SOURCES.items())
            yield Found(
                (*loc, "funding", "total"),
                f"总计 {_shown(funding.total)} 与各项之和 {_shown(funding.sum)} 不符（{parts}），"
                f"相差 {_shown(funding.total - funding.sum)}",
                "改正写错的一项；总计也可以不写，由程序计算",
            )


@rule("MON02", Severity.ERROR, "合计不等于下级之和")
def totals_differ(subject: Subject) -> Iterator[Found]:
    """写了“单位合计”或“部门合计”，其中每一项就必须等于下面各项目、各单位之和。

    为什么: 合计由程序计算打印；写下的合计对不上，说明漏了项目或写错了数。
    依据: 表内勾稽关系（实践）。
    正例: 单位 {单位合计: {财政拨款: 1}}
    误例: 单位 {单位合计: {财政拨款: 2}}
    """
    unit_sums = [_sum(project.funding for project in unit.projects) for _, unit in subject.units]
    for (loc, unit), actual in zip(subject.units, unit_sums, strict=True):
        yield from _differences((*loc, "totals"), unit.totals, actual, "本单位项目")
    yield from _differences(("totals",), subject.spec.totals, _sum(unit_sums), "各单位")


@rule("MON03", Severity.ERROR, "金额为负")
def negative(subject: Subject) -> Iterator[Found]:
    """预算金额不能是负数。

    为什么: 绩效目标表填的是预算安排数，没有负的安排；多半是输入错误。
    依据: 实践。
    正例: 项目 {资金: {财政拨款: 5}}
    误例: 项目 {资金: {财政拨款: -5}}
    """
    for loc, amount in _amounts(subject):
        if amount < 0:
            yield Found(loc, f"金额 {_shown(amount)} 是负数", "去掉负号，或改成正确的金额")


@rule("MON04", Severity.ERROR, "小数位数超过表的位数")
def too_precise(subject: Subject) -> Iterator[Found]:
    """换算成表的金额单位后，小数位数不能超过表的位数（通常两位）。

    为什么: 程序不替人四舍五入；多出的小数打不进表，合计也会对不上。
    依据: 已公开各表的金额都是两位小数（实践）。
    正例: 项目 {资金: {财政拨款: 1.25}}
    误例: 项目 {资金: {财政拨款: 1.255}}
    """
    layout = subject.layout
    for loc, amount in _amounts(subject):
        printed = in_unit(amount, subject.spec.money_unit, layout.money_unit)
        if decimals_of(printed, 0) > layout.money_decimals:
            yield Found(
                loc,
                f"金额 {_shown(printed)} {layout.money_unit}有 {decimals_of(printed, 0)} 位小数，"
                f"{layout.name}的表只有 {layout.money_decimals} 位",
                f"四舍五入到 {layout.money_decimals} 位小数，并使合计仍然相符",
            )


@rule("MON05", Severity.ERROR, "中期预算少于本年度")
def term_less_than_year(subject: Subject) -> Iterator[Found]:
    """实施周期（中期）的财政预算包含本年度，不能少于本年度的财政拨款。

    为什么: 中期是若干年度之和，本年度是其中一年。
    依据: 表内勾稽关系（实践）。
    正例: 项目 {资金: {财政拨款: 4}, 实施周期: {中期财政预算: 12}}
    误例: 项目 {资金: {财政拨款: 4}, 实施周期: {中期财政预算: 3}}
    """
    for loc, project in subject.projects:
        budget = project.term.budget if project.term else None
        annual = project.funding.fiscal or ZERO
        if budget is not None and budget < annual:
            yield Found(
                (*loc, "term", "budget"),
                f"中期财政预算 {_shown(budget)} 少于本年度财政拨款 {_shown(annual)}",
                "中期预算应包含本年度，检查两个数哪个写错了",
            )


def _shown(amount: Decimal | None) -> str:
    return money(amount or ZERO, 2)


def _sum(fundings: Iterable[Funding]) -> Funding:
    parts = [(part.fiscal or ZERO, part.special_account or ZERO, part.other or ZERO) for part in fundings]
    sums = (sum(column, ZERO) for column in zip(*parts, strict=True)) if parts else (ZERO,) * 3
    return Funding(**dict(zip(SOURCES, sums, strict=True)))


def _differences(loc: Loc, written: Funding | None, actual: Funding, below: str) -> Iterator[Found]:
    if written is None:
        return
    expected = {"total": actual.sum, **{name: getattr(actual, name) for name in SOURCES}}
    for name, amount in expected.items():
        given = getattr(written, name)
        if given is not None and given != amount:
            label = SOURCES.get(name, "总计")
            yield Found(
                (*loc, name),
                f"{label}合计写的是 {_shown(given)}，{below}之和是 {_shown(amount)}，相差 {_shown(given - amount)}",
                "检查是否漏了项目或写错了金额；合计也可以不写，由程序计算",
            )


def _amounts(subject: Subject) -> Iterator[tuple[Loc, Decimal]]:
    for loc, project in subject.projects:
        for name in ("total", *SOURCES):
            amount = getattr(project.funding, name)
            if amount is not None:
                yield (*loc, "funding", name), amount
        if project.term and project.term.budget is not None:
            yield (*loc, "term", "budget"), project.term.budget


RULES: tuple[Rule, ...] = (total_differs, totals_differ, negative, too_precise, term_less_than_year)
