"""Published forms with one damage each are read back, and what was repaired or is not certain is told."""

from __future__ import annotations

from functools import cache

import pytest

from generator.reading.reader import Reading
from generator.spec.model import Spec
from tests.reading.damaged_cases import DamagedForm, damaged_forms, report_lines
from tests.support.cells import cells_right

FORMS = damaged_forms()
ENOUGH = 0.98
ids = [form.name for form in FORMS]


@cache
def read_once(form: DamagedForm) -> Reading:
    """What a form is read as, for all that is asked of it."""
    return form.read()


def plain(spec: Spec) -> dict[str, object]:
    """All that a spec says."""
    return spec.model_dump(mode="json", exclude_none=True)


def test_there_are_enough_of_each_layout_and_kind() -> None:
    assert len(FORMS) >= 60
    assert {form.path.parent.name for form in FORMS} == {"guangzhou", "dongguan", "caofeidian"}
    assert {form.path.suffix for form in FORMS} == {".docx", ".xlsx", ".html", ".txt"}


@pytest.mark.parametrize("form", FORMS, ids=ids)
def test_spec_of_a_damaged_form(form: DamagedForm) -> None:
    read = [spec.spec for spec in read_once(form).specs]
    assert [plain(spec) for spec in read if spec] == [plain(spec) for spec in form.specs()]


@pytest.mark.parametrize("form", FORMS, ids=ids)
def test_report_of_a_damaged_form(form: DamagedForm, request: pytest.FixtureRequest) -> None:
    told = "".join(f"{line}\n" for line in report_lines(read_once(form)))
    if request.config.getoption("--update-golden"):
        form.report.write_text(told, encoding="utf-8")
    assert told == form.report.read_text(encoding="utf-8")


def test_cells_are_right() -> None:
    counts = [cells_right(form.forms(), read_once(form)) for form in FORMS]
    assert sum(right for right, _ in counts) >= ENOUGH * sum(total for _, total in counts)
