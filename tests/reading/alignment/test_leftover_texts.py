"""What is said of labels that were read nowhere: repeated, out of place, or a title whose lines below are missing."""

from __future__ import annotations

from pathlib import Path

from generator.reading.reader import read
from tests.reading.damaged_cases import damaged_forms

FORM = next(form.path for form in damaged_forms() if form.name == "guangzhou/amounts-with-the-unit.html")
DEPARTMENT = "<p>部门名称"


def labels_told(page: str, folder: Path) -> list[str]:
    """What reading ``page`` says of labels."""
    (folder / "form.html").write_text(page, encoding="utf-8")
    return [
        each.message
        for each in read(folder / "form.html").findings
        if "没有读" in each.message or "再读" in each.message
    ]


def without_department(page: str) -> str:
    """The form, the line with the department's name left out."""
    start = page.index(DEPARTMENT)
    return page[:start] + page[page.index("</p>", start) + 4 :]


def test_title_without_the_line_below_it_is_not_called_repeated(tmp_path: Path) -> None:
    page = without_department(FORM.read_text(encoding="utf-8"))
    assert labels_told(page, tmp_path) == []
    codes = [each.code for spec in read(tmp_path / "form.html").specs for each in spec.findings]
    assert "FLD02" in codes


def test_title_printed_twice_is_called_repeated(tmp_path: Path) -> None:
    page = FORM.read_text(encoding="utf-8")
    title = page[page.index("<p>") : page.index("</p>") + 4]
    [told] = labels_told(page.replace("<table", f"{title}<table", 1), tmp_path)
    assert told.endswith("重复出现，没有再读")
