"""The value of an indicator: every way of writing one, what is no measure, and the laws of printing and reading."""

from __future__ import annotations

import pickle
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from generator.spec import numerals, value_words
from generator.spec import value as values
from generator.spec.numerals import MEASURE_WORDS, PHASE_WORDS, arabic, chinese_number
from generator.spec.value import (
    COUNTERS,
    MAX_LENGTH,
    UNITS,
    Deadline,
    Meaning,
    Operator,
    Style,
    Value,
    figures,
    format_meaning,
    parse_deadline,
    parse_meaning,
)

STYLES: tuple[Style, ...] = ("symbol", "words")


def notation(text: str) -> str:
    """A meaning as the tables below write it: ``≥ 95 %``, ``~ 1..2 期``, ``= 2 期 of 每年``; – for None."""
    meaning = parse_meaning(text)
    if meaning is None:
        return "–"
    about = "≈" if meaning.approximate else str(meaning.operator)
    number = f"{meaning.number}" if meaning.upper is None else f"{meaning.number}..{meaning.upper}"
    return f"{about} {number} {meaning.unit}".strip() + (f" of {meaning.scope}" if meaning.scope else "")


def parted(*lines: str) -> list[str]:
    """The words of ``lines``, parted by blanks."""
    return [word for line in lines for word in line.split()]


def rows(*tables: str) -> list[tuple[str, str]]:
    """The lines ``a | b → meaning`` of tables as pairs; ``a`` and ``b`` mean the same."""
    lines = [line.split(" → ") for table in tables for line in table.strip().splitlines()]
    return [(text.strip(), meaning) for texts, meaning in lines for text in texts.split(" | ")]


# What the four published forms hold (seeds 000, 002, 003, 004), each value once; long paragraphs are cut.
PUBLISHED = """
90%及以上 | 90%或以上 | ≥90% | 不低于90% | ≥90百分比 → ≥ 90 %
95%或以上 | 95%以上 | 大于等于95% | ≥95百分比 → ≥ 95 %
≥85% → ≥ 85 %
90或以上 → ≥ 90
100% → = 100 %
0 → = 0
1 → = 1
0次 → = 0 次
1次 → = 1 次
2次 → = 2 次
3次 → = 3 次
≥2次 → ≥ 2 次
1篇 → = 1 篇
1个 → = 1 个
1个系统 → = 1 个系统
1个网站 → = 1 个网站
79个党组织 → = 79 个党组织
237个直管党组织 → = 237 个直管党组织
80人 → = 80 人
≤2人 → ≤ 2 人
≥500人次 → ≥ 500 人次
2天 → = 2 天
≤1年 → ≤ 1 年
≥2台 | 大于等于2台 → ≥ 2 台
大于等于100场 → ≥ 100 场
≤1.8万元 → ≤ 1.8 万元
≤29.73万元 → ≤ 29.73 万元
受理率100% → = 100 % of 受理率
满意率95%以上 → ≥ 95 % of 满意率
党支部书记参培率97%以上 → ≥ 97 % of 党支部书记参培率
集中培训时间不低于5天 → ≥ 5 天 of 集中培训时间
每年2期 → = 2 期 of 每年
每月3期 → = 3 期 of 每月
每年每个区不低于1项 → ≥ 1 项 of 每年每个区
良好 | 是 | 全年 | 无 | 满意 | 可持续 | 可持续性 | 数量 | 有效提高 | 军事技能训练 | 顺利通过考核 | 统计数据逐级上报 → –
召开交流会，开展 主题服务活动 | 有效发挥共产党员在志愿服务工作中的带头引领作用 → –
按实际到村市县选调生人数补助 | 按规定范围使用，不直接发给个人 | 在省市比赛中取得名次 | 按时间节点推进各项工作 → –
帮扶省外被帮扶地区不少于1次，帮扶省内被帮扶地区不少于2次 → –
加强党建工作，在全区机关打造3个以上有影响力，可推广复制的品牌，激发基层活力 → –
1、建立完善的日常维护体系，促进党务管理系统稳定、安全、高效运行。2、使党务管理系统不断得到改善和提高 → –
推广机关干部下基 层、结对帮扶、为 民服务全程代理、 一站式服务、窗口 单位为民服务创先 争优等做法 → –
"""

