"""Web pages: whole, accessible, and nothing but the form."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html as lxml_html

from generator.form import Form
from generator.writers import html
from tests.support.html_texts import html_texts
from tests.support.sample_forms import form, layout, table

_MARKUP = (
    '<section name="目录"><nav data-depth="2">目录</nav></section>'
    '<section name="一"><h1>第一部分<br/>总体目标</h1><h2>一、目标</h2><h3>（一）细目</h3>'
    '<p class="body">甲&amp;乙 &lt;script&gt;</p>'
    '<p class="line">部门：某局<span class="right">单位：万元</span></p>'
    f"{table([['甲', 'A&lt;B &amp; C ≥5'], ['两<br/>行', '']], ['项目', '指标'])}</section>"
    '<section name="二"><h1>第二部分</h1></section>'
)


@pytest.fixture
def sample() -> Form:
    return form(_MARKUP)


def _page(sample: Form, folder: Path) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(html.write(sample, layout(folder)).decode("utf-8"))


def test_page_holds_the_texts_of_the_form(sample: Form, tmp_path: Path) -> None:
    assert html_texts(html.write(sample, layout(tmp_path))) == list(sample.texts())


def test_markup_in_a_text_stays_text(sample: Form, tmp_path: Path) -> None:
    page = html.write(sample, layout(tmp_path)).decode()
    assert "甲&amp;乙 &lt;script&gt;" in page
    assert not _page(sample, tmp_path).xpath("//script")


def test_title_and_metadata_are_escaped(tmp_path: Path) -> None:
    page = _page(form("<section><p>甲</p></section>", title='</title>"<b>'), tmp_path)
    assert page.findtext(".//title") == '</title>"<b>'
    assert page.xpath("//meta[@name='author']/@content") == ["区财政局"]
    assert page.xpath("//meta[@name='description']/@content") == ["2024年预算绩效目标"]
    assert page.get("lang") == "zh-CN"


def test_page_stands_alone(sample: Form, tmp_path: Path) -> None:
    page = _page(sample, tmp_path)
    assert page.xpath("//@href") == ["#h1", "#h2", "#h4"]
    assert not page.xpath("//@src | //link | //script | //@*[starts-with(name(), 'on')]")
    assert page.xpath("//meta[@http-equiv]/@content")[0].startswith("default-src 'none';")


def test_ids_are_unique_and_links_lead_to_them(sample: Form, tmp_path: Path) -> None:
    page = _page(sample, tmp_path)
    ids = page.xpath("//@id")
    assert ids == ["h1", "h2", "h3", "h4"]
    assert {f"#{name}" for name in ids} >= set(page.xpath("//@href"))


def test_header_cells_say_what_they_head(sample: Form, tmp_path: Path) -> None:
    assert _page(sample, tmp_path).xpath("//th/@scope") == ["col", "col"]


def test_wide_tables_scroll_in_a_named_region(sample: Form, tmp_path: Path) -> None:
    (region,) = _page(sample, tmp_path).xpath("//table/..")
    assert dict(region.attrib) == {"class": "sheet", "role": "region", "tabindex": "0", "aria-label": "（一）细目"}


@pytest.mark.parametrize("is_draft", [True, False])
def test_draft_is_marked(is_draft: bool, tmp_path: Path) -> None:
    text = _page(form("<section><p>甲</p></section>", is_draft), tmp_path).find("body").text_content()
    assert ("草稿" in text) == is_draft


def test_style_sheet_of_the_layout_cannot_leave_its_element(sample: Form, tmp_path: Path) -> None:
    (tmp_path / "form.css").write_text(".label{color:red}</style><script>alert(1)</script>", encoding="utf-8")
    page = _page(sample, tmp_path)
    assert not page.xpath("//script")
    assert ".label{color:red}" in page.findtext(".//style")


def test_looks_come_from_the_declared_styles(sample: Form, tmp_path: Path) -> None:
    sheet = html.write(sample, layout(tmp_path)).decode()
    assert '.money{font-family:"宋体","SimSun","Noto Serif CJK SC",' in sheet
    assert "serif;font-weight:normal;font-size:10.5pt;line-height:1.3;text-align:right" in sheet
    assert "@page{size:297mm 210mm;" in html.write(sample, layout(tmp_path, page={"orientation": "landscape"})).decode()


_AMOUNTS = (
    '<section><table><colgroup><col width="20%"/><col width="9%"/><col width="71%"/></colgroup><thead><tr><th>项目</th>'
    '<th>总<br/>计</th><th>目标</th></tr></thead><tbody><tr><th scope="row">甲</th>'
    '<td class="money" data-number="1.5">1.50</td><td>乙</td></tr><tr><th scope="row">丙</th>'
    '<td class="money" data-number="1234567.89">1,234,567.89</td><td></td></tr></tbody></table></section>'
)


def test_amounts_stay_on_one_line(tmp_path: Path) -> None:
    small, large = _page(form(_AMOUNTS), tmp_path).xpath("//td[contains(@class, 'money')]")
    assert (small.get("class"), small.get("style")) == ("money one-line", None)
    assert large.get("class") == "money one-line"
    assert 4.5 <= float(large.get("style").removeprefix("font-size:").removesuffix("pt")) < 10.5
    assert ".one-line { white-space: nowrap; }" in html.write(form(_AMOUNTS), layout(tmp_path)).decode()


def test_rows_that_stand_by_themselves_become_cards_on_a_phone(tmp_path: Path) -> None:
    page = _page(form(_AMOUNTS), tmp_path)
    assert page.xpath("//table/@class") == ["cards"]
    assert page.xpath("//td/@data-label") == ["总计", "目标", "总计"]
    roles = [element.get("role") for element in page.xpath("//table/descendant-or-self::*[not(self::col)]")]
    row = ["row", "rowheader", "cell", "cell"]
    head = ["rowgroup", "row", *["columnheader"] * 2, None, "columnheader"]
    assert roles == ["table", None, *head, "rowgroup", *row, *row]
    assert html_texts(html.write(form(_AMOUNTS), layout(tmp_path))) == list(form(_AMOUNTS).texts())


@pytest.mark.parametrize(("old", "new"), [("<thead>", "<tbody>"), ("<td>乙</td>", '<td rowspan="2">乙</td>')])
def test_other_tables_go_on_scrolling(old: str, new: str, tmp_path: Path) -> None:
    markup = _AMOUNTS.replace(old, new)
    markup = markup.replace("<td></td>", "") if "rowspan" in new else markup.replace("</thead><tbody>", "")
    page = _page(form(markup), tmp_path)
    assert not page.xpath("//@data-label | //table/@role | //table/@class")


def test_the_title_of_the_contents_looks_like_a_heading_and_is_none(sample: Form, tmp_path: Path) -> None:
    sheet = html.write(sample, layout(tmp_path)).decode()
    assert 'h1,p.contents-title{font-family:"方正小标宋简体"' in sheet
    assert _page(sample, tmp_path).xpath("//nav/p/@class") == ["contents-title"]


def test_same_form_same_bytes(sample: Form, tmp_path: Path) -> None:
    assert html.write(sample, layout(tmp_path)) == html.write(sample, layout(tmp_path))
