"""Reading is the inverse of composing: the form of what was read is the form that was read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.layouts.compose import compose
from generator.layouts.load import find_layout
from generator.reading.reader import Reading, read_texts
from tests.reading.perfect import printed
from tests.reading.strategies import specs
from tests.support.properties import examples

LAYOUTS = ("guangzhou", "dongguan", "caofeidian")


@pytest.mark.parametrize("name", LAYOUTS)
@examples(25)
@given(data=st.data())
def test_form_of_what_was_read_is_the_form(name: str, data: st.DataObject) -> None:
    layout = find_layout(name)
    form = compose(data.draw(specs(layout)), layout)
    reading = Reading("form")
    read_texts(reading, printed(form), [layout])
    assert len(reading.specs) == 1
    spec = reading.specs[0].spec
    assert spec is not None, reading.specs[0].findings
    assert compose(spec, layout).as_text() == form.as_text()
    assert [finding for finding in reading.findings if finding.code != "REA09"] == []
