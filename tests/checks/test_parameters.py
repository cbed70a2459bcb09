"""The numbers and words that checks go by, and layouts that change them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from generator.checks.parameters import DEFAULT, Parameters
from generator.checks.rulebook import all_rules
from generator.layouts.load import LayoutError, find_layout
from generator.pipeline import load
from tests.checks.examples import BASE, checked_in, codes_of, layout_with, with_project


def test_a_layout_changes_a_number_and_adds_words() -> None:
    data = with_project(绩效目标="做好 foo 系统维护，完成扫描")
    assert codes_of(checked_in(data, layout_with())) == ["TXT04"]
    assert codes_of(checked_in(data, layout_with(parameters={"latin_words": ("foo",)}))) == []
    assert codes_of(checked_in(data, layout_with(parameters={"least_indicators": "4"}))) == ["COV02", "TXT04"]


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"least": "4"}, "没有这个参数"),
        ({"least_indicators": "many"}, "least_indicators 有误"),
        ({"least_indicators": "0"}, "least_indicators 有误"),
        ({"placeholders": ("[",)}, "不是正则表达式"),
        ({"latin_words": ("",)}, "latin_words.0 有误"),
        ({"latin_words": ["a", "b", ["c"]]}, "latin_words.2 有误"),
        ({"latin_words": "a"}, "应是列表"),
        ({"placeholders": ("x*",)}, "什么也没有也算找到"),
        ({"doubled_forms": (r"(?P<word>a)\1",)}, "不带名称的括号"),
        ({"doubled_forms": (r"(a)(b)\2",)}, "不带名称的括号"),
        ({"doubled_forms": ("(?i)todo",)}, "不是正则表达式"),
    ],
)
def test_a_layout_with_wrong_parameters_is_told(parameters: dict[str, Any], words: str) -> None:
    with pytest.raises(LayoutError, match=words):
        checked_in(with_project(), layout_with(parameters=parameters))


def test_words_are_words_and_no_patterns() -> None:
    everywhere = {
        name: ("(",)
        for name, field in Parameters.model_fields.items()
        if isinstance(field.default, tuple) and name not in ("placeholders", "doubled_forms")
    }
    assert len(everywhere) > 5
    assert codes_of(checked_in(with_project(), layout_with(parameters=everywhere))) == codes_of(
        checked_in(with_project(), layout_with())
    )


def test_every_parameter_has_a_title_and_a_source() -> None:
    codes = [rule.code for _, rule in all_rules()]
    for name, field in Parameters.model_fields.items():
        assert field.title, name
        assert field.description, name
        assert any(code in (field.description or "") for code in codes), name


def test_parameters_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError):
        DEFAULT.least_indicators = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("parameter", "message"),
    [
        ("least_indicators: 多", "“多”不是整数"),
        ("least_indicators: 0", "“0”应不小于 1"),
        ("least_indicators: 99", "“99”应不大于 50"),
        ("large_share: 0", "“0”应大于 0"),
        ("latin_words: foo", "应是列表"),
        ("latin_words: [{a: b}]", "应是一段文字"),
        ("latin_words: ['']", "不能是空的"),
        ("placeholders: ['[']", "“[”不是正则表达式"),
        ("least: 3", "没有这个参数"),
    ],
)
def test_a_wrong_parameter_is_a_finding_of_each_document(tmp_path: Path, parameter: str, message: str) -> None:
    folder = tmp_path / "layouts" / "other"
    folder.mkdir(parents=True)
    own = find_layout("guangzhou").folder
    for source in own.iterdir():
        if source.is_file():
            (folder / source.name).write_bytes(source.read_bytes())
    layout = (own / "layout.yaml").read_text("utf-8")
    section = f"checks:\n  parameters:\n    {parameter}\n"
    text = layout if "\nchecks:" not in layout else layout[: layout.index("\nchecks:") + 1]
    (folder / "layout.yaml").write_text(f"{text.rstrip()}\n{section}", encoding="utf-8")
    path = tmp_path / "x.yaml"
    path.write_text(BASE.replace("guangzhou", "other"), encoding="utf-8")
    document = load(path, layout_folders=[tmp_path / "layouts"])
    [found] = document.findings
    assert found.code == "LAY02"
    assert found.is_error
    assert message in found.message
    assert found.place.line == 2
    assert document.has_errors
