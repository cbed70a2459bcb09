"""Which files and libraries make documents be made anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.batch.making import fingerprint


def program_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(fingerprint, "_PACKAGE", folder)
    return fingerprint.program_digest.__wrapped__()


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program."""
    return Path(shutil.copytree(fingerprint._PACKAGE, tmp_path / "generator"))


@pytest.mark.parametrize("name", ["batch/index.css", "batch/index.js", "pipeline.py"])
def test_every_file_of_the_program_counts(name: str, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = program_in(program, monkeypatch)
    (program / name).write_text("", encoding="utf-8")
    assert program_in(program, monkeypatch) != before


@pytest.mark.parametrize(
    "name", ["_data/templates/x/layout.yaml", "batch/__pycache__/run.cpython-399.pyc", ".run.py.swp", "~$x", ".cache/x"]
)
def test_what_is_not_the_program_does_not_count(name: str, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = program_in(program, monkeypatch)
    (program / name).parent.mkdir(parents=True, exist_ok=True)
    (program / name).write_text("x", encoding="utf-8")
    assert program_in(program, monkeypatch) == before


@pytest.mark.parametrize("library", ["lxml", "weasyprint", "openpyxl"])
def test_other_version_of_a_library_that_draws_counts(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint.program_digest.__wrapped__()
    version = fingerprint.version
    monkeypatch.setattr(fingerprint, "version", lambda name: "0" if name == library else version(name))
    assert fingerprint.program_digest.__wrapped__() != before
