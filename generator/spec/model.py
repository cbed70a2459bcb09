"""The spec: a department's budget performance, free of regions. This file is the glossary.

Each field's ``title`` is the official term: the key in YAML, the heading in Excel, the label in messages and in
the JSON Schema; the attribute is the English name, and a reader takes either. ``description`` says what to write.
Every field that may be left blank is ``None`` then: blank, missing and zero stay different.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from generator.spec.scalars import Amount, Month, Percent, Year, YesNo
from generator.spec.value import Value

ZERO = Decimal(0)


def _or_empty(value: object) -> object:
    return [] if value is None else value


def _or_empty_mapping(value: object) -> object:
    return {} if value is None else value


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    shorthand: ClassVar[str | None] = None
    """The field that a bare text stands for, where the part may be written as one text."""


class Funding(_Part):
    """资金: an amount by source, in the spec's money unit. ``total`` is what the author wrote; ``sum`` is true."""

    total: Amount = Field(None, title="总计", description="可不写；写了就与各项之和核对")
    fiscal: Amount = Field(None, title="财政拨款", description="财政拨款金额；没有可不写")
    special_account: Amount = Field(None, title="财政专户拨款", description="财政专户拨款金额；没有可不写")
    other: Amount = Field(None, title="其他资金", description="其他资金金额；没有可不写")

    @property
    def sum(self) -> Decimal:
        """总计, computed: 财政拨款 + 财政专户拨款 + 其他资金, where blank is zero."""
        return (self.fiscal or ZERO) + (self.special_account or ZERO) + (self.other or ZERO)


class Term(_Part):
    """实施周期 (中期): the years of the project and its budget over them."""

    start: Year = Field(None, title="开始年度")
    end: Year = Field(None, title="结束年度")
    budget: Amount = Field(None, title="中期财政预算", description="实施周期内的财政预算合计")

    @property
    def lasts_years(self) -> bool:
        """Whether it is more than one year, as far as both are written."""
        return bool(self.start and self.end and self.end > self.start)


class Goal(_Part):
    """绩效目标: a bare text is the annual goal."""

    shorthand = "annual"

    term: str | None = Field(None, title="中期目标", description="实施周期（中期）目标")
    annual: str | None = Field(None, title="年度目标", description="年度绩效目标；只有一个目标时写在这里")


class Indicator(_Part):
    """绩效指标: one indicator with its place in the layout's classification and its values."""

    level1: str | None = Field(None, title="一级指标", description="名称或编码；不写则由二级指标确定")
    level2: str = Field(title="二级指标", description="名称或编码，例如 数量指标")
    name: str = Field(title="三级指标", description="三级指标名称")
    annual_name: str | None = Field(None, title="年度三级指标", description="年度一半另用名称时才写")
    description: str | None = Field(None, title="绩效指标描述")
    term_value: Value | None = Field(None, title="实施周期指标值", description="实施周期（中期）指标值")
    annual_value: Value | None = Field(None, title="年度指标值")
    basis: str | None = Field(None, title="指标值确定依据")


class Project(_Part):
    """项目: one project of a unit."""

    code: str | None = Field(None, title="项目编码", description="由财政系统给定，照抄")
    name: str = Field(title="项目名称")
    funding: Funding = Field(Funding(), title="资金")
    term: Term | None = Field(None, title="实施周期")
    purpose: str | None = Field(None, title="资金用途")
    schedule: Annotated[dict[Month, Percent], BeforeValidator(_or_empty_mapping)] = Field(
        {}, title="资金支出计划", description="到各月底的累计支出比例，例如 3月底: 25%"
    )
    goal: Goal = Field(Goal(), title="绩效目标")
    indicators: Annotated[list[Indicator], BeforeValidator(_or_empty)] = Field([], title="绩效指标")
    opinion: str | None = Field(None, title="批复意见", description="不写则用版式的标准意见")
    classified: YesNo = Field(None, title="涉密", description="是 或 否")


class Unit(_Part):
    """预算单位 (资金使用单位): a unit that spends, with its projects."""

    code: str | None = Field(None, title="单位代码")
    name: str | None = Field(None, title="单位名称", description="不写则与部门名称相同")
    totals: Funding | None = Field(None, title="单位合计", description="可不写；写了就与项目之和核对")
    projects: Annotated[list[Project], BeforeValidator(_or_empty)] = Field([], title="项目")


class Department(_Part):
    """部门: who publishes. A bare text is the name."""

    shorthand = "name"

    code: str | None = Field(None, title="部门代码")
    name: str = Field(title="部门名称")


class OverallItem(_Part):
    """One of the 分项绩效目标."""

    title: str = Field(title="标题")
    goal: str | None = Field(None, title="绩效目标")
    indicators: str | None = Field(None, title="绩效指标")


class Measure(_Part):
    """One of the 工作保障措施."""

    title: str = Field(title="标题")
    paragraphs: Annotated[list[str], BeforeValidator(_or_empty)] = Field([], title="段落")


class Overall(_Part):
    """部门整体绩效目标: the text part before the projects."""

    goals: Annotated[list[str], BeforeValidator(_or_empty)] = Field(
        [], title="总体绩效目标", description="一段一项，不写序号"
    )
    items: Annotated[list[OverallItem], BeforeValidator(_or_empty)] = Field([], title="分项绩效目标")
    measures: Annotated[list[Measure], BeforeValidator(_or_empty)] = Field([], title="工作保障措施")


class Acceptance(_Part):
    """认可: a finding that the author has seen and lets stand, with the reason."""

    code: str = Field(title="代码", description="问题代码，例如 CLS03")
    place: str | None = Field(None, title="位置", description="例如 项目[关心下一代].绩效指标[4]；不写则是全文")
    reason: str = Field(title="理由")


class Spec(_Part):
    """A department's budget performance for one year: what every form is printed from."""

    layout: str = Field(title="版式", description="版式代号或地名，见 jixiao layouts")
    year: Year = Field(None, title="年度")
    money_unit: Literal["万元", "元"] = Field("万元", title="金额单位")
    department: Department = Field(title="部门")
    settings: Annotated[dict[str, str], BeforeValidator(_or_empty_mapping)] = Field(
        {}, title="排版设置", description="版式允许选择的写法，见 jixiao layouts"
    )
    overall: Overall | None = Field(None, title="部门整体绩效目标")
    totals: Funding | None = Field(None, title="部门合计", description="可不写；写了就与各单位之和核对")
    units: Annotated[list[Unit], BeforeValidator(_or_empty)] = Field([], title="预算单位")
    accept: Annotated[list[Acceptance], BeforeValidator(_or_empty)] = Field([], title="认可")

    def projects(self) -> Iterator[Project]:
        """All projects of all units, in order."""
        for unit in self.units:
            yield from unit.projects
