"""What kind of unit a value has, and what kind an indicator's name leads one to expect."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.spec.numerals import words
from generator.spec.value_words import read_unit
from generator.speed import kept_for_short_texts

_KINDS: dict[str, frozenset[str]] = {
    "share": words("% ‰ 百分点 个百分点"),
    "time": words("年 年度 学年 季度 周 天 日 工作日 小时 分钟 秒 个年度 个季度 个月 个工作日 个小时"),
    "money": words("元 角 美元 港元 港币 欧元"),
    "people": words("人 名 位"),
    "visits": words("人次"),
    "things": words("个 件 项 篇 份 台 套 家 户 所 本 册 张 辆 条 块"),
    "times": words("次 场 场次 期 期次 轮 回 遍 趟 批 批次 班次 起"),
    "length": words("公里 千米 米 延米 厘米 毫米 km m cm mm"),
    "area": words("平方公里 平方米 平米 公顷 亩 m² ㎡"),
}
_KIND_BY_UNIT = {unit: kind for kind, units in _KINDS.items() for unit in units}
_MAGNITUDE = re.compile("^(?:万?亿|[十百千]?万|千)(?=.)")


@dataclass(frozen=True, slots=True)
class Expected:
    """A name's ending, the unit it usually has, and the kinds of unit that cannot be right."""

    ending: str
    usual: str
    refused: frozenset[str]

    def refuses(self, unit: str) -> bool:
        """Whether ``unit`` cannot be right. A 率 may be so many of so many: 发病率 3人/千人, 床位拥有率 6.5张/千人."""
        return kind_of(unit) in self.refused and not (self.usual == "%" and "/" in unit)


def _expected(pattern: str, ending: str, usual: str, refused: str) -> tuple[re.Pattern[str], Expected]:
    return re.compile(pattern), Expected(ending, usual, frozenset(refused.split()))


_NO_SHARE = "(?<![频效功速汇费利税折])(?<!分辨)(?<!容积)(?<!周转)(?<!曲)(?<!斜)"
_SHARE_NAME = re.compile(f"{_NO_SHARE}率$")
_NO_UNIT = re.compile(
    "(?:容积率|折射率|曲率|斜率|pH|酸碱度|指数|系数|(?<!占)(?<!对)比|比值|分值|得分|评分|总分|均分|分数|倍数|排名|名次|位次|"
    "等级|星级|级别|PUE)值?$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(（]([^()（）]{1,8})[)）]$")

# Only what cannot be right is refused: 频率, 效率, 功率 … are rates that have other units.
_EXPECTED = (
    _expected(f"{_NO_SHARE}(?<!发生)(?<!事故)率$", "率", "%", "time money people visits things times length area"),
    _expected("(?:满意度|占比|比例)$", "度、占比", "%", "time money people visits things times length area"),
    _expected("人次数?$", "人次", "人次", "share time money length area"),
    _expected("人数$", "人数", "人", "share time money times length area"),
    _expected("(?<![人户车班台件])(?:次数|场次)$", "次数", "次、场", "share time money people visits length area"),
    _expected("天数$", "天数", "天", "share money people visits length area"),
    _expected("面积$", "面积", "平方米、亩", "share time money people visits times length"),
    _expected("金额$", "金额", "万元、元", "time people visits times length area"),
)
_ENDINGS = tuple("率度比例次数积额")


@lru_cache(maxsize=1024)
def kind_of(unit: str) -> str:
    """The kind of ``unit`` (``万元`` is money, ``次/年`` times); ``""`` of one that may be anything."""
    plain = _MAGNITUDE.sub("", unit.split("/")[0])
    return _KIND_BY_UNIT.get(plain, "")


@kept_for_short_texts
def expected_of(name: str) -> Expected | None:
    """What the end of an indicator's name leads one to expect, if anything."""
    plain = bare_name(name)
    if not plain.endswith(_ENDINGS):
        return None
    return next((expected for pattern, expected in _EXPECTED if pattern.search(plain)), None)


def bare_name(name: str) -> str:
    """``name`` without the mark at its end and without the unit that it gives in brackets: ``合格率（%）``."""
    plain = name.strip().rstrip("。；;，,")
    return plain if unit_in(plain) is None else _BRACKETED.sub("", plain).rstrip()


def unit_in(name: str) -> str | None:
    """The unit that ``name`` gives in brackets at its end, if any."""
    found = _BRACKETED.search(name.strip().rstrip("。；;，,"))
    return read_unit("%" if found[1].strip() == "％" else found[1].strip()) if found else None


def is_share(name: str) -> bool:
    """Whether ``name`` ends in 率 and is a part of a whole, or may be one: no 频率, 功率, 分辨率."""
    return _SHARE_NAME.search(bare_name(name)) is not None


def has_no_unit(name: str) -> bool:
    """Whether ``name`` is of something that is a bare number: 容积率, pH值, 景气指数, 考核得分."""
    return _NO_UNIT.search(re.sub(r"[(（][^()（）]*[)）]$", "", bare_name(name))) is not None
