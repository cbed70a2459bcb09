"""Sections, headings, paragraphs, contents, page numbers and draft marks on pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.fonts.missing import GlyphMissing
from generator.layouts.model import Layout
from generator.pages.laid_out import Pages
from tests.support.laid_out import content, elements, furniture, pages_of, text_of, texts
from tests.support.sample_forms import form, layout, table

_LONG = "全面完成年度各项工作任务，持续提升服务质量和群众满意度。" * 4


@pytest.fixture
def sheet(tmp_path: Path) -> Layout:
    return layout(tmp_path)


def _of(markup: str, sheet: Layout, *, is_draft: bool = False) -> Pages:
    return pages_of(form(markup, is_draft), sheet)


def test_each_section_begins_a_page_and_each_page_has_its_number(sheet: Layout) -> None:
    pages = _of("<section><p>甲</p></section><section><h1>乙</h1></section>", sheet)
    assert [content(page) for page in pages.pages] == [["甲"], ["乙"]]
    assert [furniture(page) for page in pages.pages] == [["— 1 —"], ["— 2 —"]]


@pytest.mark.parametrize("before", range(4, 40, 5))
def test_a_heading_stays_with_what_follows(before: int, sheet: Layout) -> None:
    filler = "<p>行</p>" * before
    pages = _of(f"<section>{filler}<h2>标题</h2><h3>小题</h3><p>{_LONG * 3}</p></section>", sheet)
    (page,) = (page for page in pages.pages if "标题" in content(page))
    place = content(page).index("标题")
    assert content(page)[place + 1] == "小题"
    assert content(page)[place + 2].startswith("全面")


@pytest.mark.parametrize("before", range(10, 45, 5))
def test_a_caption_stays_with_its_table(before: int, sheet: Layout) -> None:
    caption = '<p class="line">部门：某局<span class="right">单位：万元</span></p>'
    filler = '<p class="line">行</p>' * before
    pages = _of(f"<section>{filler}{caption}{table([['甲']] * 3, ['头'])}</section>", sheet)
    (page,) = (page for page in pages.pages if any("部门" in text for text in content(page)))
    assert "头" in content(page)
    assert "甲" in content(page)


def test_no_paragraph_leaves_one_line_alone(sheet: Layout) -> None:
    for before in range(12, 26):
        pages = _of(f"<section>{'<p>行</p>' * before}<p>{_LONG * 2}</p></section>", sheet)
        for element in elements(pages.tree):
            counts = [len(piece.runs) for _, piece in element.pieces]
            assert len(counts) < 2 or min(counts) > 1, (before, counts)


def test_the_right_part_stands_flush_right_on_the_same_line(sheet: Layout) -> None:
    pages = _of('<section><p class="line">部门：某局<span class="right">单位：万元</span></p></section>', sheet)
    left, right = pages.pages[0].pieces[0].runs
    assert left.y == right.y
    end = right.x + sum(right.cut.face.advance(char) for char in right.text) / 1000 * right.size
    assert end == pytest.approx(pages.width - sheet.page.right * 72 / 25.4, abs=0.01)


@pytest.mark.parametrize("left", ["", "部门：某局", "预算单位名称" * 20])
@pytest.mark.parametrize("right", ["单位：万元", "单位：万元" * 30])
def test_left_and_right_parts_never_lie_over_each_other(left: str, right: str, sheet: Layout) -> None:
    pages = _of(f'<section><p class="line">{left}<span class="right">{right}</span></p></section>', sheet)
    assert texts(pages) == [left + right]
    spans = [
        (run.y, run.x, run.x + sum(run.cut.face.advance(char) for char in run.text) / 1000 * run.size)
        for run in pages.pages[0].pieces[0].runs
    ]
    for y, begin, end in spans:
        assert not any(y == other and begin < stop - 0.01 and start < end - 0.01 and start != begin
                       for other, start, stop in spans)  # fmt: skip


def test_page_numbers_stay_on_the_paper(tmp_path: Path) -> None:
    pages = _of("<section><p>甲</p></section>", layout(tmp_path, page={"bottom": 3, "top": 3}), is_draft=True)
    assert all(0 < run.y < pages.height for piece in pages.pages[0].pieces for run in piece.runs)


def test_justified_lines_fill_their_width_but_for_the_last(sheet: Layout) -> None:
    (piece,) = (piece for piece in _of(f'<section><p class="body">{_LONG}</p></section>', sheet).pages[0].pieces[:1])
    ends = [
        run.x
        + sum(run.cut.face.advance(char) for char in run.text) / 1000 * run.size
        + run.spacing * (len(run.text) - 1)
        for run in piece.runs
    ]
    right = 595.2756 - sheet.page.right * 72 / 25.4
    assert ends[:-1] == pytest.approx([right] * (len(ends) - 1), abs=0.05)
    assert ends[-1] < right
    assert piece.runs[0].x - piece.runs[1].x == pytest.approx(2 * 16)  # indented by two characters


def test_contents_list_headings_with_pages_leaders_and_links(sheet: Layout) -> None:
    pages = _of(
        '<section><nav data-depth="2">目录</nav></section><section><h1>第一部分</h1><h3>细</h3><p>文</p></section>'
        "<section><h2>一、目标</h2></section>",
        sheet,
    )
    contents = next(element for element in elements(pages.tree) if element.role == "contents")
    assert [child.role for child in contents.children] == ["caption", "entry", "entry"]
    entries = ["".join(text_of(piece) for _, piece in entry.children[0].pieces) for entry in contents.children[1:]]
    assert entries == ["第一部分2", "一、目标3"]
    assert [(link.text, link.target.page) for link in pages.pages[0].links] == [("第一部分", 1), ("一、目标", 2)]
    assert all(set(text) <= set(".— 1") for text in furniture(pages.pages[0]))
    assert [(mark.level, mark.text) for mark in pages.bookmarks] == [(1, "第一部分"), (3, "细"), (2, "一、目标")]
    assert "目录" not in texts(pages)


def test_contents_may_take_several_pages(sheet: Layout) -> None:
    headings = "".join(f"<section><h1>第{number}部分</h1></section>" for number in range(70))
    pages = _of(f'<section><nav data-depth="1">目录</nav></section>{headings}', sheet)
    links = [link for page in pages.pages for link in page.links]
    first = next(number for number, page in enumerate(pages.pages) if not page.links)
    assert first > 1
    assert [link.target.page for link in links] == list(range(first, first + 70))


def test_each_page_of_a_draft_is_marked(sheet: Layout) -> None:
    pages = _of("<section><p>甲</p></section><section><p>乙</p></section>", sheet, is_draft=True)
    for page in pages.pages:
        assert furniture(page).count("草稿") == 1
        assert [text_of(piece) for piece in page.behind] == ["草稿"]
    assert texts(pages) == ["甲", "乙"]


def test_all_missing_characters_are_named(sheet: Layout) -> None:
    markup = "<section><h1>甲\U0010fffd</h1><p>乙\U0010fffc</p><table><colgroup><col width='100%'/></colgroup><tbody>"
    with pytest.raises(GlyphMissing) as raised:
        _of(f"{markup}<tr><td>丙\U0010fffb</td></tr></tbody></table></section>", sheet)
    assert raised.value.characters == "\U0010fffb\U0010fffc\U0010fffd"


def test_characters_that_nobody_sees_need_no_font(sheet: Layout) -> None:
    assert texts(_of("<section><p>甲\u200b乙\ufe0f丙\u00ad</p></section>", sheet)) == ["甲\u200b乙\ufe0f丙\u00ad"]
