"""PDFs: accessible, embedded, the same each time; read back with an independent library."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from pdfminer.pdftypes import resolve1

from generator.form import Form
from generator.layouts.model import Layout
from generator.writers import pdf
from tests.support.pdf_texts import pdf_text, pdf_texts
from tests.support.pdfua import failed_rules
from tests.support.sample_forms import form, layout, table

_MARKUP = (
    '<section name="目录"><nav data-depth="2">目录</nav></section>'
    '<section name="一"><h1>第一部分</h1><h2>一、目标</h2><h3>（一）细目</h3><p class="body">甲、乙。</p>'
    '<p class="line">部门：某局<span class="right">单位：万元</span></p>'
    f"{table([['甲', '≥5'], ['两<br/>行', '']], ['项目', '指标'])}</section>"
    '<section name="二"><h1>第二部分</h1><p>完。</p></section>'
)
_LABEL = '<th scope="rowgroup" rowspan="90">产出</th>'
_MERGED = (
    '<section><h1>表</h1><table><colgroup><col width="20%"/><col width="40%"/><col width="40%"/></colgroup>'
    '<thead><tr><th colspan="2">指标</th><th>值</th></tr></thead><tbody>'
    + "".join(
        f"<tr>{'' if row else _LABEL}<td>第{row}行</td><td>{'很长的指标值' * (40 if row % 30 == 9 else 1)}</td></tr>"
        for row in range(90)
    )
    + "</tbody></table></section>"
)


@pytest.fixture
def sheet(tmp_path: Path) -> Layout:
    return layout(tmp_path)


@pytest.fixture
def sample() -> Form:
    return form(_MARKUP)


def _open(data: bytes) -> Any:
    return pdfplumber.open(io.BytesIO(data))


@pytest.mark.parametrize("markup", [_MARKUP, _MERGED], ids=["parts", "merged cells over pages"])
@pytest.mark.parametrize("is_draft", [False, True])
def test_pdf_conforms_to_pdf_ua(markup: str, is_draft: bool, sheet: Layout, tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf.write(form(markup, is_draft), sheet))
    assert failed_rules(path) == []


def test_document_says_its_title_author_subject_and_language(sample: Form, sheet: Layout) -> None:
    with _open(pdf.write(sample, sheet)) as document:
        info = {name: document.metadata[name] for name in ("Title", "Author", "Subject")}
        assert info == {"Title": "项目支出绩效目标表", "Author": "区财政局", "Subject": "2024年预算绩效目标"}
        assert "CreationDate" not in document.metadata
        assert document.doc.catalog["Lang"] == b"zh-CN"


def test_headings_are_bookmarks(sample: Form, sheet: Layout) -> None:
    with _open(pdf.write(sample, sheet)) as document:
        outline = [(level, title) for level, title, *_ in document.doc.get_outlines()]
    assert outline == [(1, "第一部分"), (2, "一、目标"), (3, "（一）细目"), (1, "第二部分")]


def test_all_fonts_are_embedded(sample: Form, sheet: Layout) -> None:
    with _open(pdf.write(sample, sheet)) as document:
        fonts = [font for page in document.pages for font in _descendants(page)]
    assert len({font["BaseFont"].name for font in fonts}) == 3  # 小标宋, 黑体 and 宋体
    assert all("FontFile3" in resolve1(font["FontDescriptor"]) for font in fonts)


def _descendants(page: Any) -> list[dict[str, Any]]:
    fonts = resolve1(resolve1(page.page_obj.resources)["Font"]).values()
    return [resolve1(font) for parent in fonts for font in resolve1(resolve1(parent)["DescendantFonts"])]


def test_each_section_begins_a_page_with_its_number(sample: Form, sheet: Layout) -> None:
    with _open(pdf.write(sample, sheet)) as document:
        texts = [page.extract_text() for page in document.pages]
    assert len(texts) == 3
    assert [text.splitlines()[-1].replace(" ", "") for text in texts] == ["—1—", "—2—", "—3—"]


def test_contents_show_the_page_of_each_heading(sample: Form, sheet: Layout) -> None:
    with _open(pdf.write(sample, sheet)) as document:
        lines = document.pages[0].extract_text().splitlines()
    # The dots of a leader and the number stand on the heading's own line.
    assert [(line.split(".")[0].strip(), line[-1]) for line in lines[1:4]] == [
        ("第一部分", "2"),
        ("一、目标", "2"),
        ("第二部分", "3"),
    ]


def test_text_layer_holds_the_texts_in_order(sample: Form, sheet: Layout) -> None:
    texts = pdf_texts(pdf.write(sample, sheet))
    assert texts == [
        "第一部分",
        "一、目标",
        "（一）细目",
        "甲、乙。",
        "部门：某局单位：万元",
        "项目",
        "指标",
        "甲",
        "≥5",
        "两行",
        "第二部分",
        "完。",
    ]


def test_same_form_same_bytes(sample: Form, sheet: Layout, tmp_path: Path) -> None:
    first = pdf.write(sample, sheet)
    assert pdf.write(sample, sheet) == first
    other = (
        "import sys; from pathlib import Path; from generator.writers import pdf;"
        "from tests.support.sample_forms import form, layout;"
        "sys.stdout.buffer.write(pdf.write(form(sys.argv[1]), layout(Path(sys.argv[2]))))"
    )
    run = subprocess.run([sys.executable, "-c", other, _MARKUP, str(tmp_path)], capture_output=True, check=True)
    assert run.stdout == first


@pytest.mark.parametrize("is_draft", [True, False])
def test_each_page_of_a_draft_is_marked_outside_the_text(is_draft: bool, sheet: Layout) -> None:
    data = pdf.write(form(_MARKUP, is_draft), sheet)
    with _open(data) as document:
        assert [("草" in page.extract_text()) for page in document.pages] == [is_draft] * 3
    assert "草" not in pdf_text(data)


def test_the_lines_of_a_draft_are_black(sheet: Layout) -> None:
    """Whatever colour the mark behind them has."""
    with _open(pdf.write(form(_MARKUP, is_draft=True), sheet)) as document:
        colours = {line["stroking_color"] for page in document.pages for line in page.lines}
    assert colours == {0.0}


def test_an_amount_is_never_parted(sheet: Layout) -> None:
    amounts = ["1,980.40", "1,234,567.89", "123,459,258,149.62"]
    cells = "".join(f'<td class="money" data-number="{text.replace(",", "")}">{text}</td>' for text in amounts)
    columns = '<col width="10.8%"/>' * 3 + '<col width="67.6%"/>'
    with _open(pdf.write(form(f"<section><table><colgroup>{columns}</colgroup><tbody><tr>{cells}<td/></tr></tbody>"
                              "</table></section>"), sheet)) as document:  # fmt: skip
        lines = [line["text"].split() for line in document.pages[0].extract_text_lines(return_chars=False)]
        sizes = {round(char["size"], 1) for char in document.pages[0].chars if char["text"] in "0123456789"}
    assert amounts in lines
    assert max(sizes) > min(sizes) >= 4.5


def test_engine_is_silent(sheet: Layout, capfd: pytest.CaptureFixture[str]) -> None:
    (sheet.folder / "form.css").write_text("p{no-such-property:1} @charset ; q{")
    pdf.write(form("<section><p>甲</p></section>"), sheet)
    assert capfd.readouterr() == ("", "")
