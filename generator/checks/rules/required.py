"""What a layout's form needs, and what it cannot show."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import BaseModel

from generator.checks.rule import Found, Rule, rule
from generator.checks.subject import Subject
from generator.diagnostics import Loc, Severity
from generator.layouts.load import layouts_showing
from generator.layouts.model import Fields, Layout
from generator.layouts.views import unit_head
from generator.spec.model import Indicator, Overall, Project, Spec, Unit
from generator.spec.scalars import shorten
from generator.spec.shape import Shape, field_list, fields_of
from generator.spec.value import Value
from generator.speed import kept_by_identity

_OWNERS: dict[str, type[BaseModel]] = {
    "unit": Unit,
    "project": Project,
    "indicator": Indicator,
    "overall": Overall,
}
_SINGULAR = {"units": "unit", "projects": "project", "indicators": "indicator"}
# Never printed as such in any form: what they say decides how the rest is printed or checked.
_NEVER_SHOWN = {"layout", "year", "money_unit", "settings", "totals", "accept", "unit.totals"}
_NEVER_SHOWN |= {"project.classified", "project.funding.total"}


@rule("REQ01", Severity.ERROR, "缺少表上必填的内容")
def missing(subject: Subject) -> Iterator[Found]:
    """版式列为必填的内容都要有，空着不行。

    为什么: 表上会留下空格，财政部门会退回。
    依据: 版式的必填项（layout.yaml 的 fields.required）。
    正例: 项目 {绩效目标: 完成年度培训任务}
    误例: 项目 {绩效目标: ""}
    """
    if not subject.is_translated:
        yield from _missing(subject)


@rule("REQ02", Severity.WARNING, "换版式后缺少必填的内容")
def missing_elsewhere(subject: Subject) -> Iterator[Found]:
    """用别的地区的表打印时，那张表必填而文件里没有的内容会印成空格。

    为什么: 各地的表要的内容不同；换版式打印只作参考，正式填报要补齐。
    依据: 版式的必填项（layout.yaml 的 fields.required）。
    正例: 换版式 东莞 项目 {实施周期: {开始年度: 2024, 结束年度: 2026, 中期财政预算: 30}, 绩效目标: {中期目标: 扫描6万页, 年度目标: 扫描2万页}}
    误例: 换版式 东莞 项目 {绩效目标: {年度目标: 扫描2万页}}
    """
    if subject.is_translated:
        yield from _missing(subject)


@rule("LAY01", Severity.WARNING, "表上不显示的内容")
def not_shown(subject: Subject) -> Iterator[Found]:
    """文件里写了、而这张表没有位置打印的内容，要说出来。

    为什么: 打印出来的表看不到它，公开的人应当知道。
    依据: 版式显示的内容（layout.yaml 的 fields）。
    正例: 项目 {绩效目标: 完成年度培训任务}
    正例: 版式 曹妃甸 文档 {部门: {部门代码: "301001"}, 预算单位: [{项目: [{}]}]}
    误例: 项目 {资金用途: 用于培训}  （广州的表没有资金用途）
    误例: 版式 曹妃甸 文档 {部门: {部门代码: "301001"}}  （单位有名称，印的是单位的代码）
    """
    first: dict[str, Loc] = {}
    count: dict[str, int] = {}
    for loc, name in _hidden(subject.layout.fields).written(subject.spec):
        first.setdefault(name, loc)
        count[name] = count.get(name, 0) + 1
    for name, loc in first.items():
        yield Found(loc, f"{_lost(subject.layout, name)}，共 {count[name]} 处有内容", _elsewhere(name))
    yield from _units_instead(subject)


def _units_instead(subject: Subject) -> Iterator[Found]:
    """The department's name or code where the form prints those of units, and each has its own."""
    department = subject.spec.department
    heads = [unit_head(unit, department) for _, unit in subject.units if unit.projects]
    for field in subject.layout.fields.instead_of_unit:
        name = field.removeprefix("department.")
        own, label, units_own = getattr(department, name), _label(field), fields_of(Unit)[name].title
        if own and heads and all(own not in head for head in heads):
            yield Found(
                ("department", name),
                f"各单位写了自己的名称，{subject.layout.name}的表印“{units_own}”，不显示“{label}”",
                f"不影响打印；没有写名称的单位才印“{shorten(own)}”",
            )


