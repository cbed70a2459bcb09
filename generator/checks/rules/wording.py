"""Wording: how things are named and said."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from string import ascii_lowercase
from typing import NamedTuple

from generator.checks.rule import Found, Rule, piece_of, rule
from generator.checks.rules.characters import MARKUP, blanked
from generator.checks.rules.patterns import any_of
from generator.checks.rules.unit_kinds import kind_of
from generator.checks.subject import Subject
from generator.diagnostics import Severity
from generator.spec.scalars import shorten
from generator.spec.value import Operator, parse_meaning
from generator.spec.value_words import HAN
from generator.speed import kept_for_short_texts

_LATIN = re.compile(r"(?<![A-Za-z0-9.@/_\-:])[a-z]{2,}(?![A-Za-z0-9@/_\-:]|\.[A-Za-z0-9])")
_NAMES = frozenset({"name", "annual_name", "title"})
_ENDINGS = frozenset("，。；：、,.;:！？!?")
_WAYS = (
    ("≥", re.compile("≥|⩾|≧|>=|=>"), Operator.GE),
    ("大于等于", re.compile("[大高多]于或?等于"), Operator.GE),
    ("不低于", re.compile("不[低少小短]于|至少|最少"), Operator.GE),
    ("以上", re.compile("及以上|或以上|以上|或更多"), Operator.GE),
    ("≤", re.compile("≤|⩽|≦|<=|=<"), Operator.LE),
    ("小于等于", re.compile("[小低少]于或?等于"), Operator.LE),
    ("不超过", re.compile("不超过?|不[高多大长]于|至多|最多|控制在"), Operator.LE),
    ("以内", re.compile("及?以[内下]|或以下|之?内"), Operator.LE),
)
"""Each manner of writing ≥ and ≤, with the words for it, where the value's meaning is that already."""

_TALKS_OF = "完成实现达到达成确保保证围绕对照根据按照制定设定编制落实细化分解依据参照与和及将把推进填报写交加强各项"
"""Characters before a form's label that make it part of a sentence: 完成年度总体绩效目标."""

_GOES_ON = (
    "的如期全面顺利基本是为得和与及、，。；完成实现设定编制申报审核评考监管纳落分解任务明确清晰达应须要不未有等表体一"
)
"""Characters after a form's label that go on with the sentence: 年度总体绩效目标的实现, 年度指标值不得随意调整."""


@rule("TXT04", Severity.WARNING, "中文里夹着外文词")
def latin_word(subject: Subject) -> Iterator[Found]:
    """中文里不夹小写的外文单词；缩写和产品名（APP、ISO9001、5G、WiFi）、单位和网址不算；标记（TXT01）和占位文字（VAL02）不另报。

    为什么: 多半是输入法没有切换，或翻译、复制时留下的。
    依据: 国家通用语言文字法（公文以汉字为用语用字）；已公开的表里确有“思想 and 党的二十大精神”（花都）。
    正例: 项目 {绩效目标: 维护APP和WiFi，通过ISO9001认证，建设5G基站3个}
    误例: 项目 {绩效目标: 深入学习贯彻新思想 and 大会精神}
    """
    if subject.signs.isdisjoint(ascii_lowercase):
        return
    tolerated = frozenset(subject.parameters.latin_words)
    placeholders = any_of(subject.parameters.placeholders)
    for text, locs in subject.prose.items():
        words = [] if text.isascii() else _foreign(text, tolerated)
        if words:  # a tag's name and XX are told elsewhere
            words = _foreign(placeholders.sub(blanked, MARKUP.sub(blanked, text)), tolerated)
        for loc in locs if words else ():
            message = f"中文里有外文词“{shorten(words[0].group())}”"
            yield Found(loc, message, "改成中文；必须用外文的，写明理由认可", piece_of(text, *words[0].span()))


@rule("TXT08", Severity.WARNING, "栏目名粘进了文字")
def form_label(subject: Subject) -> Iterator[Found]:
    """文字里不能粘进表上的栏目名，如“年度总体绩效目标”；“完成年度总体绩效目标”这样本来要说的不算。

    为什么: 多半是从表里复制时带进来的，把一句话断成两截。
    依据: 已公开的表里确有（越秀：引导和鼓励选调生年度总体绩效目标在宣传…）。
    正例: 项目 {绩效目标: 按期完成年度总体绩效目标}
    正例: 项目 {绩效目标: 将年度总体绩效目标分解到各处室，年度指标值不得随意调整}
    误例: 项目 {绩效目标: 引导选调生年度总体绩效目标在宣传落实政策等方面认真履职}
    误例: 项目 {绩效目标: 开展培训2次，年度指标值：90%}
    """
    if not any(label in subject.whole for label in subject.parameters.form_labels):
        return
    pattern = _labels(subject.parameters.form_labels)
    for text, locs in subject.prose.items():
        found = pattern.search(text)
        for loc in locs if found and found.group() != text.strip() else ():
            assert found is not None
            piece = piece_of(text, *found.span())
            yield Found(loc, f"文字里粘进了栏目名“{found.group()}”", "删掉栏目名，检查前后的句子", piece)


