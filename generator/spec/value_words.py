"""The words of values: the operators before and after a figure, the units, and the signs that are written alike."""

from __future__ import annotations

import re

from generator.invisible import without_unseen
from generator.spec.meaning import Operator
from generator.spec.numerals import words
from generator.speed import lazy_pattern

MAX_LENGTH = 200
"""A longer text is a paragraph, not a measure; it is not looked at."""

_MAX_NOUN = 16

_NEGATIONS = words("不 不得 不应 不能 不可")
_AT_LEAST = words(
    "≥ >= => 大于等于 大于或等于 等于或大于 高于等于 高于或等于 等于或高于 多于或等于 达到或超过 等于或超过",
    "至少 最少 不下于",
)
_AT_MOST = words(
    "≤ <= =< 小于等于 小于或等于 等于或小于 低于等于 低于或等于 等于或低于 少于或等于 至多 最多 不超 控制在",
)
_NOT_LESS = words("低于 少于 小于 短于")
_NOT_MORE = words("高于 多于 大于 长于 超过 超出 突破")

BEFORE: dict[str, Operator] = {
    **dict.fromkeys(words("= == 等于"), Operator.EQ),
    **dict.fromkeys(_AT_LEAST, Operator.GE),
    **dict.fromkeys(_AT_MOST, Operator.LE),
    **dict.fromkeys(words("> 大于 高于 多于 超过 超出 突破"), Operator.GT),
    **dict.fromkeys(words("< 小于 低于 少于"), Operator.LT),
    **{no + word: Operator.GE for no in _NEGATIONS for word in _NOT_LESS},
    **{no + word: Operator.LE for no in _NEGATIONS for word in _NOT_MORE},
}
"""Operators before the figure. 超过 excludes the number itself: 民法典第1259条."""

BEFORE_ALONE: dict[str, Operator] = {
    "最低": Operator.GE,
    "最高": Operator.LE,
    **dict.fromkeys(words("超 逾"), Operator.GT),
    **dict.fromkeys(words("不满 不足 不到"), Operator.LT),
}
"""Operators only at the beginning of a text: after other words they may mean something else (查摆不足3条).

不满 excludes the number itself: 民法典第1259条.
"""

_AND = ("", "及", "或", "及其", "含", "(含)")
AFTER: dict[str, Operator] = {
    **{join + "以上": Operator.GE for join in _AND},
    **{join + "以下": Operator.LE for join in _AND},
    **dict.fromkeys(words("以上(含) 或更多"), Operator.GE),
    **{join + "以内": Operator.LE for join in _AND},
    **dict.fromkeys(words("以下(含) 以内(含) 或更少 之内 内"), Operator.LE),
    **dict.fromkeys(words("(不含)以上 以上(不含)"), Operator.GT),
    **dict.fromkeys(words("(不含)以下 以下(不含)"), Operator.LT),
}
"""Operators after the unit.

以上, 以下, 以内 include the number itself, 不满, 超过, 以外 do not: 民法典第1259条.
So ``95%以上``, ``95%及以上`` and ``95%或以上`` are all ≥.
"""

_LONGEST_BEFORE = max(map(len, (*BEFORE, *BEFORE_ALONE)))
_LONGEST_AFTER = max(map(len, AFTER))

UNITS = words(
    "% ‰ 百分点 个百分点 倍 成 分 度 字 人 人次 岁 元 角 美元 港元 港币 欧元",
    "年 年度 学年 周 天 日 工作日 小时 分钟 秒 个年度 个季度 个月 个工作日 自然日 个自然日 日历天 个小时 学时 课时 学分",
    "公里 千米 米 延米 厘米 毫米 ㎞ km m cm mm 平方公里 平方米 平米 公顷 亩 m² ㎡ 立方米 m³",
    "吨 公斤 千克 斤 克 毫克 微克 ㎏ t kg mg μg 升 毫升 L mL ℃ 摄氏度 分贝 dB 千瓦 兆瓦 千瓦时 kW MW kWh MB GB TB Mbps h min",
    "村 镇 乡 县 区 市",
)
"""Units that stand alone."""

