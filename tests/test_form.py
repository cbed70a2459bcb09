"""The form: what a template may print, how its cells are laid into a grid, and the form as plain text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.form import Cell, Contents, Form, Heading, Paragraph, Table
from generator.form_markup import MarkupError, read_markup
from generator.form_markup.elements import folded

COLUMNS = '<colgroup><col width="50%"/><col width="50%"/></colgroup>'
ROW = "<tr><td>a</td><td>b</td></tr>"


def blocks(markup: str):
    """The blocks of one section."""
    (section,) = read_markup(f'<section name="x">{markup}</section>')
    return section.blocks


def block(markup: str):
    (only,) = blocks(markup)
    return only


def table(rows: str, columns: str = COLUMNS) -> Table:
    """The table of two columns with ``rows``, all in the body unless they say otherwise."""
    body = rows if rows.startswith("<thead") else f"<tbody>{rows}</tbody>"
    found = block(f"<table>{columns}{body}</table>")
    assert isinstance(found, Table)
    return found


def cell(attributes: str, text: str = "a") -> Cell:
    """A cell whose neighbour is plain."""
    return table(f"<tr><td {attributes}>{text}</td><td>b</td></tr>").rows[0][0]


# --- blocks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_heading_knows_its_level(level: int) -> None:
    assert block(f'<h{level} class="a b">题</h{level}>') == Heading(level, "题", "h1", ("a", "b"))


def test_anchors_are_unique_over_sections() -> None:
    markup = "<section><h1>一</h1><h2>二</h2></section><section><h1>一</h1></section>"
    anchors = [found.anchor for section in read_markup(markup) for found in section.blocks]
    assert len(set(anchors)) == 3


def test_section_has_name_and_classes() -> None:
    (section,) = read_markup('<section name="表一" class="wide"/>')
    assert (section.name, section.classes, section.blocks) == ("表一", ("wide",), ())


def test_paragraph_with_a_right_hand_part() -> None:
    found = block('<p class="line">部门：甲<span class="right">单位：万元</span></p>')
    assert found == Paragraph("部门：甲", "单位：万元", ("line",))


@pytest.mark.parametrize(("markup", "depth"), [("<nav>目录</nav>", 2), ('<nav data-depth="3">目录</nav>', 3)])
def test_contents(markup: str, depth: int) -> None:
    assert block(markup) == Contents("目录", depth)


# --- texts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("  a \n\t b  ", "a b"),
        ("a<br/>b", "a\nb"),
        ("a <br/> b", "a\nb"),
        ("a<br/><br/>b", "a\n\nb"),
        ("<br/>a<br/>", "a"),
        ("第一部分　整体", "第一部分　整体"),
        ("　　两格", "　　两格"),
        ("a\u00a0 b", "a\u00a0 b"),
        ("<span>a</span> <span>b</span>c", "a bc"),
        ("a<!-- no -->b", "ab"),
        ("&lt;p&gt; &amp;amp; &#20013;", "<p> &amp; 中"),
        ("<![CDATA[<b>]]>", "<b>"),
        ("", ""),
    ],
)
def test_text_folds_as_html_does(markup: str, text: str) -> None:
    assert block(f"<p>{markup}</p>") == Paragraph(text)


@given(st.text(st.sampled_from("a中 \t\n\r\f\v\u3000\u00a0")))
def test_blanks_fold_to_one(text: str) -> None:
    blanks = " \t\n\r\f\v"
    words = [word for word in "".join(" " if char in blanks else char for char in text).split(" ") if word]
    assert folded(text) == " ".join(words)


def test_paragraphs_in_a_cell_are_lines() -> None:
    assert cell("", "<p>甲</p><p>乙</p>").text == "甲\n乙"


# --- tables ---------------------------------------------------------------------------------------------------


def test_widths_add_up_to_one() -> None:
    columns = '<colgroup><col width="30%"/><col width="10%"/></colgroup>'
    assert table(ROW, columns).widths == pytest.approx((0.75, 0.25))


def test_head_rows_are_counted() -> None:
    assert table(f"<thead>{ROW}{ROW}</thead><tbody>{ROW}</tbody>").head_rows == 2


def test_number_of_a_cell_is_exact() -> None:
    found = cell('data-number="1980.40" data-format="#,##0.00"')
    assert (str(found.number), found.number_format) == ("1980.40", "#,##0.00")
    assert isinstance(found.number, Decimal)


@pytest.mark.parametrize(
    ("markup", "scope", "style"),
    [
        ("<th>a</th>", "col", "label"),
        ('<th scope="rowgroup" class="total bold">a</th>', "rowgroup", "total"),
        ("<td>a</td>", None, "text"),
        ('<td class="money">a</td>', None, "money"),
    ],
)
def test_cell_has_scope_and_style(markup: str, scope: str | None, style: str) -> None:
    found = table(f"<tr>{markup}<td>b</td></tr>").rows[0][0]
    assert (found.scope, found.style) == (scope, style)


@st.composite
def tilings(draw: st.DrawFn) -> tuple[int, list[list[Cell]]]:
    """A width and rows of cells that tile a rectangle, made by filling the first free place again and again."""
    width, height = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    free = {(row, column) for row in range(height) for column in range(width)}
    rows: list[list[Cell]] = [[] for _ in range(height)]
    for row, column in sorted(free):
        if (row, column) not in free:
            continue
        widest = next((n for n in range(1, width - column) if (row, column + n) not in free), width - column)
        colspan, rowspan = draw(st.integers(1, widest)), draw(st.integers(1, height - row))
        free -= {(row + down, column + along) for down in range(rowspan) for along in range(colspan)}
        rows[row].append(Cell(f"{row},{column}", row, column, rowspan, colspan))
    return width, rows


def columns(width: int) -> str:
    return "<colgroup>" + '<col width="1%"/>' * width + "</colgroup>"


def drawn(rows: list[list[Cell]]) -> str:
    """The markup of cells."""
    return "".join("<tr>" + "".join(map(drawn_cell, row)) + "</tr>" for row in rows)


def drawn_cell(cell: Cell) -> str:
    return f'<td rowspan="{cell.rowspan}" colspan="{cell.colspan}">{cell.text}</td>'


@given(tilings())
def test_any_tiling_is_read_as_it_was_drawn(tiling: tuple[int, list[list[Cell]]]) -> None:
    width, rows = tiling
    read = table(drawn(rows), columns(width))
    assert [list(row) for row in read.rows] == rows


@given(tilings(), st.data())
def test_tiling_with_a_cell_left_out_is_refused(tiling: tuple[int, list[list[Cell]]], data: st.DataObject) -> None:
    width, rows = tiling
    lost = data.draw(st.sampled_from([cell for row in rows for cell in row]))
    markup = drawn([[cell for cell in row if cell is not lost] for row in rows])
    with pytest.raises(MarkupError):
        table(markup, columns(width))


# --- what is no form ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("", "没有输出任何"),
        ("<section>", "XHTML"),
        ("<section><p>a</section>", "XHTML"),
        ("<section><p>&nbsp;</p></section>", "XHTML"),
        ("<section><p>a & b</p></section>", "XHTML"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><section><p>&e;</p></section>', "XHTML"),
        ("<p>a</p>", "<p>"),
        ("文字<section/>", "文字"),
        ("<section>文字</section>", "文字"),
        ("<section><h1>a</h1>文字</section>", "文字"),
        ("<section><section/></section>", "<section>"),
        ("<section><td>a</td></section>", "<td>"),
        ("<section><div>a</div></section>", "<div>"),
        ("<section><script>a</script></section>", "<script>"),
        ("<section><?php a?></section>", "php"),
        ('<section><p style="color: red">a</p></section>', "style"),
        ('<section><p onclick="a">a</p></section>', "onclick"),
        ("<section><p>a<table/></p></section>", "<table>"),
        ('<section><p><span class="right">a</span>b</p></section>', "right"),
        ('<section><nav data-depth="two">目录</nav></section>', "data-depth"),
    ],
)
def test_markup_that_is_no_form_is_refused(markup: str, said: str) -> None:
    with pytest.raises(MarkupError, match=said):
        read_markup(markup)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("<tr><td>a</td></tr>", "第 1 行第 2 列没有单元格"),
        ("<tr/>", "第 1 行第 1 列没有单元格"),
        (f'{ROW}<tr><td colspan="3">长</td></tr>', "第 2 行第 1 列的单元格“长”超出"),
        ("<tr><td>a</td><td>b</td><td>多</td></tr>", "“多”超出"),
        ('<tr><td rowspan="2">长</td><td>b</td></tr>', "“长”超出"),
        ('<tr><td>a</td><td rowspan="2">b</td></tr><tr><td colspan="2">压</td></tr>', "“压”与上面的单元格重叠"),
        ('<tr><td colspan="0">a</td><td>b</td></tr>', "colspan"),
        ('<tr><td colspan="-1">a</td><td>b</td></tr>', "colspan"),
        ('<tr><td rowspan="²">a</td><td>b</td></tr>', "rowspan"),
        ("<tr><p>a</p><td>b</td></tr>", "<p>"),
        ("<tr>文字<td>a</td><td>b</td></tr>", "文字"),
        ('<tr><td data-number="1,980">a</td><td>b</td></tr>', "data-number"),
        ('<tr><td data-number="NaN">a</td><td>b</td></tr>', "data-number"),
        ('<tr><th scope="rows">a</th><td>b</td></tr>', "scope"),
        ("<tr><td><h1>a</h1></td><td>b</td></tr>", "<h1>"),
        ('<thead><tr><td rowspan="2">头</td><td>b</td></tr></thead><tbody><tr><td>b</td></tr></tbody>', "“头”超出"),
    ],
)
def test_table_that_does_not_tile_is_refused(rows: str, said: str) -> None:
    with pytest.raises(MarkupError, match=said):
        table(rows)


@pytest.mark.parametrize("width", ["", "0%", "-5%", "wide", "nan%", "inf%"])
def test_width_of_a_column_is_a_share(width: str) -> None:
    with pytest.raises(MarkupError, match="宽度"):
        table(ROW, f'<colgroup><col width="{width}"/><col width="50%"/></colgroup>')


@pytest.mark.parametrize(
    "markup",
    [
        f"<table>{COLUMNS}{ROW}</table>",
        f"<table>{COLUMNS}<tbody>{ROW}</tbody><p>丢</p></table>",
        f"<table>{COLUMNS}<tbody>{ROW}<td>丢</td></tbody></table>",
        f"<table>{COLUMNS}<tbody>{ROW}</tbody><thead>{ROW}</thead></table>",
        f'<table><colgroup><col width="1%">丢</col><col width="1%"/></colgroup><tbody>{ROW}</tbody></table>',
        "<p>a<br>丢</br></p>",
    ],
)
def test_nothing_is_lost_in_silence(markup: str) -> None:
    with pytest.raises(MarkupError):
        block(markup)


def test_table_without_rows_draws_nothing() -> None:
    assert blocks(f"<table>{COLUMNS}<tbody></tbody></table>") == ()


# --- the form as text -----------------------------------------------------------------------------------------

FORM = """\
<section name="目录"><nav>目录</nav></section>
<section name="表">
  <h1>题</h1><h2>次</h2>
  <p>左<br/>下<span class="right">右</span></p>
  <table><colgroup><col width="1%"/><col width="1%"/></colgroup>
    <thead><tr><th colspan="2">头</th></tr></thead>
    <tbody><tr><td rowspan="2">甲<br/>乙</td><td/></tr><tr><td>丙</td></tr></tbody>
  </table>
</section>"""

AS_TEXT = """\
=== 目录
[目录]
=== 表
# 题
## 次
左⏎下\t→ 右
‖ 头 [1×2]
| 甲⏎乙 [2×1] | 
| 丙
"""  # noqa: W291 - the blank stands for an empty cell


def test_as_text() -> None:
    assert Form("t", "a", "s", read_markup(FORM)).as_text() == AS_TEXT


def test_texts_are_what_a_reader_sees() -> None:
    form = Form("t", "a", "s", read_markup(FORM))
    assert list(form.texts()) == ["题", "次", "左\n下", "右", "头", "甲\n乙", "丙"]
