"""What a drawn form is in Word: paragraphs, tables and their grid, headings, contents."""

import itertools
import re
from pathlib import Path
from typing import Any

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from generator import measure
from generator.form import Cell, Form, Section, Table
from generator.writers.docx import write
from tests.support.properties import examples
from tests.writers.docx.samples import form, layout, merged_form, opened, report_form, small_form, wide_form

_LAYOUT = layout()


def drawn(markup: str) -> Document:
    return opened(write(form(f'<section name="表">{markup}</section>'), _LAYOUT))


def tables(document: Document) -> list[Any]:
    return list(document.element.body.iter(qn("w:tbl")))


def number(element: Any, path: str, default: int = 1) -> int:
    found = element.find(path, {"w": qn("w:x")[1:-2]})
    return default if found is None else int(found.get(qn("w:val")))


def test_blocks_take_the_styles_that_their_classes_name() -> None:
    document = drawn('<h1>题</h1><h3>节</h3><p class="subtitle">副题</p><p>正文</p><p class="line">行</p>')
    assert [paragraph.style.name for paragraph in document.paragraphs] == [
        "Heading 1",
        "Heading 3",
        "Subtitle",
        "body",
        "line",
    ]


def test_a_heading_of_a_class_stays_a_heading() -> None:
    shown = layout(styles={**_LAYOUT.styles, "form_title": _LAYOUT.style("subtitle")})
    markup = '<section name="表"><h2 class="form_title">表题</h2></section>'
    paragraph = opened(write(form(markup), shown)).paragraphs[0]
    assert paragraph.style.name == "form_title"
    assert number(paragraph._p, "w:pPr/w:outlineLvl", -1) == 1


def test_headings_are_bookmarked_and_keep_with_what_follows() -> None:
    document = drawn("<h1>甲</h1><h2>乙</h2>")
    marks = list(document.element.body.iter(qn("w:bookmarkStart")))
    assert [mark.get(qn("w:name")) for mark in marks] == ["h1", "h2"]
    assert len({mark.get(qn("w:id")) for mark in marks}) == 2
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in document.paragraphs)


def test_the_right_part_of_a_line_stands_at_the_right_margin() -> None:
    document = drawn('<p class="line">部门<span class="right">单位：万元</span></p>')
    paragraph, section = document.paragraphs[0], document.sections[0]
    assert paragraph.text == "部门\t单位：万元"
    stop = paragraph.paragraph_format.tab_stops[0]
    assert stop.position == section.page_width - section.left_margin - section.right_margin


def test_lines_are_breaks_in_paragraphs_and_paragraphs_in_cells() -> None:
    table = '<table><colgroup><col width="100%"/></colgroup><tbody><tr><td>丙<br/>丁</td></tr></tbody></table>'
    document = drawn(f"<p>甲<br/>乙</p>{table}")
    assert document.paragraphs[0].text == "甲\n乙"
    assert [paragraph.text for paragraph in document.tables[0].cell(0, 0).paragraphs] == ["丙", "丁"]


@pytest.mark.parametrize("text", ["A<B & C ≥5", "{{ department }} {% if %}", "a \"b\" 'c'", "&amp;", "𠮷\u3000全角"])
def test_text_arrives_as_it_is(text: str) -> None:
    cell = Cell(text, 0, 0)
    table = Table((1.0,), ((cell,),))
    document = opened(write(Form(text, text, text, (Section("", (table,)),)), _LAYOUT))
    assert document.tables[0].cell(0, 0).text == text
    assert document.core_properties.title == text


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    table = Table((1.0,), ((Cell("甲\x00\x0b\ufffe乙", 0, 0),),))
    document = opened(write(Form("题\x01", "", "", (Section("", (table,)),)), _LAYOUT))
    assert document.tables[0].cell(0, 0).text == "甲乙"


# --- tables -------------------------------------------------------------------------------------------------


def tilings(height: int, width: int, choices: Any) -> Table:
    """A random tiling of ``height`` × ``width``: cells grow right and down as far as ``choices`` want and can."""
    taken = [[False] * width for _ in range(height)]
    rows: list[tuple[Cell, ...]] = []
    for row in range(height):
        cells = []
        for column in range(width):
            if taken[row][column]:
                continue
            free = next((c for c in range(column, width) if taken[row][c]), width) - column
            colspan, rowspan = choices(1, free), choices(1, height - row)
            for r, c in itertools.product(range(row, row + rowspan), range(column, column + colspan)):
                taken[r][c] = True
            cells.append(Cell(f"{row},{column}", row, column, rowspan, colspan))
        rows.append(tuple(cells))
    widths = [choices(1, 9) for _ in range(width)]
    return Table(tuple(share / sum(widths) for share in widths), tuple(rows))


