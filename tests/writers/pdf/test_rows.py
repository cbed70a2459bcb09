"""Long tables: whatever breaks over pages, each row is there once and in order."""

from __future__ import annotations

import io
import re

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.layouts.model import Layout
from generator.writers import pdf
from tests.support.pdf_texts import pdf_texts
from tests.support.properties import examples
from tests.support.sample_forms import form, layout, table

_TOKEN = re.compile(r"T\d+T")


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    return layout(tmp_path_factory.mktemp("layout"))


def _page_count(data: bytes) -> int:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return len(document.pages)


def _grouped(groups: list[list[int]], with_head: bool) -> str:
    """A table whose first column is merged over each group; a row's number is how long its text is."""
    rows, number = [], 0
    for group in groups:
        for place, length in enumerate(group):
            label = f'<th scope="rowgroup" rowspan="{len(group)}">T{number}T类别</th>' if place == 0 else ""
            number += place == 0
            rows.append(f"<tr>{label}<td>T{number}T{'绩效目标' * length}</td><td>T{number + 1}T</td></tr>")
            number += 2
    head = "<thead><tr><th>类</th><th>项目</th><th>值</th></tr></thead>" if with_head else ""
    columns = '<col width="10%"/><col width="60%"/><col width="30%"/>'
    return f"<table><colgroup>{columns}</colgroup>{head}<tbody>{''.join(rows)}</tbody></table>"


@examples(15)
@given(
    groups=st.lists(st.lists(st.integers(0, 400), min_size=1, max_size=12), min_size=1, max_size=6),
    with_head=st.booleans(),
)
def test_every_cell_is_printed_once_and_in_order(sheet: Layout, groups: list[list[int]], with_head: bool) -> None:
    sample = form(f"<section><h1>表</h1>{_grouped(groups, with_head)}</section>")
    texts = pdf_texts(pdf.write(sample, sheet))
    assert texts == [text for text in sample.texts() if text]
    assert len(_TOKEN.findall("".join(texts))) == sum(2 * len(group) + 1 for group in groups)


def test_head_is_printed_on_each_page_and_read_once(sheet: Layout) -> None:
    data = pdf.write(form(f"<section>{table([['甲'] * 3] * 150, ['首列', '中列', '末列'])}</section>"), sheet)
    with pdfplumber.open(io.BytesIO(data)) as document:
        heads = [page.extract_text().count("首列") for page in document.pages]
    assert heads == [1] * _page_count(data)
    assert len(heads) > 2
    assert pdf_texts(data).count("首列") == 1


def test_no_page_is_blank(sheet: Layout) -> None:
    # A table that fills its page to the last row must not push an empty page out.
    counts = {
        _page_count(pdf.write(form(f"<section>{table([['甲']] * n, ['乙'])}</section>"), sheet)) for n in range(34, 40)
    }
    assert counts == {1, 2}
