"""Values that say again what another part says, or less than it: the name, the goal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from generator.checks.parameters import Parameters
from generator.checks.rule import Found, Rule, rule
from generator.checks.rules.unit_kinds import is_share, kind_of
from generator.checks.subject import Subject, ValueAt
from generator.diagnostics import Severity
from generator.spec.model import Project
from generator.spec.scalars import shorten
from generator.spec.value import Meaning, Operator
from generator.speed import kept_for_short_texts

_MARKS = re.compile(r"[\W_]+")
_CLAUSE = re.compile(r"[，。；：、！？;:!?\s]+|^\d{1,2}[.．、)）]")
_FIGURE = re.compile("[0-9０-９%％]")
_LEAST_NAME = 4
_LEAST_CLAUSE = 6
_LEAST_SHARED = 3
_ALL = Decimal(100)

_SAYS_NONE = re.compile(
    "(?:无|零|没有|杜绝|不发生|不出现)(?:重大|较大|安全|责任|质量|有效|群体性|负面)*"
    "(?:事故|投诉|差错|错漏|漏报|漏洞|遗漏|失误|误差|泄密|失密|违规|违纪|违法|超支|拖欠|积压|延误|舆情|缺陷|隐患|死角|上访)"
)
_SAYS_ALL = re.compile("全覆盖|全员|全部|全额|全数|百分之?百|100[%％]")
_COMPLAINT = re.compile("投诉|举报|信访|上访")
_PER = re.compile("每|均|/|各")


@rule("VAL10", Severity.WARNING, "指标值把名称或目标又说一遍")
def restated(subject: Subject) -> Iterator[Found]:
    """指标值不能只是给三级指标的名称加上“显著”“提升”，也不能是绩效目标里的一句空话，或重复名称开头的几个字。

    为什么: 名称已经说了做什么，值要说做到多少；再说一遍，年底无从判断。
    依据: 财预〔2015〕88号（目标要细化量化）；已公开的表里确有（花都）；实践。
    正例: 指标 {三级指标: 教育公平, 年度指标值: 促进城乡教育公平}
    正例: 指标 {三级指标: 验收合格率, 年度指标值: 一次性验收合格率100%}
    误例: 指标 {三级指标: 提升全区国际形象, 年度指标值: 显著提升全区国际形象}
    误例: 指标 {三级指标: 全区国际形象, 年度指标值: 进一步提升全区国际形象}
    误例: 项目 {绩效目标: 完成扫描2万页，不断提升档案服务能力。, 绩效指标: [{三级指标: 服务能力, 年度指标值: 不断提升档案服务能力}]}
    误例: 指标 {三级指标: 党支部书记参加集中轮训, 年度指标值: 党支部书记参培率97%以上}
    """
    for value in subject.values:
        what = what_is_restated(value, subject.parameters)
        if what:
            message = f"{value.label}“{shorten(value.value.text)}”只是{what}"
            yield Found(value.loc, message, "写要达到的数和单位，例如 95%以上；名称里有的不再写")


@rule("VAL11", Severity.WARNING, "名称说无、说全，值却低于它")
def less_than_name(subject: Subject) -> Iterator[Found]:
    """名称说“无错漏”“零投诉”“全覆盖”的，值不能又容许一部分。

    为什么: “归档无错漏”达到 90% 就算完成，等于容许一成错漏；名称和值必有一个要改。
    依据: 已公开的表里确有（花都：归档无错漏，90%或以上）；实践。
    正例: 指标 {三级指标: 督促检查全覆盖, 年度指标值: 100%}
    正例: 指标 {三级指标: 零投诉, 年度指标值: 0次}
    误例: 指标 {三级指标: 档案归档无错漏, 年度指标值: 90%或以上}
    误例: 指标 {三级指标: 督促检查全覆盖, 年度指标值: ≥95%}
    误例: 指标 {三级指标: 零投诉, 年度指标值: ≤3次}
    """
    for loc, label, name, value, _, _ in subject.values:
        meaning = value.meaning
        claim = _claim(name) if meaning and not meaning.scope else None
        if meaning and claim and _allows_less(meaning, says_none=claim.says_none):
            message = f"名称说“{claim.word}”，{label}“{shorten(value.text)}”却低于它"
            yield Found(loc, message, "改名称，或改值：无、零的写 0，全部的写 100%")


@rule("VAL12", Severity.WARNING, "满意度用投诉衡量")
def satisfaction_by_complaints(subject: Subject) -> Iterator[Found]:
    """名称是满意度的，值要是满意的比例或得分，不是投诉的次数；指标本来就叫投诉次数、投诉率的不算。

    为什么: 没有投诉不等于满意；次数也看不出占多少。
    依据: 财预〔2015〕88号（满意度指标）；实践。
    正例: 指标 {二级指标: 服务对象满意度指标, 三级指标: 群众满意度, 年度指标值: ≥90%}
    正例: 指标 {二级指标: 服务对象满意度指标, 三级指标: 群众有效投诉次数, 年度指标值: ≤3件}
    误例: 指标 {二级指标: 服务对象满意度指标, 三级指标: 群众满意度, 年度指标值: 投诉少于3次}
    """
    for loc, label, name, value, _, _ in subject.values:
        if (
            "满意" in name
            and not _COMPLAINT.search(name)
            and _COMPLAINT.search(value.text)
            and "满意" not in value.text
        ):
            message = f"“{shorten(name)}”的{label}是“{shorten(value.text)}”"
            yield Found(loc, message, "写满意的比例，例如 ≥90%；要考核投诉的，另设指标")


@rule("CON17", Severity.WARNING, "指标值低于目标里的数")
def below_goal(subject: Subject) -> Iterator[Found]:
    """绩效目标说了的数，说同一件事的指标不能比它低（“至多”的不能比它高）。

    为什么: 目标说 20 公顷，指标只要求 12 公顷，完成了指标也没有完成目标。
    依据: 财预〔2015〕88号（指标与目标相匹配）；实践。
    正例: 项目 {绩效目标: 养护绿地20公顷。, 绩效指标: [{三级指标: 养护绿地面积, 年度指标值: ≥20公顷}]}
    正例: 项目 {绩效目标: 养护绿地20公顷，绿化道路15公里。, 绩效指标: [{三级指标: 绿化道路, 年度指标值: 16公里}]}
    误例: 项目 {绩效目标: 养护绿地20公顷。, 绩效指标: [{三级指标: 养护绿地面积, 年度指标值: ≥12公顷}]}
    """
    for value in subject.values:
        meaning, goal = value.value.meaning, _goal_of(value)
        if meaning is None or not meaning.unit or meaning.unit not in goal or meaning.upper is not None:
            continue
        figure = None if _PER.search(value.value.text + value.name) else _figure_for(value.name, meaning.unit, goal)
        is_most = meaning.operator in (Operator.LE, Operator.LT)
        if figure is not None and (meaning.number > figure if is_most else meaning.number < figure):
            message = f"绩效目标里是 {figure}{meaning.unit}，“{shorten(value.name)}”的{value.label}是“{shorten(value.value.text)}”"
            yield Found(value.loc, message, "目标和指标改成一致")


def what_is_restated(value: ValueAt, parameters: Parameters) -> str:
    """What ``value`` only says again, in words for a message; ``""`` where it says something of its own."""
    meaning = value.value.meaning
    if meaning:
        return "名称开头的几个字，又加了数" if meaning.scope and _repeats_beginning(value.name, meaning.scope) else ""
    said, name = _MARKS.sub("", value.value.text), _MARKS.sub("", value.name)
    if _FIGURE.search(said):
        return ""
    empty = _empty_words(parameters.vague_adverbs, parameters.vague_verbs)
    begins = empty.match(said)
    if not begins or said == name:
        return ""  # that it is the name itself, VAL01 says
    bare = said[begins.end() :]
    named = empty.match(name)
    if len(bare) >= _LEAST_NAME and bare == name[named.end() if named else 0 :]:
        return "三级指标的名称又说一遍"
    return "绩效目标里的一句，没有数" if len(said) >= _LEAST_CLAUSE and said in _clauses(value.project) else ""


def _repeats_beginning(name: str, scope: str) -> bool:
    """Whether a share's own words begin as the name does, and are not the name: 党支部书记参培率 of 党支部书记参加轮训."""
    begins = scope[:_LEAST_NAME]
    return len(begins) == _LEAST_NAME and is_share(scope) and name.startswith(begins) and scope != name