@st.composite
def random_tables(draw: Any) -> Table:
    def choose(low: int, high: int) -> int:
        return int(draw(st.integers(low, high)))

    return tilings(choose(1, 5), choose(1, 6), choose)


def read_cells(table: Any) -> list[tuple[str, int, int, int, int]]:
    """Text, row, column, rowspan and colspan of the cells that a ``w:tbl`` shows, from its grid alone."""
    found: dict[tuple[int, int], list[Any]] = {}
    above: dict[int, list[Any]] = {}
    for index, row in enumerate(table.findall(qn("w:tr"))):
        column = 0
        for cell in row.findall(qn("w:tc")):
            span = number(cell, "w:tcPr/w:gridSpan")
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merge is not None and merge.get(qn("w:val")) != "restart":
                above[column][3] += 1
            else:
                text = "".join(piece.text for piece in cell.iter(qn("w:t")))
                above[column] = found[index, column] = [text, index, column, 1, span]
            column += span
    return sorted(tuple(cell) for cell in found.values())


@examples(80)
@given(random_tables())
def test_the_grid_of_word_yields_the_same_cells(table: Table) -> None:
    document = opened(write(Form("表", "", "", (Section("", (table,)),)), _LAYOUT))
    expected = [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells()]
    assert read_cells(tables(document)[0]) == sorted(expected)
    columns = [int(column.get(qn("w:w"))) for column in tables(document)[0].iter(qn("w:gridCol"))]
    assert_widths_fit(tables(document)[0], columns, document)


def assert_widths_fit(table: Any, columns: list[int], document: Document) -> None:
    section = document.sections[0]
    assert sum(columns) == round((section.page_width - section.left_margin - section.right_margin) / 635)
    for row in table.iter(qn("w:tr")):
        widths = [int(width.get(qn("w:w"))) for width in row.iter(qn("w:tcW"))]
        assert sum(widths) == sum(columns)


def test_an_amount_is_set_as_large_as_its_cell_allows() -> None:
    amounts = ["1.50", "1,234,567.89", "123,459,258,149.62"]
    cells = "".join(f'<td class="money" data-number="{text.replace(",", "")}">{text}</td>' for text in amounts)
    columns = '<col width="10.8%"/>' * 3 + '<col width="67.6%"/>'
    table = f"<table><colgroup>{columns}</colgroup><tbody><tr>{cells}<td>1,234,567.89</td></tr></tbody></table>"
    runs = [cell.paragraphs[0].runs[0] for cell in drawn(table).tables[0].rows[0].cells]
    sizes = [run.font.size.pt if run.font.size else None for run in runs]
    assert (sizes[0], sizes[3]) == (None, None)
    assert 10.5 > sizes[1] > sizes[2] >= 4.5
    assert [run._r.rPr.find(qn("w:szCs")).get(qn("w:val")) for run in runs[1:3]] == [
        f"{size * 2:g}" for size in sizes[1:3]
    ]


def test_head_rows_repeat_and_short_rows_stay_whole() -> None:
    long = "很长的文字" * 400
    document = drawn(
        '<table><colgroup><col width="100%"/></colgroup><thead><tr><th>头</th></tr></thead>'
        f"<tbody><tr><td>短</td></tr><tr><td>{long}</td></tr></tbody></table>"
    )
    rows = list(tables(document)[0].iter(qn("w:tr")))
    assert [next(row.iter(qn("w:tblHeader")), None) is not None for row in rows] == [True, False, False]
    assert [next(row.iter(qn("w:cantSplit")), None) is not None for row in rows] == [True, True, False]


