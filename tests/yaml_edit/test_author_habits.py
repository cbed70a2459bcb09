"""What is new in a file is written as what stands beside it: brackets, quotes, indents, keys, blank lines."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from generator.spec.content_tree import Pool
from generator.spec.shape import Shape, fields_of
from generator.yaml_edit.block_scalar import Room
from generator.yaml_edit.scalar_text import render
from tests.merging.edits import lists
from tests.merging.samples import ROOT, Item, Writer, copied, spec
from tests.merging.test_properties import data_tree, imported, tree_of
from tests.support.properties import examples
from tests.yaml_edit.test_patch import patched

MINE = """\
部门: 甲
预算单位:
  - 单位名称: 甲
    项目:
"""
PROJECT = '{项目名称: 二, 资金: {财政拨款: "2.50"}, 绩效目标: {年度目标: 做好}, 绩效指标: [{三级指标: 次数, 年度指标值: 3次}]}'


SAID = PROJECT.replace("二", "一").replace("2.50", "1.50")


def with_project(projects: str) -> str:
    """The file with a second project, of which the workbook says every key in full."""
    return patched(
        MINE + projects, f"部门: 甲\n预算单位: [{{单位名称: 甲, 项目: [{SAID}, {PROJECT}]}}]\n", MINE + projects
    )


STYLES = {
    "one below the other, the goal as one text": """\
      - 项目名称: 一
        资金:
          财政拨款: 1.50
        绩效目标: 做好
        绩效指标:
          - 三级指标: 次数
            年度指标值: 3次
""",
    "indicators in braces": """\
      - 项目名称: 一
        资金: {财政拨款: 1.50}
        绩效目标: 做好
        绩效指标:
          - {三级指标: 次数, 年度指标值: 3次}
""",
    "everything in brackets": """\
      - {项目名称: 一, 资金: {财政拨款: 1.50}, 绩效目标: 做好, 绩效指标: [{三级指标: 次数, 年度指标值: 3次}]}
""",
    "indicators as a list in brackets": """\
      - 项目名称: 一
        资金: {财政拨款: 1.50}
        绩效目标: 做好
        绩效指标: [{三级指标: 次数, 年度指标值: 3次}]
""",
    "quotes, another order, another indent": """\
      -   '绩效指标':
          -   三级指标: '次数'
              年度指标值: "3次"
          项目名称: '一'
          绩效目标:
                年度目标: |-
                  做好
          资金:
                财政拨款: '1.50'
""".replace("'绩效指标'", "绩效指标"),
    "English keys": """\
      - name: 一
        funding:
          fiscal: 1.50
        goal:
          annual: 做好
        indicators:
        - name: 次数
          annual_value: 3次
