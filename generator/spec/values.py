"""The value of an indicator (指标值): what was written and what it means.

``Value("90%及以上").text`` is the text, kept for faithful printing; ``.meaning`` is operator ≥, number 90, unit ``%``.

One rule stands above the others: unsure means None. A text that could mean two things has no meaning here, because
a check that marks a right form wrong is worse than one that misses a wrong form. So

- there is one measure or none: a text with a second figure has no meaning, except a range
  (``省外不少于1次，省内不少于2次`` → None);
- the unit is known (``UNITS``, ``COUNTERS``) or a counter and what it counts (``237个直管党组织`` → ``个直管党组织``);
  ``5G网络`` and ``3A级`` are no measures;
- a phrase before the measure is its **scope**, if it is a bare phrase without commas:
  ``党支部书记参培率97%以上`` is ≥ 97 % of scope ``党支部书记参培率``. It says what is measured, is kept as written
  (but for blanks, and 达到 or 为 before 95%以上) and printed again. A phrase that changes the number itself
  (第3, 前3, 每2年, 近100) or compares it with something else (高于平均水平3%) gives no meaning;
- a date is no measure: ``12月31日前`` and ``2024年底`` are a ``Deadline``. ``≤1年`` is a measure.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from decimal import Context, Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from generator.spec.numerals import MEASURE_WORDS, NUMERAL, arabic, chinese_number, words

if TYPE_CHECKING:
    from pydantic_core.core_schema import CoreSchema

Style = Literal["symbol", "words"]
"""How an operator prints: ``≥95%`` or ``大于等于95%``."""

MAX_LENGTH = 200
"""A longer text is a paragraph, not a measure; it is not looked at."""

_MAX_DIGITS = 30
_MAX_SCOPE = 60
_MAX_NOUN = 16


class Operator(StrEnum):
    """How the figure bounds what is measured."""

    EQ = "="
    GE = "≥"
    LE = "≤"
    GT = ">"
    LT = "<"
    APPROX = "±"
    """A deviation of at most ``number`` either way: ``±3%以内``."""
    RANGE = "~"
    """From ``number`` to ``upper``, both included: ``1-2期``."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a value means: ``operator`` ``number`` ``unit``, of ``scope``.

    ``number`` keeps its decimals as written (100.00). ``upper`` is the end of a range and None otherwise.
    ``unit`` is ``""`` where none is written; a percentage has ``%`` however it was written, ``万元`` stays ``万元``.
    ``scope`` is the phrase before the measure. ``approximate`` is true of 约 and 左右 (only with EQ).
    ``fraction`` is how ``number`` was written where that was a fraction (``2/3``, 三分之二); it is no part of equality.
    """

    operator: Operator
    number: Decimal
    upper: Decimal | None = None
    unit: str = ""
    scope: str = ""
    approximate: bool = False
    fraction: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if (self.operator is Operator.RANGE) != (self.upper is not None):
            raise ValueError("a range, and only a range, has an upper end")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date, or a stretch of the calendar, that a value names; what is not written is None.

    ``2024年12月底前`` → 2024, 12, None; ``年底前`` → None, 12, None; a quarter or half year gives its last month;
    ``全年`` and ``年内`` name the year of the document: all three are None.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None


# --- the words -------------------------------------------------------------------------------------------------------

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

_BEFORE: dict[str, Operator] = {
    **dict.fromkeys(words("= == 等于"), Operator.EQ),
    **dict.fromkeys(_AT_LEAST, Operator.GE),
    **dict.fromkeys(_AT_MOST, Operator.LE),
    **dict.fromkeys(words("> 大于 高于 多于 超过 超出 突破"), Operator.GT),
    **dict.fromkeys(words("< 小于 低于 少于"), Operator.LT),
    **{no + word: Operator.GE for no in _NEGATIONS for word in _NOT_LESS},
    **{no + word: Operator.LE for no in _NEGATIONS for word in _NOT_MORE},
}
"""Operators before the figure. 超过 excludes the number itself: 民法典第1259条."""

_BEFORE_ALONE: dict[str, Operator] = {
    "最低": Operator.GE,
    "最高": Operator.LE,
    **dict.fromkeys(words("超 逾"), Operator.GT),
    **dict.fromkeys(words("不满 不足 不到"), Operator.LT),
}
"""Operators only at the beginning of a text: after other words they may mean something else (查摆不足3条).