COUNTERS = words(
    "个 名 位 家 户 项 次 场 期 篇 份 件 台 套 条 部 本 册 辆 座 所 处 间 幅 张 支 只 头 匹 株 棵 面 块 片 门 种 组",
    "批 轮 节 讲 集 款 例 宗 起 笔 单 架 艘 盏 根 枚 颗 粒 副 双 对 队 层 栋 幢 把 口 眼 段 站 床 课 堂 盘 桶 箱 袋",
    "页 首 剂 瓶 盒 卷 通 封 枝 尾 羽 顿 餐 桌 席 趟 回 遍 步 拨 档",
    "项次 场次 轮次 课次 节次 剂次 批次 班次 车次 辆次 台次 件次 户次 家次 篇次 期次 台套 人份 床位 支队 标段",
)
"""Measure words: units that stand alone or before what is counted (``3次培训``)."""

_ALONE = UNITS | COUNTERS
_PARTS = _ALONE | words("月 季 季度 旬 半年 d 生")
"""What may stand beside a ``/``: 元/生 is money a pupil. 月 and 季度 only there: ``3月`` is March, ``2季度`` the second quarter."""

_PER = re.compile("[/·每]")
_SAME_UNIT = {"百分比": "%"}

HAN = "一-鿿"
"""The Chinese characters, for use inside ``[…]`` of a pattern."""

_PLAIN = str.maketrans(
    "０１２３４５６７８９％﹪＜﹤＞﹥＝＋－−﹣．／～〜∼≧⩾≦⩽•",
    "0123456789%%<<>>=+---./~~~≥≥≤≤·",
)
_BLANKS = re.compile(r"(?<![0-9A-Za-z.,])\s+|\s+(?![0-9A-Za-z.,])")
"""Blanks, but not between two figures or Latin words: ``3 4`` is not 34."""

_MAGNITUDE = re.compile(r"(?:万?亿|[十百千]?万|千)(?=.)")

_NOUN = lazy_pattern(f"[{HAN}A-Za-z]{{1,{_MAX_NOUN}}}")
_NOUN_BARRED = lazy_pattern("[或及和与不每约至到]|以[上下内外]|左右|上下$|之[间内前后]|[内前后]$|^[多余半来几]|更")
"""What makes the words after a counter more than the name of what is counted."""


def plain_text(text: str) -> str:
    """``text`` without blanks and closing punctuation, its digits and signs half-width."""
    return _BLANKS.sub("", without_unseen(text).strip()).translate(_PLAIN).rstrip("。；;，,")


def operator_before(text: str) -> tuple[str, Operator | None]:
    """The longest operator that ``text`` ends with, and what it means; ``""`` and None where there is none."""
    for length in range(min(_LONGEST_BEFORE, len(text)), 0, -1):
        word = text[-length:]
        operator = BEFORE.get(word) or (BEFORE_ALONE.get(word) if word == text else None)
        if operator:
            return word, operator
    return "", None


def operator_after(text: str) -> tuple[str, Operator | None]:
    """The longest operator that ``text`` ends with, as ``operator_before``."""
    for length in range(min(_LONGEST_AFTER, len(text)), 0, -1):
        operator = AFTER.get(text[-length:])
        if operator:
            return text[-length:], operator
    return "", None


def read_unit(text: str) -> str | None:
    """The unit that ``text`` writes, brackets dropped and 百分比 as ``%``; ``""`` of nothing, None of no unit."""
    if len(text) > 2 and text[0] == "(" and text[-1] == ")":
        text = text[1:-1]
    text = _SAME_UNIT.get(text, text)
    parts = _PER.split(text)
    if len(parts) > 1:
        return text if len(parts) <= 4 and all(_in(_PARTS, part) for part in parts) else None
    return text if text == "" or _in(_ALONE, text) or _counts_noun(text) else None


def _in(units: frozenset[str], text: str) -> bool:
    """Whether ``text`` is one of ``units``, also in thousands or more: 万元, 亿元, 千人."""
    return text in units or _MAGNITUDE.sub("", text, count=1) in units


def _counts_noun(text: str) -> bool:
    """Whether ``text`` is a counter and the name of what it counts: ``个直管党组织``."""
    text = _MAGNITUDE.sub("", text, count=1) if _MAGNITUDE.match(text) else text
    noun = text[2:] if text[:2] in COUNTERS else text[1:]
    counted = text[: len(text) - len(noun)] in COUNTERS
    return counted and _NOUN.fullmatch(noun) is not None and not _NOUN_BARRED.search(noun)