OPERATORS = """
≥95% | >=95% | =>95% | ≧95% | ⩾95% | ＞＝95% → ≥ 95 %
95%以上 | 95%及以上 | 95%或以上 | 95%（含）以上 | 95%(含)以上 | 95%以上（含） → ≥ 95 %
大于等于95% | 大于或等于95% | 不低于95% | 不小于95% | 不得低于95% | 达到或超过95% | 至少95% | 最低95% → ≥ 95 %
不少于3次 | 不得少于3次 | 至少3次 | 3次以上 | 至少3次以上 | 3次或更多 → ≥ 3 次
不低于90%以上 → ≥ 90 %
≤5% | <=5% | ≦5% | 小于等于5% | 小于或等于5% | 不超过5% | 不得超过5% | 不高于5% | 不大于5% → ≤ 5 %
5%以下 | 5%及以下 | 5%或以下 | 5%以内 | 5%之内 | 5%（含）以内 | 5%以内（含） | 最高5% | 控制在5%以内 | 控制在5% | 不超过5%以内 → ≤ 5 %
最多3次 | 至多3次 | 不多于3次 | 不超过3次 | 3次以内 → ≤ 3 次
5个工作日内 | 五个工作日内 → ≤ 5 个工作日
>3次 | ＞3次 | 大于3次 | 高于3次 | 多于3次 | 超过3次 | 超3次 | 逾3次 → > 3 次
3次以上（不含） | 突破3次 → > 3 次
<3人 | ＜3人 | 小于3人 | 低于3人 | 少于3人 | 不满3人 | 不足3人 | 不到3人 → < 3 人
3人以下（不含） → < 3 人
=3人 | ==3人 | 等于3人 | ＝3人 | 3人 → = 3 人
±3%以内 | ±3% | 正负3% | 不超过±3% | ≤±3% | 控制在±3%以内 → ± 3 %
误差±3%以内 | 误差±3% | 误差为±3% | 误差为±3%以内 | 误差不超过±3% → ± 3 % of 误差
约100人 | 大约100人 | ≈100人 | 100人左右 | 约一百人 → ≈ 100 人
人数约100人 → ≈ 100 人 of 人数
"""

RANGES = """
1-2期 | 1~2期 | 1～2期 | 1—2期 | 1——2期 | 1–2期 | 1至2期 | 1到2期 | 1期-2期 | 一至两期 → ~ 1..2 期
80%~90% | 80%—90% | 80%至90% | 80-90% | ８０％～９０％ | 百分之八十至百分之九十 | 80百分比~90百分比 → ~ 80..90 %
-5~3℃ → ~ -5..3 ℃
-5~-3℃ | -5至-3℃ → ~ -5..-3 ℃
1.5~2万元 → ~ 1.5..2 万元
1~2.95米 → ~ 1..2.95 米
1950~1960人 → ~ 1950..1960 人
每年1-2期 → ~ 1..2 期 of 每年
90%-80% | 1-1期 | 80%-90 | 80%~90分 | -5-3 | -5--3 | ≥1-2期 | 1-2-3期 | 80%-90%以上 | 合格率-95%~-90% → –
"""

