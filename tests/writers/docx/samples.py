"""Layouts, forms and hand-made skins for the tests of the Word writer."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
from docx.document import Document

from generator.form import Form
from generator.layouts.model import Layout, Page
from tests.support import sample_forms

_PURPOSE = "按照中国共产党党内统计工作要求，每半年全国各级党组织都要开展党内统计，数据逐级汇总上报。"


def layout(folder: Path = Path("/nowhere"), orientation: str = "portrait", **changes: Any) -> Layout:
    """A layout with the shared styles; its folder holds no skin unless one is put there."""
    page = Page(orientation=orientation, top=20, bottom=20, left=15, right=15)
    return sample_forms.layout(folder, **{"page": page, **changes})


def form(markup: str, *, is_draft: bool = False, context: dict[str, object] | None = None, title: str = "表") -> Form:
    """The form of ``markup``, with what the tags of skins may name."""
    return replace(sample_forms.form(markup, is_draft, title), context=context or {})


def small_form(**options: Any) -> Form:
    """A heading and a table of two cells."""
    return form(
        '<section name="表"><h1>表</h1><table><colgroup><col width="40%"/><col width="60%"/></colgroup>'
        "<tbody><tr><th>甲</th><td>乙</td></tr></tbody></table></section>",
        **options,
    )


def save_skin(folder: Path, document: Document) -> None:
    """Put ``document`` into ``folder`` as the layout's skin."""
    document.save(str(folder / "form.docx"))


def opened(data: bytes) -> Document:
    """The .docx ``data`` in python-docx."""
    return docx.Document(io.BytesIO(data))


def wide_form(projects: int = 12) -> Form:
    """A landscape table with a row a project and a head that repeats."""
    heads = ["项目名称（资金使用单位）", "总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标"]
    widths = (14, 8, 8, 8, 8, 22, 32)
    indicators = "".join(
        f"{n}、1-产出指标；11-数量指标；活动方案制定率；实施周期指标值:90%及以上；年度指标值:90%及以上。"
        for n in range(1, 6)
    )
    row = (
        "<tr><td>关心下一代</td>"
        '<td class="money">1,980.40</td><td class="money">1,980.40</td><td class="money"/><td class="money"/>'
        f"<td>{_PURPOSE}</td><td>{indicators}</td></tr>"
    )
    return form(
        '<section name="表"><h1>项目支出绩效目标表（含转移支付项目）</h1>'
        '<p class="line">部门名称：中共某市某区直属机关工作委员会<span class="right">单位：万元</span></p>'
        f"<table>{_columns(*widths)}"
        f"<thead><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr></thead>"
        f"<tbody>{row * projects}</tbody></table></section>",
        title="项目支出绩效目标表",
    )


def _columns(*widths: float) -> str:
    return "<colgroup>" + "".join(f'<col width="{width}%"/>' for width in widths) + "</colgroup>"


def merged_form(copies: int = 2) -> Form:
    """A portrait form a page, whose labels span rows and columns."""
    return form("".join(_approval() for _ in range(copies)), title="财政项目支出绩效目标批复表")


def _approval() -> str:
    kinds = ("数量指标（或建筑规模指标）", "质量指标", "时效指标（工期指标）", "预算（或投资规模）控制指标")
    kinds += ("社会、经济、生态效益指标", "可持续影响指标", "服务对象满意度指标")
    groups = {0: ("预期产出指标", 4), 4: ("效果指标", 2), 6: ("满意度指标", 1)}
    rows = []
    for index, kind in enumerate(kinds):
        group = f'<th rowspan="{groups[index][1]}">{groups[index][0]}</th>' if index in groups else ""
        half = f"<th>{kind}</th><td>数量</td><td>237个直管党组织</td>"
        rows.append(f"<tr>{group}{half}{half}</tr>")
    half_heads = ["二级指标", "三级指标", "指标值（或计划水平）"]
    heads = ["一级指标", *half_heads, *half_heads]
    return (
        '<section name="表"><h1>某市财政项目支出绩效目标批复表</h1><p class="subtitle">（2020年度）</p>'
        '<p class="line">预算单位：中共某市直属机关工作委员会</p><table>'
        + _columns(9, 11, 17, 12, 14, 15, 10, 12)
        + '<tbody><tr><th>项目名称</th><td colspan="2">党内统计工作经费</td>'
        '<th>中期市财政预算（万元）</th><td class="number">12.00</td>'
        '<th colspan="2">本年度申请市财政预算资金（万元）</th>'
        '<td class="number">4.00</td></tr>'
        '<tr><th rowspan="2">总体目标</th><th colspan="4">中期滚动目标（2020年--2022年）</th>'
        '<th colspan="3">年度目标</th></tr>'
        f'<tr><td colspan="4">{_PURPOSE}</td><td colspan="3">{_PURPOSE}</td></tr>'
        f'<tr><th rowspan="{len(kinds) + 1}">绩效指标</th>{"".join(f"<th>{head}</th>" for head in heads)}</tr>'
        + "".join(rows)
        + f'<tr><th>市财政局批复意见</th><td colspan="7">{_PURPOSE * 4}</td></tr></tbody></table></section>'
    )


def report_form(projects: int = 3) -> Form:
    """A text part with contents, then a form of two tables for each project."""
    text = "".join(f'<p class="body">（{n}）{_PURPOSE * 2}</p>' for n in "一二三四五六七八九十")
    parts = "".join(f"<h3>{title}</h3>{text}" for title in ("一、总体绩效目标", "二、分项绩效目标", "三、工作保障措施"))
    forms = "".join(_project(number) for number in range(1, projects + 1))
    return form(
        '<section name="目录"><nav data-depth="3">目　录</nav></section>'
        f'<section name="文本"><h2>第一部分　部门整体绩效目标</h2>{parts}</section>' + forms,
        title="部门绩效文本",
    )


def _project(number: int) -> str:
    first = "<h2>第二部分　预算项目绩效目标</h2>" if number == 1 else ""
    row = "<td>数量指标</td><td>培训人次</td><td>培训党务干部人次</td><td>≥500人次</td><td>年度工作计划</td></tr>"
    rows = (
        f'<tr><th rowspan="4">产出指标</th>{row}'
        + f"<tr>{row}" * 3
        + f'<tr><th rowspan="2">效益指标</th>{row}<tr>{row}'
    )
    return (
        f'<section name="{number}">{first}'
        f"<h3>{number}.2024年度机关党组织活动经费绩效目标表</h3>"
        '<p class="line">286001某区直机关工委<span class="right">单位：万元</span></p>'
        f"<table>{_columns(*[14] * 6)}"
        '<tbody><tr><th>项目编码</th><td colspan="2">'
        '13020924P00077210002M</td><th>项目名称</th><td colspan="2">2024年度机关党组织活动经费</td></tr>'
        '<tr><th rowspan="2">预算规模及资金用途</th><th>预算数</th><td class="money">1.80</td><th>其中：财政资金</th>'
        '<td class="money">1.80</td><td class="money"/></tr>'
        f'<tr><td colspan="5">{_PURPOSE * 2}</td></tr>'
        '<tr><th>绩效目标</th><td colspan="5">1.第一项\n<br/>2.第二项</td></tr>'
        f"</tbody></table><table>{_columns(12, 14, 18, 24, 14, 18)}"
        "<thead><tr><th>一级指标</th><th>二级指标</th><th>三级指标</th>"
        "<th>绩效指标描述</th><th>指标值</th><th>指标值确定依据</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></section>"
    )
