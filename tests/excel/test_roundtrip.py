"""Export and reading are each other's inverse: property tests over random specs of all layouts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from generator.excel.sheets.as_written import data_of
from generator.excel.write.export import export
from generator.layouts.load import find_layout
from generator.spec.model import Spec
from tests.excel.books import (
    LAYOUTS,
    book_of,
    convert_all,
    flat,
    nodes,
    rare_specs,
    read,
    sample,
    source_of,
    spec_of,
    yaml_of,
)
from tests.support.ooxml import validation_errors
from tests.support.properties import examples

_randoms = st.randoms(use_true_random=False)


def _check_identity(spec: Spec, random: Random) -> None:
    text = yaml_of(spec, random)
    root = nodes(text)
    layout = find_layout(spec.layout)
    book = export(root, layout, base_text=text, base_name="x.yaml")
    source, findings = read(book)
    assert not findings
    assert source is not None
    assert flat(data_of(source.root)) == flat(data_of(root))  # even blank, absent and "12.50" are as they were
    assert spec_of(source.root) == spec_of(root)
    assert source.base_text == text
    assert all(here == there for here, there in source.ids.items())
    again = export(source.root, layout, base_text=source.base_text, base_name=source.base_name, base_ids=source.ids)
    assert again == book


@pytest.mark.hypothesis
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_exported_is_read_back(layout: str) -> None:
    @examples(20, phases=(Phase.explicit, Phase.generate))  # shrinking takes minutes
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


def test_libreoffice_loses_nothing(tmp_path: Path) -> None:
    """A real editor's file: each workbook opened and saved by LibreOffice, all in one go."""
    texts = [sample(layout) for layout in LAYOUTS] + [yaml_of(_example(layout), Random(7)) for layout in LAYOUTS]
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    for number, text in enumerate(texts):
        (before / f"{number}.xlsx").write_bytes(book_of(text))
    convert_all(sorted(before.glob("*.xlsx")), after)
    for number, text in enumerate(texts):
        source, findings = read((after / f"{number}.xlsx").read_bytes())
        assert not findings
        assert source is not None
        assert flat(data_of(source.root)) == flat(data_of(nodes(text)))
        assert source.base_text == text


def test_workbooks_are_valid(tmp_path: Path) -> None:
    """No error by the Open XML SDK's validator."""
    paths = []
    for layout in LAYOUTS:
        for name, text in (
            ("sample", sample(layout)),
            ("rare", yaml_of(_example(layout), Random(3))),
        ):
            paths.append(tmp_path / f"{layout}-{name}.xlsx")
            paths[-1].write_bytes(book_of(text))
    assert {path: errors for path, errors in validation_errors(paths).items() if errors} == {}


@cache
def _example(layout: str) -> Spec:
    """One rare spec in the words of ``layout``, the same each time, with enough in it."""
    found: list[Spec] = []

    @settings(max_examples=12, phases=(Phase.generate,), database=None, derandomize=True)
    @given(rare_specs(find_layout(layout)))
    def collect(spec: Spec) -> None:
        found.append(spec)

    collect()
    return max(found, key=lambda spec: len(spec.model_dump_json()))