NUMBERS = """
12 | １２ → = 12
12个 | １２个 | 十二个 → = 12 个
3.50次 → = 3.50 次
2000 → = 2000
9,999元 → = 9999 元
10/20 | 十分之五 → = 0.5
1,980.40万元 | 1，980.40万元 | 1980.40万元 | １９８０．４０万元 → = 1980.40 万元
=100.00(%) | ＝100.00（%） | 100.00% → = 100.00 %
≥９５％ | ≥ 95 % | ≥95﹪ | ≥95（百分比） | ≥95%。 → ≥ 95 %
-5% | −5% | －5% → = -5 %
增长率≥-5% → ≥ -5 % of 增长率
3/4 | 四分之三 → = 0.75
三分之二以上 | 2/3以上 → ≥ 0.6666666666666666666666666667
百分之九十 | 百分之90 → = 90 %
百分之九十五以上 | 不低于百分之九十五 → ≥ 95 %
百分之九十五点五 → = 95.5 %
百分之百 → = 100 %
千分之三以内 | 3‰以内 → ≤ 3 ‰
三次 | 3次 → = 3 次
两场 → = 2 场
零次 → = 0 次
一百二十人 | 120人 → = 120 人
一千零五人 → = 1005 人
一万二千人 → = 12000 人
三十万元 | 30万元 → = 30 万元
三万亿元 → = 3 万亿元
每季度一次 → = 1 次 of 每季度
每月两期 → = 2 期 of 每月
三会一课五次 → = 5 次 of 三会一课
一年两次 → = 2 次 of 一年
三个月内 → ≤ 3 个月
三日内 | 3日内 → ≤ 3 日
1,98 | 1000,000 | 05次 | 020-12345 | 3 4 | 1.2.3 | 24/7 | 3/4人 | 1:3 | 1：1 | 3/0 | 3() | ½ | ② | ٣次 | 3+2 | +5% → –
一百二人 | 三五天 | 二〇二四个 | 一十十个 | 两十个 | 十两个 | 三点个 | 百分之三五 | 零分之一 → –
"""

UNITS_TABLE = """
2万元/年 → = 2 万元/年
500元/人·天 → = 500 元/人·天
3件/月 → = 3 件/月
≥3次/年 → ≥ 3 次/年
500元每人 → = 500 元每人
800元/生·年 → = 800 元/生·年
800元/生/年 → = 800 元/生/年
1次/半年 → = 1 次/半年
45微克/立方米 → = 45 微克/立方米
不少于5万m³/d → ≥ 5 万m³/d
≥2万页 | 不少于2万页 → ≥ 2 万页
180日历天内 → ≤ 180 日历天
3万剂次 → = 3 万剂次
1.5万人次 → = 1.5 万人次
2亿元 → = 2 亿元
100分 → = 100 分
3个百分点 → = 3 个百分点
200m² → = 200 m²
3次培训 → = 3 次培训
3个村 → = 3 个村
12个内设机构 → = 12 个内设机构
不满18岁 → < 18 岁
5G网络 | 4K | 3A级景区 | 2号线 | 80后 | 4.5星级 | 24小时值班 | 100%完成 | 3半 | 3/月 | 3个/品牌 | 3个每天很多 → –
3个多月 | 3个半月 | 3生 | 半年 | 3d | 10余人 | 100多个 | 3个或更多品牌 | 3个以上品牌 | 95%+ | 3批次性的、 → –
"""

SCOPES = """
培训人数100人 → = 100 人 of 培训人数
试点3个 → = 3 个 of 试点
满意度：95%以上 → ≥ 95 % of 满意度：
完成率达到90%以上 | 完成率达90%以上 | 完成率达到或超过90% | 完成率为90%以上 → ≥ 90 % of 完成率
完成率达到90% → = 90 % of 完成率达到
成本控制在10万元以内 → ≤ 10 万元 of 成本
节约3万元 → = 3 万元 of 节约
签约3家 → = 3 家 of 签约
处级以上干部参训率95% → = 95 % of 处级以上干部参训率
比上年增长3%以上 → ≥ 3 % of 比上年增长
第3次 | 前3名 | 前10% | 每2年 | 近100人 | 数10人 | 后3天 | 不3次 | 未达到3次 | 满3年 | 百分之三3% | 一至2次 → –
没有超过3次 | 不会低于3次 | 避免超过3次 | 高于或低于3次 | 不大于或等于3次 → –
高于平均水平3% | 比上年超过3% | 最多跑1次 | 查摆不足3条 | 赶超3家 | PM2.5 | T+3日 | 合格率-95% | ≥大于3 → –
≥±3% | 第±3% | 超过95%以上 | =95%以上 | ≤3次以上 | 约95%以上 | 约≥95% | ±3%以上 | ±-3% | ¥500 | 95%或95%以上 → –
约3%以内 | ≠3 | 每3个月1次 | 不大于小于3 | 95％／100％ | 培训3次、调研2次 | 2024年完成3项 | 完成、3次 | （95%） → –
"""

