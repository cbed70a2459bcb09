"""Values: whether a value says something, and says it with a fitting unit. A missing one is REQ01's to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from generator.checks.parameters import Parameters
from generator.checks.rule import Found, Rule, piece_of, rule
from generator.checks.rules.patterns import any_of, opening_of
from generator.checks.rules.restated_values import what_is_restated
from generator.checks.rules.unit_kinds import bare_name, expected_of, has_no_unit, unit_in
from generator.checks.subject import Subject, ValueAt
from generator.diagnostics import Severity
from generator.spec.scalars import shorten, without_blanks
from generator.spec.value import COUNTERS, UNITS
from generator.spec.value_words import HAN
from generator.speed import kept_by_identity, kept_for_short_texts

_NOT_SAID = re.compile(r"[\W_]+")
_SAID = re.compile(r"[^\W_]")
_UNIT_IN_NAME = re.compile(r"[(（][^()（）]{1,8}[)）]$")
_MAY_BE_NONE = re.compile(
    "^(?:有无|是否)|事故|事件|投诉|举报|纠纷|冲突|上访|信访|舆情|负面|不良|伤亡|死亡|中毒|火灾|灾害|疫情|污染|损坏|损失|丢失|流失|浪费|闲置"
    "|故障|异常|中断|瘫痪|漏洞|泄密|失密|泄露|差错|错误|失误|遗漏|错漏|缺陷|缺失|隐患|问题|延误|拖延|积压|超支|超标|截留|挪用|拖欠|欠薪"
    "|欠款|欠费|违规|违纪|违法|违约|失信|腐败|发生|出现"
)
"""What an indicator is about that had better be none."""

_TIME = re.compile("(?:时间|时限|期限|日期|年度|年份|周期|进度|时效)$")
_FILLED = frozenset({"name", "annual_name", "term_value", "annual_value", "annual", "term"})
_PLAIN_UNITS = (COUNTERS | UNITS) - frozenset("村镇乡县区市年日天") | {"天"}
_VALUES = frozenset({"term_value", "annual_value"})
_OPERATOR = (
    "(?:[≥≤＞＜><]=?|[大小]于等于|大于|小于|不[少低高多大小]于|不超过|至少|至多)\\s*(?P<unit>[^\\W\\d]{1,4}|[%％])"
)
_OPERATOR_ALONE = re.compile(_OPERATOR)
_MAY_BE_EMPTY = re.compile(f"\n(?:(?:[^\\w\n]|_)*\n|[^\\S\n]*{_OPERATOR})")
"""Finds something among texts, each on lines of its own, if one of them is punctuation, or an operator and a unit."""

_WHOLE = Decimal(100)
_YEARS = range(1949, 2100)
_GRADES = frozenset({"优", "优良"})
_GRADED = re.compile("等[级次]|级别|档次|评[级定价]|考[核评]|结果|结论|质")
_OUTCOME = "(?:至|完成|达到|通过|验收|上线|投入|投用|开工|竣工|封顶|建成|签订|印发|出台)"
_SHORTEST_GOAL = 15
_LONGEST_VAGUE = 30
_DEGREES = frozenset(
    ("有效", "明显", "显著", "逐步", "不断", "持续", "进一步", "有所", "大幅", "稳步", "得到", "切实", "更加")
)
"""Of the adverbs those that also make a whole phrase vague: 显著提升城市形象, 群众获得感明显增强."""


@rule("VAL01", Severity.ERROR, "指标值就是指标名称")
def same_as_name(subject: Subject) -> Iterator[Found]:
    """指标值不能与三级指标的名称相同。

    为什么: 这等于没有填；多半是复制时错了一列。
    依据: 已公开的表里确有一个项目右半边整列填成名称的（东莞 6 处）。
    正例: 指标 {三级指标: 维护网站数量, 年度指标值: 1个}
    误例: 指标 {三级指标: 维护网站数量, 年度指标值: 维护网站数量}
    """
    for loc, label, name, value, _, _ in subject.values:
        said = _said(value.text)
        if said and said[0] in name and said == _said(name):
            yield Found(loc, f"{label}“{shorten(value.text)}”就是三级指标的名称", "写要达到的数和单位，例如 1个、≥95%")


@rule("VAL02", Severity.ERROR, "没有填写的占位文字")
def placeholder(subject: Subject) -> Iterator[Found]:
    """文字里不能留有 XX、**、待填、某某等占位文字；名称、目标、指标值不能只有标点。

    为什么: 说明这里还没有填，不能打印成正式的表。
    依据: 填报模板里的常见写法（实践）。
    正例: 指标 {三级指标: 完成X光机采购数量, 年度指标值: 2台}
    误例: 指标 {年度指标值: XX次}
    误例: 项目 {绩效目标: 开展**活动}
    误例: 指标 {年度指标值: ——}
    误例: 指标 {年度指标值: ≥次}
    误例: 项目 {绩效目标: 20XX年完成培训X%}
    """
    patterns, words = subject.parameters.placeholders, subject.own_words
    whole = frozenset(subject.parameters.whole_placeholders)
    if not (
        opening_of(patterns).search(words)
        or _MAY_BE_EMPTY.search(f"\n{words}\n")
        or any(placeholder in words for placeholder in whole)
    ):
        return
    pattern = any_of(patterns)
    for written, locs in subject.prose.items():
        found, text = pattern.search(written), written.strip()
        is_left, empty_in = found is not None or text in whole, _empty_in(text)
        for loc in locs if is_left or empty_in else ():
            if is_left or loc[-1] in empty_in:
                shown = found.group() if found else text
                piece = piece_of(written, *found.span()) if found else ""
                message = f"“{shorten(shown)}”是占位文字，还没有填写"
                yield Found(loc, message, "填上实际内容；没有内容的，删掉这一项", piece)


@rule("VAL03", Severity.ERROR, "百分比超过 100%")
def over_hundred(subject: Subject) -> Iterator[Found]:
    """合格率、参训率、满意度等部分占全体的比例不能超过 100%；增长率、收益率、完成率等可能超过的不算。

    为什么: 多半是多打了一个数字。
    依据: 实践；哪些“…率”不会超过，见参数 bounded_rates。
    正例: 指标 {三级指标: 培训合格率, 年度指标值: ≥95%}
    正例: 指标 {三级指标: 营业收入增长率, 年度指标值: ≥120%}
    误例: 指标 {三级指标: 培训合格率, 年度指标值: ≥950%}
    """
    bounded = _bounded(subject.parameters.bounded_rates)
    for loc, label, name, value, _, _ in subject.values:
        meaning = value.meaning
        if meaning is None or (meaning.upper or meaning.number) <= _WHOLE or (meaning.unit or unit_in(name)) != "%":
            continue
        if bounded.search(bare_name(meaning.scope or name)):
            yield Found(loc, f"{label}“{shorten(value.text)}”超过 100%，“{shorten(name)}”不会超过", "改正数字")


@rule("VAL04", Severity.WARNING, "指标值笼统")
def vague(subject: Subject) -> Iterator[Found]:
    """指标值要能衡量：最好有数字和单位；“良好”“有效提高”“显著提升形象”这样的词说不清达到没有。“及时”“健全”“是”要看名称：问的就是它的不算。

    为什么: 年底评价时无从判断完成没有。
    依据: 财预〔2015〕88号（目标要能衡量）；已公开的表里很多，所以只提醒。
    正例: 指标 {年度指标值: ≥95%}
    正例: 指标 {年度指标值: 顺利通过考核}
    误例: 指标 {年度指标值: 有效提高}
    正例: 指标 {三级指标: 拨付及时性, 年度指标值: 及时}
    正例: 指标 {三级指标: 是否通过验收, 年度指标值: 是}
    误例: 指标 {年度指标值: 效果显著}
    误例: 指标 {年度指标值: 逐步减少}
    误例: 指标 {三级指标: 资金拨付, 年度指标值: 及时}
    误例: 指标 {三级指标: 社会影响, 年度指标值: 显著提升城市形象}
    误例: 指标 {三级指标: 支持能力进一步强化, 年度指标值: 是}
    """
    for value in subject.values:
        if value.value.meaning is None and _is_vague(value.value.text, value.name, subject.parameters):
            if what_is_restated(value, subject.parameters):
                continue  # VAL10
            yield Found(
                value.loc,
                f"{value.label}“{shorten(value.value.text)}”说不清达到没有",
                "写成数和单位，例如 ≥95%；定性的写清达到什么状态",
            )


@rule("VAL05", Severity.WARNING, "数字没有单位")
def bare_number(subject: Subject) -> Iterator[Found]:
    """指标值的数字后面要有单位；名称末尾的括号里写了单位的，如“培训期数（期）”，可以没有；容积率、pH值、指数、系数、得分等本来没有单位的、“完成时间”写年月（2024.12）的不算。

    为什么: “90或以上”是 90%、90 分还是 90 人，看表的人不知道。
    依据: 已公开的表里确有（花都 3 处）；实践。
    正例: 指标 {三级指标: 组织活动, 年度指标值: 1次}
    正例: 指标 {三级指标: 活动场次（场）, 年度指标值: 1}
    正例: 指标 {三级指标: 容积率, 年度指标值: ≤2.5}
    正例: 指标 {三级指标: 完成时间, 年度指标值: "2024.12"}
    误例: 指标 {三级指标: 组织活动, 年度指标值: 1}
    """
    for loc, label, name, value, _, _ in subject.values:
        meaning = value.meaning
        if meaning is None or meaning.unit or meaning.fraction:
            continue
        is_year = int(meaning.number) in _YEARS and _TIME.search(name.strip()) is not None
        if not is_year and not _UNIT_IN_NAME.search(name.strip()) and not has_no_unit(name):
            yield Found(loc, f"{label}“{shorten(value.text)}”没有单位", "补上单位，例如 次、人、%")


@rule("VAL06", Severity.WARNING, "单位与指标名称不符")
def unfit_unit(subject: Subject) -> Iterator[Found]:
    """指标值的单位要与名称说的是一回事：“…率”用 %，“…次数”用次，“…人数”用人。

    为什么: 单位不对，名称和值必有一个写错了。
    依据: 实践；已公开的表里确有“按期完成率 ≤1年”“…次数 ≥500人次”（曹妃甸）。
    正例: 指标 {三级指标: 按期完成率, 年度指标值: ≥95%}
    正例: 指标 {三级指标: 服务人次数, 年度指标值: ≥500人次}
    误例: 指标 {三级指标: 按期完成率, 年度指标值: ≤1年}
    误例: 指标 {三级指标: 组织座谈交流次数, 年度指标值: ≥500人次}
    """
    for loc, label, name, value, _, _ in subject.values:
        meaning = value.meaning
        expected = expected_of(meaning.scope or name) if meaning and meaning.unit else None
        if meaning and expected and expected.refuses(meaning.unit) and meaning.unit != unit_in(name):
            message = f"{label}“{shorten(value.text)}”的单位与“{shorten(name)}”不符"
            yield Found(loc, message, f"“…{expected.ending}”的单位通常是 {expected.usual}，检查名称和值")


@rule("VAL07", Severity.WARNING, "把整个目标当作指标值")
def goal_pasted(subject: Subject) -> Iterator[Found]:
    """指标值只写这一个指标要达到的程度，不能把整段绩效目标抄过来。

    为什么: 目标是整个项目的，抄过来就没有衡量这个指标的标准。
    依据: 已公开的表里确有（东莞 2 个项目的质量指标）；实践。
    正例: 项目 {绩效目标: 保证门户网站正常、稳定、可靠地运行, 绩效指标: [{年度指标值: 故障不超过3次}]}
    误例: 项目 {绩效目标: 保证门户网站正常、稳定、可靠地运行, 绩效指标: [{年度指标值: 保证门户网站正常、稳定、可靠地运行。}]}
    """
    for value in subject.values:
        if _is_goal(value):
            message = f"{value.label}“{shorten(value.value.text)}”是整段绩效目标"
            yield Found(value.loc, message, "只写这个指标要达到的程度，例如 故障不超过3次")


@rule("VAL08", Severity.WARNING, "指标值太长")
def too_long(subject: Subject) -> Iterator[Found]:
    """指标值不超过 50 个字（版式可以改这个数）。

    为什么: 值要一眼看清；一长段话多半是目标或做法，不是要达到的程度。
    依据: 已公开的表（实践）。
    正例: 指标 {年度指标值: 省外不少于1次，省内不少于2次}
    误例: 指标 {年度指标值: 深入开展党员示范岗、党员责任区、党员承诺践诺等活动，推广机关干部下基层、结对帮扶、为民服务全程代理、窗口单位创先争优等做法}
    """
    longest = subject.parameters.longest_value
    for value in subject.values:
        written = value.value.text
        length = len(without_blanks(written)) if len(written) > longest else 0
        if length > longest and not _is_goal(value):
            message = f"{value.label}有 {length} 个字：“{shorten(value.value.text)}”"
            yield Found(value.loc, message, f"写到 {longest} 个字以内；做法写在绩效目标里")


@rule("VAL09", Severity.WARNING, "目标、指标值写“无”")
def none_written(subject: Subject) -> Iterator[Found]:
    """绩效目标、指标值不能是“无”“不涉及”；指标说的是事故、投诉、负面舆情、人员伤亡等没有才好的除外。

    为什么: 没有要达到的值，就不是指标。
    依据: 已公开的表里确有数量指标写“无”的（东莞）；实践。
    正例: 指标 {三级指标: 安全责任事故, 年度指标值: 无}
    误例: 指标 {三级指标: 志愿服务活动, 年度指标值: 无}
    误例: 项目 {绩效目标: 无}
    """
    words = frozenset(subject.parameters.none_words)
    for loc, label, name, value, _, _ in subject.values:
        if value.text.strip(" 。") in words and not _MAY_BE_NONE.search(name):
            yield Found(
                loc,
                f"“{shorten(name)}”的{label}是“{shorten(value.text)}”",
                "写要达到的数和单位；确实没有的，删掉这个指标",
            )
    for loc, project in subject.projects:
        for field in ("term", "annual"):
            goal = getattr(project.goal, field)
            if goal and goal.strip(" 。") in words:
                message = f"“{shorten(project.name)}”的绩效目标只写了“{shorten(goal)}”"
                yield Found((*loc, "goal", field), message, "写这笔钱要达到什么目标")


@kept_for_short_texts
def _empty_in(text: str) -> frozenset[str]:
    """The fields in which ``text`` says nothing: it is punctuation only, or a value without the number it needs."""
    if text and not _SAID.search(text):
        return _FILLED
    return _VALUES if _lacks_number(text) else frozenset()


def _lacks_number(text: str) -> bool:
    """Whether a value is an operator and a unit with no number between them: ``≥次``."""
    found = _OPERATOR_ALONE.fullmatch(text)
    return found is not None and (found["unit"] == "％" or found["unit"] in _PLAIN_UNITS)


@kept_for_short_texts
def _said(text: str) -> str:
    """``text`` without punctuation and blanks."""
    return _NOT_SAID.sub("", text)


@cache
def _bounded(rates: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?<!拨备)(?:{'|'.join(map(re.escape, rates))})率$|满意度$")


def _is_vague(text: str, name: str, parameters: Parameters) -> bool:
    """Whether nobody can tell of a value of these words whether it was reached."""
    if len(text) > _LONGEST_VAGUE:
        return False
    vocabulary, said = _vocabulary(parameters), _said(text)
    if said in vocabulary.states:
        return said not in name
    if said == "是":
        return vocabulary.degree.search(name) is not None
    is_grade = said in _GRADES and _GRADED.search(name) is not None
    if vocabulary.words.fullmatch(said) or (said in vocabulary.whole and not is_grade):
        return True
    return vocabulary.phrase.fullmatch(text.strip(" 。“”")) is not None


class _Vocabulary(NamedTuple):
    """The words of the parameters: values made of them alone, phrases, whole values, states, and degrees in names."""

    words: re.Pattern[str]
    phrase: re.Pattern[str]
    whole: frozenset[str]
    states: frozenset[str]
    degree: re.Pattern[str]


@kept_by_identity
def _vocabulary(parameters: Parameters) -> _Vocabulary:
    adverb, verb, word = (
        "|".join(sorted(map(re.escape, group), key=len, reverse=True))
        for group in (parameters.vague_adverbs, parameters.vague_verbs, parameters.vague_words)
    )
    degree = "|".join(each for each in parameters.vague_adverbs if each in _DEGREES)
    bare = f"(?:(?:{adverb}){{0,3}}(?:{verb}|{word})){{1,3}}(?:程度|水平|作用|效果|影响)?"
    phrase = f"(?!.*{_OUTCOME})(?:(?:{degree}){{1,3}}(?:{verb}){{1,2}}[{HAN}]{{2,20}}|[{HAN}]{{2,14}}?(?:{degree}){{1,3}}(?:{verb}){{1,2}})"
    return _Vocabulary(
        words=re.compile(bare),
        phrase=re.compile(phrase),
        whole=frozenset(parameters.vague_values),
        states=frozenset(parameters.vague_states),
        degree=re.compile(degree),
    )


def _is_goal(value: ValueAt) -> bool:
    """Whether the value is the whole of a goal of its project, or holds it."""
    said = value.value.text
    if len(said) < _SHORTEST_GOAL:
        return False
    goals = (value.project.goal.term, value.project.goal.annual)
    return any(goal and len(goal) >= _SHORTEST_GOAL and _said(goal) in _said(said) for goal in goals)


RULES: tuple[Rule, ...] = (
    same_as_name,
    placeholder,
    over_hundred,
    vague,
    bare_number,
    unfit_unit,
    goal_pasted,
    too_long,
    none_written,
)
