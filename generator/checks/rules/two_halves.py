"""The two halves of an indicator: what the years of a project and its one year say of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks.rule import Found, Rule, rule
from generator.checks.rules.unit_kinds import kind_of
from generator.checks.subject import Subject
from generator.diagnostics import Loc, Severity
from generator.layouts.model import Category
from generator.spec.model import Indicator, Project
from generator.spec.scalars import shorten, without_blanks
from generator.spec.value import Meaning, Operator

_LEAST_ROWS = 3
_QUOTES = "“”\"'‘’「」『』"
_AT_LEAST = frozenset((Operator.GE, Operator.GT))
_AT_MOST = frozenset((Operator.LE, Operator.LT))
_COUNTED = frozenset(("times", "visits", "people", "things"))
_EACH_TIME = frozenset(("times", "visits"))
_NO_AMOUNT = frozenset(("share", "time", "money"))
_PER = re.compile("每|年均|均|/|占|率|标准|单价|平均")
_DONE_TO_PEOPLE = re.compile("训|参加|参会|慰问|资助|救助|体检|服务|接待|招录|引进")
_YEARS = re.compile("^(?:本?年度?|当年|全年|中期|三年)|[（(](?:年度|中期)[)）]$")
"""What a name may say of the half that it stands in."""
_POSTS = re.compile("聘|在岗|在职|编制|编内|编外|在编|配备|保障人|常驻|现有|规模|在校")


@rule("CON12", Severity.WARNING, "左右两半的三级指标不同")
def names_of_halves(subject: Subject) -> Iterator[Found]:
    """一个项目的多数三级指标左右（中期、年度）同名时，个别行不同名的要核对；多数不同名的，是有意分开写的，不算。

    为什么: 多半是改了一半忘了另一半，或者抄串了行。
    依据: 已公开的表里确有“作用/质量”“效果/效益”两行不同、其余都同的（东莞）；实践。
    正例: 项目 {绩效指标: [{三级指标: 扫描页数}, {三级指标: 著录条数}, {三级指标: 数据合格率, 年度指标值: ≥95%}]}
    误例: 项目 {绩效指标: [{三级指标: 扫描页数}, {三级指标: 著录条数}, {三级指标: 效果, 年度三级指标: 效益}]}
    """
    for loc, project in subject.projects:
        differing = [at for at, each in enumerate(project.indicators) if each.annual_name and not _same_name(each)]
        if len(project.indicators) < _LEAST_ROWS or 2 * len(differing) >= len(project.indicators):
            continue
        for at in differing:
            indicator = project.indicators[at]
            message = f"中期一半是“{shorten(indicator.name)}”，年度一半是“{shorten(indicator.annual_name or '')}”"
            yield Found(
                (*loc, "indicators", at, "annual_name"), message, "说的是一回事的，改成一样；本来不同的，写明理由认可"
            )


@rule("CON13", Severity.WARNING, "一半的指标值多一对引号")
def quoted_half(subject: Subject) -> Iterator[Found]:
    """左右两半的指标值只差外面一对引号的，应写成一样。

    为什么: 引号是从别处复制时带进来的。
    依据: 已公开的表里确有（东莞 1 处）；实践。
    正例: 指标 {实施周期指标值: 系统稳定运行, 年度指标值: 系统稳定运行}
    误例: 指标 {实施周期指标值: “系统稳定运行”, 年度指标值: 系统稳定运行}
    """
    for loc, _, indicator in subject.two_halves:
        term, annual = indicator.term_value, indicator.annual_value
        if term is None or annual is None or term.text == annual.text:
            continue
        bare = [value.text.strip().strip(_QUOTES) for value in (term, annual)]
        if bare[0] and bare[0] == bare[1]:
            side = "term_value" if term.text.strip()[0] in _QUOTES else "annual_value"
            yield Found((*loc, side), f"“{shorten(bare[0])}”一半有引号，一半没有", "删掉引号，两半写成一样")


@rule("CON14", Severity.WARNING, "几年的数与一年的一样")
def years_as_year(subject: Subject) -> Iterator[Found]:
    """实施周期超过一年的项目，次、场、期、人次这样逐年累计的数，几年的不应与一年的一样；设备、系统、聘用的人等不累计的不算。

    为什么: 一年做 50 期，三年就不止 50 期；一样多半是复制的。
    依据: 已公开的表里确有（东莞，三年 80 人与一年 80 人）；实践。
    正例: 项目 {实施周期: {开始年度: 2024, 结束年度: 2026}, 绩效指标: [{三级指标: 编发简报, 实施周期指标值: 150期, 年度指标值: 50期}]}
    正例: 项目 {实施周期: {开始年度: 2024, 结束年度: 2026}, 绩效指标: [{三级指标: 维护系统, 实施周期指标值: 1个, 年度指标值: 1个}]}
    误例: 项目 {实施周期: {开始年度: 2024, 结束年度: 2026}, 绩效指标: [{三级指标: 编发简报, 实施周期指标值: 50期, 年度指标值: 50期}]}
    """
    for loc, project, indicator, term, annual in _measured(subject):
        period = project.term
        if not (period and period.start and period.end and period.lasts_years):
            continue
        if term == annual and term.operator not in _AT_MOST and _accumulates(indicator, project, term, subject):
            text = indicator.term_value.text if indicator.term_value else ""
            message = f"{period.end - period.start + 1} 年是“{shorten(text)}”，一年也是"
            yield Found((*loc, "term_value"), message, "中期写几年一共的数；每年重复的，写“每年…”")


@rule("CON15", Severity.WARNING, "几年的数比一年的小")
def years_below_year(subject: Subject) -> Iterator[Found]:
    """逐年累计的数，实施周期的不能小于年度的。

    为什么: 周期包含这一年；小于多半是两个数填反了。
    依据: 实践。
    正例: 指标 {三级指标: 编发简报, 实施周期指标值: ≥36期, 年度指标值: ≥12期}
    误例: 指标 {三级指标: 编发简报, 实施周期指标值: ≥6期, 年度指标值: ≥12期}
    """
    for loc, project, indicator, term, annual in _measured(subject):
        is_bound = term.operator not in _AT_MOST and annual.operator not in _AT_MOST and term.upper is None
        if is_bound and term.number < annual.number and _is_amount(indicator, project, term, subject):
            message = f"实施周期指标值 {_text(term)} 小于年度指标值 {_text(annual)}"
            yield Found((*loc, "term_value"), message, "检查两个数是否填反；实施周期包含本年度")


@rule("CON16", Severity.WARNING, "左右两半的方向相反")
def opposite_halves(subject: Subject) -> Iterator[Found]:
    """一个指标的左右两半，不能一半是“至少”，一半是“至多”。

    为什么: 同一件事不会又要多又要少；多半是符号写反了。
    依据: 实践。
    正例: 指标 {三级指标: 网上查档占比, 实施周期指标值: ≥30%, 年度指标值: ≥30%}
    误例: 指标 {三级指标: 网上查档占比, 实施周期指标值: ≤30%, 年度指标值: ≥30%}
    """
    for loc, _, _, term, annual in _measured(subject):
        operators = {term.operator, annual.operator}
        if operators & _AT_LEAST and operators & _AT_MOST:
            message = f"实施周期指标值是 {_text(term)}，年度指标值是 {_text(annual)}，方向相反"
            yield Found((*loc, "annual_value"), message, "检查 ≥、≤ 是否写反")


@rule("VAL13", Severity.WARNING, "一个限度两种写法")
def one_bound_twice(subject: Subject) -> Iterator[Found]:
    """次数、件数这样的整数，“<3次”就是“≤2次”，左右两半要写成一样。

    为什么: 意思一样而写法不一，看表的人会以为要求不同。
    依据: 已公开的表（实践）。
    正例: 指标 {三级指标: 群众投诉次数, 实施周期指标值: ≤2次, 年度指标值: ≤2次}
    误例: 指标 {三级指标: 群众投诉次数, 实施周期指标值: <3次, 年度指标值: ≤2次}
    """
    for loc, _, _, term, annual in _measured(subject):
        alike = any({term.operator, annual.operator} == side for side in (_AT_LEAST, _AT_MOST))
        if alike and _whole(term) is not None and _whole(term) == _whole(annual):
            message = f"{_text(term)} 就是 {_text(annual)}，两半写法不同"
            yield Found((*loc, "annual_value"), message, "两半写成一样；要求不同的，改正数字")


_Measured = tuple[Loc, Project, Indicator, Meaning, Meaning]


def _measured(subject: Subject) -> Iterator[_Measured]:
    """The indicators whose halves measure the same thing in the same unit; not those that say the same for one year."""
    for loc, project, indicator in subject.two_halves:
        one, other = indicator.term_value, indicator.annual_value
        if one is None or other is None or not _same_name(indicator):
            continue
        term, annual = one.meaning, other.meaning
        if term and annual and term.unit == annual.unit and term.scope == annual.scope:
            yield loc, project, indicator, term, annual


def _same_name(indicator: Indicator) -> bool:
    """Whether both halves have one name, but for the years that it is of: 满意度, 年度满意度."""
    annual = indicator.annual_name
    return annual is None or _bare_of_years(indicator.name) == _bare_of_years(annual)


def _bare_of_years(name: str) -> str:
    return _YEARS.sub("", without_blanks(name))


def _is_amount(indicator: Indicator, project: Project, term: Meaning, subject: Subject) -> bool:
    """Whether so many are counted, and neither each time nor on average: of such a number years hold no less than one."""
    is_quantity = subject.categories(indicator) == (Category.QUANTITY,)
    said = f"{indicator.name}{indicator.term_value}{indicator.annual_value}"
    return (
        is_quantity
        and kind_of(term.unit) not in _NO_AMOUNT
        and not _PER.search(said)
        and not _POSTS.search(indicator.name + project.name)
    )


def _accumulates(indicator: Indicator, project: Project, term: Meaning, subject: Subject) -> bool:
    """Whether the number grows with each year: of events, and of people to whom something is done."""
    if not _is_amount(indicator, project, term, subject):
        return False
    if kind_of(term.unit) == "people":
        return _DONE_TO_PEOPLE.search(f"{indicator.name}{project.name}{project.goal.annual or ''}") is not None
    return kind_of(term.unit) in _EACH_TIME


def _whole(meaning: Meaning) -> Decimal | None:
    """The last whole number that a bound allows: 2 of ``<3次`` and of ``≤2次``; ``None`` where it counts nothing."""
    number = meaning.number
    if kind_of(meaning.unit) not in _COUNTED or number != number.to_integral_value():
        return None
    return number + {Operator.LT: -1, Operator.GT: 1}.get(meaning.operator, 0)


def _text(meaning: Meaning) -> str:
    sign = "" if meaning.operator is Operator.EQ else meaning.operator.value
    return f"{sign}{meaning.number}{meaning.unit}"


RULES: tuple[Rule, ...] = (names_of_halves, quoted_half, years_as_year, years_below_year, opposite_halves)
"""Those of values are ``VALUE_RULES``."""

VALUE_RULES: tuple[Rule, ...] = (one_bound_twice,)