NO_MEASURE = """
AAA级 | 一般 | 十分满意 | 统一 | 一次性 | 第一次 | 第三次 | 一批 | 十几个 | 一级 | 最多跑一次 → –
优 | 合格 | 按时完成 | 有所提升 | 否 | XX | ** | 待填 | % | ≥ | ≥% | 以上 | 次 | / | - | . | , | ±  | ~ → –
三会一课 | 三个代表 | 两优一先 | 完成一期 | 一件事一次办 | 三月 | 二十大精神 | 百姓满意 | 万无一失 → –
12月31日前 | 2024年底 | 2024年12月底前 | 2024年 | 2024年度 | 2024-12-31 | 12月 | 3季度 | 2020年--2022年 | 2020-2022 → –
1-12月 | 5日 | 每月15日 | 15日前 | ≤2024年 | =2024年 → –
"""


TABLES = rows(PUBLISHED, OPERATORS, RANGES, NUMBERS, UNITS_TABLE, SCOPES, NO_MEASURE)
MEASURES = [text for text, meaning in TABLES if meaning != "–"]


@pytest.mark.parametrize(("text", "meaning"), TABLES)
def test_a_text_means(text: str, meaning: str) -> None:
    assert notation(text) == meaning


def test_the_tables_hold_enough_of_both_kinds() -> None:
    assert len(MEASURES) > 200
    assert len(TABLES) - len(MEASURES) > 150


@pytest.mark.parametrize("text", ["", " ", "\n", "\u3000"])
def test_nothing_means_nothing(text: str) -> None:
    assert parse_meaning(text) is None
    assert parse_deadline(text) is None
    assert not figures(text)


def test_blanks_between_words_are_no_part_of_a_value() -> None:
    assert parse_meaning("集中 培训时间 不低于 5 天\n") == parse_meaning("集中培训时间不低于5天")


def test_equal_numbers_mean_the_same_however_they_are_written() -> None:
    assert parse_meaning("100%") == parse_meaning("=100.00(%)") == parse_meaning("百分之百")
    assert parse_meaning("三分之二") == parse_meaning("4/6")
    assert parse_meaning("90%") != parse_meaning("≥90%")
    assert parse_meaning("每年2期") != parse_meaning("2期")


def test_a_number_has_at_most_thirty_digits() -> None:
    assert parse_meaning("9" * 30) == Meaning(Operator.EQ, Decimal("9" * 30))
    assert parse_meaning("9" * 31) is None


def test_a_range_and_only_a_range_has_an_upper_end() -> None:
    with pytest.raises(ValueError, match="upper"):
        Meaning(Operator.RANGE, Decimal(1))
    with pytest.raises(ValueError, match="upper"):
        Meaning(Operator.GE, Decimal(1), Decimal(2))


# --- deadlines and figures -------------------------------------------------------------------------------------------

DEADLINES = {
    "12月31日前": Deadline(None, 12, 31),
    "10月20日前": Deadline(None, 10, 20),
    "1月底前": Deadline(None, 1),
    "三月底前": Deadline(None, 3),
    "2030-10-20": Deadline(2030, 10, 20),
    "2030.10.20": Deadline(2030, 10, 20),
    "2030年10月": Deadline(2030, 10),
    "2030/10": Deadline(2030, 10),
    "2024年12月31日前完成": Deadline(2024, 12, 31),
    "十二月三十一日前": Deadline(None, 12, 31),
    "每年12月31日前": Deadline(None, 12, 31),
    "2024年2月29日": Deadline(2024, 2, 29),
    "2月29日": Deadline(None, 2, 29),
    "2024年12月底前": Deadline(2024, 12),
    "２０２４年１２月底前": Deadline(2024, 12),
    "9月底前": Deadline(None, 9),
    "2024年底": Deadline(2024, 12),
    "年底前": Deadline(None, 12),
    "2024年初": Deadline(2024),
    "2024年": Deadline(2024),
    "2024年度内": Deadline(2024),
    "第三季度": Deadline(None, 9),
    "4季度末": Deadline(None, 12),
    "2024年上半年": Deadline(2024, 6),
    "下半年": Deadline(None, 12),
    "2024-12-31": Deadline(2024, 12, 31),
    "2024/12/31前": Deadline(2024, 12, 31),
    "2024.6.30": Deadline(2024, 6, 30),
    "2024-12": Deadline(2024, 12),
    "全年": Deadline(),
    "年内": Deadline(),
    "本年度": Deadline(),
}


