"""The law of one form: the four files of a spec hold the same texts, whatever the spec."""

from __future__ import annotations

from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.layouts.compose import compose
from generator.layouts.folders import layout_folders
from generator.layouts.load import find_layout
from tests.support.properties import examples
from tests.support.published import folded
from tests.support.readers import READERS
from tests.support.strategies import specs


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("layout_id", layout_folders())
@examples(12)
@given(data=st.data())
def test_file_holds_the_texts_of_the_form(layout_id: str, kind: str, data: st.DataObject) -> None:
    layout = find_layout(layout_id)
    form = compose(data.draw(specs(layout)), layout)
    written = import_module(f"generator.writers.{kind}").write(form, layout)
    assert folded(READERS[kind](written)) == folded("".join(form.texts()))


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("layout_id", layout_folders())
@examples(3)
@given(data=st.data())
def test_same_spec_same_bytes(layout_id: str, kind: str, data: st.DataObject) -> None:
    layout = find_layout(layout_id)
    spec = data.draw(specs(layout))
    write = import_module(f"generator.writers.{kind}").write
    assert write(compose(spec, layout), layout) == write(compose(spec, layout), layout)
