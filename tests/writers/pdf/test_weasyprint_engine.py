"""Forms set by WeasyPrint: right tags over pages, nothing left behind, nothing said, whoever loads it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
import uharfbuzz as hb
from pdfminer.pdftypes import resolve1

from generator.fonts.font_choice import choose
from generator.fonts.missing import GlyphMissing
from generator.layouts.model import Layout
from generator.writers.pdf.weasyprint_engine import load_weasyprint, write
from tests.layouts.invented import write_region
from tests.support.pdf_texts import pdf_texts
from tests.support.pdfua import failed_rules
from tests.support.sample_forms import form, layout, table

_JIXIAO = "import sys; from generator.cli.main import main; sys.exit(main())"
_LABEL = '<th scope="rowgroup" rowspan="80">产出</th>'
_ROWS = "".join(
    f"<tr>{'' if row else _LABEL}<td>第{row}行</td><td>{'很长的指标值' * (40 if row % 30 == 9 else 1)}</td></tr>"
    for row in range(80)
)
_MERGED = (
    '<table><colgroup><col width="20%"/><col width="40%"/><col width="40%"/></colgroup><thead><tr>'
    f'<th scope="colgroup" colspan="2">指标</th><th scope="col">值</th></tr></thead><tbody>{_ROWS}</tbody></table>'
)
_LONG = (
    '<section name="目录"><nav data-depth="2">目录</nav></section>'
    f'<section name="一"><h1>第一部分</h1><p>说明。</p>{_MERGED}<p>附注。</p></section>'
    f'<section name="二"><h1>第二部分</h1><h2>明细</h2>{table([["甲", "1"]] * 90, ["项目", "金额"])}</section>'
)


@pytest.fixture
def sheet(tmp_path: Path) -> Layout:
    return layout(tmp_path)


# --- tags over pages


@pytest.mark.parametrize("is_draft", [False, True])
def test_contents_sections_and_tables_over_pages_conform_to_pdf_ua(
    is_draft: bool, sheet: Layout, tmp_path: Path
) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(write(form(_LONG, is_draft), sheet))
    assert failed_rules(path) == []


def test_texts_are_read_once_and_in_order(sheet: Layout) -> None:
    one = form(_LONG)
    assert pdf_texts(write(one, sheet)) == [text for text in one.texts() if text]


def test_each_table_is_one_whatever_pages_it_takes(sheet: Layout) -> None:
    with pdfplumber.open(io.BytesIO(write(form(_LONG), sheet))) as document:
        assert len(document.pages) > 5
        kinds = Counter(tag["S"].name for tag in _tags(_root(document)))
    assert [kinds[kind] for kind in ("Table", "THead", "TBody", "TR")] == [2, 2, 2, 172]


def test_headers_say_what_they_head(sheet: Layout) -> None:
    with pdfplumber.open(io.BytesIO(write(form(_LONG), sheet))) as document:
        heads = [resolve1(tag["A"]) for tag in _tags(_root(document)) if tag["S"].name == "TH"]
    assert [(head["Scope"].name, head.get("RowSpan", 1), head.get("ColSpan", 1)) for head in heads] == [
        ("Column", 1, 2),
        ("Column", 1, 1),
        ("Row", 80, 1),
        ("Column", 1, 1),
        ("Column", 1, 1),
    ]


@pytest.mark.parametrize("is_draft", [False, True])
def test_what_stands_on_a_page_is_in_one_tag_or_no_content(is_draft: bool, sheet: Layout) -> None:
    with pdfplumber.open(io.BytesIO(write(form(_LONG, is_draft), sheet))) as document:
        pages = {page.page_obj.pageid: page.page_number for page in document.pages}
        tagged = Counter(
            (pages[tag["Pg"].objid], kid)
            for tag in _tags(_root(document))
            for kid in resolve1(tag["K"])
            if isinstance(kid, int)
        )
        printed = {(page.page_number, char["mcid"]) for page in document.pages for char in page.chars}
        loose = {
            (page.page_number, char["tag"]) for page in document.pages for char in page.chars if char["mcid"] is None
        }
    assert set(tagged.values()) == {1}
    assert {place for place in printed if place[1] is not None} <= set(tagged)
    assert loose == {(number, "Artifact") for number in pages.values()}


def _root(document: Any) -> Any:
    (root,) = resolve1(resolve1(document.doc.catalog["StructTreeRoot"])["K"])
    return resolve1(root)


def _tags(tag: Any) -> Iterator[Any]:
    yield tag
    for kid in resolve1(tag["K"]):
        below = resolve1(kid)
        if isinstance(below, dict) and "S" in below:
            yield from _tags(below)


def test_cells_that_a_page_cuts_are_closed(sheet: Layout) -> None:
    long_cell = table([["短"], ["很长" * 2500], ["短"]], ["头"])
    with pdfplumber.open(io.BytesIO(write(form(f"<section>{long_cell}</section>"), sheet))) as document:
        edges = [[edge["top"] for edge in page.horizontal_edges] for page in document.pages]
        texts = [[char["top"] for char in page.chars if char["text"] in "很长"] for page in document.pages]
    assert len(edges) == 4
    for lines, chars in zip(edges[1:], texts[1:], strict=True):
        assert min(lines) < min(chars) < max(chars) < max(lines)


# --- a layout's own sheet


def test_no_style_sheet_hides_that_a_form_is_a_draft(sheet: Layout) -> None:
    (sheet.folder / "form.css").write_text("@page{@top-right{content:none}@left-middle{content:none}}")
    with pdfplumber.open(io.BytesIO(write(form(_LONG, is_draft=True), sheet))) as document:
        assert all("草稿" in page.extract_text() for page in document.pages)


def test_a_font_of_the_layout_leaves_no_folder_behind(sheet: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    load_weasyprint()
    made: list[Path] = []

    def note(prefix: str) -> str:
        made.append(Path(tempfile.mkdtemp(prefix=prefix, dir=sheet.folder)))
        return str(made[-1])

    monkeypatch.setattr("weasyprint.text.fonts.mkdtemp", note)
    _give_own_font(sheet.folder)
    assert pdf_texts(write(form("<section><p>甲</p></section>"), sheet)) == ["甲"]
    with pytest.raises(GlyphMissing):
        write(form("<section><p>\U0010fffd</p></section>"), sheet)
    assert [folder.exists() for folder in made] == [False, False]


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A folder for temporary files, with a path that is short enough for a socket."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def test_workers_leave_no_folder_behind(tmp_path: Path, temporary: Path) -> None:
    """In a run of its own: its workers are forked off from a process that knows no other temporary folder."""
    folder, out = write_region(tmp_path / "layouts"), tmp_path / "out"
    _give_own_font(folder)
    for number in range(3):
        shutil.copy(folder / "sample.yaml", tmp_path / f"{number}.yaml")
    specs = [str(tmp_path / f"{number}.yaml") for number in range(3)]
    command = [sys.executable, "-c", _JIXIAO, "render", *specs, "--layouts", str(folder.parent)]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    subprocess.run([*command, "-o", str(out), "-f", "pdf", "-j", "2"], env=environment, check=True, capture_output=True)
    assert len(list(out.glob("*.pdf"))) == 3
    assert [path.name for path in temporary.iterdir() if path.name.startswith("weasyprint-")] == []


def _give_own_font(folder: Path) -> None:
    """A style sheet that asks for a font of the layout's folder."""
    choice = choose("宋体")
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, "甲乙"))
    cut = hb.subset(hb.Face(hb.Blob.from_file_path(str(choice.path)), choice.index), wanted)
    (folder / "own.otf").write_bytes(cut.blob.data)
    (folder / "form.css").write_text("@font-face{font-family:own;src:url(own.otf)} p{font-family:own}")


