"""Every workbook in ``tests/broken/workbooks`` gives exactly the findings that are expected of it, at their cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.diagnostics import Finding
from generator.files import find_specs
from generator.pipeline import load
from generator.spec.model import Spec
from scripts.make_workbook_cases import FOLDER, cases

FILES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.glob("*/*.xlsx"))


def expectations() -> dict[str, list[str]]:
    """What is expected of each file: ``code cell words`` a finding."""
    lines = (FOLDER / "expected.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.partition(":") for line in lines if not line.startswith("#")]
    return {name: [each.strip() for each in found.split(" | ") if each.strip()] for name, _, found in pairs}


EXPECTED = expectations()


def spec() -> Spec:
    """What the workbooks were exported from."""
    document = load(FOLDER / "spec.yaml")
    assert document.findings == []
    assert document.spec is not None
    return document.spec


def mismatch(finding: Finding, expected: str) -> str:
    """What differs between a finding and what is expected, empty if nothing does."""
    code, place, words = f"{expected} ".split(" ", 2)
    cell = "!".join(part for part in (finding.place.sheet, finding.place.cell) if part) or "-"
    same = (finding.code, cell) == (code, place) and words.strip() in finding.message
    return "" if same else f"{finding.code} {cell} {finding.message} instead of {expected}"


def differences(path: Path, name: str) -> list[str]:
    """What differs between what is found in a file and what is expected."""
    document = load(path)
    found, expected = document.findings, EXPECTED[name]
    if len(found) != len(expected):
        return [f"{finding.code} {finding.place} {finding.message}" for finding in found]
    if name.startswith("pass/") and document.spec != spec():
        return ["it says something else than spec.yaml"]
    return [text for text in map(mismatch, found, expected) if text]


def test_the_folder_is_listed_and_large_enough() -> None:
    assert sorted(EXPECTED) == FILES
    assert sum(name.startswith("fail/") for name in FILES) >= 20
    assert sum(name.startswith("pass/") for name in FILES) >= 12
    assert sum((FOLDER / name).stat().st_size for name in FILES) < 2_000_000


@pytest.mark.parametrize("name", FILES)
def test_a_committed_workbook(name: str) -> None:
    assert differences(FOLDER / name, name) == []
    assert any(finding.is_error for finding in load(FOLDER / name).findings) == name.startswith("fail/")


def test_what_is_made_now_gives_the_same(tmp_path: Path) -> None:
    """The committed files are what the script makes of the editing workbook as it is now, as far as anyone can tell."""
    made = cases()
    assert sorted(made) == FILES
    wrong = {}
    for name, data in made.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        wrong[name] = differences(path, name)
    assert {name: texts for name, texts in wrong.items() if texts} == {}


def test_the_same_files_every_time() -> None:
    assert cases() == cases()


def test_only_a_workbook_of_something_else_is_passed_over_in_a_folder() -> None:
    found = {spec.path.relative_to(FOLDER).as_posix() for spec in find_specs([FOLDER / "fail", FOLDER / "pass"])}
    assert set(FILES) - found == {"fail/another-workbook.xlsx"}
