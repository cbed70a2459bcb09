"""Money: sums, signs, decimals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from generator.checks.rule import Found, Rule, rule
from generator.checks.subject import Subject
from generator.diagnostics import Loc, Severity
from generator.layouts.filters import decimals_of, money
from generator.layouts.model import Category
from generator.spec.model import ZERO, Funding, Project
from generator.spec.scalars import in_unit, shorten

_SLIP = Decimal(10000)
_GAP = 1000
_ALIKE = 100
_LEAST_YUAN = 100
"""No budget is less than so many 元."""
_IN_WAN = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}
_MONEY = re.compile(r"(?<![\d.,])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d{1,6})?)(?P<unit>亿元|万元|元)")
_PRICE = re.compile("每|均|价|标准|单位|人次|/|学费|票")
_PRICE_AFTER = re.compile("/|每|的?(?:价格|标准)")

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
    正例: 单位 {单位合计: {财政拨款: 3}, 项目: [{资金: {财政拨款: 1}}, {资金: {财政拨款: 2}}]}
    误例: 单位 {单位合计: {财政拨款: 2}, 项目: [{资金: {财政拨款: 1}}, {资金: {财政拨款: 2}}]}
    """
    if subject.spec.totals is None and all(unit.totals is None for _, unit in subject.units):
        return
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
            written_in = subject.spec.money_unit
            converted = f"，合 {_shown(printed)} {layout.money_unit}" if written_in != layout.money_unit else ""
            step = Decimal(1).scaleb(-layout.money_decimals)
            nearest = in_unit(printed.quantize(step, ROUND_HALF_UP), layout.money_unit, written_in)
            yield Found(
                loc,
                f"金额 {_shown(amount)} {written_in}{converted}，有 {decimals_of(printed, 0)} 位小数，"
                f"{layout.name}的表只有 {layout.money_decimals} 位",
                f"四舍五入是 {_shown(nearest)} {written_in}；改了以后合计要仍然相符",
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


@rule("MON06", Severity.WARNING, "文字里的金额与预算差一万倍")
def slipped_unit(subject: Subject) -> Iterator[Found]:
    """文字里的金额与项目的预算恰好差一万倍的，多半是“元”“万元”写错了。

    为什么: 金额差一万倍，公开后最难解释。
    依据: 实践。“每人”“单价”等不是总额的不算，1元、500元这样的整数太常见，也不算（100000万元这样上亿的照查）。
    正例: 项目 {资金: {财政拨款: 29.73}, 绩效目标: 使用29.73万元购置图书}
    正例: 项目 {资金: {财政拨款: 25}, 绩效目标: 每人每天补助25元}
    误例: 项目 {资金: {财政拨款: 29.73}, 绩效目标: 使用29.73元购置图书}
    """
    budgets: dict[Loc, set[Decimal]] = {}
    amounts = {text: written for text in subject.prose if "元" in text and (written := _written(text))}
    if amounts:
        budgets = {loc: _budgets(project, subject.spec.money_unit) for loc, project in subject.projects}
    for text, written in amounts.items():
        for loc in subject.prose[text]:
            for shown, amount in written:
                slipped = amount * _SLIP, amount / _SLIP
                budget = next((each for each in budgets.get(loc[:4], ()) if each in slipped), None)
                if budget is not None:
                    yield Found(
                        loc,
                        f"“{shown}”与预算 {_shown(budget)} 万元恰好差一万倍",
                        "检查单位是元还是万元；确实如此的，写明理由认可",
                        shown,
                    )


@rule("MON07", Severity.WARNING, "中期预算恰好是本年度的几倍")
def term_is_multiple(subject: Subject) -> Iterator[Found]:
    """中期预算不应只是本年度财政拨款乘以年数（没有写年数的按三年）。

    为什么: 恰好是三倍，多半是没有逐年测算。
    依据: 实践；已公开的表里确有（东莞 6 个项目），所以只提醒。
    正例: 项目 {资金: {财政拨款: 4}, 实施周期: {开始年度: 2024, 结束年度: 2026, 中期财政预算: 11}}
    误例: 项目 {资金: {财政拨款: 4}, 实施周期: {开始年度: 2024, 结束年度: 2026, 中期财政预算: 12}}
    """
    for loc, project in subject.projects:
        term, annual = project.term, project.funding.fiscal
        if term is None or not term.budget or not annual:
            continue
        years = term.end - term.start + 1 if term.start and term.end else 3
        if years > 1 and term.budget == years * annual:
            yield Found(
                (*loc, "term", "budget"),
                f"中期财政预算 {_shown(term.budget)} 恰好是本年度 {_shown(annual)} 的 {years} 倍",
                "逐年测算；各年确实相同的，写明理由认可",
            )


@rule("MON08", Severity.WARNING, "成本指标值就是预算数")
def cost_is_budget(subject: Subject) -> Iterator[Found]:
    """成本指标应说单位成本或节约多少，不能只把项目的预算数抄一遍。

    为什么: 预算批多少就不超过多少，什么项目都能做到，衡量不出成本高低。
    依据: 实践；已公开的表里确有（曹妃甸 2 个项目）。
    正例: 指标 {二级指标: 成本指标, 三级指标: 人均培训成本, 年度指标值: ≤450元/人}
    误例: 项目 {资金: {财政拨款: 1.8}, 绩效指标: [{二级指标: 成本指标, 三级指标: 资金成本, 年度指标值: ≤1.8万元}]}
    """
    for loc, label, _, value, project, indicator in subject.values:
        meaning = value.meaning
        if meaning is None or meaning.unit not in _IN_WAN or Category.COST not in subject.categories(indicator):
            continue
        amount = meaning.number * _IN_WAN[meaning.unit]
        if meaning.upper is None and amount in _budgets(project, subject.spec.money_unit):
            yield Found(
                loc, f"{label}“{shorten(value.text)}”就是项目的预算数", "写单位成本（例如 ≤450元/人）或节约的比例"
            )


@rule("MON09", Severity.WARNING, "金额与其他金额相差千倍以上")
def far_from_others(subject: Subject) -> Iterator[Found]:
    """一份文件里，个别金额比其余的大一千倍以上、除以一万正好与其余的相当时，要核对单位（金额单位是元的，反过来看）。

    为什么: 万元的表里填了元，合计就差了上亿，公开后最难解释。
    依据: 实践；本来就相差很大的，写明理由认可。
    正例: 项目 {资金: {财政拨款: 12.50}} 和 {项目名称: 档案库房建设, 资金: {财政拨款: 8500}}
    误例: 项目 {资金: {财政拨款: 12.50}} 和 {项目名称: 档案库房维修, 资金: {财政拨款: 85000.00}}
    """
    amounts = [(loc, amount) for loc, amount in _amounts(subject) if amount > 0 and loc[-1] in SOURCES]
    is_yuan = subject.spec.money_unit == "元"
    for loc, amount, other in _outliers(amounts, is_yuan=is_yuan):
        unit, meant = ("元", "万元") if is_yuan else ("万元", "元")
        read = amount * _SLIP if is_yuan else amount / _SLIP
        yield Found(
            loc,
            f"{_shown(amount)} {unit}与其他金额（{_shown(other)} {unit}）相差千倍以上，像是按{meant}填的",
            f"按{meant}填的，改成 {_shown(read)}；确实如此的，写明理由认可",
        )


def _outliers(amounts: list[tuple[Loc, Decimal]], *, is_yuan: bool) -> Iterator[tuple[Loc, Decimal, Decimal]]:
    """The amounts that a gap parts from the rest and that are few, each with the nearest of the rest.

    In a form in 万元 they are too large, and as 元 they would be like the rest; in one in 元 the other way round.
    """
    rising = sorted(amounts, key=lambda item: item[1], reverse=is_yuan)
    values = [amount for _, amount in rising]
    for at in range((len(values) + 1) // 2, len(values)):
        near, far = values[at - 1], values[at]
        if max(near, far) < _GAP * min(near, far):
            continue
        meant = far * _SLIP if is_yuan else far / _SLIP
        if (far < _LEAST_YUAN if is_yuan else far >= _SLIP) and min(values[:at]) / _ALIKE <= meant <= max(
            values[:at]
        ) * _ALIKE:
            yield from ((loc, amount, near) for loc, amount in rising[at:])
        return


def _budgets(project: Project, money_unit: str) -> set[Decimal]:
    """The sums of a project that a text may speak of, in 万元; no zeros."""
    funding, term = project.funding, project.term
    amounts = {funding.sum, funding.fiscal, funding.special_account, funding.other, term.budget if term else None}
    return {in_unit(amount, money_unit, "万元") for amount in amounts if amount}


def _written(text: str) -> list[tuple[str, Decimal]]:
    """The amounts that ``text`` states, as written and in 万元; no prices, and none of a single figure (500元).

    Whoever writes 100000万元 did not mean it: 10亿元 would be usual.
    """
    amounts = []
    for found in _MONEY.finditer(text):
        number = Decimal(found["number"].replace(",", ""))
        is_price = _PRICE.search(text[max(found.start() - 8, 0) : found.start()]) or _PRICE_AFTER.match(
            text, found.end()
        )
        is_telling = len(number.normalize().as_tuple().digits) > 1 or (found["unit"] == "万元" and number >= _SLIP)
        if not is_price and is_telling:
            amounts.append((f"{found['number']}{found['unit']}", number * _IN_WAN[found["unit"]]))
    return amounts


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
                f"{'' if name == 'total' else label}合计写的是 {_shown(given)}，{below}之和是 {_shown(amount)}，相差 {_shown(given - amount)}",
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


RULES: tuple[Rule, ...] = (
    total_differs,
    totals_differ,
    negative,
    too_precise,
    term_less_than_year,
    slipped_unit,
    term_is_multiple,
    cost_is_budget,
    far_from_others,
)