# --- loading


def _run(script: str) -> str:
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stderr == ""
    return run.stdout


def test_missing_pango_is_named_and_nothing_else_is_said(tmp_path: Path) -> None:
    script = f"""
import cffi
from pathlib import Path
def dlopen(*_):
    raise OSError("cannot load library 'libpango-1.0-0'")
cffi.FFI.dlopen = dlopen
from generator.writers import pdf
from generator.fonts.missing import PdfUnavailable
from tests.support.sample_forms import form, layout
for _ in range(2):
    try:
        pdf.write(form("<section><p>甲</p></section>"), layout(Path({str(tmp_path)!r})), "weasyprint")
    except PdfUnavailable as error:
        print(type(error).__name__, "libpango-1.0-0 libpangoft2-1.0-0" in str(error))
"""
    assert _run(script) == "PangoMissing True\n" * 2


def test_threads_that_load_it_together_keep_their_stdout() -> None:
    script = """
import sys, threading, time
from generator.writers.pdf.weasyprint_engine import load_weasyprint
before, seen, loaded = sys.stdout, set(), []
start = threading.Barrier(9)
def load():
    start.wait()
    loaded.append(load_weasyprint())
threads = [threading.Thread(target=load) for _ in range(8)]
for thread in threads:
    thread.start()
start.wait()
while any(thread.is_alive() for thread in threads):
    seen.add(sys.stdout)
    time.sleep(0.001)
print(seen == {before}, sys.stdout is before, len(loaded), len(set(loaded)))
"""
    assert _run(script) == "True True 8 1\n"
