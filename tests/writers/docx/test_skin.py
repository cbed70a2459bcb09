"""Skins that offices edit: tags wherever Word puts them, and what is said of a skin that cannot be used."""

import io
import os
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from generator.layouts.views import FundingView
from generator.writers.docx import SkinError, build_skin, write
from tests.writers.docx.samples import form, layout, opened, save_skin, small_form

CONTEXT: dict[str, object] = {
    "department": {"code": "0010", "name": "A<B & C ≥5"},
    "year": 2024,
    "funding": FundingView(Decimal(3), Decimal(1), Decimal(0), Decimal(2)),
    "projects": [{"name": "甲", "total": "1.00"}, {"name": "乙\n丙", "total": None}],
}


def default_skin(folder: Path) -> Document:
    return opened(build_skin(layout(folder)))


def filled(folder: Path, skin: Document, **options: Any) -> Document:
    save_skin(folder, skin)
    return opened(write(small_form(context=CONTEXT, **options), layout(folder)))


def with_paragraphs(*texts: str) -> Document:
    skin = docx.Document()
    for text in texts:
        skin.add_paragraph(text)
    return skin


def message(folder: Path, skin: Document) -> str:
    with pytest.raises(SkinError) as caught:
        filled(folder, skin)
    assert str(folder / "form.docx") in str(caught.value)
    return str(caught.value)


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


# --- the default skin ---------------------------------------------------------------------------------------


def test_the_default_skin_has_the_page_and_the_styles_of_the_layout() -> None:
    sample = layout(orientation="landscape")
    skin = opened(build_skin(sample))
    assert texts(skin) == ["{{ form }}"]
    section = skin.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm), round(section.left_margin.mm)) == (
        297,
        210,
        15,
    )
    body = skin.styles["body"]
    assert body.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert (body.font.size.pt, body.paragraph_format.first_line_indent.pt, body.paragraph_format.line_spacing.pt) == (
        16,
        32,
        28,
    )
    assert {name.replace("heading", "Heading ") for name in sample.styles if name != "subtitle"} <= {
        style.name for style in skin.styles
    }


def test_the_default_skin_numbers_its_pages_and_is_of_today() -> None:
    skin = default_skin(Path("/nowhere"))
    footer = skin.sections[0].footer
    assert footer.paragraphs[0].text == "— 1 —"
    assert [code.text.strip() for code in footer._element.iter(qn("w:instrText"))] == ["PAGE"]
    mode = skin.settings.element.find(f".//{qn('w:compatSetting')}[@{qn('w:name')}='compatibilityMode']")
    assert mode.get(qn("w:val")) == "15"


def test_the_default_skin_saved_by_word_draws_the_same_form(tmp_path: Path) -> None:
    save_skin(tmp_path, default_skin(tmp_path))
    own, built = opened(write(small_form(), layout(tmp_path))), opened(write(small_form(), layout(Path("/nowhere"))))
    assert own.element.body.xml == built.element.body.xml


# --- tags ---------------------------------------------------------------------------------------------------


def test_a_value_is_text_whatever_it_holds(tmp_path: Path) -> None:
    skin = with_paragraphs("〔{{ department.name }}〕{{ year }}", "{{ form }}", "{{ projects[1].name }}")
    document = filled(tmp_path, skin)
    assert texts(document)[0] == "〔A<B & C ≥5〕2024"
    assert texts(document)[-1] == "乙\n丙"
    assert document.tables[0].cell(0, 1).text == "乙"


@pytest.mark.parametrize("written", ["{{ department.name|safe }}", "{{ department.name|e }}", "{{ '<w:p/>'|safe }}"])
def test_no_filter_makes_markup(tmp_path: Path, written: str) -> None:
    shown = texts(filled(tmp_path, with_paragraphs(written)))[0]
    assert shown in ("A<B & C ≥5", "<w:p/>")


