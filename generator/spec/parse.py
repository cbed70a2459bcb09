"""From nodes to a spec: keys in either language, the place of every value, and all structural findings at once."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.diagnostics import Finding, Loc, Place, Severity
from generator.invisible import unseen_in
from generator.sources.node import Mapping, Node, Scalar, Sequence
from generator.spec.model import Spec
from generator.spec.places import ROOT, Places, meaning_of
from generator.spec.scalars import percent_if_fraction, shorten
from generator.spec.shape import FieldShape, Shape, field_list, fields_of, path_of

_SYNONYMS = {
    "预算数": "总计",
    "财政资金": "财政拨款",
    "本年度申请市财政预算资金": "财政拨款",
    "中期市财政预算": "中期财政预算",
    "资金使用单位": "预算单位",
    "中期指标值": "实施周期指标值",
    "指标值": "年度指标值",
    "年度总体绩效目标": "绩效目标",
    "市财政局批复意见": "批复意见",
    "单位": "金额单位",
}
"""Labels of the printed forms that officers may try as keys, for the hint only."""


@dataclass(slots=True)
class Parsed:
    """What came of a file: the spec (``None`` where it could not be read), the places and the findings.

    ``remainder`` is what a draft can still show of a spec with errors: the same without the values that are wrong.
    """

    spec: Spec | None
    places: Places
    findings: list[Finding]
    remainder: Spec | None = None


def parse(root: Node, file: str) -> Parsed:
    """Read nodes along the spec's model. Findings have the codes FLD01 to FLD11."""
    walker = _Walker(Places(file, root))
    data = walker.walk(root, ROOT, ())
    remainder = _validated(data, walker)
    has_errors = any(finding.severity is Severity.ERROR for finding in walker.findings)
    findings = sorted(walker.findings, key=lambda finding: (finding.place.line or 0, finding.place.column or 0))
    return Parsed(None if has_errors else remainder, walker.places, findings, remainder)


def _validated(data: object, walker: _Walker) -> Spec | None:
    """The spec that ``data`` is, or is without the values that ``walker`` is told are wrong."""
    try:
        return Spec.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=True)
    for detail in details:
        walker.add_invalid(detail)
        _leave_out(data, detail)
    try:
        return Spec.model_validate(data)
    except ValidationError:
        return None


def _leave_out(data: Any, detail: ErrorDetails) -> None:
    """Take a wrong value out of ``data``; a text that is missing becomes blank."""
    steps = [step for step in detail["loc"] if step != "[key]"]
    if not steps:
        return
    *way, last = steps
    try:
        for step in way:
            data = data[step]
        if detail["type"] == "missing" or isinstance(data, list):
            data[last] = ""
        else:
            data.pop(last, None)
    except (LookupError, TypeError, AttributeError):
        return  # the way to it was left out before


