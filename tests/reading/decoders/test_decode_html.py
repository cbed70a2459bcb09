"""Web pages: cells with their spans, paragraphs, tables in tables, hidden things, encodings, bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.reading.decoders.decode import decode
from generator.reading.decoders.printed import Decoded


@pytest.fixture
def decoded(tmp_path: Path) -> object:
    """Decodes a page with this body, or these bytes."""

    def decode_page(body: str | bytes) -> Decoded:
        data = body if isinstance(body, bytes) else f"<html><body>{body}</body></html>".encode()
        (tmp_path / "form.html").write_bytes(data)
        return decode(tmp_path / "form.html", "form.html")

    return decode_page


def cells(found: Decoded) -> list[tuple[str, int, int, int, int]]:
    """Text, row, column, rowspan, colspan of each cell."""
    return [(text.text, text.row, text.column, text.rowspan, text.colspan) for text in found.texts if text.table]


def test_spans_push_cells_to_the_right(decoded) -> None:
    page = "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
    assert cells(decoded(page)) == [("甲", 1, 1, 2, 1), ("乙", 1, 2, 1, 2), ("丙", 2, 2, 1, 1), ("丁", 2, 3, 1, 1)]


def test_paragraph_and_what_floats_at_its_right(decoded) -> None:
    found = decoded('<p>部门：甲<span style="float:right">单位：万元</span></p><div>一<br>二</div>')
    assert [(text.text, text.line) for text in found.texts] == [
        ("部门：甲", 1),
        ("单位：万元", 1),
        ("一", 2),
        ("二", 3),
    ]


def test_lines_of_a_cell_stay_apart(decoded) -> None:
    assert cells(decoded("<table><tr><td>一<br>二<p>三</p></td></tr></table>"))[0][0] == "一\n二\n三"


def test_hidden_things_and_scripts_are_no_text(decoded) -> None:
    page = "<script>1</script><style>2</style><p hidden>3</p><p style='display: none'>4</p><!-- 5 --><p>甲</p>"
    found = decoded(page)
    assert [text.text for text in found.texts] == ["甲"]
    assert told(found) == [("REA05", "网页上看不见的“3”“4”没有读")]


def told(found: Decoded) -> list[tuple[str, str]]:
    """Code and message of each finding."""
    return [(finding.code, finding.message) for finding in found.findings]


def test_menus_controls_and_embedded_pages_are_told(decoded) -> None:
    page = (
        "<nav><a>首页</a> <a>公开</a></nav><p>甲</p><select><option>2023</option></select><input value='乙'>"
        "<input type=hidden value=x><iframe src='form.pdf'></iframe><header>头</header><footer>尾</footer>"
    )
    found = decoded(page)
    assert [text.text for text in found.texts] == ["甲", "头", "尾"]
    assert told(found) == [
        ("REA05", "导航“首页 公开”没有读"),
        ("REA05", "网页控件“2023”没有读"),
        ("REA05", "网页上填的“乙”没有读"),
        ("REA05", "网页里嵌入的“form.pdf”没有读"),
    ]


def test_menu_of_the_page_itself_needs_no_word(decoded) -> None:
    found = decoded("<nav><a href='#one'>第一部分</a></nav><h2 id=one>第一部分</h2>")
    assert ([text.text for text in found.texts], found.findings) == (["第一部分"], [])


def test_hidden_rows_and_cells_are_told(decoded) -> None:
    found = decoded("<table><tr hidden><td>旧</td></tr><tr><td>甲</td><td hidden>暗</td></tr></table>")
    assert (cells(found), told(found)) == ([("甲", 1, 1, 1, 1)], [("REA05", "网页上看不见的“旧”“暗”没有读")])


def test_captions_and_texts_outside_of_cells_are_paragraphs(decoded) -> None:
    found = decoded("<table><caption>标题</caption><tr><td>甲</td></tr><form><tr><td>乙</td></tr></form></table>")
    assert [(text.text, text.table) for text in found.texts] == [("标题", 0), ("甲", 1), ("乙", 1)]


def test_table_that_only_lays_out_others_is_none(decoded) -> None:
    page = "<table><tr><td><p>标题</p><table><tr><td>一</td><td>二</td></tr></table>后</td></tr></table>"
    assert [(text.text, text.table) for text in decoded(page).texts] == [("标题", 0), ("一", 1), ("二", 1), ("后", 0)]


def test_table_in_a_cell_is_read_after_its_table(decoded) -> None:
    page = "<table><tr><td>甲<table><tr><td>内</td></tr></table></td><td>乙</td></tr></table>"
    assert [(text.text, text.table) for text in decoded(page).texts] == [("甲", 1), ("乙", 1), ("内", 2)]


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "utf-8", None])
def test_chinese_pages_that_are_not_utf8(declared: str | None, decoded) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    found = decoded(f"<html><head>{meta}</head><body>预算绩效</body></html>".encode("gb18030"))
    assert ([text.text for text in found.texts], found.findings) == (["预算绩效"], [])


def test_unknown_encoding_is_told(decoded) -> None:
    found = decoded('<html><meta charset="x-klingon"><body>预算</body></html>'.encode("gb18030"))
    assert [text.text for text in found.texts] == ["预算"]
    assert ["x-klingon" in finding.message for finding in found.findings] == [True]


def test_utf16_page(decoded) -> None:
    assert [text.text for text in decoded("<html><body>预算</body></html>".encode("utf-16")).texts] == ["预算"]


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000,
        "<table><tr><td>" * 100_000,
        "<table>" + "<tr><td colspan=1000 rowspan=0>甲</td></tr>" * 5_000 + "</table>",
        "<table>" + "<tr><td rowspan=99999 colspan=999>甲</td></tr>" * 5_000 + "</table>",
        "<table>" + "<tr><td>甲</td></tr>" * 200_001 + "</table>",
        "<b>甲</b>" * 800_001,
    ],
    ids=["deep", "tables in tables", "columns", "spans", "rows", "elements"],
)
def test_beyond_the_bounds_is_one_error(page: str, decoded) -> None:
    found = decoded(page)
    assert ([finding.code for finding in found.findings], found.texts) == (["REA02"], [])


def test_rows_that_are_claimed_but_not_there(decoded) -> None:
    assert cells(decoded("<table><tr><td rowspan=1000000000>甲</td></tr></table>")) == [("甲", 1, 1, 1, 1)]
