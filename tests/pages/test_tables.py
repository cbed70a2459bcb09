"""Tables over pages: nothing lost or doubled, nothing outside its cell, labels printed again where a page cuts them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.layouts.model import Layout
from generator.pages.laid_out import Pages
from tests.support.laid_out import content, elements, furniture, pages_of, plain_texts, texts
from tests.support.properties import examples
from tests.support.sample_forms import form, layout, table

_TOKEN = re.compile(r"T\d+T")


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    return layout(tmp_path_factory.mktemp("layout"))


def _grouped(groups: list[list[int]], *, has_head: bool = True) -> str:
    """A table whose first column is merged over each group; a row's number is how long its text is."""
    rows, number = [], 0
    for group in groups:
        for place, length in enumerate(group):
            label = f'<th scope="rowgroup" rowspan="{len(group)}">T{number}T类别</th>' if place == 0 else ""
            number += place == 0
            rows.append(f"<tr>{label}<td>T{number}T{'绩效目标' * length}</td><td>T{number + 1}T</td></tr>")
            number += 2
    head = "<thead><tr><th>类</th><th>项目</th><th>值</th></tr></thead>" if has_head else ""
    columns = '<col width="10%"/><col width="60%"/><col width="30%"/>'
    return f"<table><colgroup>{columns}</colgroup>{head}<tbody>{''.join(rows)}</tbody></table>"


def _of(markup: str, sheet: Layout) -> Pages:
    return pages_of(form(f"<section>{markup}</section>"), sheet)


@examples(40)
@given(
    groups=st.lists(st.lists(st.integers(0, 500), min_size=1, max_size=12), min_size=1, max_size=6),
    has_head=st.booleans(),
)
def test_every_character_stands_once_in_order_and_inside(
    sheet: Layout, groups: list[list[int]], has_head: bool
) -> None:
    sample = form(f"<section><h1>表</h1>{_grouped(groups, has_head=has_head)}</section>")
    pages = pages_of(sample, sheet)
    assert texts(pages) == plain_texts(sample)
    assert len(_TOKEN.findall("".join(texts(pages)))) == sum(2 * len(group) + 1 for group in groups)
    _insist_all_is_inside(pages, sheet)
    _insist_all_is_closed(pages)


def _insist_all_is_inside(pages: Pages, sheet: Layout) -> None:
    """Text between the margins, and each line of text between two rules of the table that it stands in."""
    mm = 72 / 25.4
    for page in pages.pages:
        runs = [run for piece in page.pieces if piece.element is not None for run in piece.runs]
        assert all(run.x >= sheet.page.left * mm - 0.5 for run in runs)
        assert all(run.y <= pages.height - sheet.page.bottom * mm for run in runs)
        for run in runs:
            end = run.x + sum(run.cut.face.advance(char) for char in run.text.rstrip(" ")) / 1000 * run.size
            assert end <= pages.width - sheet.page.right * mm + 0.5
        down = sorted({rule.x1 for rule in page.rules if rule.x1 == rule.x2})
        for run in runs if down else ():
            crossed = [x for x in down if run.x + 0.5 < x < run.x + run.size * 0.9]
            assert not crossed or run.y < min(rule.y1 for rule in page.rules)


def _insist_all_is_closed(pages: Pages) -> None:
    """Each page's part of the table has a rule at its head and at its foot, from side to side."""
    for page in pages.pages:
        across = [rule for rule in page.rules if rule.y1 == rule.y2]
        down = [rule for rule in page.rules if rule.x1 == rule.x2]
        if not down:
            continue
        top, bottom = min(rule.y1 for rule in down), max(rule.y2 for rule in down)
        width = max(rule.x2 for rule in across) - min(rule.x1 for rule in across)
        for edge in (top, bottom):
            assert any(abs(rule.y1 - edge) < 0.5 and abs(rule.x2 - rule.x1 - width) < 0.1 for rule in across)


def test_head_stands_on_each_page_and_is_text_once(sheet: Layout) -> None:
    pages = _of(table([["甲"] * 3] * 150, ["首列", "中列", "末列"]), sheet)
    assert len(pages.pages) > 2
    assert [furniture(page).count("首列") for page in pages.pages] == [0] + [1] * (len(pages.pages) - 1)
    assert texts(pages).count("首列") == 1


def test_a_page_that_is_filled_to_the_last_row_pushes_none_out(sheet: Layout) -> None:
    counts = [len(_of(table([["甲"]] * number, ["乙"]), sheet).pages) for number in range(30, 45)]
    assert counts == sorted(counts)
    assert set(counts) == {1, 2}


def test_a_label_cut_by_a_page_is_printed_again_outside_of_the_text(sheet: Layout) -> None:
    pages = _of(_grouped([[1] * 150]), sheet)
    assert len(pages.pages) > 2
    assert "T0T类别" in texts(pages)
    assert [("T0T类别（续）" in furniture(page)) for page in pages.pages] == [False] + [True] * (len(pages.pages) - 1)
    assert not any("续" in text for text in texts(pages))


