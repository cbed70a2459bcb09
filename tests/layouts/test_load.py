"""Finding layouts, and saying which file is broken and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.layouts.folders import layout_folders
from generator.layouts.load import LayoutError, UnknownLayout, find_layout, load_layouts
from tests.layouts.invented import LAYOUT, write_region


@pytest.mark.parametrize("layout", load_layouts(), ids=lambda layout: layout.id)
def test_layout_is_found_by_each_of_its_names(layout) -> None:
    for name in (layout.id, layout.id.upper(), f" {layout.id} ", layout.name, *layout.aliases):
        assert find_layout(name).id == layout.id


def test_names_of_layouts_are_unique() -> None:
    names = [name for layout in load_layouts() for name in (layout.id, layout.name, *layout.aliases)]
    assert len(set(names)) == len(names)


def test_there_are_three_regions_in_a_stable_order() -> None:
    assert [layout.name for layout in load_layouts()] == ["曹妃甸", "东莞", "广州"]


@pytest.mark.parametrize("name", ["", "深圳", "guangzhou2", "../guangzhou", "_shared", "x" * 300])
def test_unknown_layout_lists_those_there_are(name: str) -> None:
    with pytest.raises(UnknownLayout, match="caofeidian（曹妃甸）、dongguan（东莞）、guangzhou（广州）") as caught:
        find_layout(name)
    assert len(str(caught.value)) < 200


def test_folder_may_have_any_name(tmp_path: Path) -> None:
    write_region(tmp_path, "XingHai")
    assert find_layout("xinghai", [tmp_path]).id == find_layout("XingHai", [tmp_path]).id == "XingHai"


def test_own_layout_stands_before_the_programs_own(tmp_path: Path) -> None:
    folder = write_region(tmp_path, "guangzhou")
    assert layout_folders([tmp_path])["guangzhou"] == folder
    assert find_layout("guangzhou", [tmp_path]).name == "星海"


def test_folder_without_layout_yaml_is_no_layout(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    assert layout_folders([tmp_path]) == layout_folders()


def test_style_of_a_layout_changes_one_property(tmp_path: Path) -> None:
    write_region(tmp_path, layout=f"{LAYOUT}\nstyles: {{label: {{size: 7}}, stamp: {{bold: true}}}}\n")
    layout = find_layout("xinghai", [tmp_path])
    shared = find_layout("guangzhou").style("number")
    assert (layout.style("label").size, layout.style("label").align) == (7, "center")
    assert layout.style("number").font == shared.font
    assert layout.style("stamp").bold
    assert layout.style("unheard of") == layout.style("text")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("name: 星海\n", "", 1, "name 有误（缺少这一项）"),
        ("name: 星海", "name: 星海\ncolour: 红", 2, "colour 有误（没有这个字段）"),
        ("money_unit: 元", "money_unit: 亿元", 6, "money_unit"),
        ("orientation: landscape", "orientation: 横", 7, "page.orientation"),
        ("orientation: landscape", "left: -3", 7, "page.left"),
        ("categories: [quantity]", "categories: [amount]", 9, "classification.0.level2.0.categories.0"),
        ("categories: [quantity]", "categories: []", 9, "classification.0.level2.0.categories"),
        ("settings:\n  tone: {title: 语气,", "settings:\n  tone: {", 15, "settings.tone.title"),
        ("name: 星海", "name: 星海\nstyles: 宋体", 2, "styles"),
        ("name: 星海", "name: 星海\nstyles: {label: 宋体}", 2, "styles.label"),
        ("name: 星海", "name: 星海\nstyles: {label: {size: 大}}", 2, "styles.label.size"),
        ("classification:\n", "classification: [\n", 9, ""),
        ("name: 星海", "name: 星海: 海", 1, ""),
        ("name: 星海", "\tname: 星海", 1, ""),
    ],
)
def test_broken_layout_names_file_line_and_field(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in LAYOUT
    folder = write_region(tmp_path, layout=LAYOUT.replace(old, new, 1))
    with pytest.raises(LayoutError) as caught:
        find_layout("xinghai", [tmp_path])
    message = str(caught.value)
    assert message.startswith(f"{folder / 'layout.yaml'}：第 {line} 行：")
    assert said in message


@pytest.mark.parametrize("data", [b"", b"- a", b"a", b"\xff\xfe\x00", "名: 星海".encode("gb18030")])
def test_file_that_is_no_layout_is_named(tmp_path: Path, data: bytes) -> None:
    folder = write_region(tmp_path)
    (folder / "layout.yaml").write_bytes(data)
    with pytest.raises(LayoutError, match=r"layout\.yaml"):
        find_layout("xinghai", [tmp_path])


def test_broken_layout_does_not_hide_the_others_by_id(tmp_path: Path) -> None:
    write_region(tmp_path, "aaa", layout="a")
    assert find_layout("guangzhou", [tmp_path]).id == "guangzhou"
