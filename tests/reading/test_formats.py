"""Published forms, and what `render` wrote, come back as the spec: from text, Word, Excel and web pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.layouts.classification import find_level2
from generator.layouts.compose import compose
from generator.layouts.load import find_layout
from generator.layouts.model import Layout
from generator.pipeline import load, render
from generator.reading.reader import Reading, read
from generator.spec.model import Spec
from generator.writers import docx, html, xlsx
from tests.reading.strategies import specs
from tests.support.office import convert_all
from tests.support.properties import examples
from tests.support.published import FOLDER, SPECS

WITHOUT_YEAR = {"qu-jiguan-gongwei"}
"""Specs that say a year that their form does not show."""
FORMATS = ("docx", "xlsx", "html")
WRITERS = {"docx": docx.write, "xlsx": xlsx.write, "html": html.write}


def form_of(path: Path) -> str:
    """The form that the spec at ``path`` prints, as text."""
    document = load(path)
    assert document.spec is not None
    assert document.layout is not None
    return compose(document.spec, document.layout).as_text()


def spec_said(spec: Spec, layout: Layout) -> dict[str, Any]:
    """All that a spec says of what its form shows: levels by their official names, without what is accepted."""
    said = spec.model_dump(mode="json", exclude_none=True, exclude={"accept", "year"})
    for unit in said["units"]:
        for indicator in (indicator for project in unit["projects"] for indicator in project["indicators"]):
            found = find_level2(layout, indicator["level2"])
            assert found is not None
            indicator["level2"] = found[1].name
    return said


def form_read(reading: Reading) -> str:
    """The form that the one spec that was read prints, as text."""
    assert [finding for finding in reading.findings if finding.code not in ("REA04", "REA09")] == []
    assert len(reading.specs) == 1
    assert reading.layout is not None
    spec = reading.specs[0].spec
    assert spec is not None, reading.specs[0].findings
    return compose(spec, reading.layout).as_text()


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every published spec in each format."""
    folder = tmp_path_factory.mktemp("rendered")
    for path in SPECS.values():
        assert not render(load(path), folder, formats=FORMATS, force=True).failures
    return folder


@pytest.fixture(scope="module")
def saved_again(rendered: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """By kind a folder with every published spec, opened and saved by LibreOffice."""

    @cache
    def saved(kind: str) -> Path:
        folder = tmp_path_factory.mktemp(kind)
        convert_all([rendered / f"{name}.{kind}" for name in SPECS], kind, folder)
        return folder

    return saved


@pytest.mark.parametrize("name", SPECS)
def test_text_of_a_publication_gives_its_spec(name: str) -> None:
    assert form_read(read(FOLDER / f"{name}.txt")) == form_of(SPECS[name])


@pytest.mark.parametrize("name", SPECS)
def test_text_of_a_publication_gives_its_spec_field_by_field(name: str) -> None:
    reading, published = read(FOLDER / f"{name}.txt"), load(SPECS[name])
    spec = reading.specs[0].spec
    assert spec is not None
    assert published.spec is not None
    assert published.layout is not None
    assert spec_said(spec, published.layout) == spec_said(published.spec, published.layout)
    assert spec.year == (None if name in WITHOUT_YEAR else published.spec.year)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", SPECS)
def test_what_was_rendered_gives_its_spec(name: str, kind: str, rendered: Path) -> None:
    reading = read(rendered / f"{name}.{kind}")
    assert form_read(reading) == form_of(SPECS[name])
    assert reading.findings == []


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", SPECS)
def test_what_an_office_program_saved_again_gives_its_spec(
    name: str, kind: str, saved_again: Callable[[str], Path]
) -> None:
    assert form_read(read(saved_again(kind) / f"{name}.{kind}")) == form_of(SPECS[name])


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("layout", ["guangzhou", "dongguan", "caofeidian"])
@examples(8)
@given(data=st.data())
def test_what_is_written_of_any_spec_is_read(layout: str, kind: str, data: st.DataObject) -> None:
    region = find_layout(layout)
    form = compose(data.draw(specs(region)), region)
    with TemporaryDirectory() as folder:
        path = Path(folder, f"form.{kind}")
        path.write_bytes(WRITERS[kind](form, region))
        assert form_read(read(path)) == form.as_text()


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "pdf"])
@pytest.mark.parametrize("layout", ["caofeidian", "dongguan", "guangzhou"])
def test_the_mark_of_a_draft_is_told_and_is_no_content(layout: str, kind: str, tmp_path: Path) -> None:
    sample = find_layout(layout).folder / "sample.yaml"
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(sample.read_text(encoding="utf-8") + "\n没有的字段: 1\n", encoding="utf-8")
    (form,) = render(load(wrong), tmp_path, formats=[kind], force=True).files
    reading = read(form)
    assert [read_spec.spec for read_spec in reading.specs] == [
        read_spec.spec for read_spec in read(render(load(sample), tmp_path, formats=[kind]).files[0]).specs
    ]
    assert any("草稿" in finding.message for finding in reading.findings)
    assert "草稿" not in reading.specs[0].text
