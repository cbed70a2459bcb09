"""Others' eyes: WeasyPrint's pages, poppler's text, pdfplumber's tables; and the same bytes whoever draws."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pdfplumber
import pytest

from generator.form import Form, Table
from generator.layouts.model import Layout
from generator.pipeline import compose, load
from generator.writers import pdf
from tests.support.published import SPECS

_BLANKS = re.compile(r"\s+")


def _published(name: str) -> tuple[Form, Layout]:
    document = load(SPECS[name])
    assert document.layout is not None
    return compose(document), document.layout


def _bare(text: str) -> str:
    return _BLANKS.sub("", text).replace("（续）", "")


def _pages(data: bytes) -> list[str]:
    """The characters of each page; in which order lines of neighbouring cells are told is the reader's choice."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return ["".join(sorted(_bare("".join(char["text"] for char in page.chars)))) for page in document.pages]


@pytest.mark.parametrize("name", SPECS)
def test_each_page_holds_what_weasyprint_puts_there(name: str) -> None:
    form, layout = _published(name)
    ours, theirs = _pages(pdf.write(form, layout)), _pages(pdf.write(form, layout, "weasyprint"))
    assert len(ours) == len(theirs)
    dots = {".", "．"}  # a leader has as many as it has
    assert [[c for c in page if c not in dots] for page in ours] == [
        [c for c in page if c not in dots] for page in theirs
    ]


@pytest.mark.parametrize("name", SPECS)
def test_poppler_gives_every_text(name: str, tmp_path: Path) -> None:
    form, layout = _published(name)
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf.write(form, layout))
    run = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    told = _bare(run.stdout.decode())
    for text in form.texts():
        for line in text.split("\n"):
            assert _without_page_ends(_bare(line), told), line


def _without_page_ends(text: str, told: str) -> bool:
    """Whether ``text`` is there, or as two parts of which one ends a page and the other begins the next."""
    if text in told:
        return True
    return any(text[:cut] in told and text[cut:] in told for cut in range(1, len(text)))


@pytest.mark.parametrize("name", SPECS)
def test_pdfplumber_finds_every_cell(name: str) -> None:
    form, layout = _published(name)
    with pdfplumber.open(io.BytesIO(pdf.write(form, layout))) as document:
        tables = [table for page in document.pages for table in page.extract_tables()]
    found = {_bare(cell) for table in tables for row in table for cell in row if cell}
    wanted = {
        _bare(cell.text) for block in form.blocks() if isinstance(block, Table) for cell in block.cells() if cell.text
    }
    assert wanted
    assert wanted - found == set()


def test_same_bytes_whatever_process_hash_seed_and_zone() -> None:
    name = "qu-jiguan-gongwei"
    script = (
        "import sys; from generator.pipeline import compose, load; from generator.writers import pdf;"
        "d = load(sys.argv[1]); sys.stdout.buffer.write(pdf.write(compose(d), d.layout))"
    )
    form, layout = _published(name)
    first = pdf.write(form, layout)
    for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", script, str(SPECS[name])]
        run = subprocess.run(command, capture_output=True, check=True, env=environment)
        assert run.stdout == first


def test_neither_weasyprint_nor_pango_is_loaded() -> None:
    script = (
        "import sys; from generator.pipeline import compose, load; from generator.writers import pdf;"
        "d = load(sys.argv[1]); pdf.write(compose(d), d.layout);"
        "print([name for name in sys.modules if name.split('.')[0] in ('weasyprint', 'cffi', 'fontTools')])"
    )
    command = [sys.executable, "-c", script, str(SPECS["shi-jiguan-gongwei"])]
    assert subprocess.run(command, capture_output=True, check=True, text=True).stdout == "[]\n"
