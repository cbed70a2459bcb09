"""Rows read from the text of the markup: the same as the parser reads, or left to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import form_markup
from generator.form import Section, Table
from generator.form_markup import MarkupError, read_markup
from generator.form_markup.rows import part_tables

COLUMNS = '<colgroup><col width="50%"/><col width="50%"/></colgroup>'


def form(rows: str) -> str:
    return f'<section name="x"><table>{COLUMNS}<tbody>{rows}</tbody></table></section>'


def by_parser(markup: str) -> tuple[Section, ...]:
    """What the parser alone reads."""
    return form_markup._sections(form_markup._parsed(markup), form_markup._table)


PLAIN = [
    "<tr><td>a</td><td>b</td></tr>",
    '<tr class="total">\n  <th scope="row">a</th>\t<td class="money wide" data-number="1.50" data-format="0.00">1.50</td>\n</tr>',
    '<tr><td colspan="2">a</td></tr>',
    '<tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr>',
    "<tr><td>  a \n b </td><td></td></tr>",
    "<tr><td>a<br/>b</td><td><br/></td></tr>",
    "<tr><td>&lt;a&gt; &amp;amp; &#34;</td><td>&#20013;</td></tr>",
    "<tr><td>　两格</td><td>a\u00a0b</td></tr>",
    "<tr><td>a > b</td><td>1</td></tr>",
]
DOUBTFUL = [
    "<tr><td>a</td><td><p>甲</p><p>乙</p></td></tr>",
    "<tr><td>a<br></br>b</td><td>b</td></tr>",
    "<tr><td/><td>b</td></tr>",
    "<tr><td class='money'>a</td><td>b</td></tr>",
    "<tr><td>a<!-- </td><td> --></td><td>b</td></tr>",
    "<tr><td><![CDATA[</td>]]></td><td>b</td></tr>",
    '<tr><td class="a&amp;b">a</td><td>b</td></tr>',
    '<tr><td class="a>b">a</td><td>b</td></tr>',
    '<tr><td\nclass="money">a</td><td>b</td></tr>',
    "<tr ><td>a</td><td>b</td></tr>",
    "<tr><td>a</td >\n<td>b</td></tr>",
    "<tr>\u3000<td>a</td>\u2003<td>b</td></tr>",
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


@pytest.mark.parametrize("rows", PLAIN)
def test_plain_rows_need_no_parser(rows: str) -> None:
    markup = form(rows)
    assert part_tables(markup) is not None
    assert read_markup(markup) == by_parser(markup)


@pytest.mark.parametrize("rows", DOUBTFUL)
def test_any_other_notation_is_left_to_the_parser(rows: str) -> None:
    markup = form(rows)
    assert part_tables(markup) is None
    assert read_markup(markup) == by_parser(markup)


@pytest.mark.parametrize("rows", WRONG)
def test_what_is_wrong_is_said_as_the_parser_says_it(rows: str) -> None:
    markup = form(rows)
    with pytest.raises(MarkupError) as expected:
        by_parser(markup)
    with pytest.raises(MarkupError) as told:
        read_markup(markup)
    assert str(told.value) == str(expected.value)


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
def test_whatever_stands_in_a_table_is_read_as_the_parser_reads_it(rows: str) -> None:
    markup = form(rows)
    try:
        expected: object = by_parser(markup)
    except MarkupError as error:
        expected = str(error)
    try:
        found: object = read_markup(markup)
    except MarkupError as error:
        found = str(error)
    assert found == expected
