"""The form of a region that does not exist is read back: a folder tells the reader all it needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.layouts.compose import compose
from generator.pipeline import load, render
from generator.reading.reader import Reading, read
from tests.layouts.invented import TEXTS, write_region
from tests.reading.plain import as_docx, as_html, as_text, as_xlsx, plain

FORMATS = ("docx", "xlsx", "html")


@pytest.fixture
def regions(tmp_path: Path) -> Path:
    """A folder of layouts with the invented one."""
    return write_region(tmp_path / "layouts").parent


def texts_of(reading: Reading) -> list[str]:
    """What the form of the one spec that was read shows."""
    assert reading.layout is not None
    assert reading.layout.id == "xinghai"
    [read_spec] = reading.specs
    assert read_spec.spec is not None
    return list(compose(read_spec.spec, reading.layout).texts())


@pytest.mark.parametrize("kind", FORMATS)
def test_what_was_rendered_is_read(kind: str, regions: Path, tmp_path: Path) -> None:
    document = load(regions / "xinghai/sample.yaml", layout_folders=[regions])
    assert not render(document, tmp_path, formats=[kind]).failures
    reading = read(tmp_path / f"sample.{kind}", layout_folders=[regions])
    assert texts_of(reading) == TEXTS
    assert reading.findings == []
    assert [finding for finding in reading.specs[0].findings if finding.is_error] == []


@pytest.mark.parametrize("kind", [*FORMATS, "txt"])
def test_what_another_program_made_is_read(kind: str, regions: Path, tmp_path: Path) -> None:
    document = load(regions / "xinghai/sample.yaml", layout_folders=[regions])
    assert document.spec is not None
    assert document.layout is not None
    blocks = plain(compose(document.spec, document.layout))
    data = {
        "docx": lambda: as_docx(blocks),
        "xlsx": lambda: as_xlsx({"申报表": blocks}),
        "html": lambda: as_html(blocks).encode(),
        "txt": lambda: as_text(blocks).encode(),
    }[kind]()
    (tmp_path / f"form.{kind}").write_bytes(data)
    assert texts_of(read(tmp_path / f"form.{kind}", layout_folders=[regions])) == TEXTS


def test_without_its_folder_it_is_unknown(regions: Path, tmp_path: Path) -> None:
    document = load(regions / "xinghai/sample.yaml", layout_folders=[regions])
    render(document, tmp_path, formats=["html"])
    reading = read(tmp_path / "sample.html")
    assert [finding.code for finding in reading.findings] == ["REA03"]
    assert reading.specs == []
