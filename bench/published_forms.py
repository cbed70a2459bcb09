"""Reading published forms: how fast, how much is right. ``python -m bench.published_forms --write`` fills docs/reading.md.

The forms are the four of ``specs/``: as our writers draw them, as other programs save or print them again, and the
damaged ones of ``tests/reading/damaged``. Pages are those of the PDF of the same form.
"""

from __future__ import annotations

import argparse
import csv
import logging
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import docx
import lxml.html
import openpyxl
import pdfplumber

from generator.form import Form
from generator.layouts.compose import compose
from generator.pipeline import load, render
from generator.reading.reader import Reading, read
from tests.reading.damaged_cases import damaged_forms
from tests.support.browser import print_pdf
from tests.support.cells import cells_right
from tests.support.office import convert, to_pdf
from tests.support.published import FOLDER, SPECS

PAGE = Path(__file__).parent.parent / "docs" / "reading.md"
_BEGIN, _END = "<!-- measured: python -m bench.published_forms --write -->", "<!-- end of measured -->"
_KINDS = ("docx", "xlsx", "html", "pdf")
_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Group:
    """Files of one kind from one program: for each spec's name its file."""

    title: str
    files: dict[str, Path]


def main() -> int:
    """Measure, print, and write the page where asked to."""
    parser = argparse.ArgumentParser(prog="python -m bench.published_forms", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"put the tables into {PAGE.name}")
    arguments = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it remarks on every font of Chromium's
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as folder:
        lines = list(_lines(Path(folder)))
    if arguments.write:
        before, rest = PAGE.read_text(encoding="utf-8").split(_BEGIN)
        _, after = rest.split(_END)
        PAGE.write_text("\n".join((f"{before}{_BEGIN}", "", *lines, "", f"{_END}{after}")), encoding="utf-8")
    return 0


def _lines(folder: Path) -> Iterator[str]:
    forms = {name: _form(path) for name, path in SPECS.items()}
    groups = list(_groups(folder))
    pages = {name: read(groups[3].files[name]).pages for name in SPECS}
    for line in (*_right_table(groups, forms), "", *_speed_table(groups[:5], pages)):
        print(line, flush=True)
        yield line


def _form(path: Path) -> Form:
    document = load(path)
    assert document.spec is not None
    assert document.layout is not None
    return compose(document.spec, document.layout)


def _groups(folder: Path) -> Iterator[Group]:
    own = folder / "own"
    for path in SPECS.values():
        render(load(path), own, formats=_KINDS, force=True)
    for kind in _KINDS:
        yield Group(f"{kind}, as `render` writes it", {name: own / f"{name}.{kind}" for name in SPECS})
    yield Group("text of the publication (tab-separated)", {name: FOLDER / f"{name}.txt" for name in SPECS})
    for kind in ("docx", "xlsx", "html"):
        saved = {name: convert(own / f"{name}.{kind}", kind, folder / "saved") for name in SPECS}
        yield Group(f"{kind}, saved by LibreOffice", saved)
    printed = {name: to_pdf(own / f"{name}.docx", folder / "printed") for name in SPECS}
    yield Group("pdf, printed by LibreOffice from the docx", printed)
    browsed = {name: print_pdf(own / f"{name}.html", folder / "browsed") for name in SPECS}
    yield Group("pdf, printed by Chromium from the html", browsed)


def _right_table(groups: Sequence[Group], forms: dict[str, Form]) -> Iterator[str]:
    yield "| files | forms | cells | right | findings of the reader |"
    yield "| --- | --- | --- | --- | --- |"
    for group in groups:
        yield _right_row(group.title, [([forms[name]], read(path)) for name, path in group.files.items()])
    yield _right_row(
        "damaged forms (`tests/reading/damaged`)", [(form.forms(), form.read()) for form in damaged_forms()]
    )


def _right_row(title: str, readings: Sequence[tuple[list[Form], Reading]]) -> str:
    counts = [cells_right(expected, reading) for expected, reading in readings]
    findings = sum(len(reading.findings) for _, reading in readings)
    cells, good = sum(count for _, count in counts), sum(count for count, _ in counts)
    return f"| {title} | {len(counts)} | {cells:,} | {_share(good, cells)} | {findings} |"


def _share(good: int, cells: int) -> str:
    return "all" if good == cells else f"{100 * good / cells:.2f} %"


def _speed_table(groups: Sequence[Group], pages: dict[str, int]) -> Iterator[str]:
    yield "| kind | pages | ours, into a spec | pages a second | the library alone, texts only | ours takes |"
    yield "| --- | --- | --- | --- | --- | --- |"
    count = sum(pages.values())
    for group, (library, extract) in zip(groups, _LIBRARIES, strict=True):
        ours, theirs = _race(lambda path: read(path), extract, list(group.files.values()))
        kind = group.files["huadu-jiguan-gongwei"].suffix[1:]
        times = f"{ours / theirs:.1f}" if ours < 20 * theirs else f"{ours / theirs:.0f}"
        yield (
            f"| {kind} | {count} | {1000 * ours:.0f} ms | {count / ours:.0f} "
            f"| {library}: {1000 * theirs:.3g} ms | {times} × |"
        )


def _race(
    ours: Callable[[Path], object], theirs: Callable[[Path], object], files: Sequence[Path]
) -> tuple[float, float]:
    """CPU seconds for all files: medians of rounds in which both take turns."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(_ROUNDS):
        for job, seconds in zip((ours, theirs), found, strict=True):
            start = process_time()
            for path in files:
                job(path)
            seconds.append(process_time() - start)
    return statistics.median(found[0]), statistics.median(found[1])


def _docx_texts(path: Path) -> list[str]:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def _xlsx_texts(path: Path) -> list[object]:
    book = openpyxl.load_workbook(path)
    return [value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]


def _html_texts(path: Path) -> list[str]:
    return [str(text) for text in lxml.html.parse(str(path)).getroot().itertext()]


def _txt_texts(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _pdf_texts(path: Path) -> list[object]:
    with pdfplumber.open(path) as pdf:
        return [(page.extract_text(), page.extract_tables()) for page in pdf.pages]


_LIBRARIES = (
    ("python-docx", _docx_texts),
    ("openpyxl", _xlsx_texts),
    ("lxml.html", _html_texts),
    ("pdfplumber, `extract_text` and `extract_tables`", _pdf_texts),
    ("`csv`, tab-separated", _txt_texts),
)


if __name__ == "__main__":
    sys.exit(main())
