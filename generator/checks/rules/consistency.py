"""Consistency: what a document says twice, or says one way here and another way there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from heapq import nlargest

from generator.checks.rule import Found, Rule, rule
from generator.checks.rules.project_codes import plain_code
from generator.checks.rules.similar_projects import nearly_alike, plain_name
from generator.checks.subject import Subject
from generator.diagnostics import Loc, Severity
from generator.spec.model import Project, Term
from generator.spec.scalars import shorten, without_blanks

_YEAR = re.compile(
    r"(?<![〔\[（(\d\-－—–~～至到])((?:19|20)\d\d)年度?(?![\-－—–~～至到]|以来|以前|之前|底?前|及|起|结转|第)"
)
_YEAR_IN_BRACKETS = re.compile(r"[（(]((?:19|20)\d\d)年度?[）)]")
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FAR = 10
_NEARLY = 0.75
_LEAST_VALUES = 3
_MOST_COMPARED = 5


@rule("CON01", Severity.ERROR, "同一个项目写了两次")
def same_project(subject: Subject) -> Iterator[Found]:
    """一个单位里，项目不能同名；项目编码不同的是两个项目，不算。

    为什么: 多半是复制后忘了改；合计会多算一次。
    依据: 实践。
    正例: 项目 {项目名称: 党员培训经费} 和 {项目名称: 党员活动经费}
    误例: 项目 {项目名称: 党员培训经费} 和 {项目名称: 党员培训经费}
    """
    for unit_loc, unit in subject.units:
        first: dict[str, tuple[int, Project]] = {}
        for index, project in enumerate(unit.projects):
            name = without_blanks(project.name)
            number, earlier = first.setdefault(name, (index, project))
            if name and number != index and not _codes_differ(earlier, project):
                yield Found(
                    (*unit_loc, "projects", index, "name"),
                    f"项目“{shorten(project.name)}”与本单位第 {number + 1} 个项目同名",
                    "删掉重复的；确实是两个项目的，改名区分",
                )


@rule("CON02", Severity.WARNING, "两个项目几乎一样")
def nearly_same(subject: Subject) -> Iterator[Found]:
    """一个单位里，两个项目的绩效目标和指标不应几乎一样。名称只差地点、编号（城东、城西，一期、二期）的，一字不差才报。

    为什么: 多半是复制后没有改完，或一个项目拆成了两个。
    依据: 实践；已公开的表里确有（越秀的选调生补助资金）。
    正例: 项目 {项目名称: 城东污水厂扩建, 绩效目标: 建成后日处理5万吨，水质达标} 和 {项目名称: 城西污水厂扩建, 绩效目标: 建成后日处理3万吨，水质达标}
    正例: 项目 {项目名称: 党员培训经费} 和 {项目名称: 党员活动经费, 绩效目标: 开展主题党日活动12次，走访慰问困难党员, 绩效指标: [{三级指标: 主题党日次数, 年度指标值: 12次}]}
    误例: 项目 {项目名称: 党员培训经费} 和 {项目名称: 党员活动经费}
    """
    for unit_loc, unit in subject.units:
        for index, other, score in nearly_alike(unit.projects):
            mine, theirs = unit.projects[index], unit.projects[other]
            if without_blanks(mine.name) == without_blanks(theirs.name) and not _codes_differ(mine, theirs):
                continue  # CON01
            yield Found(
                (*unit_loc, "projects", index, "name"),
                f"项目“{shorten(mine.name)}”与第 {other + 1} 个项目“{shorten(theirs.name)}”的目标和指标{_how_much(score)}",
                "检查是否复制后没有改完；确实是两个项目的，把目标和指标写出区别",
            )


@rule("CON03", Severity.WARNING, "整体部分的项目名称与项目不一致")
def names_differ(subject: Subject) -> Iterator[Found]:
    """部门整体绩效目标里的分项、保障措施，提到项目时用项目的名称（年度不论）。

    为什么: 名称差一两个字，看不出说的是不是同一个项目。
    依据: 实践；已公开的表里确有“机关团工作活动经费”写成“机关团组织活动经费”的（曹妃甸）。
    正例: 文档 {部门整体绩效目标: {工作保障措施: [{标题: 档案数字化经费}, {标题: 完善制度建设}]}}
    误例: 文档 {部门整体绩效目标: {工作保障措施: [{标题: 档案数码化经费}]}}
    """
    overall = subject.spec.overall
    names = {plain_name(project.name): project.name for _, project in subject.projects}
    for field in ("items", "measures") if overall else ():
        titles = [plain_name(part.title) for part in getattr(overall, field)]
        others = [name for name in names if name not in titles]
        for index, title in enumerate(titles):
            close = _closest(title, others) if title not in names else None
            if close:
                yield Found(
                    ("overall", field, index, "title"),
                    f"“{shorten(getattr(overall, field)[index].title)}”与项目“{shorten(names[close])}”的名称不一致",
                    "说的是同一个项目的，改成一样",
                )


@rule("CON04", Severity.WARNING, "名称里是别的年度")
def other_year(subject: Subject) -> Iterator[Found]:
    """项目名称里写了年度的，应是文件的年度，或在项目的实施周期之内；“2023年以来”“2023—2025年”“2023年结转”和十年以上的历史年份不算。

    为什么: 多半是沿用上年的文件没有改。
    依据: 实践。
    正例: 项目 {项目名称: 2024年度党员培训经费}
    正例: 项目 {项目名称: 辛亥革命1911年纪念馆修缮费}
    误例: 项目 {项目名称: 2023年度党员培训经费}
    误例: 项目 {项目名称: 党员培训经费（2023年度）}
    """
    year = subject.spec.year
    for loc, project in subject.projects:
        if year is None or str(year) in _ANY_YEAR.findall(project.name):
            continue
        written = (*_YEAR.findall(project.name), *_YEAR_IN_BRACKETS.findall(project.name))
        years = [int(named) for named in written if abs(int(named) - year) <= _FAR]
        if years and not any(_belongs(named, year, project.term) for named in years):
            yield Found(
                (*loc, "name"),
                f"项目名称“{shorten(project.name)}”里是 {years[0]} 年，文件是 {year} 年度",
                "改成本年度；确实是以前年度的资金的，写明理由认可",
            )


@rule("CON05", Severity.WARNING, "多年项目的中期与年度一样")
def halves_alike(subject: Subject) -> Iterator[Found]:
    """实施周期超过一年的项目，中期目标与年度目标不应一字不差，指标值也不应全部相同。

    为什么: 几年要达到的和一年要达到的应当不同；一样多半是复制的。
    依据: 已公开的表里几乎都一样，所以只提醒；实践。
    正例: 项目 {实施周期: {开始年度: 2024, 结束年度: 2026}, 绩效目标: {中期目标: 三年培训党员300人次, 年度目标: 培训党员100人次}, 绩效指标: [{实施周期指标值: ≥300人次, 年度指标值: ≥100人次}]}
    误例: 项目 {实施周期: {开始年度: 2024, 结束年度: 2026}, 绩效目标: {中期目标: 做好党员培训, 年度目标: 做好党员培训}}
    """
    for loc, project in subject.projects:
        what, at = _what_is_alike(project)
        if _lasts_years(project.term) and what:
            hint = "分别写几年总共要达到的和今年要达到的"
            yield Found((*loc, *at), f"“{shorten(project.name)}”的中期与年度{what}一字不差", hint)


@rule("CON06", Severity.WARNING, "指标值确定依据每行都一样")
def same_basis(subject: Subject) -> Iterator[Found]:
    """一个项目有三个以上指标的，指标值确定依据不应每一行都一字不差。

    为什么: 次数、满意度、成本的依据不会都是一个；都一样等于没有写。
    依据: 已公开的表里确有每行都是“预算编制”的（曹妃甸）；实践。
    正例: 项目 {绩效指标: [{指标值确定依据: 年度培训计划}, {指标值确定依据: 上年完成数}, {指标值确定依据: 问卷调查}]}
    误例: 项目 {绩效指标: [{指标值确定依据: 预算编制}, {指标值确定依据: 预算编制}, {指标值确定依据: 预算编制}]}
    """
    for loc, project in subject.projects:
        bases = [(indicator.basis or "").strip() for indicator in project.indicators]
        if len(bases) >= _LEAST_VALUES and len(set(bases)) == 1 and bases[0]:
            yield Found(
                (*loc, "indicators", 0, "basis"),
                f"“{shorten(project.name)}”的 {len(bases)} 个指标，依据都是“{shorten(bases[0])}”",
                "逐个写明依据，例如 年度计划、上年完成数、有关标准",
            )


@rule("CON07", Severity.ERROR, "实施周期的起止年度颠倒")
def term_reversed(subject: Subject) -> Iterator[Found]:
    """实施周期的结束年度不能早于开始年度。

    为什么: 这样的周期不存在，多半是两个年度写反了。
    依据: 实践。
    正例: 项目 {实施周期: {开始年度: 2024, 结束年度: 2026}}
    误例: 项目 {实施周期: {开始年度: 2026, 结束年度: 2024}}
    """
    for loc, project in subject.projects:
        term = project.term
        if term and term.start and term.end and term.end < term.start:
            message = f"实施周期从 {term.start} 年到 {term.end} 年，起止年度颠倒"
            yield Found((*loc, "term", "end"), message, "检查开始年度和结束年度")


@rule("CON08", Severity.WARNING, "文件的年度不在实施周期内")
def year_outside_term(subject: Subject) -> Iterator[Found]:
    """项目写了实施周期的，文件的年度应在周期之内。

    为什么: 周期以外的年度没有这个项目的预算；多半是沿用上年的文件没有改。
    依据: 实践；结转的项目可能超出周期，所以只提醒。
    正例: 项目 {实施周期: {开始年度: 2023, 结束年度: 2025}}
    误例: 项目 {实施周期: {开始年度: 2021, 结束年度: 2023}}
    """
    year = subject.spec.year
    for loc, project in subject.projects:
        start, end = (project.term.start, project.term.end) if project.term else (None, None)
        if not year or (start and end and end < start):
            continue  # CON07
        if (start and year < start) or (end and year > end):
            field = "start" if start and year < start else "end"
            message = f"文件是 {year} 年度，不在实施周期（{start or ''}—{end or ''}）之内"
            yield Found((*loc, "term", field), message, "检查年度和实施周期；结转的项目，写明理由认可")


def _codes_differ(one: Project, other: Project) -> bool:
    return bool(one.code and other.code and plain_code(one.code) != plain_code(other.code))


def _how_much(share: float) -> str:
    return "全部相同" if share == 1 else f"有 {min(round(100 * share), 99)}% 相同"


def _closest(title: str, names: list[str]) -> str | None:
    """The name nearest to ``title``, if it is near. Only the few that share most letters with it are compared."""
    letters = set(title)
    likeliest = nlargest(
        _MOST_COMPARED, names, key=lambda name: len(letters.intersection(name)) - abs(len(name) - len(title))
    )
    ratios = [(SequenceMatcher(None, title, name, autojunk=False).ratio(), name) for name in likeliest]
    ratio, name = max(ratios, default=(0.0, ""))
    return name if ratio >= _NEARLY else None


def _belongs(named: int, year: int, term: Term | None) -> bool:
    start, end = (term.start, term.end) if term else (None, None)
    return named == year or bool(start and end and start <= named <= end)


def _lasts_years(term: Term | None) -> bool:
    return bool(term and term.start and term.end and term.end > term.start)


def _what_is_alike(project: Project) -> tuple[str, Loc]:
    """What both halves of a project say alike, and the way to it: the goal, or else all values."""
    goal = project.goal
    if goal.term and goal.annual and without_blanks(goal.term) == without_blanks(goal.annual):
        return "目标", ("goal", "annual")
    halves = [indicator for indicator in project.indicators if indicator.term_value and indicator.annual_value]
    if len(halves) >= _LEAST_VALUES and all(i.term_value == i.annual_value for i in halves):
        return "指标值", ("indicators",)
    return "", ()


RULES: tuple[Rule, ...] = (
    same_project,
    nearly_same,
    names_differ,
    other_year,
    halves_alike,
    same_basis,
    term_reversed,
    year_outside_term,
)
