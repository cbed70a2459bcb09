"""Word files: texts in the order of the page, cells with their columns and spans, what Word hides told."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator.reading.decoders.decode import decode
from generator.reading.decoders.printed import Decoded
from tests.reading.packages import p, package, relations, tbl, tc, word

DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.fixture
def decoded(tmp_path: Path) -> object:
    """Decodes a Word file with this body."""

    def decode_body(body: str, **parts: str) -> Decoded:
        (tmp_path / "form.docx").write_bytes(word(body, **parts))
        return decode(tmp_path / "form.docx", "form.docx")

    return decode_body


def cells(found: Decoded) -> list[tuple[str, int, int, int, int]]:
    """Text, row, column, rowspan, colspan of each cell."""
    return [(text.text, text.row, text.column, text.rowspan, text.colspan) for text in found.texts if text.table]


def test_paragraphs_and_what_stands_at_their_right(decoded) -> None:
    found = decoded(p("标题") + "<w:p><w:r><w:t>部门：甲</w:t><w:tab/><w:t>单位：万元</w:t></w:r></w:p>" + p(""))
    assert [(text.text, text.line) for text in found.texts] == [("标题", 1), ("部门：甲", 2), ("单位：万元", 2)]
    assert [str(text.place) for text in found.texts] == ["form.docx!正文!第 1 段", *["form.docx!正文!第 2 段"] * 2]


def test_merges_by_grid_span_and_vertical_merge(decoded) -> None:
    rows = tc("甲", DOWN) + tc("乙", '<w:gridSpan w:val="2"/>'), tc("", ON) + tc("丙") + tc("丁")
    assert cells(decoded(tbl(*rows))) == [
        ("甲", 1, 1, 2, 1),
        ("乙", 1, 2, 1, 2),
        ("丙", 2, 2, 1, 1),
        ("丁", 2, 3, 1, 1),
    ]


def test_merge_that_goes_on_with_a_text_of_its_own_is_another_cell(decoded) -> None:
    assert cells(decoded(tbl(tc("甲", ON), tc("乙", ON), tc("", ON)))) == [("甲", 1, 1, 1, 1), ("乙", 2, 1, 2, 1)]


def test_row_that_begins_later(decoded) -> None:
    row = '<w:trPr><w:gridBefore w:val="2"/></w:trPr>' + tc("甲")
    assert cells(decoded(tbl(tc("一") + tc("二") + tc("三"), row)))[-1] == ("甲", 2, 3, 1, 1)


def test_all_tables_within_a_cell_are_read(decoded) -> None:
    inner = f"<w:tc>{p('外')}{tbl(tc('一'))}{tbl(tc('二'))}{p('')}</w:tc>"
    found = decoded(tbl(inner + tc("旁")))
    assert [(text.text, text.table) for text in found.texts] == [("外", 1), ("旁", 1), ("一", 2), ("二", 3)]


def test_table_that_only_lays_out_others_is_none(decoded) -> None:
    found = decoded(tbl(f"<w:tc>{p('标题')}{tbl(tc('一') + tc('二'))}</w:tc>"))
    assert [(text.text, text.table) for text in found.texts] == [("标题", 0), ("一", 1), ("二", 1)]


def test_contents_list_is_known_as_one(decoded) -> None:
    style = '<w:pPr><w:pStyle w:val="a"/></w:pPr>'
    styles = '<w:style w:styleId="a"><w:name w:val="toc 1"/></w:style>'
    found = decoded(p("第一章 1", style) + p("第一章"), styles=styles)
    assert [(text.text, text.is_contents) for text in found.texts] == [("第一章 1", True), ("第一章", False)]


def test_deleted_and_hidden_words_are_told(decoded) -> None:
    deleted = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>"
    found = decoded(f"<w:p>{deleted}{hidden}<w:r><w:t>新</w:t></w:r></w:p>")
    assert [text.text for text in found.texts] == ["新"]
    assert sorted(told(found)) == [
        ("REA05", "删除了但没有接受的修订“旧”没有读"),
        ("REA05", "隐藏的文字“暗”没有读"),
    ]


def told(found: Decoded) -> list[tuple[str, str]]:
    """Code and message of each finding."""
    return [(finding.code, finding.message) for finding in found.findings]


def test_headers_notes_and_comments_are_told_once_a_kind(decoded) -> None:
    separator = f'<w:footnote w:type="separator">{p("线")}</w:footnote>'
    found = decoded(
        p("正文"),
        header1=p("某某局"),
        header2=p("某某局"),
        footer1=p("内部资料"),
        footnotes=f"{separator}<w:footnote>{p('含上年结转')}</w:footnote>",
        endnotes=f"<w:endnote>{p('数据来源')}</w:endnote>",
        comments=f"<w:comment>{p('请核对')}</w:comment><w:comment>{p('已核对')}</w:comment>",
    )
    assert [text.text for text in found.texts] == ["正文"]
    assert told(found) == [
        ("REA05", "页眉页脚“某某局”“内部资料”没有读"),
        ("REA05", "脚注“含上年结转”没有读"),
        ("REA05", "尾注“数据来源”没有读"),
        ("REA05", "批注“请核对”“已核对”没有读"),
    ]
    assert [finding.place.sheet for finding in found.findings] == ["页眉页脚", "脚注", "尾注", "批注"]


@pytest.mark.parametrize("footer", ["— 1 —", "第 1 页 共 3 页", "Page 2 of 9", "- iv -", ""])
def test_page_numbers_need_no_word(footer: str, decoded) -> None:
    assert told(decoded(p("正文"), footer1=p(footer))) == []


def test_damaged_header_keeps_nobody_from_reading(tmp_path: Path) -> None:
    with ZipFile(BytesIO(word(p("正文")))) as archive:
        document = archive.read("word/document.xml")
    (tmp_path / "form.docx").write_bytes(package({"word/document.xml": document, "word/header1.xml": "<w:hdr"}))
    found = decode(tmp_path / "form.docx", "form.docx")
    assert ([text.text for text in found.texts], told(found)) == (
        ["正文"],
        [("REA04", "部件 header1 已损坏，没有读")],
    )


BOX = "<w:pict><w:txbxContent>{}</w:txbxContent></w:pict>"


def test_text_box_beside_tables_is_read_as_paragraphs(decoded) -> None:
    copy = f"<w:r><w:Fallback>{BOX.format(p('附件1'))}</w:Fallback></w:r>"
    box = f"<w:r>{BOX.format(p('附件1') + tbl(tc('甲')))}</w:r>"
    found = decoded(f"<w:p><w:r><w:t>标题</w:t></w:r>{box}{copy}</w:p>")
    assert [(text.text, text.table) for text in found.texts] == [("标题", 0), ("附件1", 0), ("甲", 1)]


def test_text_box_in_a_table_is_told(decoded) -> None:
    found = decoded(tbl(f"<w:tc><w:p><w:r><w:t>甲</w:t>{BOX.format(p('注：另见'))}</w:r></w:p></w:tc>" + tc("乙")))
    assert [text.text for text in found.texts] == ["甲", "乙"]
    assert told(found) == [("REA05", "表格里的文本框“注：另见”没有读")]


def test_deleted_rows_and_embedded_files_are_told(decoded) -> None:
    gone = "<w:trPr><w:del/></w:trPr>" + tc("旧项目")
    sheet = '<w:p><w:r><w:object><w:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>'
    found = decoded(tbl(tc("甲"), gone) + sheet)
    assert [text.text for text in found.texts] == ["甲"]
    assert told(found) == [
        ("REA05", "删除了但没有接受的修订“旧项目”没有读"),
        ("REA05", "嵌入的文件“Excel.Sheet.12”没有读"),
    ]


def test_many_texts_of_a_kind_are_one_finding(decoded) -> None:
    comments = "".join(f"<w:comment>{p(f'第{number}条意见')}</w:comment>" for number in range(50))
    [(_, message)] = told(decoded(p("正文"), comments=comments))
    assert "等 50 处没有读" in message
    assert message.count("“") == 12


def test_numbers_that_word_counts(decoded) -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl>'
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    item = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    found = decoded(p("甲", item) + p("乙", item), numbering=numbering)
    assert [text.text for text in found.texts] == ["（一）甲", "（二）乙"]


def test_dash_rows_are_told(decoded) -> None:
    found = decoded(tbl(tc("甲") + tc("乙"), tc("----") + tc("———")))
    assert [(finding.code, str(finding.place)) for finding in found.findings] == [
        ("REA04", "form.docx!第 1 张表!第 2 行第 1 格")
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 nothing", "REA01"),
        (package({"word/styles.xml": "<a/>"}), "REA01"),
        (package({"word/document.xml": "<w:document"}), "REA01"),
        (package({"word/document.xml": "<a/>"}), "REA01"),
        (word("<w:tbl><w:tr><w:tc>" * 1000 + "</w:tc></w:tr></w:tbl>" * 1000), "REA02"),
        (word("<w:p/>" * 5_000_000), "REA02"),
        (package({f"word/{number}": "" for number in range(2000)} | {"word/document.xml": "<a/>"}), "REA02"),
    ],
    ids=["no zip", "no document", "broken XML", "no body", "deep", "bomb", "many parts"],
)
def test_what_cannot_be_read_is_one_error(data: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / "form.docx").write_bytes(data)
    found = decode(tmp_path / "form.docx", "form.docx")
    assert ([finding.code for finding in found.findings], found.texts) == ([code], [])


def test_entities_are_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("秘密", encoding="utf-8")
    xml = word("<w:p><w:r><w:t>&x;甲</w:t></w:r></w:p>")
    opened = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document'
    with ZipFile(BytesIO(xml)) as archive:
        document = archive.read("word/document.xml").decode().replace("<w:document", opened, 1)
    (tmp_path / "form.docx").write_bytes(package({"word/document.xml": document}))
    assert "秘密" not in "".join(text.text for text in decode(tmp_path / "form.docx", "form.docx").texts)


STYLES = '<w:styles xmlns:w="w"><w:style w:styleId="a"><w:rPr><w:strike/></w:rPr></w:style></w:styles>'
STRUCK = '<w:document xmlns:w="w"><w:body><w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>旧</w:t></w:r></w:p></w:body></w:document>'
TYPES = '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'


@pytest.mark.parametrize(
    ("main", "target", "styles"),
    [
        ("word/document2.xml", "word/document2.xml", "styles2.xml"),
        ("word/document2.xml", "/word/document2.xml", "/word/styles2.xml"),
        ("word/document2.xml", "", "styles.xml"),
        ("content/main.xml", "content/main.xml", "../word/s.xml"),
        ("main.xml", "main.xml", "s.xml"),
        ("word/文档.xml", "word/%E6%96%87%E6%A1%A3.xml", "styles.xml"),
    ],
)
def test_parts_are_where_relations_lead(main: str, target: str, styles: str, tmp_path: Path) -> None:
    folder, _, file = main.rpartition("/")
    base = f"{folder}/" if folder else ""
    style_part = {"../word/s.xml": "word/s.xml"}.get(styles, styles.lstrip("/") if styles[0] == "/" else base + styles)
    parts = {main: STRUCK, style_part: STYLES, f"{base}_rels/{file}.rels": relations(styles=styles)}
    own = {"_rels/.rels": relations(officeDocument=target)} if target else {}
    (tmp_path / "form.docx").write_bytes(package({"[Content_Types].xml": TYPES, **own, **parts}))
    found = decode(tmp_path / "form.docx", "form.docx")
    assert (found.texts, told(found)) == ([], [("REA05", "划掉的文字“旧”没有读")])


def test_damaged_part_beside_the_form_is_told(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {"word/document.xml": STRUCK, "word/styles.xml": "<broken"}
    (tmp_path / "form.docx").write_bytes(package(parts))
    found = decode(tmp_path / "form.docx", "form.docx")
    assert ([text.text for text in found.texts], told(found)) == (["旧"], [("REA04", "部件 styles 已损坏，没有读")])


def test_claimed_spans_are_bounded(decoded) -> None:
    found = decoded(tbl(*[tc("甲", '<w:gridSpan w:val="999999999"/>')] * 50))
    assert {text.colspan for text in found.texts} == {1000}
