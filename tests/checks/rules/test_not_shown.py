"""Whatever a spec holds is printed or told of, in every layout."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.checks.checking import run_checks
from generator.diagnostics import Finding, Loc
from generator.layouts.model import Layout
from generator.spec.places import Places
from tests.checks.examples import run_data, with_project
from tests.layouts.test_fields import LAYOUTS, SILENT, Marked, left_out, printed_and_not

OFTEN_BLANK = [
    "unit.name",
    "unit.code",
    "department.code",
    "project.code",
    "project.funding.special_account",
    "project.funding.other",
    "project.term.start",
    "project.term.end",
    "project.term.budget",
    "project.purpose",
    "project.goal.term",
    "indicator.level1",
    "indicator.annual_name",
    "indicator.description",
    "indicator.basis",
    "indicator.term_value",
    "project.opinion",
    "overall.items.goal",
    "overall",
]
_SINGULAR = {"units": "unit", "projects": "project", "indicators": "indicator"}
_UNPRINTED = SILENT | {"year"}
"""What decides how the rest is printed or compared."""


def _field(loc: Loc) -> str:
    """``indicator.name`` of the way to an indicator's name, as layouts call fields."""
    steps: list[str] = []
    for step, after in zip(loc, (*loc[1:], ""), strict=True):
        if isinstance(step, str):
            steps = [_SINGULAR[step]] if step in _SINGULAR and isinstance(after, int) else [*steps, step]
    return ".".join(steps[:2] if steps[:1] == ["overall"] else steps)  # its lists are told of as a whole


def _told(findings: list[Finding]) -> set[str]:
    told = {_field(finding.loc) for finding in findings}
    # A form prints both years of a term or none, and one that is missing is told.
    return told | (
        {"project.term.start", "project.term.end"} if told & {"project.term.start", "project.term.end"} else set()
    )


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@settings(max_examples=60, deadline=None)
@given(blank=st.sets(st.sampled_from(OFTEN_BLANK), max_size=6))
def test_what_is_not_printed_is_told(layout: Layout, blank: set[str]) -> None:
    without = left_out(layout) | blank
    marked = Marked(layout, without)
    _, silent = printed_and_not(layout, without)
    told = _told(run_checks(marked.spec, layout, layout, Places("例.yaml")))
    unsaid = {name for name in silent - _UNPRINTED if not any(f"{name}.".startswith(f"{field}.") for field in told)}
    assert sorted(unsaid) == []


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ({"单位名称": "示范区图书馆"}, {"department.code", "department.name"}),
        ({"单位名称": "示范区图书馆", "单位代码": "301001"}, {"department.name"}),
        ({"单位名称": "示范区档案馆"}, {"department.code"}),
        ({"单位代码": "301002"}, {"department.code"}),
        ({}, set()),
    ],
)
def test_the_department_is_printed_only_for_units_without_a_name(unit: dict[str, str], told: set[str]) -> None:
    data = with_project()
    data["部门"]["部门代码"] = "301001"
    data["预算单位"][0].pop("单位名称")
    data["预算单位"][0] |= unit
    found = [each for each in run_data(data, "caofeidian").findings if each.code == "LAY01"]
    assert {field for field in _told(found) if field.startswith("department")} == told