def _lost(layout: Layout, name: str) -> str:
    merged = layout.fields.merged.get(name)
    if merged:
        return f"{layout.name}的表不单独显示“{_label(name)}”，并在“{_label(merged)}”里印"
    return f"{layout.name}的表不显示“{_label(name)}”"


def _elsewhere(name: str) -> str:
    names = "、".join(layout.name for layout in layouts_showing(name))
    return f"不影响打印；要公开这项内容，须用有它的版式{f'（{names}）' if names else ''}"


@rule("REQ03", Severity.ERROR, "没有项目")
def no_project(subject: Subject) -> Iterator[Found]:
    """一份文件至少要有一个项目。

    为什么: 没有项目，印出来是一张空表。
    依据: 实践。
    正例: 项目 {项目名称: 教师培训经费}
    误例: 文档 {预算单位: []}
    """
    if not subject.projects:
        yield Found(("units",), "文件里一个项目也没有", "在“预算单位”下面的“项目”里写项目")


@rule("REQ04", Severity.WARNING, "单位没有项目")
def unit_without_project(subject: Subject) -> Iterator[Found]:
    """列出的预算单位应当有项目（一个项目也没有的文件另报 REQ03）。

    为什么: 多半是漏抄了；没有项目的单位会印成金额空白的一行，或者根本不印。
    依据: 实践。
    正例: 单位 {单位名称: 某市图书馆}
    误例: 单位 {单位名称: 某市图书馆} 和 {单位名称: 某市美术馆, 项目: []}
    """
    for loc, unit in subject.units:
        if subject.projects and not unit.projects:
            what = f"“{shorten(unit.name)}”" if unit.name else "这个单位"
            yield Found(loc, f"{what}没有项目", "补上它的项目；确实没有项目的单位不用列出")


@rule("REQ05", Severity.WARNING, "项目没有金额")
def without_amount(subject: Subject) -> Iterator[Found]:
    """每个项目应当有金额：财政拨款、财政专户拨款、其他资金至少一项。

    为什么: 没有金额的项目在表上是一行空白，多半是漏填。
    依据: 实践；已公开的项目都有金额。
    正例: 项目 {资金: {其他资金: 3}}
    误例: 项目 {资金: {财政拨款: 0}}
    """
    for loc, project in subject.projects:
        if not project.funding.sum:
            yield Found((*loc, "funding"), f"“{shorten(project.name)}”没有金额", "在“资金”里写财政拨款等金额")


@rule("SET01", Severity.ERROR, "版式没有这项排版设置")
def unknown_setting(subject: Subject) -> Iterator[Found]:
    """“排版设置”里只能写版式提供的设置，值也只能在它列出的里面选。

    为什么: 写错了不起作用，打出来的表与想要的不同。
    依据: 版式的设置（layout.yaml 的 settings，见 jixiao layouts）。
    正例: 文档 {排版设置: {value_style: written}}
    误例: 文档 {排版设置: {value_stile: written}}
    """
    known = subject.own_layout.settings
    for name, text in subject.spec.settings.items():
        setting = known.get(name)
        if setting is None:
            close = get_close_matches(name[:40], list(known), n=1)
            hint = f"是不是“{close[0]}”？" if close else f"可以写：{'、'.join(known) or '（这个版式没有设置）'}"
            yield Found(("settings", name), f"{subject.own_layout.name}的版式没有设置“{shorten(name)}”", hint)
        elif setting.choices and text not in setting.choices:
            hint = f"可以写：{'、'.join(setting.choices)}"
            yield Found(("settings", name), f"设置“{setting.title}”不能是“{shorten(text or '')}”", hint)


