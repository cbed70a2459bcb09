"""The sheets of the editing workbook and their columns: one declaration for writing and reading.

Columns come from the spec's model, so that headings are the official terms and cannot drift from the glossary.
A column's ``key`` is the dotted way from the row's item to the value: ``funding.fiscal``, ``schedule.3``, ``name``.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Literal

from pydantic import BaseModel

from generator.diagnostics import Loc
from generator.spec.model import Acceptance, Department, Funding, Indicator, Measure, OverallItem, Project, Spec, Unit
from generator.spec.shape import FieldShape, field_list, fields_of

Kind = Literal["text", "code", "amount", "percent", "year", "yes_no", "choice"]

ID, OWNER, SUM = "#id", "#owner", "#sum"
"""Keys of the columns that are no fields: the row's id, what the row belongs to, and a total.

We write no column of totals (they stand in 合计), but know one where someone has it.
"""

SOURCES = ("funding.fiscal", "funding.special_account", "funding.other")
"""The columns of a project's money: what its total is the sum of."""

ID_TITLE = "编号"
ALL_PROJECTS = "全部项目"
WRITTEN_TOTAL = "总计（填报）"
MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its ``key``, its heading, what kind of value stands in it and what to tell who fills it in.

    ``is_needed`` is the model's demand, ``is_required`` the layout's.
    """

    key: str
    title: str
    kind: Kind = "text"
    hint: str = ""
    width: float = 14
    is_needed: bool = False
    is_required: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def is_field(self) -> bool:
        """Whether a value of the spec stands here."""
        return not self.key.startswith("#")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with a row an item: its name, the letter of its ids, the way to its items, and all possible columns."""

    name: str
    letter: str
    scope: str
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        """The column with this key."""
        return next(column for column in self.columns if column.key == key)


DEPARTMENT_SHEET = "部门"
DEPARTMENT_HEADINGS = (ID_TITLE, "项", "内容", "说明")
INSTRUCTIONS_SHEET = "填写说明"
LISTS_SHEET = "列表"
RESULT_SHEET = "校验结果"
TOTALS_SHEET = "合计"

# Characters of the default font; what is not named takes its kind's.
_WIDTHS = {
    "amount": 12.0, "percent": 7.5, "year": 8.0, "yes_no": 6.5, "code": 14.0,
    "project.code": 22.5, "project.name": 22.0, "unit.name": 34.0, "purpose": 34.0, "goal.term": 38.0,
    "goal.annual": 40.0, "opinion": 34.0, "level1": 14.0, "level2": 20.0, "indicator.name": 28.0,
    "annual_name": 24.0, "description": 32.0, "term_value": 22.0, "annual_value": 22.0, "basis": 24.0,
    "overall.title": 30.0, "goal": 60.0, "indicators": 60.0, "goals": 110.0, "paragraphs": 90.0,
    "place": 40.0, "reason": 60.0,
}  # fmt: skip

# What officers call the columns besides the official terms; blanks, width, 名称 and brackets need no entry.
_ALIASES = {
    "project.code": ("编码", "项目代码"),
    "project.name": ("项目",),
    "unit.code": ("代码", "单位编码"),
    "unit.name": ("预算单位", "单位", "资金使用单位"),
    "funding.fiscal": ("财政资金", "本年度申请市财政预算资金"),
    "funding.special_account": ("财政专户", "财政专户资金"),
    "term.budget": ("中期市财政预算",),
    "goal.annual": ("绩效目标", "年度绩效目标", "年度总体绩效目标"),
    "goal.term": ("实施周期目标", "中期绩效目标", "实施周期绩效目标"),
    "indicator.name": ("绩效指标", "指标名称", "三级"),
    "level1": ("一级",),
    "level2": ("二级",),
    "description": ("指标描述", "指标说明"),
    "term_value": ("中期指标值", "实施周期值"),
    "annual_value": ("指标值", "年度值"),
    "basis": ("确定依据",),
    "opinion": ("市财政局批复意见",),
    "classified": ("是否涉密",),
}


def _named(table: dict[str, tuple[str, ...]] | dict[str, float], scope: str, key: str) -> object:
    return table.get(f"{scope}.{key}", table.get(key))


def _kind(field: FieldShape) -> Kind:
    scalar = field.shape.scalar
    if field.name == "code":
        return "code"
    if typing.get_origin(scalar) is Literal or field.name == "layout":
        return "choice"
    kinds: dict[object, Kind] = {Decimal: "amount", int: "year", bool: "yes_no"}
    return kinds.get(scalar, "text")


def _column(field: FieldShape, scope: str, prefix: str) -> Column:
    key = prefix + field.name
    kind = _kind(field)
    width = _named(_WIDTHS, scope, key) or _WIDTHS.get(kind, 14.0)
    aliases = _named(_ALIASES, scope, key) or ()
    assert isinstance(width, float)
    assert isinstance(aliases, tuple)
    return Column(
        key,
        field.title,
        kind,
        field.info.description or "",
        width,
        is_needed=not prefix and field.info.is_required(),
        aliases=aliases,
    )


def _columns(model: type[BaseModel], scope: str, prefix: str = "") -> Iterator[Column]:
    """The columns of a model, those of the models in it among them; lists have sheets of their own."""
    for field in field_list(model):
        if field.shape.kind == "scalar":
            yield _column(field, scope, prefix)
        elif field.shape.kind == "model" and field.shape.model:
            yield from _columns(field.shape.model, scope, f"{prefix}{field.name}.")
        elif field.shape.kind == "mapping":
            yield from _months(field)


