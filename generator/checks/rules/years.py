"""Years: the document's, those in the names of projects, and those of their terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.checks.rule import Found, Rule, rule
from generator.checks.subject import Subject
from generator.diagnostics import Severity
from generator.spec.model import Term
from generator.spec.scalars import shorten

_YEAR = re.compile(
    r"(?<![〔\[（(\d\-－—–~～至到])((?:19|20)\d\d)年度?(?![\-－—–~～至到]|以来|以前|之前|底?前|及|起|结转|第)"
)
_YEAR_IN_BRACKETS = re.compile(r"[（(]((?:19|20)\d\d)年度?[）)]")
_BUDGET_YEAR = re.compile(
    r"(?<![〔\[\d\-－—–~～至到])((?:19|20)\d\d)年度(?![\-－—–~～至到]|以来|以前|之前|前|及|起|结转)"
)
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FAR = 10
_LONGEST_TERM = 20


@rule("CON04", Severity.WARNING, "名称里是别的年度")
def other_year(subject: Subject) -> Iterator[Found]:
    """项目名称里写了年度的，应是文件的年度，或在项目的实施周期之内；没有写年度的文件，看文件名和多数项目的名称。“2023年以来”“2023—2025年”“2023年结转”和十年以外的年份，如历史、远景规划的（写“…年度”的除外）不算。

    为什么: 多半是沿用上年的文件没有改。
    依据: 实践。
    正例: 项目 {项目名称: 2024年度党员培训经费}
    正例: 项目 {项目名称: 辛亥革命1911年纪念馆修缮费}
    误例: 项目 {项目名称: 2023年度党员培训经费}
    误例: 项目 {项目名称: 党员培训经费（2023年度）}
    误例: 项目 {项目名称: 2042年度党员培训经费}
    误例: 项目 {项目名称: 2004年度党员培训经费}
    """
    known = _known_year(subject)
    if known is None:
        return
    year, where = known
    for loc, project in subject.projects:
        if str(year) in _ANY_YEAR.findall(project.name):
            continue
        years = [named for named in _years_of(project.name) if abs(named - year) <= _FAR] + _budget_years_of(
            project.name
        )
        if years and not any(_belongs(named, year, project.term) for named in years):
            yield Found(
                (*loc, "name"),
                f"项目名称“{shorten(project.name)}”里是 {years[0]} 年，{where} {year} 年度",
                "改成本年度；确实是以前年度的资金的，写明理由认可",
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


@rule("CON09", Severity.WARNING, "文件没有写年度")
def year_unknown(subject: Subject) -> Iterator[Found]:
    """项目名称里写了不同的年度，文件、文件名却看不出是哪一年的，要写“年度”。

    为什么: 不知道是哪一年的表，就查不出哪个名称是沿用上年的；有的表不印年度，文件里也应当写。
    依据: 已公开的表里确有一份表的名称写着三个年度的（越秀）；实践。
    正例: 项目 {项目名称: 2024年度党员培训经费} 和 {项目名称: 2024年度党员活动经费, 绩效目标: 开展活动6场}
    误例: 文档 {年度: "", 预算单位: [{项目: [{项目名称: 2023年党员培训经费}, {项目名称: 2024年党员活动经费}]}]}
    """
    if _known_year(subject) is None:
        years = sorted({year for _, project in subject.projects for year in _years_of(project.name)})
        if len(years) > 1:
            listed = "、".join(map(str, years))
            message = f"没有写年度，项目名称里却有 {listed} 年，看不出哪个不是本年度的"
            yield Found(("year",), message, "写上“年度”；表上不印年度的，也用来核对名称")


@rule("CON19", Severity.WARNING, "实施周期离文件的年度太远")
def far_term(subject: Subject) -> Iterator[Found]:
    """实施周期的开始、结束年度，离文件的年度不应超过二十年。

    为什么: 绩效目标表的周期通常是三年到五年；差几十年多半是打错了一位数字。
    依据: 国发〔2015〕3号（中期财政规划以三年为期）；二十年是实践。
    正例: 项目 {实施周期: {开始年度: 2024, 结束年度: 2028}}
    误例: 项目 {实施周期: {开始年度: 2024, 结束年度: 2062}}
    """
    year = subject.spec.year
    for loc, project in subject.projects:
        for field in ("start", "end") if year and project.term else ():
            named = getattr(project.term, field)
            if named and year and abs(named - year) > _LONGEST_TERM:
                message = f"实施周期写到 {named} 年，离文件的 {year} 年度有 {abs(named - year)} 年"
                yield Found((*loc, "term", field), message, "检查年度的数字；确实如此的，写明理由认可")


@rule("CON20", Severity.WARNING, "完成时间不是本年度的")
def other_deadline(subject: Subject) -> Iterator[Found]:
    """指标值写了完成的年份的，不应早于文件的年度和实施周期，也不应晚十年以上。

    为什么: 完成时间已经过去，多半是沿用上年的文件没有改；晚几十年多半是打错了数字。
    依据: 实践。
    正例: 指标 {三级指标: 完成时间, 年度指标值: 2024年12月31日前}
    正例: 指标 {三级指标: 完成时间, 年度指标值: 2025年3月底前}
    误例: 指标 {三级指标: 完成时间, 年度指标值: 2023年12月31日前}
    误例: 指标 {三级指标: 完成时间, 年度指标值: 2042年12月底前}
    """
    known = _known_year(subject) if "20" in subject.whole else None
    for loc, label, name, value, project, _ in subject.values if known else ():
        assert known is not None
        deadline = value.deadline if "20" in value.text else None
        named, (year, where) = deadline.year if deadline else None, known
        if named and not year <= named <= year + _FAR and not _belongs(named, year, project.term):
            message = f"“{shorten(name)}”的{label}是 {named} 年，{where} {year} 年度"
            yield Found(loc, message, "改成本年度的时间；确实如此的，写明理由认可", f"{named}")


def _known_year(subject: Subject) -> tuple[int, str] | None:
    """The document's year and where it is known from: the spec, the name of its file, or most names that have a year."""
    if subject.spec.year:
        return subject.spec.year, "文件是"
    in_file = set(_ANY_YEAR.findall(subject.file_name))
    if len(in_file) == 1:
        return int(in_file.pop()), "文件名是"
    named = [years for _, project in subject.projects if (years := _years_of(project.name))]
    common = Counter(year for years in named for year in set(years)).most_common(1)
    if common and common[0][1] > max(len(named) / 2, 1):
        return common[0][0], "多数项目是"
    return None


def _years_of(name: str) -> list[int]:
    return [int(year) for year in (*_YEAR.findall(name), *_YEAR_IN_BRACKETS.findall(name))]


def _budget_years_of(name: str) -> list[int]:
    """The years of budgets (``2004年度``), which are no history."""
    return list(map(int, _BUDGET_YEAR.findall(name)))


def _belongs(named: int, year: int, term: Term | None) -> bool:
    start, end = (term.start, term.end) if term else (None, None)
    return named == year or bool(start and end and start <= named <= end)


RULES: tuple[Rule, ...] = (other_year, term_reversed, year_outside_term, year_unknown, far_term, other_deadline)
