"""Word templates for docxtpl that yield the same tables as our forms: our own drawing with tags for its texts."""

from __future__ import annotations

import io
from collections.abc import Iterable
from copy import deepcopy
from decimal import Decimal
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import _Row

from bench.departments import department
from generator.layouts.compose import compose
from generator.layouts.filters import money
from generator.layouts.load import find_layout
from generator.layouts.model import Layout
from generator.layouts.views import FundingView, IndicatorView, view_of
from generator.spec.model import Spec
from generator.writers.docx import write

Context = dict[str, Any]
_SENTENCE = (
    "{{ item.number }}、{{ item.level1 }}；{{ item.level2 }}；{{ item.name }}；"
    "实施周期指标值:{{ item.term_value }}；年度指标值:{{ item.annual_value }}。"
)
_ROW_TAGS = (
    "{{ row.level2 }}",
    "{{ row.name }}",
    "{{ row.term_value }}",
    "{{ row.level2 }}",
    "{{ row.annual_name }}",
    "{{ row.annual_value }}",
)
"""What stands in the cells of an indicator row of Dongguan, after the two labels that cover several rows."""
_AMOUNTS = ("total", "fiscal", "special_account", "other")


# --- Dongguan: a form of fixed rows -------------------------------------------------------------------------


def dongguan_template() -> bytes:
    """A .docx of the Dongguan form with scalars and a loop over the indicator rows."""
    layout = find_layout("dongguan")
    document = Document(io.BytesIO(_drawn(layout, department(layout, 1))))
    _set_paragraph(document.paragraphs[1], "（{{ year }}年度）")
    _set_paragraph(document.paragraphs[2], "预算单位：{{ unit }}")
    table = document.tables[0]
    rows = list(table.rows)
    # Of the indicator rows two stay: one that begins a 一级指标, and one that its label covers from above.
    head, span, goals, first, second = rows[0], rows[1], rows[2], rows[4], rows[5]
    _set_cells(head, {1: "{{ name }}", 3: "{{ term_budget }}", 5: "{{ budget }}"})
    _set_cells(span, {1: "中期滚动目标（{{ start }}年--{{ end }}年）"})
    _set_cells(goals, {1: "{{ goal_term }}", 2: "{{ goal_annual }}"})
    _set_cells(rows[-1], {1: "{{ opinion }}"})
    for row in (first, second):
        _set_cells(row, dict(enumerate(_ROW_TAGS, 2)))
    _set_cells(first, {1: "{{ row.level1 }}"})
    for row in rows[6:-1]:
        row._tr.getparent().remove(row._tr)
    _tag_row(first, "{%tr for row in rows %}", "{%tr if row.starts %}")
    _tag_row(second, "{%tr else %}")
    _tag_row(rows[-1], "{%tr endif %}", "{%tr endfor %}")
    return _bytes(document)


def dongguan_context(spec: Spec) -> Context:
    """What the Dongguan template is filled with: the one project of ``spec``, all amounts formatted already."""
    layout = find_layout("dongguan")
    view = view_of(spec, layout, layout)
    (project,) = view.projects
    return {
        "year": view.year,
        "unit": project.unit,
        "name": project.name,
        "term_budget": money(project.term.budget, layout.money_decimals),
        "budget": money(project.funding.fiscal, layout.money_decimals),
        "start": project.term.start,
        "end": project.term.end,
        "goal_term": project.goal_term,
        "goal_annual": project.goal_annual,
        "opinion": project.opinion,
        "rows": [
            {"starts": row.level1_span > 0, "level1": row.level1, **_indicator(row.indicator)}
            for row in project.rows
            if row.indicator
        ],
    }


def dongguan_context_of_data(data: Any, opinion: str) -> Context:
    """The same from a spec as ``yaml.safe_load`` gives it, as a user writes it who knows no program but docxtpl.

    ``opinion`` is what the form says of itself where the spec says nothing.
    """
    (unit,) = data["预算单位"]
    (project,) = unit["项目"]
    term, goal = project["实施周期"], project["绩效目标"]
    rows, level1 = [], None
    for item in project["绩效指标"]:
        texts = {english: item[official] for english, official in _COLUMNS.items()}
        rows.append({"starts": item["一级指标"] != level1, "annual_name": item["三级指标"], **texts})
        level1 = item["一级指标"]
    return {
        "year": data["年度"],
        "unit": unit["单位名称"],
        "name": project["项目名称"],
        "term_budget": f"{Decimal(term['中期财政预算']):,.2f}",
        "budget": f"{Decimal(project['资金']['财政拨款']):,.2f}",
        "start": term["开始年度"],
        "end": term["结束年度"],
        "goal_term": goal["中期目标"],
        "goal_annual": goal["年度目标"],
        "opinion": opinion,
        "rows": rows,
    }