@cache
def _empty_words(adverbs: tuple[str, ...], verbs: tuple[str, ...]) -> re.Pattern[str]:
    adverb, verb = ("|".join(sorted(map(re.escape, group), key=len, reverse=True)) for group in (adverbs, verbs))
    return re.compile(f"(?:{adverb})+(?:{verb})*|(?:{verb})+")


def _clauses(project: Project) -> set[str]:
    goals = (project.goal.term, project.goal.annual)
    return {_MARKS.sub("", clause) for goal in goals if goal for clause in _CLAUSE.split(goal)}


class _Claim(NamedTuple):
    """That a name says none, or all, and with what word."""

    word: str
    says_none: bool


@kept_for_short_texts
def _claim(name: str) -> _Claim | None:
    none = _SAYS_NONE.search(name)
    found = none or _SAYS_ALL.search(name)
    return _Claim(found.group(), none is not None) if found else None


def _allows_less(meaning: Meaning, *, says_none: bool) -> bool:
    """Whether a value is met by less than all, or (``says_none``) by more than none."""
    if meaning.unit == "%" and meaning.operator not in (Operator.LE, Operator.LT):
        return 0 < meaning.number < _ALL
    return says_none and kind_of(meaning.unit) in ("times", "things", "people", "share") and meaning.number > 0


def _goal_of(value: ValueAt) -> str:
    goal, is_term = value.project.goal, value.loc[-1] == "term_value"
    is_only = is_term and value.label == "指标值"
    return (goal.term if is_term and not is_only else goal.annual) or ""


def _figure_for(name: str, unit: str, goal: str) -> Decimal | None:
    """The number in ``goal`` that has the value's unit and stands in a clause that speaks of ``name``, if it is the only one."""
    found = {
        Decimal(figure)
        for clause in _parts(goal)
        if unit in clause and not _PER.search(clause) and _shares(name, clause)
        for figure in _figures_in(unit).findall(clause)
    }
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=64)
def _parts(goal: str) -> list[str]:
    return _CLAUSE.split(goal)


@cache
def _figures_in(unit: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.,])(\d{{1,12}}(?:\.\d{{1,6}})?)\s*{re.escape(unit)}(?![一-鿿]?次)")


def _shares(name: str, clause: str) -> bool:
    """Whether ``name`` and ``clause`` have three characters in a row in common."""
    return any(name[at : at + _LEAST_SHARED] in clause for at in range(len(name) - _LEAST_SHARED + 1))


VALUE_RULES: tuple[Rule, ...] = (restated, less_than_name, satisfaction_by_complaints)
RULES: tuple[Rule, ...] = (below_goal,)
