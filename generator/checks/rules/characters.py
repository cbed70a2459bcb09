"""Characters: what has no place in a text that is printed, and what was typed twice, half or in the wrong width."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from generator.checks.rule import Found, Rule, piece_of, rule
from generator.checks.rules.patterns import any_of, opening_of
from generator.checks.subject import Subject
from generator.diagnostics import Severity
from generator.invisible import LOST, MISLEADING, UNSEEN, called, may_hold_unseen
from generator.layouts.filters import ILLEGAL_CHARACTERS
from generator.spec.scalars import shorten
from generator.speed import lazy_pattern

_TAGS = "p|br|div|span|a|b|i|u|em|strong|font|table|tbody|thead|tr|td|th|ul|ol|li|h[1-6]|img|hr|sup|sub|script|style|o:p|html|body"
MARKUP = lazy_pattern(
    rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>|</?(?:{_TAGS})\s*$|<!--|-->|[\[［]bookmark\b[^\]］]*[\]］]?|_Toc\d{{3,}}"
    r"|&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|mdash|#\d{2,5}|#x[0-9a-f]{2,5});|&nbsp\b",
    re.IGNORECASE,
)
"""Tags, comments, bookmarks and entities that were copied with a text."""
_MAY_BE_MARKUP = re.compile("[<>&\\[［]|_T|_t")
_SIGN_OF_MARKUP = re.compile("[<>&\\[［_\\-—–－─]")
_DASHES = re.compile(r"^[ \t]*[-—–－─]{5,}[ \t]*$", re.MULTILINE)
_SAID = re.compile("[^\\W_]")

_HAN = "一-鿿〇"
_PAIRS = {"（": "）", "《": "》", "〈": "〉", "“": "”", "‘": "’", "【": "】", "「": "」", "『": "』", "〔": "〕"}
_PAIRS |= {"(": ")", "[": "]", "{": "}"}
_SAME_KIND = {")": "）", "(": "（"}
_HALF = frozenset("()")
_CLOSERS = frozenset(_PAIRS.values())
_BRACKETS = re.compile("[" + re.escape("".join((*_PAIRS, *_CLOSERS))) + "]")
_ITEM_MARK = re.compile(r"(?:^|(?<=[\s。；;，,：:、！？“]))(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z])[)）]")
_ANY_PAIR = _CLOSERS | frozenset((*_PAIRS, '"'))
_STRAIGHT = re.compile(r'(?<!\d)"')
_APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")

_HALF_WIDTH = lazy_pattern(
    f"(?<=[{_HAN}])[,;:!?](?=[{_HAN}])|(?<=[{_HAN}])[,;.](?=\\s*$)|(?<=[{_HAN}])\\.(?=[{_HAN}])"
    f"|\\((?=[^()（）]*[{_HAN}])[^()（）0-9A-Za-z]*\\)|<(?=[^<>〈〉]*[{_HAN}]{{2}})[^<>〈〉]*>",
    re.MULTILINE,
)
_IN_HALF_WIDTH = frozenset(",;:!?.(<")
_SPACES = frozenset(" \t\u3000\xa0")
_SPACE = "[ \\t\\u3000\\xa0]+"
_ORDINAL = "[0-9一二三四五六七八九十]"
_BLANK = lazy_pattern(
    f"(?<=[{_HAN}]){_SPACE}(?=[{_HAN}，。；：、（“《])|(?<=[，。；：）”》]){_SPACE}(?=[{_HAN}])"
    f"|(?<=[（(]){_SPACE}(?={_ORDINAL}{{1,3}}{_SPACE}?[)）])|(?:(?<=[（(]{_ORDINAL})|(?<=[（(]{_ORDINAL}{{2}})){_SPACE}(?=[)）])"
)
_TITLE_MARK = re.compile("第[一二三四五六七八九十]{1,3}(?:部分|[章节条编篇])$")


@rule("TXT01", Severity.ERROR, "文字里混入了标记")
def markup(subject: Subject) -> Iterator[Found]:
    """文字里不能有 HTML 标签（<p>、<br> 等）和转义（&nbsp; 等）、书签（[bookmark: …]）和整行的横线。

    为什么: 多半是从网页或系统复制时带进来的，会原样印在表上。
    依据: 已公开的表里确有（东莞 4 处 <p>，曹妃甸 4 处书签）。
    正例: 项目 {绩效目标: 完成年度培训任务，参训率≥95%}
    误例: 项目 {绩效目标: "<p>完成年度培训任务</p>"}
    误例: 项目 {绩效目标: "完成年度&nbsp;培训任务"}
    误例: 项目 {绩效目标: "完成年度培训任务\\n----------\\n完成考核"}
    """
    if not _SIGN_OF_MARKUP.search(subject.whole):
        return
    for loc, text in subject.texts:
        found = MARKUP.search(text) if _MAY_BE_MARKUP.search(text) else None
        if found is None and _SAID.search(text):
            found = _DASHES.search(text)
        if found:
            piece = piece_of(text, *found.span())
            yield Found(loc, f"文字里有标记“{shorten(found.group())}”", "删掉标记，只留文字", piece)


@rule("TXT02", Severity.ERROR, "文字里有不能打印的字符")
def unprintable(subject: Subject) -> Iterator[Found]:
    """文字里不能有控制字符等 Word、Excel 装不下的字符。

    为什么: 它们看不见，却会使文件打不开；打印时会被丢掉。
    依据: XML 1.0 的字符范围。
    正例: 项目 {绩效目标: 完成年度培训任务}
    误例: 项目 {绩效目标: "完成\\u0008年度培训任务"}
    """
    if not ILLEGAL_CHARACTERS.search("".join(subject.signs)):
        return
    for loc, text in subject.texts:
        found = ILLEGAL_CHARACTERS.search(text)
        if found:
            position = found.start() + 1
            message = f"第 {position} 个字符（U+{ord(found.group()):04X}）不能打印"
            yield Found(loc, message, "删掉它，重新输入这段文字", piece_of(text, *found.span()))


@rule("TXT03", Severity.WARNING, "括号、引号不成对")
def unbalanced(subject: Subject) -> Iterator[Found]:
    """括号、引号、书名号要成对，左右是同一种，同是全角或半角。列项的“1）”“一）”不算。

    为什么: 缺一半多半是漏了字，或复制时被切断。
    依据: GB/T 15834（标点符号用法）；已公开的表里确有“<条例〉”（曹妃甸）。
    正例: 项目 {绩效目标: 贯彻《关于贯彻〈条例〉的实施细则》，1）开展“三会一课”12次。}
    误例: 项目 {绩效目标: 贯彻《关于贯彻<条例〉的实施细则》，开展培训2次。}
    误例: 项目 {绩效目标: 开展“三会一课12次。}
    误例: 项目 {绩效目标: 开展骨干(培训）2次。}
    """

    if subject.signs.isdisjoint(_ANY_PAIR):
        return

    def hint(sign: str) -> str:
        return f"检查“{sign}”前后，补上缺的一半，或改成同一种"

    yield from _per_text(subject, _unbalanced, lambda sign: f"“{sign}”不成对", hint)


@rule("TXT05", Severity.WARNING, "汉字之间用了半角标点")
def half_width(subject: Subject) -> Iterator[Found]:
    """汉字之间的标点用全角：，。；：？！（）；数字、字母之间的不算，如 1,980.40、9:30、(2024)。

    为什么: 全角半角混用，打印出来疏密不一。
    依据: GB/T 15834（标点符号用法）。
    正例: 项目 {绩效目标: 确保支出进度达标，专款专用（详见附件1）。}
    误例: 项目 {绩效目标: "确保支出进度达标,专款专用。"}
    """

    if subject.signs.isdisjoint(_IN_HALF_WIDTH):
        return

    def look(text: str) -> _Seen | None:
        found = list(_HALF_WIDTH.finditer(text))
        return _Seen(f"“{_around(found[0])}”，共 {len(found)} 处", found[0].span()) if found else None

    yield from _per_text(subject, look, lambda where: f"汉字之间有半角标点：{where}", lambda _: "改成全角标点")


@rule("TXT06", Severity.WARNING, "汉字之间有空格")
def blank_inside(subject: Subject) -> Iterator[Found]:
    """汉字与汉字、汉字与标点之间没有空格；段首缩进、换行、“第一部分 总则”这样的标题和引号、书名号里的不算。

    为什么: 多半是从 PDF 复制时的断行，或把一段话分几行写而没有用“|”。
    依据: 实践；已公开的表里确有“。 。”（曹妃甸）和词中空格（东莞）。
    正例: 项目 {绩效目标: 组织机关团员开展 2 次志愿服务活动。}
    误例: 项目 {绩效目标: 组织机关 团员开展志愿服务活动2次。}
    """

    if subject.signs.isdisjoint(_SPACES):
        return

    def look(text: str) -> _Seen | None:
        found = [blank for blank in _BLANK.finditer(text) if not _is_meant(blank)]
        return _Seen(f"“{_around(found[0])}”，共 {len(found)} 处", _beside(found[0])) if found else None

    def hint(_: str) -> str:
        return "删掉空格；一段话要分几行写的，写在一行里"

    yield from _per_text(subject, look, lambda where: f"汉字之间有空格：{where}", hint)


@rule("TXT07", Severity.WARNING, "重字、重标点")
def doubled(subject: Subject) -> Iterator[Found]:
    """同一个字、词或标点不要打两遍。汉语里重字常常是对的（件件、工作作风、学习习近平），所以只报一定错的写法。

    为什么: 多半是输入或拼接时多打了一个。
    依据: 实践；已公开的表里确有“工作中中央”3 处（越秀）、“。 。”（曹妃甸）。
    正例: 项目 {绩效目标: 改进工作作风，事事有回音，其中中央资金按期拨付。}
    误例: 项目 {绩效目标: 下派选调生到村工作中中央财政补助资金按期拨付。}
    误例: 项目 {绩效目标: 开展培训2次。。}
    误例: 项目 {绩效目标: 按计划开展开展培训2次}
    """
    if not opening_of(subject.parameters.doubled_forms).search(subject.own_words):
        return
    pattern = any_of(subject.parameters.doubled_forms)

    def look(text: str) -> _Seen | None:
        found = pattern.search(text)
        return _Seen(_around(found), found.span()) if found else None

    yield from _per_text(
        subject, look, lambda where: f"“{where}”里有重复", lambda _: "删掉多打的；本来如此的，写明理由认可"
    )


@rule("TXT13", Severity.ERROR, "文字会倒着排，或丢了字")
def misleading(subject: Subject) -> Iterator[Found]:
    """文字里不能有“从右到左”的方向控制符和替换符（U+FFFC、U+FFFD）。

    为什么: 方向控制符看不见，却使后面的字倒着印（科普活动经费印成科普费经动活）；替换符是转换编码、复制图片时丢了的字。
    依据: Unicode 双向算法（UAX #9）、Unicode 标准第 23 章（特殊字符）。
    正例: 项目 {项目名称: 科普活动经费}
    误例: 项目 {项目名称: "科普\u202e活动经费"}
    误例: 项目 {绩效目标: "完成馆藏\ufffd案扫描2万页"}
    """

    def hint(char: str) -> str:
        is_lost = char in LOST
        return "这里丢了字或图片，对照原文补上" if is_lost else "删掉它，重新输入这段文字"

    yield from _unwanted(subject, MISLEADING, "文字里有", hint)


@rule("TXT14", Severity.WARNING, "文字里有看不见的字符")
def unseen(subject: Subject) -> Iterator[Found]:
    """文字里不应有零宽空格、软连字符、字节顺序标记、方向标记、专用区字符等；异体字、表情符号要用的选择符不算。

    为什么: 多半是从网页、聊天记录、PDF 复制时带进来的：看起来一样的两个名称因此不同，搜索、汇总时对不上；专用区字符换一台电脑就是别的字或空框。
    依据: Unicode 标准第 23 章（特殊字符）；实践。
    正例: 项目 {项目名称: 科普活动经费}
    误例: 项目 {项目名称: "科普\u200b活动经费"}
    误例: 指标 {二级指标: "数量\u00ad指标"}
    误例: 项目 {绩效目标: "完成馆藏\ue5e5案扫描2万页"}
    """
    yield from _unwanted(subject, UNSEEN, "文字里有看不见的", lambda _: "删掉它，重新输入前后的字")


def _unwanted(subject: Subject, chars: re.Pattern[str], what: str, hint: Callable[[str], str]) -> Iterator[Found]:
    """Each text with one of ``chars`` (or none, as no text has any that may be), at the first of them."""
    if not may_hold_unseen("".join(subject.signs)):
        return
    for loc, text in subject.texts:
        found = list(chars.finditer(text)) if may_hold_unseen(text) else []
        if found:
            first = found[0]
            message = f"{what} {called(first.group())}，在第 {first.start() + 1} 个字，共 {len(found)} 处"
            yield Found(loc, message, hint(first.group()), piece_of(text, *first.span()))


class _Seen(NamedTuple):
    """What was seen in a text, as the message shows it, and from where to where it stands."""

    shown: str
    span: tuple[int, int]


def _per_text(
    subject: Subject,
    look: Callable[[str], _Seen | None],
    message: Callable[[str], str],
    hint: Callable[[str], str],
) -> Iterator[Found]:
    """Look at each different text once; what was found is reported wherever that text stands."""
    for text, locs in subject.prose.items():
        found = look(text)
        if found is not None:
            piece = piece_of(text, *found.span)
            yield from (Found(loc, message(found.shown), hint(found.shown), piece) for loc in locs)


def _around(found: re.Match[str]) -> str:
    """What was found, with a few characters on either side."""
    return shorten(found.string[max(found.start() - 4, 0) : found.end() + 4])


def _beside(blank: re.Match[str]) -> tuple[int, int]:
    """The span of a blank with the characters on either side: a blank alone could be any."""
    return max(blank.start() - 1, 0), blank.end() + 1


def _is_meant(blank: re.Match[str]) -> bool:
    """Whether a blank belongs there: after 第一部分, or inside “好客山东 好品山东” and 《信息技术 词汇》."""
    text, start = blank.string, blank.start()
    is_quoted = any(text.rfind(left, 0, start) > text.rfind(right, 0, start) for left, right in ("“”", "《》"))
    return is_quoted or _TITLE_MARK.search(text[max(start - 8, 0) : start]) is not None


def _unbalanced(text: str) -> _Seen | None:
    """The first sign that has no partner, if any."""
    straight = list(_STRAIGHT.finditer(text)) if '"' in text else []
    if len(straight) % 2:
        return _Seen('"', straight[-1].span())
    if not _BRACKETS.search(text):
        return None
    waiting: list[_Seen] = []
    mixed: _Seen | None = None
    for found in _BRACKETS.finditer(_APOSTROPHE.sub("'", _ITEM_MARK.sub(blanked, text))):
        sign = _SAME_KIND.get(found.group(), found.group())
        if sign not in _CLOSERS:
            waiting.append(_Seen(sign, found.span()))
            continue
        if not waiting or _PAIRS[waiting[-1].shown] != sign:
            return _Seen(sign, found.span())
        first, last = waiting.pop().span[0], found.end()
        if mixed is None and (text[first] in _HALF) != (found.group() in _HALF):
            mixed = _Seen(shorten(text[first:last]), (first, last))
    return waiting[-1] if waiting else mixed


def blanked(found: re.Match[str]) -> str:
    """As many blanks as were found, so that what stands behind keeps its place."""
    return " " * len(found.group())


RULES: tuple[Rule, ...] = (
    markup,
    unprintable,
    unbalanced,
    half_width,
    blank_inside,
    doubled,
    misleading,
    unseen,
)