class _Hidden:
    """Finds what a form does not show. Where it shows all that can be written, nothing is looked at."""

    def __init__(self, fields: Fields) -> None:
        self._shown = fields.shown
        self._inside: dict[tuple[type, str, bool], list[tuple[str, str]]] = {}
        self._fields(Spec, "", False)  # and so those of all that may stand in a spec

    def written(self, spec: Spec) -> list[tuple[Loc, str]]:
        """The way to every hidden value that is not blank, with the name by which a layout's ``fields`` calls it.

        The name is ``indicator.name`` wherever the indicator stands; lists that a form prints whole
        (``overall.goals``) have one name with all that is in them.
        """
        written: list[tuple[Loc, str]] = []
        self._add(spec, (), "", False, written)
        return written

    def _add(self, part: object, loc: Loc, name: str, is_whole: bool, written: list[tuple[Loc, str]]) -> None:
        if isinstance(part, list):
            item_name = _SINGULAR.get(str(loc[-1]))
            for index, item in enumerate(part):
                self._add(item, (*loc, index), item_name or name, item_name is None, written)
            return
        fields = self._inside.get((type(part), name, is_whole))
        if fields is not None:
            values = vars(part)
            for field, inside in fields:
                value = values[field]
                if value is not None:
                    self._add(value, (*loc, field), inside, is_whole, written)
        elif part not in ("", {}):
            written.append((loc, name))

    def _fields(self, model: type[BaseModel], name: str, is_whole: bool) -> list[tuple[str, str]]:
        """The fields of ``model`` that are hidden or may hold something hidden, with their names."""
        key = model, name, is_whole
        if key not in self._inside:
            named = (
                (each, name if is_whole else f"{name}.{each.name}".removeprefix(".")) for each in field_list(model)
            )
            hiding = (each for each in named if self._may_hide(each[0].shape, each[0].name, each[1], is_whole))
            self._inside[key] = [(each.name, inside) for each, inside in hiding]
        return self._inside[key]

    def _may_hide(self, shape: Shape, step: str, name: str, is_whole: bool) -> bool:
        if name in _NEVER_SHOWN:
            return False
        if shape.model:
            return bool(self._fields(shape.model, name, is_whole))
        if shape.kind == "list" and shape.item:
            item_name = _SINGULAR.get(step)
            return self._may_hide(shape.item, "", item_name or name, item_name is None)
        return name not in self._shown


_hidden = kept_by_identity(_Hidden)


def _missing(subject: Subject) -> Iterator[Found]:
    owners: dict[str, list[tuple[Loc, Any]]] = {
        "": [((), subject.spec)],
        "unit": subject.units,
        "project": subject.projects,
        "indicator": [(loc, indicator) for loc, _, indicator in subject.indicators],
    }
    for name in subject.layout.fields.required:
        owner, steps = _way_to(name)
        for loc, part in owners[owner]:
            if _is_blank(part, steps):
                label = _label(name)
                what = f"“{part.name}”" if isinstance(part, Project | Indicator) else ""
                hint = f"补上“{label}”；{subject.layout.name}的表必须有它"
                yield Found((*loc, *steps), f"{shorten(what)}缺少“{label}”", hint)


@cache
def _way_to(name: str) -> tuple[str, tuple[str, ...]]:
    """Of which part the field ``name`` is (``""``: of the spec itself), and the steps from there."""
    owner, *steps = name.split(".")
    return (owner, tuple(steps)) if owner in ("unit", "project", "indicator") else ("", (owner, *steps))


def _is_blank(part: object, steps: tuple[str, ...]) -> bool:
    """Whether the field of ``part`` that ``steps`` lead to is blank, or there is no way to it."""
    value: Any = part
    for step in steps:
        value = getattr(value, step, None)
    if isinstance(value, Value):
        value = value.text
    return not value.strip() if isinstance(value, str) else value is None or value in ([], {})


def _label(name: str) -> str:
    owner, _, rest = name.partition(".")
    model = _OWNERS.get(owner)
    steps = rest.split(".") if model else name.split(".")
    model = model or Spec
    label = name
    for step in steps:
        field = fields_of(model)[step] if model else None
        if field is None:
            break
        label = field.title
        model = field.shape.model or model
    return label


RULES: tuple[Rule, ...] = (
    missing,
    missing_elsewhere,
    no_project,
    unit_without_project,
    without_amount,
    not_shown,
    unknown_setting,
)
