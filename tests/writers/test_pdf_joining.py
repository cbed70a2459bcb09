"""PDFs joined from pieces: what a reader sees, hears and clicks is that of one document."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest

from generator.form import Form
from generator.layouts.model import Layout
from generator.writers import pdf
from generator.writers.pdf import pieces
from generator.writers.pdf.engine import set_form
from tests.support.pdf_texts import pdf_texts
from tests.support.pdfua import failed_rules
from tests.support.sample_forms import form, layout, table

_ROWS = table([[f"第{row}行", "<br/>".join(["指标"] * (1 + row % 4))] for row in range(160)], ["项目", "值"])
_LONG = f'<section name="表"><h1>表</h1><p>说明。</p>{_ROWS}<p>附注。</p></section>'
_CONTENTS = '<section name="目录"><nav data-depth="2">目录</nav></section>'
_MANY = _CONTENTS + "".join(
    f'<section name="{number}"><h1>第{number}个项目</h1><h2>表{number}</h2>{table([["甲", "1"]], ["项目", "值"])}</section>'
    for number in range(1, 41)
)
_MARKUPS = pytest.mark.parametrize("markup", [_LONG, _MANY], ids=["one table", "many forms"])


@pytest.fixture(autouse=True)
def _short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PAGES", 2)


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    return layout(tmp_path_factory.mktemp("layout"))


def _open(one: Form, sheet: Layout) -> pikepdf.Pdf:
    assert len(pdf.in_pieces(one, sheet)) > 2
    return pikepdf.open(io.BytesIO(pdf.write(one, sheet)))


@_MARKUPS
def test_texts_are_those_of_the_form_set_whole(markup: str, sheet: Layout) -> None:
    one = form(markup)
    assert len(pdf.in_pieces(one, sheet)) > 2
    texts = [text.replace("\n", "") for text in one.texts()]
    assert pdf_texts(pdf.write(one, sheet)) == pdf_texts(set_form(one, sheet)) == texts


@_MARKUPS
@pytest.mark.parametrize("is_draft", [False, True])
def test_joined_pdf_conforms_to_pdf_ua(markup: str, is_draft: bool, sheet: Layout, tmp_path: Path) -> None:
    path = tmp_path / "joined.pdf"
    path.write_bytes(pdf.write(form(markup, is_draft), sheet))
    assert failed_rules(path) == []


@_MARKUPS
def test_same_form_gives_the_same_bytes_whoever_sets_the_pieces(markup: str, sheet: Layout) -> None:
    one = form(markup)
    parts = pdf.in_pieces(one, sheet)
    written = [pdf.write_piece(part, sheet) for part in reversed(parts)]
    assert pdf.join_pieces(one, sheet, parts, written[::-1]) == pdf.write(one, sheet)


def test_table_over_pieces_is_one_table_with_one_head(sheet: Layout) -> None:
    one = form(_LONG)
    joined, whole = (Counter(map(_kind, _elements(document))) for document in (_open(one, sheet), _whole(one, sheet)))
    assert joined == whole
    assert (joined["/Table"], joined["/THead"], joined["/TBody"], joined["/TR"]) == (1, 1, 1, 161)


def test_every_tag_hangs_where_it_says_and_every_page_knows_its_tags(sheet: Layout) -> None:
    whole = _open(form(_LONG), sheet)
    root: Any = whole.Root.StructTreeRoot
    for element in _elements(whole):
        assert all(child.P.objgen == element.objgen for child in _children(element))
    owners = dict(zip(*[iter(root.ParentTree.Nums)] * 2, strict=True))
    assert [int(number) for number in owners] == sorted(int(number) for number in owners)
    reached = {element.objgen for element in _elements(whole)}
    for page in whole.pages:
        marks = [owner for owner in owners[int(page.obj.StructParents)] if owner is not None]
        assert marks
        assert all(owner.objgen in reached and owner.Pg.objgen == page.obj.objgen for owner in marks)


@_MARKUPS
def test_pages_are_numbered_through(markup: str, sheet: Layout) -> None:
    with pdfplumber.open(io.BytesIO(pdf.write(form(markup), sheet))) as document:
        feet = ["".join(page.extract_text().split("\n")[-1].split()) for page in document.pages]
    assert feet == [f"—{number}—" for number in range(1, len(feet) + 1)]


def test_numbers_stand_where_those_of_a_form_set_whole_do(sheet: Layout) -> None:
    one = form(_LONG)
    joined, whole = _feet(pdf.write(one, sheet)), _feet(set_form(one, sheet))
    assert len(joined) > 9  # one digit and two
    for ours, theirs in zip(joined, whole, strict=False):
        assert [char[0] for char in ours] == [char[0] for char in theirs]
        assert [char[1:] for char in ours] == [pytest.approx(char[1:], abs=0.01) for char in theirs]


def test_contents_name_the_pages_and_lead_there(sheet: Layout) -> None:
    data = pdf.write(form(_MANY), sheet)
    whole = pikepdf.open(io.BytesIO(data))
    places = dict(zip(*[iter(whole.Root.Names.Dests.Names)] * 2, strict=True))
    numbers = {page.obj.objgen: number for number, page in enumerate(whole.pages, 1)}
    with pdfplumber.open(io.BytesIO(data)) as document:
        texts = [page.extract_text() for page in document.pages]
    listed = [line for text in texts for line in text.split("\n") if ". . " in line or "...." in line]
    assert len(listed) == 80
    for line in listed:
        title, page = line.split(".")[0].strip(), int(line.split(".")[-1].split()[-1])
        assert title in texts[page - 1].split("\n")
    targets = {str(anchor): numbers[place[0].objgen] for anchor, place in places.items()}
    links = [str(note.Dest) for page in whole.pages for note in page.obj.get("/Annots", [])]
    assert list(dict.fromkeys(targets[link] for link in links)) == list(range(min(targets.values()), len(texts) + 1))


def test_headings_are_bookmarks_of_their_pages(sheet: Layout) -> None:
    whole = _open(form(_MANY), sheet)
    numbers = {page.obj.objgen: number for number, page in enumerate(whole.pages, 1)}
    with whole.open_outline() as outline:
        found = [
            (item.title, numbers[item.destination[0].objgen], [child.title for child in item.children])
            for item in outline.root
        ]
    first = found[0][1]
    assert found == [(f"第{number}个项目", first + number - 1, [f"表{number}"]) for number in range(1, 41)]


def test_draft_is_marked_on_every_page(sheet: Layout) -> None:
    with pdfplumber.open(io.BytesIO(pdf.write(form(_LONG, is_draft=True), sheet))) as document:
        assert all("草稿" in page.extract_text() for page in document.pages)


def _feet(data: bytes) -> list[list[tuple[str, float, float, float]]]:
    """The characters of each page's number, each with its place and size."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [
            [(char["text"], char["x0"], char["top"], char["size"]) for char in page.chars if char["top"] > foot]
            for page, foot in ((page, max(char["top"] for char in page.chars) - 1) for page in document.pages)
        ]


def _whole(one: Form, sheet: Layout) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(set_form(one, sheet)))


def _kind(element: Any) -> str:
    return str(element.S)


def _children(element: Any) -> list[Any]:
    kids = element.get("/K", ())
    return [kid for kid in kids if isinstance(kid, pikepdf.Object) and kid.get("/S") is not None]


def _elements(document: pikepdf.Pdf) -> Iterator[Any]:
    waiting = [document.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += _children(element)
