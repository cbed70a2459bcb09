"""Lines of a head in another order are read by their labels; those of other tables' heads are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.reading.reader import Reading, read
from tests.support.published import FOLDER

TEXT = (FOLDER / "huadu-jiguan-gongwei.txt").read_text(encoding="utf-8")
UNIT = "单位：万元\n"


def reading(text: str, tmp_path: Path) -> Reading:
    path = tmp_path / "form.txt"
    path.write_text(text, encoding="utf-8")
    return read(path)


@pytest.mark.parametrize("unit", ["元", "万元"])
def test_money_unit_before_the_department(unit: str, tmp_path: Path) -> None:
    text = TEXT.replace(UNIT, "", 1).replace("部门名称：", f"单位：{unit}\n\n部门名称：", 1)
    read = reading(text, tmp_path)
    assert read.specs[0].spec is not None
    assert read.specs[0].spec.money_unit == unit
    told = [finding.message for finding in read.findings if "不在表上的位置" in finding.message]
    assert told == [f"“单位：{unit}”不在表上的位置，照标签读了"]


def test_line_of_another_table_is_not_read(tmp_path: Path) -> None:
    read = reading(f"{TEXT.replace(UNIT, '', 1)}\n政府采购预算表\n\n单位：元\n\n项目\t金额\n办公费\t10000\n", tmp_path)
    assert read.specs[0].spec is not None
    assert read.specs[0].spec.money_unit == "万元"
    assert any("单位：元" in finding.message for finding in read.findings if finding.code == "REA05")