@pytest.mark.parametrize(("text", "deadline"), DEADLINES.items())
def test_a_date_is_a_deadline_and_no_measure(text: str, deadline: Deadline) -> None:
    assert parse_deadline(text) == deadline
    assert parse_meaning(text) is None


@pytest.mark.parametrize(
    "text",
    parted(
        "≤1年 1年 30日内 15日前 13月底 2023年2月29日 2月30日 0月 12月32日 2024-13-01 2024.12 2020年--2022年",
        "年 底 前 完成 在 内 年度 按时完成 100% 良好",
    ),
)
def test_no_date(text: str) -> None:
    assert parse_deadline(text) is None


@pytest.mark.parametrize(
    "text",
    parted(
        "95% ３次 三次 举办三次培训 至少两场 百分之九十 三分之二以上 一年 三个 12月31日前 5G网络",
        "帮扶省外不少于1次，省内不少于2次",
    ),
)
def test_a_text_with_a_figure(text: str) -> None:
    assert figures(text)
    assert figures(f"加强党的建设，{text}")


@pytest.mark.parametrize(
    "text",
    parted(
        "良好 是 全年 三会一课 三个代表 两优一先 第一次 第十二次 一次性 一般 十分满意 进一步提高 二十大精神 一年来",
        "统一 百姓 开展青年志愿者活动，弘扬“三个代表”重要思想 ½",
    ),
)
def test_a_text_without_a_figure(text: str) -> None:
    assert not figures(text)


# --- printing --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "symbol", "words"),
    [
        ("95%或以上", "≥95%", "大于等于95%"),
        ("不超过1.8万元", "≤1.8万元", "小于等于1.8万元"),
        ("超过3次", ">3次", "大于3次"),
        ("不满3人", "<3人", "小于3人"),
        ("=100.00(%)", "100.00%", "100.00%"),
        ("1,980.40万元", "1980.40万元", "1980.40万元"),
        ("±3%以内", "±3%", "±3%以内"),
        ("1-2期", "1~2期", "1至2期"),
        ("80-90%", "80%~90%", "80%至90%"),
        ("100人左右", "大约100人", "大约100人"),
        ("三分之二以上", "≥2/3", "大于等于2/3"),
        ("集中培训时间不低于5天", "集中培训时间≥5天", "集中培训时间大于等于5天"),
        ("党支部书记参培率97%以上", "党支部书记参培率≥97%", "党支部书记参培率大于等于97%"),
        ("受理率100%", "受理率100%", "受理率100%"),
        ("每年2期", "每年2期", "每年2期"),
        ("0.0000001%", "0.0000001%", "0.0000001%"),
        ("100000000000000000000000000次", "100000000000000000000000000次", "100000000000000000000000000次"),
    ],
)
def test_prints_as(text: str, symbol: str, words: str) -> None:
    meaning = parse_meaning(text)
    assert meaning is not None
    assert [format_meaning(meaning, style) for style in STYLES] == [symbol, words]


def test_a_percentage_prints_its_unit_by_name_on_request() -> None:
    at_least, from_to = parse_meaning("95%以上"), parse_meaning("80%~90%")
    assert at_least is not None
    assert from_to is not None
    assert format_meaning(at_least, "symbol", percent="百分比") == "≥95百分比"
    assert format_meaning(from_to, "symbol", percent="百分比") == "80百分比~90百分比"