def test_a_torn_tag_is_joined(tmp_path: Path) -> None:
    skin = with_paragraphs("{{ form }}")
    skin.element.body.insert(
        0,
        parse_xml(
            f'<w:p {nsdecls("w")}><w:r><w:t>甲{{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr>'
            '<w:t>{ dep</w:t></w:r><w:bookmarkStart w:id="7" w:name="_GoBack"/><w:bookmarkEnd w:id="7"/><w:hyperlink>'
            '<w:r><w:t xml:space="preserve">artment.</w:t></w:r></w:hyperlink><w:r><w:t>code }</w:t></w:r>'
            "<w:r><w:t>}乙{{ year }}</w:t></w:r></w:p>"
        ),
    )
    document = filled(tmp_path, skin)
    assert texts(document)[0] == "甲0010乙2024"
    names = [mark.get(qn("w:id")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert len(set(names)) == len(names) == 2


def test_the_smart_quotes_of_word_are_turned_back(tmp_path: Path) -> None:
    skin = with_paragraphs("{% if year < 3000 and department[‘code’] != “x” %}是{% endif %}", "“{{ form.title }}”")
    assert texts(filled(tmp_path, skin)) == ["是", "“表”"]


def test_a_skin_with_only_the_form_is_filled_in_as_one_with_other_tags(tmp_path: Path) -> None:
    plain, commented = with_paragraphs("甲", "{{ form }}", "乙"), with_paragraphs("甲", "{{ form }}", "乙{{ '' }}")
    bodies = [filled(tmp_path, skin).element.body for skin in (plain, commented)]
    kinds = [[(element.tag, "".join(element.itertext())) for element in body.iter()] for body in bodies]
    assert kinds[0] == kinds[1]


def test_headers_and_footers_hold_tags(tmp_path: Path) -> None:
    skin = with_paragraphs("{{ form }}")
    skin.sections[0].header.paragraphs[0].text = "{{ department.code }}"
    skin.sections[0].footer.paragraphs[0].text = "{{ title }}（{{ year }}）"
    section = filled(tmp_path, skin).sections[0]
    assert (section.header.paragraphs[0].text, section.footer.paragraphs[0].text) == ("0010", "表（2024）")


def test_the_filters_of_layouts_are_there(tmp_path: Path) -> None:
    assert texts(filled(tmp_path, with_paragraphs("{{ 12|chinese }}"))) == ["十二"]


def test_rows_are_repeated(tmp_path: Path) -> None:
    skin = docx.Document()
    rows = ["{%tr for p in projects if p.name != ‘甲’ %}", "{{ loop.index }}{{ p.name }}", "{%tr endfor %}", "完"]
    table = skin.add_table(len(rows), 2)
    for row, text in zip(table.rows, rows, strict=True):
        row.cells[0].text = text
    table.cell(1, 1).text = "{{ p.total }}"
    shown = filled(tmp_path, skin).tables[0]
    assert [[cell.text for cell in row.cells] for row in shown.rows] == [["1乙\n丙", ""], ["完", ""]]


def test_a_row_that_opens_and_closes_its_loop_is_repeated(tmp_path: Path) -> None:
    skin = docx.Document()
    cells = skin.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "{%tr for p in projects %}{{ p.name }}", "{{ p.total }}{%tr endfor %}"
    shown = filled(tmp_path, skin).tables[0]
    assert [[cell.text for cell in row.cells] for row in shown.rows] == [["甲", "1.00"], ["乙\n丙", ""]]


def test_paragraphs_come_and_go_and_no_cell_is_left_empty(tmp_path: Path) -> None:
    skin = with_paragraphs("{%p if year > 3000 %}", "未来", "{%p else %}", "今", "{%p endif %}")
    cell = skin.add_table(1, 1).cell(0, 0)
    cell.text = "{%p if year > 3000 %}未来{%p endif %}"
    document = filled(tmp_path, skin)
    assert texts(document) == ["今"]
    assert [paragraph.text for paragraph in document.tables[0].cell(0, 0).paragraphs] == [""]


def test_the_form_is_as_wide_as_the_section_it_is_in(tmp_path: Path) -> None:
    skin = docx.Document()
    skin.add_paragraph("{{ form }}")
    skin.add_section(WD_SECTION.NEW_PAGE).left_margin = 0
    first = skin.sections[0]
    document = filled(tmp_path, skin)
    width = document.element.body.find(f".//{qn('w:tblW')}").get(qn("w:w"))
    assert int(width) == (first.page_width - first.left_margin - first.right_margin) // 635
    assert len(document.sections) == 2


def test_styles_are_found_by_name_without_regard_to_case_then_by_id(tmp_path: Path) -> None:
    skin = with_paragraphs("{{ form }}")
    skin.styles.add_style("LABEL", 1).element.set(qn("w:styleId"), "a7")
    skin.styles.add_style("表内文字", 1).element.set(qn("w:styleId"), "Text")
    cells = filled(tmp_path, skin).tables[0].rows[0].cells
    assert [cell.paragraphs[0].style.name for cell in cells] == ["LABEL", "表内文字"]


def test_an_amount_fits_in_the_size_that_the_skin_gives_it(tmp_path: Path) -> None:
    skin = with_paragraphs("{{ form }}")
    skin.styles.add_style("big", 1).font.size = Pt(20)
    skin.styles.add_style("money", 1).base_style = skin.styles["big"]
    save_skin(tmp_path, skin)
    row = '<td class="money" data-number="9">1,234.56</td><td/>'
    table = f'<colgroup><col width="12%"/><col width="88%"/></colgroup><tbody><tr>{row}</tr></tbody>'
    document = opened(write(form(f'<section name=""><table>{table}</table></section>'), layout(tmp_path)))
    paragraph = document.tables[0].cell(0, 0).paragraphs[0]
    assert paragraph.style.name == "money"
    assert paragraph.runs[0].font.size < Pt(14)


def test_a_style_that_the_skin_lacks_is_drawn_directly(tmp_path: Path) -> None:
    cells = filled(tmp_path, with_paragraphs("{{ form }}")).tables[0].rows[0].cells
    paragraph = cells[0].paragraphs[0]
    assert (paragraph.style.name, paragraph.alignment, paragraph.runs[0].font.size.pt) == ("Normal", 1, 10.5)


def test_an_edited_skin_is_compiled_anew(tmp_path: Path) -> None:
    assert texts(filled(tmp_path, with_paragraphs("甲{{ year }}"))) == ["甲2024"]
    save_skin(tmp_path, with_paragraphs("乙{{ year }}"))
    os.utime(tmp_path / "form.docx", ns=(1, 1))
    assert texts(opened(write(small_form(context=CONTEXT), layout(tmp_path)))) == ["乙2024"]


def test_parts_without_tags_are_copied_and_nothing_carries_the_clock(tmp_path: Path) -> None:
    save_skin(tmp_path, with_paragraphs("{{ form }}"))
    data = write(small_form(), layout(tmp_path))
    with zipfile.ZipFile(tmp_path / "form.docx") as skin, zipfile.ZipFile(io.BytesIO(data)) as made:
        assert made.testzip() is None
        assert made.namelist()[0] == "[Content_Types].xml"
        assert {info.date_time for info in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        changed = {name for name in skin.namelist() if skin.read(name) != made.read(name)}
    assert changed == {"word/document.xml", "docProps/core.xml"}
    properties = opened(data).core_properties
    assert (properties.title, properties.author, properties.language) == ("表", "区财政局", "zh-CN")
    assert properties.created is None


# --- drafts -------------------------------------------------------------------------------------------------


def test_a_draft_is_marked_on_every_header(tmp_path: Path) -> None:
    skin = with_paragraphs("{{ form }}")
    skin.settings.odd_and_even_pages_header_footer = True
    skin.sections[0].different_first_page_header_footer = True
    skin.sections[0].even_page_header.paragraphs[0].text = "双页"
    skin.add_section().header.is_linked_to_previous = False
    section, second = filled(tmp_path, skin, is_draft=True).sections
    headers = (section.header, section.first_page_header, section.even_page_header, second.header)
    for header in headers:
        assert not header.is_linked_to_previous
        run = header.paragraphs[0].runs[0]
        assert (run.text, run.bold, str(run.font.color.rgb)) == ("草稿", True, "FF0000")
    assert section.even_page_header.paragraphs[1].text == "双页"


def test_only_a_draft_is_marked() -> None:
    header = opened(write(small_form(), layout())).sections[0].header
    assert header.is_linked_to_previous
    assert opened(write(small_form(is_draft=True), layout())).sections[0].header.paragraphs[0].text == "草稿"


# --- skins that cannot be used ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("{{ departmnt.name }}", "没有名为“departmnt”的内容，是不是想写“department”"),
        ("{{ nosuch }}", "没有名为“nosuch”的内容"),
        ("{{ department.nmae }}", "没有名为“nmae”的内容，是不是想写“name”"),
        ("{% for project in projects %}{{ projct.name }}{% endfor %}", "是不是想写“project”"),
        ("{{ funding.count }}", "没有名为“count”的内容"),
        ("{{ projects[9].name }}", "没有第 10 项，一共 2 项"),
        ("{{ department.name|uper }}", "没有名为“uper”的过滤器"),
        ("{% fro p in projects %}", "没有“fro”这样的语句"),
        ("{{ department. }}", "写法不对"),
        ("{{ title", "没有写完整"),
        ("{{ title year }}", "“year”是多余的"),
        ("{{ (title }}", "括号没有成对"),
        ("{{ ‘a }}", "引号没有成对"),
        ("{% if year = 2 %}", "“==”"),
        ("{% endif %}", "前面没有与“endif”配对的语句"),
        ("{% if year %}{% endfor %}", "“endfor”与前面的“if”不配对，应先写“endif”"),
        ("{{ 1 / 0 }}", "除数是零"),
        ("{{ range(9999999)|list }}", "range 的数太大"),
        ("{{ department.__class__.mro() }}", "不允许使用“__class__”"),
        ("{% include ‘x’ %}", "不能用 include"),
    ],
)
def test_a_wrong_tag_is_named(tmp_path: Path, written: str, reason: str) -> None:
    skin = with_paragraphs("{{ year }}", f"前{written}后", "{{ title }}", "{{ form }}")
    said = message(tmp_path, skin)
    assert reason in said
    assert not re.search(r"undefined|unsafe|expected|division|too big|Jinja", said)
    # The tag at fault is shown as it was written.
    tags = re.findall(r"\{[{%].*?[%}]\}", written.replace("‘", "'").replace("’", "'"))
    assert not tags or any(f"“{tag}”" in said for tag in tags)
    assert "正文（word/document.xml）" in said


def test_a_wrong_tag_in_a_header_or_a_loop_is_named(tmp_path: Path) -> None:
    skin = with_paragraphs("{{ form }}")
    skin.sections[0].footer.paragraphs[0].text = "{{ year }}{{ years }}"
    said = message(tmp_path, skin)
    assert "页脚（word/footer" in said
    assert "“{{ years }}”" in said
    skin = docx.Document()
    skin.add_table(1, 1).cell(0, 0).text = "{%tr for p in project %}{{ p }}{%tr endfor %}"
    assert "“{%tr for p in project %}”" in message(tmp_path, skin)


@pytest.mark.parametrize("kind", ["tr ", "p ", ""])
def test_a_loop_that_is_never_closed_is_named(tmp_path: Path, kind: str) -> None:
    skin = with_paragraphs("{{ form }}", "{% if year %}{{ year }}{% endif %}")
    table = skin.add_table(3, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = f"{{%{kind} for p in projects %}}", "{{ p.name }}"
    said = message(tmp_path, skin)
    assert f"“{{%{kind} for p in projects %}}”没有结束" in said
    assert f"“{{%{kind.strip()} endfor %}}”" in said


@pytest.mark.parametrize("text", ["{{ year }", "｛｛ year ｝｝", "year }}", "{% if year"])
def test_a_tag_that_is_not_whole_is_not_printed(tmp_path: Path, text: str) -> None:
    assert "没有写完整" in message(tmp_path, with_paragraphs("{{ form }}", text))


def test_a_statement_that_tears_the_document_is_refused(tmp_path: Path) -> None:
    skin = with_paragraphs("{% if year > 3000 %}甲", "{{ form }}")
    skin.add_table(1, 1).cell(0, 0).text = "乙{% endif %}"
    assert "拆断" in message(tmp_path, skin)


@pytest.mark.parametrize(
    ("paragraphs", "reason"),
    [
        (["没有标签"], "没有任何标签"),
        (["{{ form }}", "{{form}}"], "只能有一处"),
        (["见 {{ form }}"], "独占正文的一段"),
        (["{% raw %}{{ x }}{% endraw %}"], "raw"),
    ],
)
def test_the_place_of_the_form_is_checked(tmp_path: Path, paragraphs: list[str], reason: str) -> None:
    assert reason in message(tmp_path, with_paragraphs(*paragraphs))


def test_the_form_cannot_stand_in_a_table_or_a_header(tmp_path: Path) -> None:
    skin = docx.Document()
    skin.add_table(1, 1).cell(0, 0).text = "{{ form }}"
    assert "表格" in message(tmp_path, skin)
    skin = with_paragraphs("{{ year }}")
    skin.sections[0].header.paragraphs[0].text = "{{ form }}"
    assert "页眉" in message(tmp_path, skin)


def zipped(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空文件"),
        (b"no zip", "不是 .docx 文件。"),
        (b"\xd0\xcf\x11\xe0" * 200, "旧的 .doc 文件"),
        (b"PK" * 200, "已损坏"),
        (zipped(a="b"), "不是 .docx 文档"),
        (zipped(**{"_rels/.rels": "<a"}), "已损坏"),
    ],
)
def test_a_file_that_is_no_word_document_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "form.docx").write_bytes(data)
    with pytest.raises(SkinError, match=rf"form\.docx.*{re.escape(reason)}"):
        write(form('<section name=""><p>甲</p></section>'), layout(tmp_path))


def test_a_skin_with_another_prefix_for_word_is_drawn_in(tmp_path: Path) -> None:
    document = build_skin(layout())
    with zipfile.ZipFile(io.BytesIO(document)) as skin, zipfile.ZipFile(tmp_path / "form.docx", "w") as other:
        for name in skin.namelist():
            text = skin.read(name).decode()
            renamed = (
                text.replace("<w:", "<q:").replace("</w:", "</q:").replace(" w:", " q:").replace("xmlns:w", "xmlns:q")
            )
            other.writestr(name, renamed if name == "word/document.xml" else text)
    assert opened(write(small_form(), layout(tmp_path))).tables[0].cell(0, 1).text == "乙"