@examples(150)
@given(random_tables(), st.data())
def test_the_rows_that_stay_whole_are_those_up_to_a_third_of_the_page(table: Table, data: st.DataObject) -> None:
    lengths = st.integers(0, 60) | st.integers(0, 900)
    texts = lengths.map(lambda length: "字" * length) | lengths.map(lambda length: "\n".join("字" * (length // 9)))
    rows = tuple(tuple(cell._replace(text=data.draw(texts)) for cell in row) for row in table.rows)
    table = Table(table.widths, rows)
    document = opened(write(Form("表", "", "", (Section("", (table,)),)), _LAYOUT))
    section = document.sections[0]
    width = round((section.page_width - section.left_margin - section.right_margin) / 635) / 1440 * 25.4
    height = round((section.page_height - section.top_margin - section.bottom_margin) / 635) / 20
    heights = measure.row_heights(table, _LAYOUT, width)
    whole = [next(row.iter(qn("w:cantSplit")), None) is not None for row in tables(document)[0].iter(qn("w:tr"))]
    assert whole == [needed <= height / 3 for needed in heights]


def test_cells_are_centred_in_height_and_padded_as_measured() -> None:
    document = opened(write(small_form(), layout(styles={"text": _LAYOUT.style("text")})))
    assert all(cell.vertical_alignment == 1 for cell in document.tables[0]._cells)
    side = document.styles.element.find(f".//{qn('w:style')}[@{qn('w:styleId')}='form']//{qn('w:left')}[@{qn('w:w')}]")
    assert int(side.get(qn("w:w"))) == round(measure.CELL_PADDING_MM * 1440 / 25.4)


def test_tables_are_parted_and_the_last_one_is_followed_by_a_paragraph() -> None:
    table = '<table><colgroup><col width="100%"/></colgroup><tbody><tr><td>甲</td></tr></tbody></table>'
    document = drawn(table * 2)
    kinds = [child.tag.rpartition("}")[2] for child in document.element.body]
    assert kinds == ["tbl", "p", "tbl", "p", "sectPr"]
    assert all(paragraph.paragraph_format.line_spacing == 12700 for paragraph in document.paragraphs)


def test_each_section_begins_a_page_once() -> None:
    table = '<table><colgroup><col width="100%"/></colgroup><tbody><tr><td>甲</td></tr></tbody></table>'
    markup = f'<section name="1"><p>一</p>{table}</section><section name="2"><h1>二</h1><p>三</p></section>'
    document = opened(write(form(f'{markup}<section name="3">{table}</section>'), _LAYOUT))
    breaks = [paragraph.text for paragraph in document.paragraphs if paragraph.paragraph_format.page_break_before]
    assert breaks == ["二", ""]
    # The heading itself parts the table before it from the new page: an empty paragraph could get a page of its own.
    assert [paragraph.text for paragraph in document.paragraphs] == ["一", "二", "三", "", ""]


def test_the_line_over_a_table_stays_with_it() -> None:
    document = opened(write(wide_form(1), _LAYOUT))
    assert [paragraph.paragraph_format.keep_with_next for paragraph in document.paragraphs[:2]] == [True, True]


# --- contents -----------------------------------------------------------------------------------------------


def test_contents_list_the_headings_and_link_to_them() -> None:
    sample = report_form()
    document = opened(write(sample, _LAYOUT))
    links = list(document.element.body.iter(qn("w:hyperlink")))
    listed = [heading for heading in sample.headings() if heading.level <= 3]
    assert len(listed) == 8
    assert [link.get(qn("w:anchor")) for link in links] == [heading.anchor for heading in listed]
    texts = ["".join(piece.text for piece in link.iter(qn("w:t"))) for link in links]
    assert all(
        re.fullmatch(re.escape(heading.text) + r"\d+", text) for heading, text in zip(listed, texts, strict=True)
    )


def test_contents_are_a_field_that_word_refreshes() -> None:
    body = opened(write(report_form(), _LAYOUT)).element.body
    kinds = [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 9
    codes = [code.text.strip() for code in body.iter(qn("w:instrText"))]
    assert codes[:2] == [r'TOC \o "1-3" \h \z \u', r"PAGEREF h1 \h"]
    assert next(body.iter(qn("w:fldChar"))).get(qn("w:dirty")) == "true"


def test_contents_without_headings_are_only_a_title() -> None:
    document = drawn('<nav data-depth="2">目录</nav>')
    assert [paragraph.text for paragraph in document.paragraphs] == ["目录"]


def test_the_same_input_gives_the_same_bytes() -> None:
    for sample in (small_form(), wide_form(), merged_form(), report_form(), small_form(is_draft=True)):
        first = write(sample, layout(Path("/one")))
        assert first == write(sample, layout(Path("/two")))
        assert first == write(sample, layout(Path("/one")))
