"""Long forms in pieces: nothing is lost, doubled or torn, and the pieces do not depend on who sets them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.form import Form, Table
from generator.layouts.model import Layout
from generator.writers.pdf import pieces
from generator.writers.pdf.pieces import in_pieces
from tests.support.sample_forms import form, layout, table

_CONTENTS = '<section name="目录"><nav data-depth="2">目录</nav></section>'


@pytest.fixture(autouse=True)
def _short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PAGES", 2)


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    return layout(tmp_path_factory.mktemp("layout"))


def _rows(count: int, lines: int = 3) -> str:
    return table([[f"第{row}行", "<br/>".join(["指标"] * (1 + row % lines))] for row in range(count)], ["项目", "值"])


def _section(body: str) -> str:
    return f'<section name="表"><h1>表</h1>{body}<p>完。</p></section>'


def _texts(parts: tuple[pieces.Piece, ...]) -> list[str]:
    """What the pieces say, without the heads that rests of tables repeat."""
    found: list[str] = []
    for piece in parts:
        texts = list(piece.form.texts())
        found += texts[2:] if piece.goes_on else texts
    return found


def test_short_form_is_one_piece(sheet: Layout) -> None:
    short = form(_section(_rows(5)))
    assert [piece.form for piece in in_pieces(short, sheet)] == [short]


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(1, 12)), min_size=1, max_size=4))
def test_pieces_together_are_the_form(tables: list[tuple[int, int]]) -> None:
    sheet = layout(Path("sample"))
    whole = form("".join(_section(_rows(*size)) for size in tables))
    parts = in_pieces(whole, sheet)
    assert _texts(parts) == list(whole.texts())
    assert not parts[0].goes_on
    for piece in parts:
        _assert_tiles(piece.form)


def _assert_tiles(one: Form) -> None:
    """Each table is whole: its cells fill each place once, and none reaches beyond the last row."""
    for block in one.blocks():
        if isinstance(block, Table):
            places = [
                (row, column)
                for cell in block.cells()
                for row in range(cell.row, cell.row + cell.rowspan)
                for column in range(cell.column, cell.column + cell.colspan)
            ]
            wanted = [(row, column) for row in range(len(block.rows)) for column in range(len(block.widths))]
            assert sorted(places) == wanted


def test_rows_that_a_merged_cell_holds_together_stay_in_one_piece(sheet: Layout) -> None:
    def group(number: int) -> str:
        label = f'<th scope="rowgroup" rowspan="7">组{number}</th>'
        return "".join(f"<tr>{'' if row else label}<td>第{row}行</td></tr>" for row in range(7))

    rows = "".join(map(group, range(60)))
    head = "<thead><tr><th>组</th><th>行</th></tr></thead>"
    columns = '<colgroup><col width="50%"/><col width="50%"/></colgroup>'
    parts = in_pieces(form(f"<section><h1>表</h1><table>{columns}{head}<tbody>{rows}</tbody></table></section>"), sheet)
    assert len(parts) > 3
    for piece in parts:
        _assert_tiles(piece.form)


def test_table_of_contents_waits_for_the_others(sheet: Layout) -> None:
    parts = in_pieces(form(_CONTENTS + _section(_rows(30)) * 9), sheet)
    assert [piece.awaits_pages for piece in parts] == [True, *[False] * (len(parts) - 1)]
    assert len(parts) > 2


@pytest.mark.parametrize(
    "markup",
    [
        _section(_rows(300)) + _CONTENTS,
        '<section name="目录"><h1>书名</h1><nav data-depth="2">目录</nav></section>' + _section(_rows(300)),
    ],
    ids=["at the end", "below a heading"],
)
def test_form_with_odd_contents_is_set_whole(markup: str, sheet: Layout) -> None:
    assert len(in_pieces(form(markup), sheet)) == 1


@pytest.mark.parametrize(
    ("css", "is_whole"),
    [
        (".own{color:red}", False),
        ("@page{@top-left{content:'x'}}", True),
        ("h1{counter-increment:a}", True),
        ("section:first-child{color:red}", True),
        ("h1 + p{color:red}", True),
    ],
)
def test_style_sheet_that_asks_for_the_whole_document_gets_it(css: str, is_whole: bool, tmp_path: Path) -> None:
    (tmp_path / "form.css").write_text(css, encoding="utf-8")
    parts = in_pieces(form(_section(_rows(300))), layout(tmp_path))
    assert (len(parts) == 1) == is_whole