不满 excludes the number itself: 民法典第1259条.
"""

_AND = ("", "及", "或", "及其", "含", "(含)")
_AFTER: dict[str, Operator] = {
    **{join + "以上": Operator.GE for join in _AND},
    **{join + "以下": Operator.LE for join in _AND},
    **dict.fromkeys(words("以上(含) 或更多"), Operator.GE),
    **dict.fromkeys(words("以下(含) 或更少 以内 及以内 或以内 之内 内"), Operator.LE),
    **dict.fromkeys(words("(不含)以上 以上(不含)"), Operator.GT),
    **dict.fromkeys(words("(不含)以下 以下(不含)"), Operator.LT),
}
"""Operators after the unit.

以上, 以下, 以内 include the number itself, 不满, 超过, 以外 do not: 民法典第1259条.
So ``95%以上``, ``95%及以上`` and ``95%或以上`` are all ≥.
"""

_LONGEST_BEFORE = max(map(len, (*_BEFORE, *_BEFORE_ALONE)))
_LONGEST_AFTER = max(map(len, _AFTER))

UNITS = words(
    "% ‰ 百分点 个百分点 倍 成 分 度 字 人 人次 岁 元 角 美元 港元 港币 欧元",
    "年 年度 学年 周 天 日 工作日 小时 分钟 秒 个年度 个季度 个月 个工作日 个小时 学时 课时 学分",
    "公里 千米 米 延米 厘米 毫米 ㎞ km m cm mm 平方公里 平方米 平米 公顷 亩 m² ㎡ 立方米 m³",
    "吨 公斤 千克 斤 克 毫克 ㎏ t kg mg μg 升 毫升 L mL ℃ 摄氏度 分贝 dB 千瓦 兆瓦 千瓦时 kW MW kWh MB GB TB h min",
    "村 镇 乡 县 区 市",
)
"""Units that stand alone."""

COUNTERS = words(
    "个 名 位 家 户 项 次 场 期 篇 份 件 台 套 条 部 本 册 辆 座 所 处 间 幅 张 支 只 头 匹 株 棵 面 块 片 门 种 组",
    "批 轮 节 讲 集 款 例 宗 起 笔 单 架 艘 盏 根 枚 颗 粒 副 双 对 队 层 栋 幢 把 口 眼 段 站 床 课 堂 盘 桶 箱 袋",
    "瓶 盒 卷 通 封 枝 尾 羽 顿 餐 桌 席 趟 回 遍 步 拨 档",
    "项次 场次 批次 班次 车次 台次 件次 户次 家次 篇次 期次 台套 人份 床位 支队 标段",
)
"""Measure words: units that stand alone or before what is counted (``3次培训``)."""

_ALONE = UNITS | COUNTERS
_PARTS = _ALONE | words("月 季 季度 旬")
"""What may stand beside a ``/``. 月 and 季度 only there: ``3月`` is March, ``2季度`` the second quarter."""

_SAME_UNIT = {"百分比": "%"}

# --- the shapes ------------------------------------------------------------------------------------------------------

_HAN = "一-鿿"
_DIGITS = NUMERAL.replace("点", "")
_PLAIN = str.maketrans(
    "０１２３４５６７８９％﹪＜﹤＞﹥＝＋－−﹣．／～〜∼≧⩾≦⩽•",
    "0123456789%%<<>>=+---./~~~≥≥≤≤·",
)
_BRACKETS = str.maketrans("（）", "()")
_BLANKS = re.compile(r"(?<![0-9A-Za-z.,])\s+|\s+(?![0-9A-Za-z.,])")
"""Blanks, but not between two figures or Latin words: ``3 4`` is not 34."""

_WHOLE = r"(?:[1-9][0-9]{0,2}(?:[,，][0-9]{3})+|[1-9][0-9]*|0)"
_NUMBER = re.compile(rf"(?:0|[1-9][0-9]*)/[1-9][0-9]*|-?{_WHOLE}(?:\.[0-9]+)?")
_UPPER = re.compile(rf"{_WHOLE}(?:\.[0-9]+)?")
_JOINT = re.compile(r"(?:[-—–―]{1,2}|~{1,2}-?|[至到]-?)$")
_MAGNITUDE = re.compile(r"(?:万?亿|[十百千]?万|千)(?=.)")

_SCOPE = re.compile(f"[{_HAN}A-Za-z:：“”《》()（）]{{0,{_MAX_SCOPE}}}")
_SCOPE_BARRED = re.compile(
    "[大小高低少多等]于|超[过出]|至[少多]|最[少多]|^[比较].*[年期月度]$|"
    "(?:[不非未无没](?:[得应能可会宜准许要有]|应该|允许|达到?)?|[严防禁避杜][禁止免绝])$|"
    "(?:^[数后]|最后|[第每前近几满负余之最或且A-Za-z])$|"
    f"[{_DIGITS}][至到点]?$"
)
"""What makes a phrase more than a scope: a second comparison in it, or an end that denies or changes what follows."""

_ABOUT = re.compile("(?:≈|大约|大概|(?<![节签预邀违合公契特条履制])约)$")
"""约, but not the end of 节约 or 签约."""

_VERB = re.compile("(?:达到|达|为)$")
"""The verb of ``满意度达到95%以上``, which ``满意度≥95%`` does without."""

_NOUN = re.compile(f"[{_HAN}A-Za-z]{{1,{_MAX_NOUN}}}")
_NOUN_BARRED = re.compile("[或及和与不每约至到]|以[上下内外]|左右|上下$|之[间内前后]|[内前后]$|^[多余半来几]|更")
"""What makes the words after a counter more than the name of what is counted."""

_BY = "(?:以前|之前|前|以内|之内|内)?(?:按时|按期|全部)?(?:完成)?"
_DATE = re.compile(
    "(?:截至|截止到?|不晚于|不迟于|于|在|每年)?"
    "(?P<named>(?P<year>(?:19|20)[0-9]{2})年度?|当年|本年度?|全年|年(?=[底末初内前]))?"
    "(?:(?P<month>[0-9]{1,2})月份?|第?(?P<quarter>[1-4一二三四])季度|(?P<half>[上下])半年)?"
    "(?:(?P<day>[0-9]{1,2})[日号])?(?P<end>[底末初]|[上中下]旬)?" + _BY
)
_DATE_FIGURES = re.compile(
    "(?P<year>(?:19|20)[0-9]{2})(?:[-/](?P<month>[0-9]{1,2})|"
    "(?P<sep>[-/.])(?P<month_of>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2}))" + _BY
)
_CHINESE_DAY = re.compile("[一二三四五六七八九十]{1,3}(?=[月日号])")

_FIGURE = re.compile(
    f"[0-9０-９]|分之|(?<![第{NUMERAL}])[{NUMERAL}]{{1,20}}"
    "(?:(?:人?次|场|篇|名|元|天|小时|个月|个工作日|台|套|件|份|户|册)(?!性)|"
    f"(?:{'|'.join(sorted(MEASURE_WORDS))})(?![{_HAN}]))"
)
"""A figure. 个 and 年 count only at the end of a phrase: 三个代表, 一年来."""


# --- reading ---------------------------------------------------------------------------------------------------------


class _Number(NamedTuple):
    value: Decimal
    fraction: str


class _Head(NamedTuple):
    """What stands before the figure."""

    scope: str
    operator: Operator | None = None
    approximate: bool = False


class _Tail(NamedTuple):
    """What stands after the figure."""

    unit: str
    operator: Operator | None = None
    approximate: bool = False
    upper: Decimal | None = None
    dashed: bool = False
    """A range whose ends a dash joins."""


def parse_meaning(text: str) -> Meaning | None:
    """The one measure that ``text`` states, or None: qualitative (良好), a date, several figures, or not certain.

    Reads ``≥95%``, ``95%及以上``, ``大于等于95%``, ``不低于90%``, ``≥95百分比``, ``=100.00(%)``, ``1-2期``, ``±3%``,
    ``约100人``, ``百分之九十以上``, ``三次``, ``3/4`` and their like; the module says by what rules.
    Never raises; looks at no text longer than ``MAX_LENGTH``.
    """
    if len(text) > MAX_LENGTH:
        return None
    plain = arabic(_plain(text))
    found = _NUMBER.search(plain)
    if found is None or _deadline(plain) is not None:
        return None
    number, head = _number(found[0]), _head(plain[: found.start()])
    tail = _tail(plain[found.end() :].translate(_BRACKETS))
    if number is None or head is None or tail is None:
        return None
    return _certain(_meaning(head, number, tail))


def parse_deadline(text: str) -> Deadline | None:
    """The date ``text`` is (``12月31日前``, ``2024年底``, ``2024-12-31``, ``全年``), or None."""
    return None if len(text) > MAX_LENGTH else _deadline(_plain(text))


def figures(text: str) -> bool:
    """Whether ``text``, of any length, holds a figure at all: a digit, a share (百分之…) or a counting numeral (三次).

    Idioms hold none: 三会一课, 三个代表, 第一次.
    """
    return _FIGURE.search(text) is not None or parse_meaning(text) is not None


def _plain(text: str) -> str:
    """``text`` without blanks and closing punctuation, its digits and signs half-width."""
    return _BLANKS.sub("", text.strip()).translate(_PLAIN).rstrip("。；;，,")


def _number(digits: str) -> _Number | None:
    """The number of ``1,980.40`` or of a proper fraction; None of others (``24/7``) and of numbers too long."""
    if len(digits) > _MAX_DIGITS:
        return None
    if "/" not in digits:
        return _Number(Decimal(re.sub("[,，]", "", digits)), "")
    part, whole = map(Decimal, digits.split("/"))
    return _Number(Context(prec=28).divide(part, whole), digits) if part <= whole else None


def _head(text: str) -> _Head | None:
    """Scope and operator of what stands before the figure."""
    if text.endswith(("±", "正负")):
        return _deviation(text.removesuffix("±").removesuffix("正负"))
    about = _ABOUT.search(text)
    word, operator = (about[0], None) if about else _operator_before(text)
    scope = text.removesuffix(word)
    if not _is_scope(scope):
        return None
    return _Head(scope, operator, about is not None)


def _deviation(text: str) -> _Head | None:
    """``误差不超过±3%`` bounds as ``误差±3%`` does."""
    word, operator = _operator_before(text)
    scope = text.removesuffix(word)
    if operator not in (None, Operator.LE) or not _is_scope(scope):
        return None
    return _Head(scope, Operator.APPROX)


def _operator_before(text: str) -> tuple[str, Operator | None]:
    """The longest operator that ``text`` ends with, and what it means; ``""`` and None where there is none."""
    for length in range(min(_LONGEST_BEFORE, len(text)), 0, -1):
        word = text[-length:]
        operator = _BEFORE.get(word) or (_BEFORE_ALONE.get(word) if word == text else None)
        if operator:
            return word, operator
    return "", None


def _is_scope(text: str) -> bool:
    """Whether ``text`` only names what is measured, and bounds or changes nothing."""
    if not _SCOPE.fullmatch(text) or _SCOPE_BARRED.search(text) or _ABOUT.search(text):
        return False
    return not text.endswith((*_BEFORE, *_BEFORE_ALONE))


def _tail(text: str) -> _Tail | None:
    """Unit, operator and, of a range, the upper end of what stands after the figure (half-width brackets)."""
    second = _UPPER.search(text)
    if second is not None:
        return _range_tail(text[: second.start()], second[0], text[second.end() :])
    about = text.endswith("左右")
    word, operator = ("左右", None) if about else _operator_after(text)
    unit = _unit(text.removesuffix(word))
    return None if unit is None else _Tail(unit, operator, about)


def _range_tail(between: str, digits: str, rest: str) -> _Tail | None:
    """The tail of ``80%~90%`` or ``1-2期``: the first unit may be left out, never the second."""
    joint, upper = _JOINT.search(between), _number(digits)
    unit, first = _unit(rest.removesuffix("之间")), None
    if joint is not None:
        first = _unit(between[: joint.start()])
    if joint is None or upper is None or unit is None or first not in ("", unit):
        return None
    dashed = joint[0][0] not in "~至到"
    negative = joint[0].endswith("-") and not dashed
    return _Tail(unit, Operator.RANGE, False, -upper.value if negative else upper.value, dashed)


def _operator_after(text: str) -> tuple[str, Operator | None]:
    """The longest operator that ``text`` ends with, as ``_operator_before``."""
    for length in range(min(_LONGEST_AFTER, len(text)), 0, -1):
        operator = _AFTER.get(text[-length:])
        if operator:
            return text[-length:], operator
    return "", None


def _unit(text: str) -> str | None:
    """The unit that ``text`` writes, brackets dropped and 百分比 as ``%``; ``""`` of nothing, None of no unit."""
    if len(text) > 2 and text[0] == "(" and text[-1] == ")":
        text = text[1:-1]
    text = _SAME_UNIT.get(text, text)
    parts = re.split("[/·每]", text)
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


def _meaning(head: _Head, number: _Number, tail: _Tail) -> Meaning | None:
    """Head, number and tail put together; None where they contradict each other."""
    operator = _joined(head, tail)
    if operator is None or not _fit(number, tail):
        return None
    scope = _VERB.sub("", head.scope) if tail.operator not in (None, Operator.RANGE) else head.scope
    if not _is_scope(scope):
        return None
    approximate = head.approximate or tail.approximate
    return Meaning(operator, number.value, tail.upper, tail.unit, scope, approximate, number.fraction)


def _fit(number: _Number, tail: _Tail) -> bool:
    """Whether the number may have that tail: a fraction has no unit, and ``-5-3`` may be -5 to 3 or -5 to -3."""
    if number.fraction:
        return tail.unit == "" and tail.upper is None
    return not (tail.dashed and number.value.is_signed())


def _joined(head: _Head, tail: _Tail) -> Operator | None:
    """One operator of two: ``不低于90%以上`` says it twice, ``超过90%以上`` contradicts itself (None)."""
    before, after = head.operator, tail.operator
    if before is Operator.APPROX and after in (None, Operator.LE) and not tail.approximate:
        return before
    if (head.approximate or tail.approximate) and (before or after):
        return None
    if before is None or after is None or before == after:
        return before or after or Operator.EQ
    return None


def _certain(meaning: Meaning | None) -> Meaning | None:
    """``meaning``, unless it may be a date, a dash taken for a minus, or is a range that runs backwards."""
    if meaning is None or _maybe_date(meaning) or _maybe_dash(meaning):
        return None
    if meaning.upper is not None and meaning.upper <= meaning.number:
        return None
    return meaning


def _maybe_date(meaning: Meaning) -> bool:
    """``2024年`` and ``2020-2022`` are years; ``5日`` may be a day of the month, ``5日内`` not."""
    exact = meaning.operator in (Operator.EQ, Operator.RANGE)
    years = meaning.unit in ("年", "年度") or (meaning.unit == "" and meaning.upper is not None)
    return (years and 1900 <= meaning.number < 2100) or (exact and meaning.unit == "日")


def _maybe_dash(meaning: Meaning) -> bool:
    """``合格率-95%`` may hold a dash where a minus is read; ``增长率≥-5%`` and ``-5%`` cannot. ±-3 is nothing."""
    bare = meaning.operator in (Operator.EQ, Operator.RANGE) and bool(meaning.scope)
    return meaning.number.is_signed() and (bare or meaning.operator is Operator.APPROX)


# --- dates -----------------------------------------------------------------------------------------------------------


def _deadline(plain: str) -> Deadline | None:
    """``parse_deadline`` of a text that ``_plain`` has been through."""
    figures_only = _DATE_FIGURES.fullmatch(plain)
    if figures_only is not None:
        month = figures_only["month"] or figures_only["month_of"]
        return _calendar(_int(figures_only["year"]), _int(month), _int(figures_only["day"]))
    found = _DATE.fullmatch(_CHINESE_DAY.sub(_arabic_day, plain))
    if found is None or not (found["named"] or found["month"] or found["quarter"] or found["half"]):
        return None
    return _calendar(_int(found["year"]), _last_month(found), _int(found["day"]))


def _last_month(found: re.Match[str]) -> int | None:
    """The month that a date names or ends with: 第三季度 → 9, 上半年 → 6, 年底 → 12."""
    if found["quarter"]:
        return 3 * ("一二三四".find(found["quarter"]) + 1 or int(found["quarter"]))
    if found["half"]:
        return 6 if found["half"] == "上" else 12
    if found["month"]:
        return int(found["month"])
    return 12 if found["end"] in ("底", "末") else None


def _calendar(year: int | None, month: int | None, day: int | None) -> Deadline | None:
    """The deadline, if the calendar has that month and day."""
    if month is None:
        return Deadline(year) if day is None else None
    if not 1 <= month <= 12:
        return None
    leap_year = 2024
    in_month = day is None or 1 <= day <= monthrange(year or leap_year, month)[1]
    return Deadline(year, month, day) if in_month else None


def _arabic_day(found: re.Match[str]) -> str:
    number = chinese_number(found[0])
    return found[0] if number is None else str(number)


def _int(digits: str | None) -> int | None:
    return None if digits is None else int(digits)


# --- printing --------------------------------------------------------------------------------------------------------

_WORDS = {Operator.GE: "大于等于", Operator.LE: "小于等于", Operator.GT: "大于", Operator.LT: "小于"}
_SYMBOLS = {operator: operator.value for operator in _WORDS}


def format_meaning(meaning: Meaning, style: Style, percent: Literal["%", "百分比"] = "%") -> str:
    """``meaning`` in words or symbols, such that ``parse_meaning`` reads the same meaning again.

    | | symbol | words |
    |---|---|---|
    | GE, LE, GT, LT | ``≥95%`` | ``大于等于95%``, 小于等于, 大于, 小于 |
    | EQ | ``100%`` | ``100%``: the published forms print no operator |
    | APPROX | ``±3%`` | ``±3%以内`` |
    | RANGE | ``1~2期``, ``80%~90%`` | ``1至2期``, ``80%至90%`` |

    The scope comes first; approximate numbers are 大约. Numbers print as plain decimals with the places they were
    written with, without separators; fractions as fractions. ``percent`` is how ``%`` prints (``≥95百分比``).
    """
    unit = percent if meaning.unit == "%" else meaning.unit
    number = meaning.fraction or f"{meaning.number:f}"
    if meaning.upper is not None:
        first_unit = unit if meaning.unit in ("%", "‰") else ""
        joint = "~" if style == "symbol" else "至"
        return f"{meaning.scope}{number}{first_unit}{joint}{meaning.upper:f}{unit}"
    if meaning.operator is Operator.APPROX:
        return f"{meaning.scope}±{number}{unit}" + ("以内" if style == "words" else "")
    operator = "大约" if meaning.approximate else (_SYMBOLS if style == "symbol" else _WORDS).get(meaning.operator, "")
    return f"{meaning.scope}{operator}{number}{unit}"


# --- the value -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Value:
    """An indicator's value as written; what it means is read when first asked for, and once.

    Two values are equal where their texts are. As the type of a pydantic field it takes a ``str`` or a ``Value`` and
    serialises to its text.
    """

    text: str

    def __str__(self) -> str:
        return self.text

    @cached_property
    def meaning(self) -> Meaning | None:
        """``parse_meaning`` of the text."""
        return parse_meaning(self.text)

    @cached_property
    def deadline(self) -> Deadline | None:
        """``parse_deadline`` of the text; a value has a meaning or a deadline or neither, never both."""
        return parse_deadline(self.text)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> CoreSchema:
        from pydantic_core import core_schema  # here, because the module is of use without pydantic

        read = core_schema.no_info_after_validator_function(cls, core_schema.str_schema())
        return core_schema.json_or_python_schema(
            json_schema=read,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), read]),
            serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema()),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "string"}
