"""Files into which the forms of several regions were put: each is read alone, what is the other's is told."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from generator.layouts.load import load_layouts
from generator.pipeline import load, render
from generator.reading.reader import Reading, read
from tests.support.published import SPECS

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FORMS = {load(path).layout.id: path for path in SPECS.values() if load(path).layout}
ORDERS = [order for count in (2, 3) for order in permutations(FORMS, count)]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A Word file of each layout."""
    folder = tmp_path_factory.mktemp("forms")
    for path in FORMS.values():
        assert not render(load(path), folder, formats=("docx",), force=True).failures
    return {name: folder / f"{path.stem}.docx" for name, path in FORMS.items()}


@pytest.fixture(scope="module")
def alone(files: dict[str, Path]) -> dict[str, Reading]:
    """What each of the files says by itself."""
    return {name: read(path) for name, path in files.items()}


def joined(files: Sequence[Path], target: Path) -> Path:
    """The bodies of Word files, one after another, in the first one's package."""
    bodies = [etree.fromstring(ZipFile(path).read("word/document.xml")) for path in files]
    last = bodies[0][0][-1]
    for other in bodies[1:]:
        for block in list(other[0])[:-1]:
            last.addprevious(block)
    with ZipFile(files[0]) as source, ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, etree.tostring(bodies[0]) if name == "word/document.xml" else source.read(name))
    return target


def texts(reading: Reading) -> list[str]:
    """The specs that were read."""
    return [spec.text for spec in reading.specs]


def test_there_is_a_form_of_each_layout() -> None:
    assert set(FORMS) == {layout.id for layout in load_layouts()}


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_forms_of_several_layouts_in_one_file(
    order: tuple[str, ...], files: dict[str, Path], alone: dict[str, Reading], tmp_path: Path
) -> None:
    book = joined([files[name] for name in order], tmp_path / "book.docx")
    for layout in (None, order[-1]):
        reading = read(book, layout=layout)
        assert reading.layout is not None
        own = reading.layout.id
        assert own == (layout or own)
        assert texts(reading) == texts(alone[own])
        assert {finding.code for finding in reading.findings} == {"REA07"}
        told = "".join(finding.message + finding.hint for finding in reading.findings)
        others = [alone[name].layout for name in order if name != own]
        assert all(other and f"{other.name}的表，没有读" in told and f"--layout {other.id}" in told for other in others)


def test_a_form_alone_has_nothing_beside_it(alone: dict[str, Reading]) -> None:
    assert [reading.findings for reading in alone.values()] == [[], [], []]