def _months(field: FieldShape) -> Iterator[Column]:
    hint = f"{field.title}：到月底的累计支出比例，例如 25%"
    for month in MONTHS:
        yield Column(
            f"{field.name}.{month}", f"{month}月底", "percent", hint, 7.5, aliases=(f"{month}月", f"{month}月末")
        )


def _totals(columns: Iterator[Column]) -> Iterator[Column]:
    """Each written total, and before it the one that nobody has to write."""
    for column in columns:
        if column.key == "funding.total":
            yield Column(SUM, column.title, "amount")
            yield replace(column, title=WRITTEN_TOTAL, hint="可不写；写了就与各项之和核对")
        elif column.key.startswith("totals."):
            yield replace(column, title=f"单位合计：{column.title}", hint="可不写；写了就与项目之和核对")
        else:
            yield column


def _owner(title: str, hint: str, width: float) -> Column:
    return Column(OWNER, title, "text", hint, width, is_needed=True, is_required=True)


def _text_list(model: type[BaseModel], name: str, key: str) -> Column:
    field = fields_of(model)[name]
    return replace(_column(field, "", ""), key=key, hint=field.info.description or "一段一行")


_ID_COLUMN = Column(ID, ID_TITLE, "text", "程序用来认出这一行，请不要改", 10)

UNITS = Table(
    "预算单位", "U", "unit",
    (_ID_COLUMN, *_totals(_columns(Unit, "unit")), Column(SUM, "项目合计", "amount")),
)  # fmt: skip
PROJECTS = Table(
    "项目", "P", "project",
    (_ID_COLUMN, _owner("预算单位", "项目属于哪个预算单位，从列表中选", 18), *_totals(_columns(Project, "project"))),
)  # fmt: skip
INDICATORS = Table(
    "指标", "I", "indicator",
    (_ID_COLUMN, _owner("项目", "指标属于哪个项目，写项目名称，或从列表中选", 26), *_columns(Indicator, "indicator")),
)  # fmt: skip
GOALS = Table(
    "总体目标", "G", "overall.goals",
    (_ID_COLUMN, Column("", "总体绩效目标", "text", "一段一行，不写序号", 110, is_needed=True)),
)  # fmt: skip
ITEMS = Table("分项目标", "T", "overall.items", (_ID_COLUMN, *_columns(OverallItem, "overall")))
MEASURES = Table(
    "保障措施", "M", "overall.measures",
    (_ID_COLUMN, *_columns(Measure, "overall"), _text_list(Measure, "paragraphs", "paragraphs")),
)  # fmt: skip
ACCEPT = Table("认可", "A", "accept", (_ID_COLUMN, *_columns(Acceptance, "accept")))

TABLES = (UNITS, PROJECTS, INDICATORS, GOALS, ITEMS, MEASURES, ACCEPT)
OVERALL = (GOALS, ITEMS, MEASURES)
SHEET_ORDER = (
    INSTRUCTIONS_SHEET, DEPARTMENT_SHEET, UNITS.name, GOALS.name, ITEMS.name, MEASURES.name, PROJECTS.name,
    INDICATORS.name, TOTALS_SHEET, ACCEPT.name,
)  # fmt: skip


_HINTS = {"year": "四位数字，例如 2025", "money_unit": "本工作簿里金额的单位：万元 或 元；不填就是万元"}


@cache
def department_columns() -> tuple[Column, ...]:
    """The rows of the sheet 部门, but for 排版设置, whose names a layout chooses."""
    plain = [_column(field, "", "") for field in field_list(Spec) if field.shape.kind == "scalar"]
    plain = [replace(column, hint=column.hint or _HINTS.get(column.key, "")) for column in plain]
    own = [_column(field, "", "department.") for field in field_list(Department)]
    own = [replace(column, is_needed=column.key == "department.name") for column in own]
    written = [_column(field, "", "totals.") for field in field_list(Funding)]
    totals = [
        replace(column, title=f"部门合计：{column.title}", hint="可不写；写了就与各单位之和核对") for column in written
    ]
    return (*plain, *own, *totals)


SETTING_PREFIX = "排版设置："


def setting_column(name: str, title: str = "", hint: str = "") -> Column:
    """The line of the sheet 部门 for a setting."""
    return Column(f"settings.{name}", title or f"{SETTING_PREFIX}{name}", "text", hint)


# --- ids ---------------------------------------------------------------------------------------------------------

_STEPS: dict[str, tuple[str, ...]] = {
    "U": ("units",), "P": ("projects",), "I": ("indicators",), "G": ("overall", "goals"), "T": ("overall", "items"),
    "M": ("overall", "measures"), "L": ("paragraphs",), "A": ("accept",),
}  # fmt: skip
_LETTERS = {steps[-1]: letter for letter, steps in _STEPS.items()} | {"items": "T", "goals": "G", "measures": "M"}
_TOKEN = re.compile(r"([UPIGTMLA])([1-9][0-9]{0,6})")
_ID = re.compile(r"U[1-9]\d{0,6}(?:P[1-9]\d{0,6}(?:I[1-9]\d{0,6})?)?|[GTA][1-9]\d{0,6}|M[1-9]\d{0,6}(?:L[1-9]\d{0,6})?")


def id_of(loc: Loc) -> str:
    """The id of the item at ``loc`` of a base spec: ``("units", 0, "projects", 2)`` is ``U1P3``."""
    pairs = pairwise(loc)
    return "".join(f"{_LETTERS[str(name)]}{step + 1}" for name, step in pairs if isinstance(step, int))


def loc_of(row_id: str) -> Loc | None:
    """The way to the item that has this id, or ``None`` for what is no id."""
    if _ID.fullmatch(row_id) is None:
        return None
    loc: Loc = ()
    for letter, number in _TOKEN.findall(row_id):
        loc = (*loc, *_STEPS[letter], int(number) - 1)
    return loc