class _Walker:
    """Turns nodes into plain data with English keys, noting what is structurally wrong."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.findings: list[Finding] = []
        self._failed: set[Loc] = set()  # parts already reported: pydantic need not complain again

    def walk(self, node: Node, shape: Shape, loc: Loc) -> object:
        """The plain data of ``node``, which stands at ``loc`` and should have ``shape``."""
        if isinstance(node, Scalar):
            return self._scalar(node, shape, loc)
        if isinstance(node, Sequence) and shape.kind == "list" and shape.item:
            return [self.walk(item, shape.item, (*loc, index)) for index, item in enumerate(node.items)]
        if isinstance(node, Mapping) and shape.kind == "model" and shape.model:
            return self._model(node, shape.model, loc)
        if isinstance(node, Mapping) and shape.kind == "mapping" and shape.item:
            return self._free_mapping(node, shape, shape.item, loc)
        return self._wrong_kind(node, shape, loc)

    def _scalar(self, node: Scalar, shape: Shape, loc: Loc) -> object:
        if node.text is None or shape.kind == "scalar":
            return node.text
        shorthand = getattr(shape.model, "shorthand", None)
        if shape.model and shorthand:
            return {shorthand: node.text} if _is_kept(node.text, fields_of(shape.model)[shorthand]) else {}
        return self._wrong_kind(node, shape, loc)

    def _model(self, node: Mapping, model: type[BaseModel], loc: Loc) -> dict[str, object]:
        known = fields_of(model)
        data: dict[str, object] = {}
        first: dict[str, int] = {}
        for index, (text, said, _, _, _) in enumerate(node.said()):
            field_shape = known.get(text) or known.get(text.strip())
            if field_shape is None:
                self._unknown_key(node.entries[index][0], model, loc)
                continue
            name = field_shape.name
            if name in first:
                self._double_key(node.entries[index][0], node.entries[first[name]][0], (*loc, name))
                continue
            first[name] = index
            shape = field_shape.shape
            value: object = said
            if said is not None and not isinstance(said, str):
                value = self.walk(said, shape, (*loc, name))
            elif shape.kind != "scalar":  # else the text is what ``walk`` would find: most values are such
                value = self.walk(node.entries[index][1], shape, (*loc, name))
            if (value is not None and not field_shape.is_required) or _is_kept(value, field_shape):
                data[name] = value
        return data

    def _free_mapping(self, node: Mapping, shape: Shape, item: Shape, loc: Loc) -> dict[str, object]:
        data: dict[str, object] = {}
        first: dict[object, Scalar] = {}
        for key, child in node.entries:
            text = (key.text or "").strip()
            if text == _MERGE_KEY:
                self._unknown_key(key, Spec, loc)
                continue
            meaning = meaning_of(text, shape)
            if meaning in first:
                self._double_key(key, first[meaning], (*loc, text))
                continue
            first[meaning] = key
            data[text] = self.walk(child, item, (*loc, text))
            if item.scalar is Decimal and isinstance(child, Scalar):
                self._doubt_fraction(child, (*loc, text))
        return data

    def _doubt_fraction(self, node: Scalar, loc: Loc) -> None:
        """Warn of a share that is written as a part of one: in a cell of Excel it would be a hundred times as much."""
        doubtful = percent_if_fraction(node.text or "")
        if doubtful:
            read, meant = doubtful
            message, hint = (
                f"{node.text} 没有百分号，按 {read} 读",
                f"要写 {meant}，请带上百分号；确实是 {read} 的，也请带上",
            )
            self.findings.append(Finding("FLD11", Severity.WARNING, message, hint, node.place, path_of(loc, Spec), loc))

    def _add(self, code: str, message: str, hint: str, place: Place, loc: Loc) -> None:
        self.findings.append(Finding(code, Severity.ERROR, message, hint, place, path=path_of(loc, Spec), loc=loc))

    def _unknown_key(self, key: Scalar, model: type[BaseModel], loc: Loc) -> None:
        text = (key.text or "").strip()
        self._failed.add((*loc, text))
        message, hint = f"没有“{shorten(text)}”这个字段", _did_you_mean(text, model)
        if text == _MERGE_KEY:
            message, hint = "不支持合并键“<<”", "引用的那些字段，各写一遍；整个一项都相同的，写成“字段: *名称”"
        self._add("FLD01", message, hint, key.place, loc)

    def _double_key(self, key: Scalar, first: Scalar, loc: Loc) -> None:
        where = f"第 {first.place.line} 行" if first.place.line else str(first.place)
        same = "" if key.text == first.text else f"（那里写作“{shorten(first.text or '')}”）"
        here = f"第 {key.place.line} 行" if key.place.line else str(key.place)
        message = f"“{shorten(key.text or '')}”写了两次：{where}{same}和{here}"
        self._add("FLD03", message, "只留一处", key.place, loc)

    def _wrong_kind(self, node: Node, shape: Shape, loc: Loc) -> object:
        self._failed.add(loc)
        label = path_of(loc, Spec).rpartition(".")[2] or "文件最外层"
        found = next(words for kind, words in _FOUND if isinstance(node, kind))
        wanted, hint = _WANTED[shape.kind]
        dashed = _first_dashed(node)
        if dashed and shape.kind == "list":
            hint = dashed
        elif isinstance(node, Scalar) and "：" in (node.text or "") and shape.kind != "list":
            hint = "名称后面是全角冒号：改为半角冒号加一个空格，如“名称: 值”"
        elif shape.model:
            titles = [field_shape.title for field_shape in field_list(shape.model)]
            hint = f"{hint}，例如“{titles[0]}: …”" if loc else f"在文件最外层写字段，例如“{titles[0]}: …”"
        self._add("FLD04", f"“{label}”应是{wanted}，却是{found}", hint, node.place, loc)
        return None

    def add_invalid(self, detail: ErrorDetails) -> None:
        """Note what pydantic found, unless the part is reported already."""
        loc: Loc = tuple(step for step in detail["loc"] if step != "[key]")
        if any(loc[:length] in self._failed for length in range(len(loc) + 1)):
            return
        code, message, hint = _invalid(detail, path_of(loc, Spec))
        self._add(code, message, hint, self.places.at(loc), loc)


_MERGE_KEY = "<<"
"""By which YAML 1.1 takes over the fields of another mapping."""
_FOUND = ((Scalar, "一段文字"), (Sequence, "一个列表"), (Mapping, "若干字段"))
_WANTED = {
    "model": ("若干字段", "在下面缩进两格写“字段: 值”"),
    "mapping": ("若干字段", "在下面缩进两格写“名称: 值”"),
    "list": ("一个列表", "每项以“- ”开头，另起一行写"),
    "scalar": ("一段文字", "写成一行文字；多行文字用“|”开头"),
}


def _is_kept(value: object, field_shape: FieldShape) -> bool:
    """Whether ``value`` counts as written: in a field that has to be filled a blank text does not."""
    if isinstance(value, str) and field_shape.is_required:
        return value.strip() != ""
    return value is not None or field_shape.keeps_blank


_DASHES = "-－﹣−–—‐‑•· "


def _first_dashed(node: Node) -> str:
    """What to do about the first key of ``node`` with a dash that is none to YAML; ``""`` where there is none."""
    keys = [key.text for key, _ in node.entries] if isinstance(node, Mapping) else []
    return next(filter(None, map(_dashed, keys)), "")


def _dashed(key: str | None) -> str:
    """What to do about a key with a dash that is none to YAML (``-项目名称``, ``－ 项目名称``); ``""`` of any other."""
    text = (key or "").strip()
    name = shorten(text.lstrip(_DASHES))
    return f"列表每项以半角的“-”加一个空格开头：“{shorten(text)}”改成“- {name}”" if text[:1] in _DASHES and name else ""


def _did_you_mean(text: str, model: type[BaseModel]) -> str:
    known = fields_of(model)
    unseen = unseen_in(text)
    if unseen:
        return f"这个名称里有看不见的字符 {unseen}，删掉它，重新输入名称"
    dashed = _dashed(text)
    if dashed and text.lstrip(_DASHES) in known:
        return dashed
    synonym = _SYNONYMS.get(text)
    if synonym in known:
        return f"应写作“{synonym}”"
    close = difflib.get_close_matches(text[:80], list(known), n=1, cutoff=0.5)
    if close:
        return f"是不是“{close[0]}”？"
    titles = "、".join(dict.fromkeys(field_shape.title for field_shape in known.values()))
    return f"这里可以写：{titles}"


def _invalid(detail: ErrorDetails, path: str) -> tuple[str, str, str]:
    above, _, label = path.rpartition(".")
    context = detail.get("ctx", {})
    kind = detail["type"]
    if kind == "missing":
        where = f"在“{above}”下面" if above else "在文件最外层"
        return "FLD02", f"缺少“{label}”", f"{where}补上“{label}: …”"
    if kind == "literal_error":
        expected = str(context.get("expected", "")).replace("'", "").replace(" or ", " 或 ")
        return "FLD10", f"“{label}”不能是“{shorten(str(detail['input']))}”", f"只能写 {expected}"
    if "hint" in context:
        return kind, f"“{label}”有误：{context['message']}", str(context["hint"])
    if detail["input"] is None:
        return "FLD02", f"“{label}”是空的", "写上内容，或删掉这一项"
    return "FLD04", f"“{label}”的写法不对（{shorten(str(detail['input']))}）", "写成一段文字"
