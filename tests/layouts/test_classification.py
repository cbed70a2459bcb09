"""Where an indicator belongs, by whatever name it is written, and what another region calls it."""

from __future__ import annotations

from itertools import permutations

import pytest

from generator.layouts.classification import belonging, find_level1, find_level2, translate
from generator.layouts.compose import compose
from generator.layouts.load import find_layout, load_layouts
from generator.layouts.model import Category, Layout, Level2
from generator.spec.model import Indicator, Spec

LAYOUTS = {layout.id: layout for layout in load_layouts()}
PLACES = [
    (layout, level1, level2)
    for layout in LAYOUTS.values()
    for level1 in layout.classification
    for level2 in level1.level2
]
PAIRS = list(permutations(LAYOUTS.values(), 2))


def names_of(level) -> list[str]:
    return [name for name in (level.code, level.name, level.label, *level.aliases) if name]


@pytest.mark.parametrize(("layout", "level1", "level2"), PLACES, ids=lambda part: getattr(part, "name", ""))
def test_level2_is_found_by_each_of_its_names(layout, level1, level2) -> None:
    for name in (*names_of(level2), f" {level2.name} ", *level2.categories):
        assert find_level2(layout, name) == (level1, level2)


@pytest.mark.parametrize(("layout", "level1", "level2"), PLACES, ids=lambda part: getattr(part, "name", ""))
def test_level1_is_found_by_each_of_its_names(layout, level1, level2) -> None:  # noqa: ARG001
    assert all(find_level1(layout, name) == level1 for name in names_of(level1))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_category_has_one_place(layout: Layout) -> None:
    categories = [
        category for level1 in layout.classification for level2 in level1.level2 for category in level2.categories
    ]
    assert sorted(categories) == sorted(Category)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("11", "11-数量指标"),
        ("１１", "11-数量指标"),
        ("11—数量指标", "11-数量指标"),
        ("11 - 数量指标", "11-数量指标"),
        ("社会效益指标", "22-社会效益"),
        ("数量", None),
        ("111", None),
        ("", None),
    ],
)
def test_level2_as_officers_write_it(text: str, label: str | None) -> None:
    found = find_level2(find_layout("guangzhou"), text)
    assert (found[1].label if found else None) == label


@pytest.mark.parametrize(
    ("level1", "level2", "expected"),
    [
        (None, "数量指标", ("1-产出指标", "11-数量指标", "1-产出指标")),
        ("1", "11", ("1-产出指标", "11-数量指标", "1-产出指标")),
        ("效益指标", "11", ("2-效益指标", "11-数量指标", "1-产出指标")),
        ("投入指标", "11", (None, "11-数量指标", "1-产出指标")),
        ("产出指标", "品质", ("1-产出指标", None, None)),
        (None, "品质", (None, None, None)),
    ],
)
def test_belonging(level1: str | None, level2: str, expected: tuple[str | None, ...]) -> None:
    found = belonging(Indicator(level1=level1, level2=level2, name="甲"), find_layout("guangzhou"))
    labels = [part.label if part else None for part in (found.level1, found.level2, found.parent)]
    assert tuple(labels) == expected


# --- from one region to another -------------------------------------------------------------------------------


def levels_of(layout: Layout) -> list[Level2]:
    return [level2 for level1 in layout.classification for level2 in level1.level2]


@pytest.mark.parametrize(("own", "other"), PAIRS, ids=lambda layout: layout.id)
def test_every_level2_has_a_place_elsewhere(own: Layout, other: Layout) -> None:
    for level2 in levels_of(own):
        found = translate(level2, other)
        assert found is not None
        assert level2.categories[0] in found[1].categories


@pytest.mark.parametrize(("own", "other"), PAIRS, ids=lambda layout: layout.id)
def test_there_and_back_keeps_the_first_category(own: Layout, other: Layout) -> None:
    for level2 in levels_of(own):
        there = translate(level2, other)
        assert there is not None
        back = translate(there[1], own)
        assert back is not None
        assert set(there[1].categories) & set(back[1].categories)


def spec_of(layout: Layout, indicators: list[dict[str, str]]) -> Spec:
    project = {"name": "项目", "indicators": indicators}
    return Spec.model_validate({"layout": layout.id, "department": {"name": "局"}, "units": [{"projects": [project]}]})


@pytest.mark.parametrize(("own", "other"), PAIRS, ids=lambda layout: layout.id)
def test_no_indicator_is_lost_in_another_regions_form(own: Layout, other: Layout) -> None:
    indicators = [{"level2": level2.name, "name": f"〔{level2.name}〕"} for level2 in levels_of(own)]
    text = "".join(compose(spec_of(own, indicators), other, own).texts()).replace("\n", "")
    for level2 in levels_of(own):
        found = translate(level2, other)
        assert found is not None
        assert f"〔{level2.name}〕" in text
        assert found[1].label in text


@pytest.mark.parametrize("layout", [LAYOUTS["guangzhou"], LAYOUTS["caofeidian"]], ids=lambda layout: layout.id)
def test_wrong_parent_is_printed_as_written(layout: Layout) -> None:
    indicator = {"level1": "效益指标", "level2": "服务对象满意度", "name": "甲"}
    text = "\n".join(compose(spec_of(layout, [indicator]), layout).texts())
    found = find_level1(layout, "效益指标")
    assert found is not None
    assert found.label in text
    assert "满意度指标；" not in text


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_what_no_region_knows_is_printed_as_written(layout: Layout) -> None:
    indicator = {"level1": "投入指标", "level2": "品质指标", "name": "甲"}
    text = "\n".join(compose(spec_of(layout, [indicator]), layout).texts())
    assert "投入指标" in text
    assert "品质指标" in text
