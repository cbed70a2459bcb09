"""Labels that a page's end has cut and that are printed again, 产出指标（续）: no text of the form."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.departments import department
from generator.layouts.compose import compose
from generator.layouts.load import find_layout
from generator.pages.lay_out import lay_out
from generator.reading.reader import read
from generator.spec.model import Spec
from generator.writers import pdf
from tests.support.laid_out import furniture


def _long(name: str) -> Spec:
    """A department whose one project has more indicators under a label than half a page holds."""
    spec = department(find_layout(name), 1, seed=5)
    (project,) = spec.projects()
    first = project.indicators[0]
    more = [first.model_copy(update={"name": f"{first.name}第{number}项"}) for number in range(60)]
    project.__dict__["indicators"] = [*more, *project.indicators]
    return spec


@pytest.mark.parametrize("name", ["caofeidian", "dongguan"])
def test_labels_printed_again_are_folded(name: str, tmp_path: Path) -> None:
    layout = find_layout(name)
    spec = _long(name)
    form = compose(spec, layout)
    repeated = [text for page in lay_out(form, layout).pages for text in furniture(page) if text.endswith("（续）")]
    assert repeated
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf.write(form, layout))
    reading = read(path, layout=name)
    (found,) = reading.specs
    assert found.spec is not None
    assert compose(found.spec, layout).as_text() == form.as_text()
    assert [finding for finding in reading.findings if "续" in finding.message] == []
