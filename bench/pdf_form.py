"""PDF: a one-page form from its spec and long ones, against plain WeasyPrint given the same page and the whole fonts."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]

from bench.departments import department
from bench.rows import Row, faster
from bench.timing import race
from generator.fonts.font_choice import choose
from generator.form import Form
from generator.layouts.compose import compose
from generator.layouts.load import find_layout
from generator.layouts.model import Layout, Style
from generator.spec.model import Spec
from generator.writers.html.markup import body_markup
from generator.writers.html.stylesheet import family_declaration, form_sheet
from generator.writers.html.web_page import document_markup
from generator.writers.pdf import write
from generator.writers.pdf.weasyprint_engine import load_weasyprint

TITLE = "PDF"
_ROUNDS = 7
_FORMS = 3
_AT_LEAST, _LONG_AT_LEAST = 25, 20
_LONG = {"dongguan": 26, "guangzhou": 75, "caofeidian": 26}
"""Projects that fill at least 25 pages."""
_MANY_PAGES, _MOST_MB = 400, 200
_MEASURED = """
import sys, time
from bench.departments import department
from generator.layouts.compose import compose
from generator.layouts.load import find_layout
from generator.writers.pdf import write
layout = find_layout("dongguan")
form = compose(department(layout, int(sys.argv[1])), layout)
start = time.process_time()
size = len(write(form, layout))
spent = time.process_time() - start
status = open("/proc/self/status").read()  # what getrusage tells begins with the memory of the process that started it
print(spent, int(status.split("VmHWM:")[1].split()[0]) // 1024, size)
"""
_BLANKS = re.compile(r"\s+")


def run(folder: Path) -> Iterator[Row]:  # noqa: ARG001 - nothing is written
    """The Dongguan form of one project, as PDF/UA-1 by both; the peer is given its HTML ready-made."""
    layout = find_layout("dongguan")
    specs = [department(layout, 1, seed=seed) for seed in range(_FORMS)]
    pages = [plain_page(compose(spec, layout), layout) for spec in specs]
    mine, theirs = _insist_on_same_texts(specs, pages, layout)

    ours, peer = race(
        lambda: [_ours(spec, layout) for spec in specs],
        lambda: [_peer(page) for page in pages],
        rounds=_ROUNDS,
        pieces=_FORMS,
    )
    yield faster("Dongguan form, from the spec", ours, peer, "WeasyPrint", _AT_LEAST)
    ratio = f"{sum(theirs) / sum(mine):.1f} × smaller"
    yield Row("size of that file", _kilobytes(mine), f"WeasyPrint: {_kilobytes(theirs)}", ratio)
    for name, projects in _LONG.items():
        yield _long(name, projects)
    yield _many_pages()


def _long(name: str, projects: int) -> Row:
    """A department of so many projects, from the composed form; WeasyPrint's layout grows with the pages."""
    layout = find_layout(name)
    form = compose(department(layout, projects), layout)
    page = plain_page(form, layout)
    pages = len(pypdfium2.PdfDocument(io.BytesIO(write(form, layout))))
    ours, peer = race(lambda: write(form, layout), lambda: _peer(page), rounds=2)
    return faster(f"{name}, {pages} pages in one file", ours, peer, "WeasyPrint", _LONG_AT_LEAST)


def _many_pages() -> Row:
    """The time of a long file and the most memory that its process held, in a process of its own."""
    command = [sys.executable, "-c", _MEASURED, str(_MANY_PAGES)]
    run = subprocess.run(command, capture_output=True, check=True, text=True)
    seconds, megabytes, size = run.stdout.split()
    shown = f"{float(seconds):.2f} s, {megabytes} MB, {int(size) // 1000:,} kB"
    what = f"{_MANY_PAGES} pages in one file, one process: CPU, peak memory, size"
    return Row(what, shown, target=f"≤ {_MOST_MB} MB", is_met=int(megabytes) <= _MOST_MB)


def plain_page(form: Form, layout: Layout) -> str:
    """The form as a page with one style sheet that names the installed fonts, as a user of WeasyPrint writes it."""
    return document_markup(form, form_sheet(layout, _installed), f"<main>{body_markup(form)}</main>")


def _installed(style: Style) -> str:
    font = choose(style.font, style.bold)
    return family_declaration([font.family], font.is_bold, style.font)


def _ours(spec: Spec, layout: Layout) -> bytes:
    return write(compose(spec, layout), layout)


def _peer(page: str) -> bytes:
    weasyprint: Any = load_weasyprint()
    pdf: bytes = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def _insist_on_same_texts(specs: list[Spec], pages: list[str], layout: Layout) -> tuple[list[int], list[int]]:
    """The sizes of ours and the peer's files, which have one page and the same texts."""
    mine = [_ours(spec, layout) for spec in specs]
    theirs = [_peer(page) for page in pages]
    for one, other in zip(mine, theirs, strict=True):
        if _texts(one) != _texts(other) or len(_texts(one)) != 1:
            raise AssertionError("the PDFs of ours and WeasyPrint's do not hold one page with the same texts")
    return [len(data) for data in mine], [len(data) for data in theirs]


def _texts(data: bytes) -> list[str]:
    """The text of each page. Whole fonts blur lookalike characters, and blanks are the reader's guess."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    texts = (page.get_textpage().get_text_range() for page in document)
    return [_BLANKS.sub("", unicodedata.normalize("NFKC", text)) for text in texts]


def _kilobytes(sizes: list[int]) -> str:
    return f"{sum(sizes) / len(sizes) / 1000:.0f} kB"