def assert_printing_keeps(meaning: Meaning) -> None:
    for style in STYLES:
        for percent in ("%", "百分比"):
            printed = format_meaning(meaning, style, percent=percent)
            again = parse_meaning(printed)
            assert again == meaning, printed
            assert format_meaning(again, style, percent=percent) == printed


@pytest.mark.parametrize("text", MEASURES)
def test_what_is_printed_means_what_was_read(text: str) -> None:
    meaning = parse_meaning(text)
    assert meaning is not None
    assert_printing_keeps(meaning)


# Words that stand in values, and words that make trouble beside one another.
_operators = st.sampled_from(
    sorted({*value_words.BEFORE, *value_words.BEFORE_ALONE, "约", "大约", "≈", "±", "正负", ""})
)
_endings = st.sampled_from(sorted({*value_words.AFTER, "左右", "之间", ""}))
_scopes = st.just("") | st.sampled_from(
    parted(
        "受理率 每年 每 每月 不 不得 未达 节 签 节约 大约 人数约 控制在 达到 为 第 前 比上年 误差 正负 温度",
        "至 一至 5 年 超 A 内 或 最",
    )
)
_strange_units = parted("百分比 (%) 日 月 年度 个国内 个左右 个内 次培训 万元/年 万 万亿元")
_units = st.sampled_from(sorted(UNITS | COUNTERS)) | st.sampled_from(["", "%", *_strange_units])
_numbers = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(lambda number: f"{number:f}"),
    st.integers(-3000, 3000).map(str),
    st.sampled_from(parted("0 -0 00 1,980.40 3/4 2024 三 十二 百分之九十 三分之一 1-2 80%~90% -5~3 -5-3 1至2 1~2")),
    st.text("0123456789.,-~", max_size=40),
)
_written = st.builds("".join, st.tuples(_scopes, _scopes, _operators, _numbers, _units, _endings))
_scraps = st.lists(st.one_of(_scopes, _operators, _numbers, _units, _endings, st.characters()), max_size=8).map("".join)


@given(_written | _scraps)
@example("=2024.12")
@example("不>5次")
@example("大于等于=5")
@example("每月=15日")
@example("增长率=-5%")
@example("误差为±3%")
@example("签大约5家")
@example("3个国内内")
@example("9" * 30 + "%以上")
@example("党" * 60 + "不低于" + "9" * 29 + "%")
def test_whatever_is_read_prints_and_reads_the_same(text: str) -> None:
    meaning = parse_meaning(text)
    if meaning is not None:
        assert_printing_keeps(meaning)
        assert figures(text)
        assert parse_deadline(text) is None


@given(
    st.sampled_from([Operator.EQ, Operator.GE, Operator.LE, Operator.GT, Operator.LT, Operator.APPROX]),
    st.decimals(0, 10**12, allow_nan=False, allow_infinity=False, places=3),
    st.sampled_from(sorted((UNITS | COUNTERS) - {"日", "年", "年度"})),
    st.sampled_from(["", "受理率", "每年每个区", "集中培训时间"]),
)
def test_whatever_is_meant_can_be_written(operator: Operator, number: Decimal, unit: str, scope: str) -> None:
    assert_printing_keeps(Meaning(operator, number, unit=unit, scope=scope))


# --- robustness ------------------------------------------------------------------------------------------------------


@given(st.text())
@example("0" * 4000)
@example("9" * 4000 + "%")
@example("亿" * MAX_LENGTH)
@example("三分之" * 60)
@example("一" * MAX_LENGTH)
@example("1e999999999")
@example("NaN")
@example("\x00")
@example("\ud800")
def test_no_text_is_too_strange(text: str) -> None:
    for parse in (parse_meaning, parse_deadline, figures, str, arabic, chinese_number):
        parse(text)


@pytest.mark.parametrize("text", [" ", *parted("9 一 九十 ≥95% 大于 第一 3次， 分之 一百之 1,234 年 ( 万亿")])
def test_a_megabyte_is_no_burden(text: str) -> None:
    text *= 2**20 // len(text)
    assert parse_meaning(text) is None
    assert parse_deadline(text) is None
    assert isinstance(figures(text), bool)


