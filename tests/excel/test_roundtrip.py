"""Export and reading are each other's inverse: property tests over random specs of all layouts."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import has_errors
from generator.excel.export import export
from generator.excel.states import data_of
from generator.layouts.load import find_layout
from generator.spec.model import Spec
from tests.excel.books import LAYOUTS, book_of, nodes, rare_specs, read, sample, source_of, spec_of, yaml_of
from tests.support.office import convert
from tests.support.ooxml import validation_errors

_randoms = st.randoms(use_true_random=False)


def _check_identity(spec: Spec, random: Random) -> None:
    text = yaml_of(spec, random)
    root = nodes(text)
    layout = find_layout(spec.layout)
    book = export(root, layout, base_text=text, base_name="x.yaml")
    source, findings = read(book)
    assert not findings
    assert source is not None
    assert data_of(source.root) == data_of(root)  # even blank, absent and "12.50" are as they were
    assert spec_of(source.root) == spec_of(root)
    assert source.base_text == text
    assert all(here == there for here, there in source.ids.items())
    again = export(
        source.root, layout, base_text=source.base_text, base_name=source.base_name, base_ids=source.ids
    )
    assert again == book


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_exported_is_read_back(layout: str) -> None:
    @settings(max_examples=40)
    @given(rare_specs(find_layout(layout)), _randoms)
    def check(spec: Spec, random: Random) -> None:
        _check_identity(spec, random)

    check()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_sample_is_read_back(layout: str) -> None:
    source = source_of(book_of(sample(layout)))
    assert data_of(source.root) == data_of(nodes(sample(layout)))
    assert source.layout == layout
    assert ("units", 0, "projects", 0, "indicators", 0) in source.ids
