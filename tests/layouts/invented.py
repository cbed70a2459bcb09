"""A region that does not exist: a folder as an office would write it, declarations and a template and no Python."""

from __future__ import annotations

from pathlib import Path

LAYOUT = """\
name: 星海
aliases: [星海市]
title: 星海市项目绩效目标申报表
edition: "2030"
sources: [星海市财政局（虚构）]
money_unit: 元
page: {orientation: landscape}
classification:
  - {code: 甲, name: 产出, level2: [{code: 甲1, name: 数量, categories: [quantity], aliases: [数量指标]}]}
  - {code: 乙, name: 效果, level2: [{code: 乙1, name: 满意度, categories: [satisfaction]}]}
fields:
  required: [department.name, project.name, project.funding.fiscal, indicator.level2, indicator.name]
  optional: [indicator.level1, indicator.annual_value, project.goal.annual, project.funding.other, unit.name]
settings:
  tone: {title: 语气, default: 报, choices: [报, 呈]}
texts:
  closing: 星海市财政局印制
"""

FORM = """\
{% from "macros.html.j2" import money_cell %}
<section name="申报表">
  <h1>{{ title }}</h1>
  <p class="line">{{ department.name }}{{ settings.tone }}<span class="right">单位：{{ money_unit }}</span></p>
  <table>
    <colgroup><col width="30%"/><col width="30%"/><col width="20%"/><col width="20%"/></colgroup>
    <thead><tr><th>类别</th><th>指标</th><th>指标值</th><th>财政拨款</th></tr></thead>
    <tbody>
    {% for project in projects %}
      <tr><th scope="row" colspan="3">{{ project.name }}（{{ project.unit }}）：{{ project.goal_annual }}</th>
        {{ money_cell(project.funding.fiscal, decimals) }}</tr>
      {% for row in project.rows %}
      <tr>
        {% if row.level1_span %}<th scope="rowgroup" rowspan="{{ row.level1_span }}">{{ row.level1 }}</th>{% endif %}
        <td>{{ row.level2 }}：{{ row.indicator.name }}</td>
        <td>{{ row.indicator.annual_value }}</td>
        {{ money_cell(project.funding.other if loop.first else none, decimals) }}
      </tr>
      {% endfor %}
    {% endfor %}
    </tbody>
  </table>
  <p>{{ texts.closing }}</p>
</section>
"""

SAMPLE = """\
# 星海的样例
版式: 星海
年度: 2030
金额单位: 万元
部门: 星海市灯塔局
排版设置: {tone: 呈}
预算单位:
  - 项目:
      - 项目名称: 灯塔维护
        资金: {财政拨款: 12.5, 其他资金: 0.01}
        绩效目标: 全年点亮灯塔。
        绩效指标:
          - {二级指标: 甲1, 三级指标: 维护灯塔座数, 年度指标值: 3座}
          - {二级指标: 数量指标, 三级指标: 更换灯具盏数, 年度指标值: ≥12盏}
          - {一级指标: 乙, 二级指标: 满意度, 三级指标: 船员满意度, 年度指标值: ≥90%}
"""

TEXTS = [
    "星海市项目绩效目标申报表",
    "星海市灯塔局呈",
    "单位：元",
    *("类别", "指标", "指标值", "财政拨款"),
    *("灯塔维护（星海市灯塔局）：全年点亮灯塔。", "125,000.00"),
    *("甲-产出", "甲1-数量：维护灯塔座数", "3座", "100.00"),
    *("甲1-数量：更换灯具盏数", "≥12盏"),
    *("乙-效果", "乙1-满意度：船员满意度", "≥90%"),
    "星海市财政局印制",
]
"""What the form of the sample shows, in order."""


def write_region(
    parent: Path, name: str = "xinghai", *, layout: str = LAYOUT, form: str | None = FORM, sample: str = SAMPLE
) -> Path:
    """The layout's folder below ``parent``; ``form`` ``None`` leaves the template out."""
    folder = parent / name
    folder.mkdir(parents=True)
    (folder / "layout.yaml").write_text(layout, encoding="utf-8")
    (folder / "sample.yaml").write_text(sample, encoding="utf-8")
    if form is not None:
        (folder / "form.html.j2").write_text(form, encoding="utf-8")
    return folder