@rule("TXT09", Severity.WARNING, "同一份文件里比较的写法不一")
def mixed_operators(subject: Subject) -> Iterator[Found]:
    """一份文件里，“至少”只用一种写法（≥、大于等于、不低于、以上），“至多”也是；“15个工作日内”这样的期限不算。

    为什么: 意思一样而写法不一，看表的人会以为要求不同。
    依据: 已公开的表里确有一份文件五种写法的（花都）；实践。
    正例: 指标 {年度指标值: ≥95%, 实施周期指标值: ≥90%}
    正例: 指标 {年度指标值: ≤3次, 实施周期指标值: 15个工作日内}
    误例: 指标 {年度指标值: 95%以上}
    """
    ways = [(way, value.loc) for value in subject.values if (way := _way(value.value.text))]
    for operator, label in ((Operator.GE, "至少"), (Operator.LE, "至多")):
        meant = [(way, loc) for way, loc in ways if way.operator is operator]
        if len({way.manner for way, _ in meant}) > 1:
            count = Counter(way for way, _ in meant).most_common()
            commonest, rarest = count[0][0], count[-1][0]
            first = next(loc for way, loc in meant if way == rarest)
            message = (
                f"“{label}”有 {len(count)} 种写法：{'，'.join(f'{way.word} {number} 处' for way, number in count)}"
            )
            yield Found(first, message, f"统一成一种，例如都用“{commonest.word}”", rarest.word)


@rule("TXT10", Severity.WARNING, "三级指标名称笼统")
def generic_name(subject: Subject) -> Iterator[Found]:
    """三级指标要写清是什么，不能只写“数量”“质量”“效益”。

    为什么: 二级指标已经说了是数量指标；三级只写“数量”，看不出是什么的数量。
    依据: 实践；已公开的表里很多（东莞），所以只提醒。
    正例: 指标 {三级指标: 参加统计的党组织数量}
    误例: 指标 {三级指标: 数量}
    """
    generic = frozenset(subject.parameters.generic_names)
    for loc, _, indicator in subject.indicators:
        for field in ("name", "annual_name"):
            name = getattr(indicator, field)
            if name and (name := name.strip()) in generic:
                yield Found(
                    (*loc, field), f"三级指标“{name}”太笼统", f"写清是什么的{name.removesuffix('指标') or '指标'}"
                )


@rule("TXT11", Severity.WARNING, "同一个三级指标写了两次")
def same_name_twice(subject: Subject) -> Iterator[Found]:
    """一个项目里，同一个二级指标下的三级指标不能同名。

    为什么: 多半是复制后忘了改；两个值不同时，也不知道以哪个为准。
    依据: 实践。
    正例: 指标 {二级指标: 数量指标, 三级指标: 培训期数} 和 {二级指标: 数量指标, 三级指标: 参训人数}
    误例: 指标 {二级指标: 数量指标, 三级指标: 培训期数} 和 {二级指标: 数量指标, 三级指标: 培训期数}
    """
    for loc, project in subject.projects:
        seen: dict[tuple[str, str], int] = defaultdict(int)
        for index, indicator in enumerate(project.indicators):
            key = (indicator.level2.strip(), indicator.name.strip())
            seen[key] += 1
            if key[1] and seen[key] == 2:
                message = f"三级指标“{shorten(indicator.name)}”在这个项目里写了不止一次"
                yield Found((*loc, "indicators", index, "name"), message, "改名区分，或删掉重复的")


@rule("TXT12", Severity.WARNING, "名称末尾有标点")
def name_ends_in_mark(subject: Subject) -> Iterator[Found]:
    """项目、三级指标的名称和标题末尾不加标点。

    为什么: 名称不是句子；加了标点，汇总、检索时就成了另一个名称。
    依据: 实践；已公开的表里确有以“。”结尾的三级指标（花都）和标题（曹妃甸）。
    正例: 指标 {三级指标: 开展暗访访谈评议}
    误例: 指标 {三级指标: 开展暗访访谈评议。}
    """
    for text, locs in subject.prose.items():
        name = text.strip()
        for loc in locs if name[-1:] in _ENDINGS and len(name) > 1 else ():
            if loc[-1] in _NAMES:
                message = f"名称“{shorten(text)}”末尾有“{name[-1]}”"
                yield Found(loc, message, "删掉末尾的标点", piece_of(name, len(name) - 1, len(name)))


@cache
def _labels(labels: tuple[str, ...]) -> re.Pattern[str]:
    """A label before a colon, or amid a clause where no sentence would have it. At its beginning it is the subject."""
    label = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    return re.compile(f"(?:{label})(?=[:：])|(?<=[{HAN}])(?<![{_TALKS_OF}])(?:{label})(?![{_GOES_ON}])(?!$)")


def _foreign(text: str, tolerated: frozenset[str]) -> list[re.Match[str]]:
    return [word for word in _LATIN.finditer(text) if word.group() not in tolerated]


class _Way(NamedTuple):
    """How a value writes its operator: in which manner, and with which word."""

    operator: Operator
    manner: str
    word: str


@kept_for_short_texts
def _way(value: str) -> _Way | None:
    """How ``value`` writes ≥ or ≤; ``None`` where it has another operator, or is no measure.

    15个工作日内 is none either: so one says how long, however one writes ≤ elsewhere.
    """
    meaning = parse_meaning(value)
    if meaning is None:
        return None
    tried = ((manner, pattern.search(value)) for manner, pattern, of in _WAYS if of is meaning.operator)
    way = next((_Way(meaning.operator, manner, found.group()) for manner, found in tried if found), None)
    return None if way and way.manner == "以内" and kind_of(meaning.unit) == "time" else way


RULES: tuple[Rule, ...] = (latin_word, form_label, mixed_operators, generic_name, same_name_twice, name_ends_in_mark)
