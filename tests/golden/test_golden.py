"""The composed forms of the specs and samples, as text: what changes in a form is read in the diff.

``pytest --update-golden`` writes them anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.layouts.folders import specs_folder
from generator.layouts.load import layout_folders
from generator.pipeline import compose, load

FOLDER = Path(__file__).parent
SPECS = {f"spec-{path.stem}": path for path in sorted(specs_folder().rglob("*.yaml"))}
SAMPLES = {f"sample-{name}": folder / "sample.yaml" for name, folder in layout_folders().items()}
FORMS = SPECS | SAMPLES


@pytest.mark.parametrize("name", FORMS)
def test_form_is_the_golden_one(name: str, request: pytest.FixtureRequest) -> None:
    path, text = FOLDER / f"{name}.txt", compose(load(FORMS[name]), force=True).as_text()
    if request.config.getoption("--update-golden"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_every_golden_has_its_form_and_there_are_seven() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == sorted(FORMS)
    assert (len(SPECS), len(SAMPLES)) == (4, 3)