_COLUMNS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "term_value": "实施周期指标值",
    "annual_value": "年度指标值",
}


# --- Guangzhou: a table of units and projects ---------------------------------------------------------------


def guangzhou_template() -> bytes:
    """A .docx of the Guangzhou table with loops over units, their projects, and the sentences in a cell."""
    layout = find_layout("guangzhou")
    document = Document(io.BytesIO(_drawn(layout, department(layout, 1))))
    _set_paragraph(document.paragraphs[1], "部门名称：{{ department }}")
    _, total, unit, project = document.tables[0].rows
    for row, name in ((total, ""), (unit, "unit."), (project, "project.")):
        _set_cells(row, {index: f"{{{{ {name}{part} }}}}" for index, part in enumerate(_AMOUNTS, 1)})
    _set_cells(unit, {0: "{{ unit.name }}"})
    sentences = f"{{% for item in project.indicators %}}{_SENTENCE}{{% endfor %}}"
    _set_cells(project, {0: "{{ project.name }}", 5: "{{ project.goal }}", 6: sentences})
    _tag_row(unit, "{%tr for unit in units %}")
    _tag_row(project, "{%tr for project in unit.projects %}")
    _tag_row(project, "{%tr endfor %}", "{%tr endfor %}", is_after=True)
    return _bytes(document)


def guangzhou_context(spec: Spec) -> Context:
    """What the Guangzhou template is filled with."""
    layout = find_layout("guangzhou")
    view = view_of(spec, layout, layout)
    units = [
        {
            "name": unit.name,
            **_amounts(unit.funding, layout),
            "projects": [
                {
                    "name": project.name,
                    **_amounts(project.funding, layout),
                    "goal": project.goal_annual,
                    "indicators": [_indicator(item) for item in project.indicators],
                }
                for project in unit.projects
            ],
        }
        for unit in view.units
    ]
    return {"department": view.department.name, **_amounts(view.funding, layout), "units": units}


# --- parts of both ------------------------------------------------------------------------------------------


def _drawn(layout: Layout, spec: Spec) -> bytes:
    return write(compose(spec, layout), layout)


def _amounts(funding: FundingView, layout: Layout) -> Context:
    amounts = {name: getattr(funding, name) for name in _AMOUNTS}
    return {name: money(amount, layout.money_decimals) if amount else "" for name, amount in amounts.items()}


def _indicator(item: IndicatorView) -> Context:
    names = ("number", "level1", "level2", "name", "annual_name", "term_value", "annual_value")
    return {name: getattr(item, name) for name in names}


def _set_cells(row: _Row, texts: dict[int, str]) -> None:
    cells: list[Any] = row._tr.tc_lst
    for index, text in texts.items():
        first, *others = cells[index].p_lst
        _set_paragraph(first, text)
        for paragraph in others:
            cells[index].remove(paragraph)


def _set_paragraph(paragraph: Any, text: str) -> None:
    """Put ``text`` in the place of the paragraph's own, up to a tab: what stands to the right of it stays."""
    element = getattr(paragraph, "_p", paragraph)
    runs = element.r_lst
    if not runs:
        element.add_r().text = text
        return
    runs[0].text = text
    for run in runs[1:]:
        if run.find(qn("w:tab")) is not None:
            break
        element.remove(run)


def _tag_row(row: _Row, *tags: str, is_after: bool = False) -> None:
    """Add a row for each of ``tags`` before ``row``; docxtpl turns such a row into a statement."""
    for new in _statement_rows(row, tags if not is_after else reversed(tags)):
        if is_after:
            row._tr.addnext(new)
        else:
            row._tr.addprevious(new)


def _statement_rows(row: _Row, tags: Iterable[str]) -> Iterable[Any]:
    for tag in tags:
        new: Any = deepcopy(row._tr)
        for cell in new.tc_lst[1:]:
            new.remove(cell)
        _set_paragraph(new.tc_lst[0].p_lst[0], tag)
        yield new


def _bytes(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
