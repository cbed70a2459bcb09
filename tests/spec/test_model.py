"""The glossary: every field has its official term, and the spec keeps blank, missing and zero apart."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from pydantic import BaseModel, ValidationError

from generator.spec import model
from generator.spec.model import Funding, Indicator, Project, Spec, Unit

PARTS = [part for part in vars(model).values() if isinstance(part, type) and issubclass(part, model._Part)]
FIELDS = {f"{part.__name__}.{name}": info for part in PARTS for name, info in part.model_fields.items()}


def test_every_part_is_looked_at() -> None:
    assert {Spec, Unit, Project, Indicator, Funding} <= set(PARTS)


@pytest.mark.parametrize("name", FIELDS)
def test_field_has_a_chinese_term(name: str) -> None:
    assert re.fullmatch("[一-鿿]+", FIELDS[name].title or "")


@pytest.mark.parametrize("part", PARTS)
def test_terms_of_a_part_are_unique(part: type[BaseModel]) -> None:
    titles = [info.title for info in part.model_fields.values()]
    assert len(set(titles)) == len(titles)


def test_sum_counts_blank_as_zero_and_ignores_the_written_total() -> None:
    funding = Funding(total=Decimal(99), fiscal=Decimal("0.1"), other=Decimal("0.2"))
    assert funding.sum == Decimal("0.3")


def test_blank_and_zero_stay_different() -> None:
    assert Funding(fiscal=Decimal(0)) != Funding(fiscal=None)


def test_projects_of_all_units_in_order() -> None:
    units = [{"projects": [{"name": "甲"}, {"name": "乙"}]}, {}, {"projects": [{"name": "丙"}]}]
    spec = Spec.model_validate({"layout": "x", "department": {"name": "部"}, "units": units})
    assert [project.name for project in spec.projects()] == ["甲", "乙", "丙"]


def test_spec_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Funding().fiscal = Decimal(1)  # type: ignore[misc]