def test_long_texts_are_not_looked_at() -> None:
    longest = " " * (MAX_LENGTH - 3) + "95%"
    assert parse_meaning(longest) is not None
    assert parse_meaning(f" {longest}") is None
    assert figures(f" {longest}")


# --- numerals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("零", "0"),
        ("两", "2"),
        ("十", "10"),
        ("一十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("二百", "200"),
        ("两百", "200"),
        ("一百零五", "105"),
        ("一百零九", "109"),
        ("一百〇五", "105"),
        ("一百一十", "110"),
        ("两千零二十四", "2024"),
        ("一万零五", "10005"),
        ("十二万三千", "123000"),
        ("一亿", "100000000"),
        ("三点五", "3.5"),
        ("零点零五", "0.05"),
        ("十点二", "10.2"),
    ],
)
def test_a_chinese_numeral(numeral: str, number: str) -> None:
    assert chinese_number(numeral) == Decimal(number)


@pytest.mark.parametrize(
    "numeral",
    parted("一百二 三五 二〇二四 两十 十两 一百五十两 零五 百 一一 点五 三点 三点十 一点二点三 一百零十 abc 三人"),
)
def test_no_chinese_numeral(numeral: str) -> None:
    assert chinese_number(numeral) is None


@given(st.text("零〇一二两三九十百千万亿点", max_size=11), st.sampled_from("零一两九十百千"))
@example("一亿零一", "十")
def test_a_chinese_figure_means_its_number(beginning: str, end: str) -> None:
    number = chinese_number(beginning + end)
    meaning = parse_meaning(f"{beginning}{end}次")
    assert meaning == (None if number is None else Meaning(Operator.EQ, number, unit="次"))


@given(st.integers(0, 10**9 - 1))
def test_a_number_has_one_spelling(number: int) -> None:
    assert chinese_number(numerals._numeral(number)) == number


def test_every_measure_word_is_a_unit() -> None:
    assert MEASURE_WORDS | PHASE_WORDS <= UNITS | COUNTERS


# --- the value -------------------------------------------------------------------------------------------------------


def test_a_value_is_its_text() -> None:
    value = Value(" 95%或以上。")
    assert str(value) == value.text == " 95%或以上。"
    assert value == Value(" 95%或以上。") != Value("≥95%")
    assert len({value, Value(" 95%或以上。")}) == 1
    assert value.meaning == Value("≥95%").meaning
    assert Value("年底前").deadline == Deadline(None, 12)
    assert pickle.loads(pickle.dumps(value)) == value


def test_a_meaning_is_read_once_and_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(values, "parse_meaning", lambda text: read.append(text))
    value = Value("95%")
    assert read == []
    assert value.meaning is value.meaning is None
    assert read == ["95%"]


class Indicator(BaseModel):
    value: Value
    other: Value | None = None


def test_pydantic_reads_and_writes_text() -> None:
    indicator = Indicator.model_validate({"value": "95%或以上"})
    assert indicator.value == Value("95%或以上")
    assert Indicator(value=indicator.value) == indicator
    assert Indicator.model_validate_json('{"value": "95%或以上"}') == indicator
    assert indicator.model_dump() == {"value": "95%或以上", "other": None}
    assert indicator.model_dump_json() == '{"value":"95%或以上","other":null}'


@pytest.mark.parametrize("wrong", [95, 0.95, None, ["95%"], b"95%", True])
def test_pydantic_refuses_what_is_no_text(wrong: object) -> None:
    with pytest.raises(ValidationError):
        Indicator.model_validate({"value": wrong}, strict=True)


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_schema_of_a_value_is_a_string(mode: str) -> None:
    schema = Indicator.model_json_schema(mode=mode)  # type: ignore[arg-type]
    assert schema["properties"]["value"] == {"title": "Value", "type": "string"}


@pytest.mark.parametrize(
    "text", parted("不再超过5次 不再低于90% 未超过5次 没有超过5次 无超过5次 未曾超过5次 未发生超过5次 不予超过5次")
)
def test_a_denied_comparison_is_not_read_as_its_opposite(text: str) -> None:
    assert parse_meaning(text) is None