def test_the_label_of_a_row_that_is_cut_is_printed_again(sheet: Layout) -> None:
    columns = '<col width="20%"/><col width="80%"/>'
    row = f'<tr><th scope="row">某项目</th><td>{"很长的目标。" * 1500}</td></tr>'
    pages = _of(f"<table><colgroup>{columns}</colgroup><tbody>{row}</tbody></table>", sheet)
    assert len(pages.pages) > 2
    assert [("某项目（续）" in furniture(page)) for page in pages.pages] == [False] + [True] * (len(pages.pages) - 1)


def test_rows_under_one_label_stay_together_up_to_half_a_page(sheet: Layout) -> None:
    pages = _of(_grouped([[1]] * 25 + [[1] * 12] + [[1] * 3]), sheet)
    first, second = (content(page) for page in pages.pages[:2])
    assert not any(text.startswith("T77T") for text in first)  # the label of the group of twelve
    assert any(text.startswith("T75T") or text.startswith("T76T") for text in second)


def test_a_row_that_a_page_holds_stays_whole(sheet: Layout) -> None:
    pages = _of(table([["短"], ["很长" * 450], ["很长" * 450], ["很长" * 450]], ["头"]), sheet)
    pieces = [len(element.pieces) for element in elements(pages.tree) if element.role == "cell"]
    assert pieces == [1, 1, 1, 1]
    assert len(pages.pages) == 2


def test_a_row_is_rather_cut_than_most_of_a_page_left_empty(sheet: Layout) -> None:
    pages = _of(table([["短"]] * 9 + [["很长" * 1050]], ["头"]), sheet)
    (cell,) = (element for element in elements(pages.tree) if element.role == "cell" and len(element.pieces) > 1)
    assert [page for page, _ in cell.pieces] == [0, 1]


def test_no_part_of_a_cut_row_is_a_lone_line(sheet: Layout) -> None:
    for length in range(960, 1060, 7):
        pages = _of(table([["短"]] * 9 + [["很长" * length]], ["头"]), sheet)
        for element in elements(pages.tree):
            for _, piece in element.pieces[1:]:
                assert len(piece.runs) > 1


def test_a_cell_narrower_than_a_character_keeps_it_inside(sheet: Layout) -> None:
    columns = '<col width="1%"/><col width="99%"/>'
    pages = _of(f"<table><colgroup>{columns}</colgroup><tbody><tr><td>窄</td><td>宽</td></tr></tbody></table>", sheet)
    narrow, wide = (run for piece in pages.pages[0].pieces[:2] for run in piece.runs)
    assert narrow.size < wide.size
    assert texts(pages) == ["窄", "宽"]


def _merged(rows: int) -> str:
    return f'<td rowspan="{rows}">{"很长的依据。" * 900}</td>'


@pytest.mark.parametrize("rows", [1, 3])
def test_a_long_merged_text_flows_over_pages(rows: int, sheet: Layout) -> None:
    """What spans rows and is no label: its lines go on on the next page like any text's."""
    columns = '<col width="30%"/><col width="70%"/>'
    body = "".join(f"<tr>{_merged(rows) if row == 0 else ''}<td>第{row}行</td></tr>" for row in range(rows))
    sample = form(f"<section><table><colgroup>{columns}</colgroup><tbody>{body}</tbody></table></section>")
    pages = pages_of(sample, sheet)
    assert texts(pages) == plain_texts(sample)
    _insist_all_is_inside(pages, sheet)


@pytest.mark.parametrize("place", ["th in a row", "head"])
def test_a_label_higher_than_a_page_is_parted_and_stays_on_paper(place: str, sheet: Layout) -> None:
    label = f'<th scope="row">{"很长的表头" * 900}</th>'
    head = f"<thead><tr>{label}<th>甲</th></tr></thead>" if place == "head" else ""
    row = "<tr><td>乙</td><td>丙</td></tr>" if place == "head" else f"<tr>{label}<td>丙</td></tr>"
    columns = '<col width="40%"/><col width="60%"/>'
    sample = form(
        f"<section><h1>表</h1><table><colgroup>{columns}</colgroup>{head}<tbody>{row}</tbody></table></section>"
    )
    pages = pages_of(sample, sheet)
    assert texts(pages) == plain_texts(sample)
    _insist_all_is_inside(pages, sheet)


def test_scopes_and_spans_are_told(tmp_path: Path) -> None:
    pages = _of(_grouped([[1, 1]]), layout(tmp_path))
    labels = [element for element in elements(pages.tree) if element.role == "label"]
    assert [(label.scope, label.rowspan) for label in labels[3:]] == [("rowgroup", 2)]
    assert [element.role for element in pages.tree.children[0].children] == ["head", "body"]
