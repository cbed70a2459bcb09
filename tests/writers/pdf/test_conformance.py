"""PDF/A-3a and PDF/UA-1: by a validator, and by walking the tags, since validators pass wrong trees."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from page import ValidationProfile
from pdfminer.pdftypes import resolve1

from bench.departments import department
from generator.form import Cell, Table
from generator.layouts.compose import compose
from generator.layouts.folders import layout_folders
from generator.layouts.load import find_layout
from generator.writers import pdf
from tests.support.pdf_texts import pdf_texts
from tests.support.pdfua import failed_rules
from tests.support.sample_forms import form, layout, table

_LABEL = '<th scope="rowgroup" rowspan="90">产出</th>'
_ROWS = "".join(
    f"<tr>{'' if row else _LABEL}<td>第{row}行</td><td>{'很长的指标值' * (40 if row % 30 == 9 else 1)}</td></tr>"
    for row in range(90)
)
_MARKUP = (
    '<section name="目录"><nav data-depth="3">目录</nav></section>'
    '<section name="一"><h1>第一部分</h1><h2>一、目标</h2><h3>（一）细目</h3><p class="body">甲、乙。</p>'
    '<p class="line">部门：某局<span class="right">单位：万元</span></p>'
    f"{table([['甲', '≥5'], ['两<br/>行', '']], ['项目', '指标'])}</section>"
    '<section name="二"><h1>第二部分</h1><table><colgroup><col width="20%"/><col width="40%"/><col width="40%"/></colgroup>'
    f'<thead><tr><th colspan="2">指标</th><th>值</th></tr></thead><tbody>{_ROWS}</tbody></table><p>完。</p></section>'
)
_STANDARDS = (ValidationProfile.PDF_A_3A, ValidationProfile.PDF_UA_1)


@pytest.mark.parametrize("is_draft", [False, True])
@pytest.mark.parametrize("standard", _STANDARDS)
def test_contents_drafts_and_long_tables_conform(standard: ValidationProfile, is_draft: bool, tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf.write(form(_MARKUP, is_draft), layout(tmp_path)))
    assert failed_rules(path, standard) == []


@pytest.mark.parametrize("projects", [1, 12])
@pytest.mark.parametrize("name", layout_folders())
def test_each_layouts_form_conforms(name: str, projects: int, tmp_path: Path) -> None:
    sheet = find_layout(name)
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf.write(compose(department(sheet, projects, seed=projects), sheet), sheet))
    assert [failed_rules(path, standard) for standard in _STANDARDS] == [[], []]


def test_streams_that_end_like_a_line_conform_too(tmp_path: Path) -> None:
    """A validator takes the last byte of such data for a part of the line's end, unless a whole line's end follows."""
    path, found = tmp_path / "form.pdf", 0
    for number in range(400):
        data = pdf.write(form(f"<section><p>第{number}号</p></section>"), layout(tmp_path))
        if b"\r\r\nendstream" in data or b"\n\r\nendstream" in data:
            path.write_bytes(data)
            assert [failed_rules(path, standard) for standard in _STANDARDS] == [[], []]
            found += 1
        if found == 3:
            return
    pytest.fail("no stream ended like a line")


# --- the tags ------------------------------------------------------------------------------------------------


def _opened(data: bytes) -> Any:
    return pdfplumber.open(io.BytesIO(data))


def _root(document: Any) -> Any:
    return resolve1(resolve1(document.doc.catalog["StructTreeRoot"])["K"])


def _tags(tag: Any) -> Iterator[Any]:
    yield tag
    for kid in resolve1(tag.get("K", ())):
        below = resolve1(kid)
        if isinstance(below, dict) and "S" in below:
            yield from _tags(below)


@pytest.mark.parametrize("is_draft", [False, True])
def test_all_content_is_in_one_tag_of_its_page_or_none_of_the_text(is_draft: bool, tmp_path: Path) -> None:
    with _opened(pdf.write(form(_MARKUP, is_draft), layout(tmp_path))) as document:
        pages = {page.page_obj.pageid: page.page_number for page in document.pages}
        tagged = Counter(
            (pages[tag["Pg"].objid], kid)
            for tag in _tags(_root(document))
            for kid in tag.get("K", ())
            if isinstance(kid, int)
        )
        printed = {(page.page_number, char["mcid"]) for page in document.pages for char in page.chars}
        loose = {
            (page.page_number, char["tag"]) for page in document.pages for char in page.chars if char["mcid"] is None
        }
    assert set(tagged.values()) == {1}
    assert {place for place in printed if place[1] is not None} == set(tagged)
    assert loose == {(number, "Artifact") for number in pages.values()}


def test_each_pages_numbers_lead_back_to_their_tags(tmp_path: Path) -> None:
    with _opened(pdf.write(form(_MARKUP), layout(tmp_path))) as document:
        tree = resolve1(document.doc.catalog["StructTreeRoot"])
        entries = resolve1(resolve1(tree["ParentTree"])["Nums"])
        parents = dict(zip(entries[::2], entries[1::2], strict=True))
        keys = [page.page_obj.attrs["StructParents"] for page in document.pages]
        assert len(set(keys)) == len(keys)
        for page, key in zip(document.pages, keys, strict=True):
            for mark, owner in enumerate(resolve1(parents[key])):
                assert mark in resolve1(owner)["K"]
                assert resolve1(owner)["Pg"].objid == page.page_obj.pageid
        links = [resolve1(one) for page in document.pages for one in resolve1(page.page_obj.annots or [])]
        assert links
        assert all(resolve1(parents[link["StructParent"]])["S"].name == "Link" for link in links)


def test_the_order_of_tags_is_the_order_of_the_texts(tmp_path: Path) -> None:
    sample = form(_MARKUP)
    wanted = [text.replace("\n", "") for text in sample.texts() if text]
    joined = "".join(wanted)
    assert "".join(pdf_texts(pdf.write(sample, layout(tmp_path)))) == joined


def _headers(grid: list[list[Any]], heads: dict[int, tuple[str, Any]], row: int, column: int) -> set[int]:
    """The header cells of a place by their scopes (ISO 32000-1 §14.8.5.7): to its left in the row, above in the column."""
    left = {grid[row][c] for c in range(column) if heads.get(grid[row][c], ("",))[0] == "Row"}
    above = {grid[r][column] for r in range(row) if heads.get(grid[r][column], ("",))[0] == "Column"}
    return left | above


@pytest.mark.parametrize("name", layout_folders())
def test_headers_of_each_cell_are_right_beside_merged_ones(name: str) -> None:
    """The cells' headers, told from spans and scopes in the file, are those told from the form's own table."""
    sheet = find_layout(name)
    sample = compose(department(sheet, 2, seed=3), sheet)
    with _opened(pdf.write(sample, sheet)) as document:
        tables = [tag for tag in _tags(_root(document)) if tag["S"].name == "Table"]
        found = [_headers_of_tags(tag) for tag in tables]
    wanted = [_headers_of_table(block) for block in sample.blocks() if isinstance(block, Table)]
    assert found == wanted
    assert any(len(headers) > 1 for table_ in found for headers in table_)


def _headers_of_tags(tag: Any) -> list[set[int]]:
    cells, rows = [], 0
    for part in map(resolve1, tag["K"]):
        for row in map(resolve1, part["K"]):
            cells += [(rows, resolve1(cell)) for cell in row["K"]]
            rows += 1
    spans = [(row, resolve1(cell.get("A", {})), cell["S"].name) for row, cell in cells]
    grid = _grid([(row, a.get("RowSpan", 1), a.get("ColSpan", 1)) for row, a, _ in spans], rows)
    heads = {place: (a["Scope"].name, None) for place, (_, a, kind) in enumerate(spans) if kind == "TH"}
    return _all_headers(grid, heads, [row for row, *_ in spans])


def _headers_of_table(block: Table) -> list[set[int]]:
    cells: list[Cell] = list(block.cells())
    grid = _grid([(cell.row, cell.rowspan, cell.colspan) for cell in cells], len(block.rows))
    heads = {
        place: ("Row" if cell.scope in ("row", "rowgroup") else "Column", None)
        for place, cell in enumerate(cells)
        if cell.is_header
    }
    return _all_headers(grid, heads, [cell.row for cell in cells])


def _grid(spans: list[tuple[int, int, int]], rows: int) -> list[list[Any]]:
    grid: list[list[Any]] = [[] for _ in range(rows)]
    taken: dict[tuple[int, int], int] = {}
    for place, (row, rowspan, colspan) in enumerate(spans):
        column = next(c for c in range(1000) if (row, c) not in taken)
        taken.update({(r, c): place for r in range(row, row + rowspan) for c in range(column, column + colspan)})
    for row in range(rows):
        width = max(c for r, c in taken if r == row) + 1
        grid[row] = [taken[row, c] for c in range(width)]
    return grid


def _all_headers(grid: list[list[Any]], heads: dict[int, tuple[str, Any]], rows: list[int]) -> list[set[int]]:
    return [_headers(grid, heads, row, grid[row].index(place)) for place, row in enumerate(rows)]