""",
}  # fmt: skip


@pytest.mark.parametrize("name", STYLES)
def test_a_new_project_is_written_as_the_one_beside_it(name: str) -> None:
    own = STYLES[name]
    twin = own.replace("一", "二").replace("1.50", "2.50")
    assert with_project(own) == MINE + own + twin


def test_blank_lines_part_what_is_new_too() -> None:
    one = "- 单位名称: 甲\n  项目:\n  - 项目名称: 一\n\n  - 项目名称: 二\n"
    two = "- 单位名称: 乙\n  项目:\n  - 项目名称: 三\n\n  - 项目名称: 四\n"
    says = "{单位名称: 甲, 项目: [{项目名称: 一}, {项目名称: 二}]}"
    new = says.replace("甲", "乙").replace("一", "三").replace("二", "四")
    assert patched(f"预算单位:\n{one}年度: 2024\n", f"预算单位: [{says}, {new}]\n年度: 2024\n") == (
        f"预算单位:\n{one}{two}年度: 2024\n"
    )


def test_entries_below_each_other_in_brackets_stay_so() -> None:
    before = "预算单位: [\n  {单位名称: 甲},\n  {单位名称: 乙},\n]\n"
    after = "预算单位: [\n  {单位名称: 甲},\n  {单位名称: 丙},\n  {单位名称: 乙},\n]\n"
    assert patched(before, "预算单位: [{单位名称: 甲}, {单位名称: 丙}, {单位名称: 乙}]\n") == after


def test_a_blank_that_is_filled_is_quoted_as_others_are() -> None:
    before = (
        "预算单位:\n  - {单位名称: 甲}\n  - 单位名称: '乙'\n    单位代码: '02'\n  - 单位名称: '丙'\n    单位代码:\n"
    )
    says = "预算单位: [{单位名称: 甲}, {单位名称: 乙, 单位代码: '02'}, {单位名称: 丙, 单位代码: '03'}]\n"
    assert patched(before, says) == before.removesuffix("\n") + " '03'\n"


class Uniform(Writer):
    """Writes like people who keep to one way: each kind of thing alike wherever it stands."""

    def __init__(self, random: Random) -> None:
        super().__init__(random, comments=False)
        self.english = random.choice([0.0, 1.0])
        self.spaced = random.choice([0.0, 1.0])
        self.style = random.choice(["", "", "'", '"'])
        self.braces = random.choice([0.0, 0.3, 0.7])
        self._flow: dict[object, bool] = {}

    def file(self, data: dict[str, Any]) -> str:
        return "".join(f"{line}\n" for line in self.mapping(data, ROOT, 0))

    def _is_flow(self, kind: object) -> bool:
        return self._flow.setdefault(kind, self.random.random() < self.braces)

    def _after(self, start: str, each: Any, shape: Shape, column: int, indent: int) -> list[str]:
        self.flow = float(self._is_flow(start.strip()))
        return super()._after(start, each, shape, column, indent)

    def _item(self, each: Any, shape: Shape, column: int) -> list[str]:
        assert shape.item
        inner = column + self.gap
        if not isinstance(each, dict) or not each or self._is_flow(shape.item.model):
            self.flow = 1.0
            return Writer._after(self, " " * column + "-", each, shape.item, column, inner)
        lines = self.mapping(each, shape.item, inner)
        return [" " * column + "-" + " " * (self.gap - 1) + lines[0][inner:], *lines[1:]]

    def _scalar_lines(self, start: str, each: str | None, column: int, indent: int) -> list[str]:
        return [start] if each is None else super()._scalar_lines(start, each, column, indent)

    def _scalar(self, each: str, room: Room) -> str:
        return render(each, room, self.style, self.style)

    def _joined(self, parts: list[str], column: int) -> str:  # noqa: ARG002
        return ", ".join(parts)


def in_order(data: Any, shape: Shape = ROOT) -> Any:
    """``data`` with its fields in the order of the glossary."""
    if isinstance(data, list):
        return [Item(in_order(each.value, shape.item), each.uid) for each in data]  # type: ignore[arg-type]
    if not isinstance(data, dict) or shape.model is None:
        return data
    names = [name for name in shape.model.model_fields if name in data]
    return {name: in_order(data[name], fields_of(shape.model)[name].shape) for name in names}


def without_blank_lines(text: str) -> list[str]:
    """The lines of a text. Whether a blank line parts items shows only where the file has two of a kind."""
    return [line for line in text.split("\n") if line.strip()]


def _twin(rows: list[Item], at: int) -> None:
    """Put beside an item one that says the same, but for its code or name."""
    twin = Item(copied(rows[at].value))
    key = next((name for name in ("code", "name", "title") if name in twin.value), None)
    if key is not None:
        twin.value[key] = "NEW"
    rows.insert(at + 1, twin)


@given(st.integers(0, 2**32).map(Random))
@examples(150, suppress_health_check=list(HealthCheck))
def test_in_a_uniform_file_a_twin_is_written_as_its_neighbour(random: Random) -> None:
    data = in_order(spec(random))
    theirs = copied(data)
    found = [rows for rows, shape in lists(theirs) if rows and shape.item and shape.item.model]
    assume(found)
    rows = random.choice(found)
    _twin(rows, random.randrange(len(rows)))
    writer = Uniform(random)
    before, after = writer.file(data), writer.file(theirs)
    pool = Pool()
    assume(tree_of(after, pool).content == data_tree(theirs, pool).content)
    assert without_blank_lines(imported(before, data, theirs)[0]) == without_blank_lines(after)
