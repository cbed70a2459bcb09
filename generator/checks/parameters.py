"""The numbers and words that checks go by, as data. A layout may change numbers and add words in ``layout.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _pattern(text: str) -> str:
    """``text``, if it can be one of the alternatives of ``any_of``: it finds something, and has a group at most."""
    try:
        pattern = re.compile(text)
        re.compile(f"x|{text}")  # flags stand at the beginning of a pattern, and so of no alternative but the first
    except re.error as error:
        raise ValueError(f"“{text}”不是正则表达式：{error}") from error
    if pattern.search(""):
        raise ValueError(f"“{text}”什么也没有也算找到，不能用")
    if pattern.groups > 1 or pattern.groupindex:
        raise ValueError(f"“{text}”最多有一个不带名称的括号 ( )，其余的写成 (?: )")
    return text


Words = tuple[Annotated[str, Field(min_length=1)], ...]
Patterns = tuple[Annotated[str, Field(min_length=1), AfterValidator(_pattern)], ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_VAGUE_SOURCE = "财预〔2015〕88号（目标要细化量化，不能量化的要能衡量）；词取自已公开的表（实践）"


class Parameters(BaseModel):
    """Each with its Chinese title and where it comes from. Lists that a layout gives are added to these."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    least_indicators: int = Field(
        3,
        ge=1,
        le=50,
        title="一个项目最少几个指标",
        description="COV02；产出、效益、满意度至少各一个（中发〔2018〕34号）",
    )
    large_share: Decimal = Field(
        Decimal(50), gt=0, le=100, title="占总额百分之多少以上算大项目", description="COV03；实践"
    )
    longest_value: int = Field(50, ge=10, le=1000, title="指标值最长几个字", description="VAL08；已公开的表（实践）")
    latin_words: Words = Field(
        _words(
            "app wifi ofo logo vlog email oa vpn led usb cad wps office web www http https com cn gov org net html pdf docx xlsx pptx ppt excel word "
            "vs ph pm km kg mg cm mm ml kw kwh mw db hz khz mhz ghz kb mb gb tb mbps gbps min max ai iot etc "
            "iphone ipad ios macos android linux mysql java python deepseek eid ebay ecmo"
        ),
        title="可以出现的小写拉丁词",
        description="TXT04；通用缩写、单位、产品名（实践）。大写的缩写（APP、ISO、LED、5G 等）本来就不报",
    )
    generic_names: Words = Field(
        _words(
            "数量 质量 时效 成本 效益 效果 作用 影响 可持续性 可持续影响 满意度 满意率 数量指标 质量指标 时效指标 成本指标 "
            "效益指标 效果指标 产出指标 产出数量 产出质量 经济效益 社会效益 生态效益 经济效益指标 社会效益指标 生态效益指标 "
            "可持续影响指标 满意度指标 指标 完成率 完成情况"
        ),
        title="笼统的三级指标名称",
        description="TXT10；二级指标的名称或只有类别的词（已公开的表，实践）",
    )
    placeholders: Patterns = Field(
        (
            r"(?<![A-Za-z0-9])[XxＸｘ×]{2,}(?![A-Za-z])",
            r"19[XxＸｘ×*＊]{2}(?=年)|20[XxＸｘ×*＊]{2}(?=年)",
            r"(?<![A-Za-z0-9\-+“])[XＸN](?=[年月日个次期场篇件名家户台套页册条处%％]|人次|项(?!目))",
            r"某期(?![间刊货权限])",
            r"(?<![A-Za-z0-9.])x(?=[%％])",
            r"(?<![零一二三四五六七八九〇○])[○◯〇]{2,}(?![零一二三四五六七八九年〇○])",
            r"(?<![A-Za-z])[（(]\s*[）)]",
            r"□{2,}",
            r"请输入(?!法)",
            r"[【\[（(]请(?:填写|填入|输入|补充|选择)",
            r"[*＊]{2,}",
            r"[_＿]{2,}",
            r"某某",
            r"待填(?!补)",
            r"此处填写",
        ),
        title="占位文字（正则表达式）",
        description="VAL02；填报模板里的常见写法（实践）",
    )
    whole_placeholders: Words = Field(
        _words("待定 待补 待补充 待完善 待核实 暂缺 未填 请填写 填写 TBD TODO"),
        title="整段只有它时算占位的文字",
        description="VAL02；实践",
    )
    vague_adverbs: Words = Field(
        _words(
            "有效 明显 显著 逐步 不断 持续 进一步 有所 较 较为 比较 大幅 稳步 得到 切实 全面 充分 基本 长期 很 更加 十分 非常 "
            "有力 深入 广泛 积极 大力 着力"
        ),
        title="说不清程度的状语",
        description=f"VAL04、VAL10；{_VAGUE_SOURCE}",
    )
    vague_verbs: Words = Field(
        _words(
            "提高 提升 增强 改善 加强 促进 保障 优化 完善 推进 推动 增长 增加 扩大 改进 减少 降低 健全 巩固 强化 深化 缓解"
        ),
        title="没有数字就说不清多少的动词",
        description=f"VAL04、VAL10；{_VAGUE_SOURCE}",
    )
    vague_words: Words = Field(
        _words("良好 好 较好 满意 可持续 高 较高 强 大 显著 明显 有效 长期 可持续影响 可持续发展"),
        title="没有数字就说不清的状态",
        description=f"VAL04；{_VAGUE_SOURCE}",
    )
    vague_states: Words = Field(
        _words("及时 可控 稳定 规范 健全 到位 受控"),
        title="名称没有说清时说不清的状态",
        description=f"VAL04；名称里有这个词的（如 及时性：及时），值是对名称的回答，不报。{_VAGUE_SOURCE}",
    )
    vague_values: Words = Field(
        _words(
            "效果显著 效果良好 效果明显 成效显著 成效明显 效益显著 效益明显 影响较大 达到预期效果 达到预期目标 取得实效 "
            "持续 优 优良 有力保障 保障到位 保障有力 影响深远 合理 较上年提高 比上年提高"
        ),
        title="整个指标值只有它时说不清的词",
        description=f"VAL04；{_VAGUE_SOURCE}。名称是等级、考核结果、水质、空气质量的，“优”“优良”有定义，不报",
    )
    none_words: Words = Field(
        _words("无 没有 暂无 不涉及 未涉及 不适用 N/A n/a NA"), title="表示没有的词", description="VAL09；实践"
    )
    bounded_rates: Words = Field(
        _words(
            "合格 满意 参训 参培 参与 参加 到位 及时 覆盖 出勤 到会 达标 通过 资金使用 支付 优良 优秀 知晓 完好 准确 归档 受理 "
            "反馈 制定 按期完成 按时完成 及时完成 落实 办结 整改 持证 响应 建档 验收 发放 拨付 下达 兑现 成活 治愈 结案 准时 "
            "识别 及格 回复 采纳 公开 完备 缴纳 入库 上线 保存 就业 升学 处置 治理 回访 安置 救助 销号 公示 备案 出席 合规 兑付 "
            "绿化 正确"
        ),
        title="不会超过 100% 的“…率”",
        description="VAL03；部分占全体的比例。增长率、收益率、完成率、毛入学率等可能超过，不在内",
    )
    form_labels: Words = Field(
        _words("年度总体绩效目标 实施周期指标值 年度指标值 绩效指标描述 指标值确定依据 实施周期绩效目标"),
        title="表上的栏目名",
        description="TXT08；共用的栏目名，各地的表另有的写在版式里",
    )
    doubled_forms: Patterns = Field(
        (
            r"(?<![其集当])中中央",
            r"(?<!目)的的(?![确士])",
            r"(?<![不明终受罢])了了(?![解然却之望结])",
            r"工作作(?![风用为品业坊者家出了好息物案答价战客到曲弊文])",
            r"工作人人员",
            r"管理理(?![念论事解顺清财想性由应])",
            r"服务务(?![必工实农求])",
            r"建设设(?![施备计立定置想法有])",
            r"组织织(?![密牢就造])",
            r"培训训(?![练词后])",
            *(
                f"{word}{word}(?![率型筋金地度])"
                for word in _words("开展 提高 加强 完成 通过 举办 完善 推动 确保 巩固")
            ),
            r"推进推进(?![会办组])",
            r"促进促进(?!会)",
            r"实施实施(?![方细办意条])",
            r"(?<![^，。；、：\s])组织组织(?!部)",
            r"[！!]\s*[！!]|[？?]\s*[？?]|,\s*,|。\s*\.(?!\d)|(?<=[一-鿿])\.\s*。|;\s*;",
            *(f"{word}{word}" for word in _words("进行 按照 根据 关于 以及 并且")),
            *(rf"{mark}\s*{mark}" for mark in "，、；：。"),
            r"[，、；：]\s*。|。\s*[，、；：]|，\s*、|、\s*，",
        ),
        title="一定是重字、重标点的写法（正则表达式）",
        description="TXT07；汉语里词与词相接本来常有重字（工作作风、学习习近平），所以只列一定错的",
    )

    def changed(self, changes: Mapping[str, object]) -> Parameters:
        """These parameters with a layout's numbers in their place and its words added. Raises ``ValidationError``."""
        given = Parameters.model_validate(changes)
        update: dict[str, object] = {}
        for name in changes:
            value = getattr(given, name)
            update[name] = (*getattr(self, name), *value) if isinstance(value, tuple) else value
        return self.model_copy(update=update)


DEFAULT = Parameters()
"""The parameters of a layout that changes none."""
