"""Rows of tables in every notation that XHTML has: read alike, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.form import Table
from generator.form_markup import MarkupError, read_markup

COLUMNS = '<colgroup><col width="50%"/><col width="50%"/></colgroup>'


def form(rows: str) -> str:
    return f'<section name="x"><table>{COLUMNS}<tbody>{rows}</tbody></table></section>'


def texts(rows: str) -> list[list[str]]:
    """What the cells of each row say."""
    (section,) = read_markup(form(rows))
    return [[cell.text for cell in row] for table in section.blocks if isinstance(table, Table) for row in table.rows]


NOTATIONS = [
    ("<tr><td>a</td><td>b</td></tr>", [["a", "b"]]),
    (
        '<tr class="total">\n  <th scope="row">a</th>\t<td class="money wide" data-number="1.50" data-format="0.00">1.50</td>\n</tr>',
        [["a", "1.50"]],
    ),
    ('<tr><td colspan="2">a</td></tr>', [["a"]]),
    ('<tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr>', [["a", "b"], ["c"]]),
    ("<tr><td>  a \n b </td><td></td></tr>", [["a b", ""]]),
    ("<tr><td>a<br/>b</td><td><br/></td></tr>", [["a\nb", ""]]),
    ("<tr><td>&lt;a&gt; &amp;amp; &#34;</td><td>&#20013;</td></tr>", [['<a> &amp; "', "中"]]),
    ("<tr><td>　两格</td><td>a\u00a0b</td></tr>", [["　两格", "a\u00a0b"]]),
    ("<tr><td>a > b</td><td>1</td></tr>", [["a > b", "1"]]),
    ("<tr><td>a</td><td><p>甲</p><p>乙</p></td></tr>", [["a", "甲\n乙"]]),
    ("<tr><td>a<br></br>b</td><td>b</td></tr>", [["a\nb", "b"]]),
    ("<tr><td/><td>b</td></tr>", [["", "b"]]),
    ("<tr><td class='money'>a</td><td>b</td></tr>", [["a", "b"]]),
    ("<tr><td>a<!-- </td><td> --></td><td>b</td></tr>", [["a", "b"]]),
    ("<tr><td><![CDATA[</td>]]></td><td>b</td></tr>", [["</td>", "b"]]),
    ('<tr><td class="a&amp;b">a</td><td>b</td></tr>', [["a", "b"]]),
    ('<tr><td class="a>b">a</td><td>b</td></tr>', [["a", "b"]]),
    ('<tr><td\nclass="money">a</td><td>b</td></tr>', [["a", "b"]]),
    ("<tr ><td>a</td><td>b</td></tr>", [["a", "b"]]),
    ("<tr><td>a</td >\n<td>b</td></tr>", [["a", "b"]]),
    ("<tr>\u3000<td>a</td>\u2003<td>b</td></tr>", [["a", "b"]]),
]
WRONG = [
    '<tr class="a<br/>b"><td>a</td><td>b</td></tr>',
    "<tr><td>a</td><td>b</tr>",
    "<tr><td>a</th><td>b</td></tr>",
    "<tr><td>a</td>text<td>b</td></tr>",
    "<tr>text<td>a</td><td>b</td></tr>",
    "<tr><td>a<td>b</td></td></tr>",
    "<tr><td>a</td><td>b</td>",
    "<tr/>",
    "<track><td>a</td></track>",
    "<tr><td>a</td><td>b</td></tr></tr>",
    '<tr><td scope="row">a</td><td>b</td></tr>',
    '<tr><td class="a" class="b">a</td><td>b</td></tr>',
    '<tr><td colspan="0">a</td><td>b</td></tr>',
    '<tr><th scope="all">a</th><td>b</td></tr>',
    '<tr><td data-number="x">a</td><td>b</td></tr>',
    "<tr><td>a & b</td><td>b</td></tr>",
    "<tr><td>a\0b</td><td>b</td></tr>",
    "<tr><td</td><td>b</td></tr>",
    "<tr><td>a</td<td>b</td></tr>",
    "<tr><td>a]]>b</td><td>b</td></tr>",
    "<tr><td>a\x01b</td><td>b</td></tr>",
    "<tr><td>a</td>\x1c<td>b</td></tr>",
    "<tr><td>a<h1>b</h1></td><td>b</td></tr>",
    "<tr><td>a</td></tr>",
    "<tr><td>a</td><td>b</td><td>c</td></tr>",
    '<tr><td rowspan="2">a</td><td>b</td></tr>',
    '<tr><td>a</td><td rowspan="2">b</td></tr><tr><td colspan="2">c</td></tr>',
]


@pytest.mark.parametrize(("rows", "said"), NOTATIONS)
def test_row_is_read_in_any_notation(rows: str, said: list[list[str]]) -> None:
    assert texts(rows) == said


@pytest.mark.parametrize("rows", WRONG)
def test_row_that_is_no_row_is_refused(rows: str) -> None:
    with pytest.raises(MarkupError):
        read_markup(form(rows))


def test_rows_go_to_their_tables() -> None:
    heads = "<thead><tr><th>头</th><th>部</th></tr></thead>"
    tables = "".join(
        f"<table>{COLUMNS}{heads}<tbody><tr><td>{name}</td><td>x</td></tr></tbody></table>" for name in "甲乙"
    )
    (section,) = read_markup(f"<section>{tables}<table>{COLUMNS}<tbody></tbody></table></section>")
    assert [table.rows[1][0].text for table in section.blocks if isinstance(table, Table)] == ["甲", "乙"]


PIECES = [*("<tr>", "</tr>", "<td>", "</td>", "<th>", "</th>", "<td", ' class="a"', ">", "/>", "<br/>", "<p>", "</p>")]
PIECES += ["<!--", "-->", "&amp;", "&", "甲", " ", "\n", "]]>", "</t", "<t", '"', "\x01", "\x1c"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_whatever_stands_in_a_table_tiles_it_or_is_refused(rows: str) -> None:
    try:
        (section,) = read_markup(form(rows))
    except MarkupError:
        return
    for table in section.blocks:
        assert isinstance(table, Table)
        assert sum(cell.rowspan * cell.colspan for cell in table.cells()) == 2 * len(table.rows)
