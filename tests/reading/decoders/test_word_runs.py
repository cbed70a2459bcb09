"""What stands in a Word paragraph: every element of the standard's run content, and what is no part of the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.reading.decoders.decode import decode
from generator.reading.decoders.printed import Decoded
from generator.reading.decoders.symbol_fonts import sign_of
from tests.reading.packages import p, tbl, tc, word

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


@pytest.fixture
def decoded(tmp_path: Path) -> object:
    """Decodes a Word file with this body."""

    def decode_body(body: str, **parts: str) -> Decoded:
        (tmp_path / "form.docx").write_bytes(word(body, **parts))
        return decode(tmp_path / "form.docx", "form.docx")

    return decode_body


def r(inside: str, look: str = "") -> str:
    """A run with what is in it."""
    return f"<w:r><w:rPr>{look}</w:rPr>{inside}</w:r>"


def t(text: str, look: str = "") -> str:
    """A run with a text."""
    return r(f"<w:t>{text}</w:t>", look)


def field(code: str, result: str | None = None, data: str = "") -> str:
    """A field with its code, and its result where it has one."""
    begin = r(f'<w:fldChar w:fldCharType="begin">{data}</w:fldChar>') + r(f"<w:instrText>{code}</w:instrText>")
    kept = "" if result is None else r('<w:fldChar w:fldCharType="separate"/>') + t(result)
    return begin + kept + r('<w:fldChar w:fldCharType="end"/>')


def lines(found: Decoded) -> list[str]:
    """The texts, and what is told of them."""
    return [text.text for text in found.texts] + [f"{each.code} {each.message}" for each in found.findings]


RUNS = [
    (t("12场"), "甲12场乙", ""),
    (r('<w:sym w:font="Symbol" w:char="F0B3"/>'), "甲≥乙", ""),
    (r('<w:sym w:font="Symbol" w:char="00A3"/>'), "甲≤乙", ""),
    (r('<w:sym w:font="wingdings" w:char="F0FE"/>'), "甲☑乙", ""),
    (r('<w:sym w:font="Wingdings 2" w:char="F052"/>'), "甲☑乙", ""),
    (r('<w:sym w:font="Wingdings 3" w:char="F070"/>'), "甲▲乙", ""),
    (r('<w:sym w:font="宋体" w:char="2265"/>'), "甲≥乙", ""),
    (r('<w:sym w:font="Marlett" w:char="F061"/>'), "甲乙", "REA09 符号“Marlett F061”不知道是什么字，没有读"),
    (r('<w:sym w:font="Symbol" w:char="F080"/>'), "甲乙", "REA09 符号“Symbol F080”不知道是什么字，没有读"),
    (r('<w:sym w:font="Symbol" w:char="≥"/>'), "甲乙", "REA09 符号“Symbol ≥”不知道是什么字，没有读"),
    (t("R", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'), "甲☑乙", ""),
    (t("\uf0b3", '<w:rFonts w:ascii="Symbol"/>'), "甲≥乙", ""),
    (t("中", '<w:rFonts w:ascii="Symbol"/>'), "甲中乙", ""),
    (r("<w:delText>旧</w:delText>"), "甲乙", ""),
    (r("<w:delInstrText>PAGE</w:delInstrText>"), "甲乙", ""),
    (r("<w:br/>"), "甲\n乙", ""),
    (r('<w:br w:type="page"/>'), "甲乙", ""),
    (r("<w:cr/>"), "甲\n乙", ""),
    (r("<w:noBreakHyphen/>"), "甲-乙", ""),
    (r("<w:softHyphen/>"), "甲乙", ""),
    (r("<w:tab/>"), "甲 乙", ""),
    (r('<w:ptab w:relativeTo="margin"/>'), "甲 乙", ""),
    (r("<w:lastRenderedPageBreak/>"), "甲乙", ""),
    (r("<w:pgNum/>"), "甲乙", "REA09 域“页码”没有存下显示的字，没有读"),
    (r("<w:dayShort/>"), "甲乙", "REA09 域“日”没有存下显示的字，没有读"),
    (r("<w:monthLong/>"), "甲乙", "REA09 域“月”没有存下显示的字，没有读"),
    (r("<w:yearLong/>"), "甲乙", "REA09 域“年”没有存下显示的字，没有读"),
    (r('<w:contentPart w:id="rId1"/>'), "甲乙", "REA09 域“墨迹”没有存下显示的字，没有读"),
    (r('<w:footnoteReference w:id="2"/>'), "甲乙", ""),
    (r('<w:endnoteReference w:id="2"/>'), "甲乙", ""),
    (r("<w:annotationRef/><w:footnoteRef/><w:endnoteRef/><w:separator/><w:continuationSeparator/>"), "甲乙", ""),
    (r('<w:commentReference w:id="1"/>'), "甲乙", ""),
    (field("MERGEFIELD x", "12场"), "甲12场乙", ""),
    (field("PAGE"), "甲乙", "REA09 域“PAGE”没有存下显示的字，没有读"),
    (field("XE 甲"), "甲乙", ""),
    (field(r"EQ \o\ac(○,1)"), "甲①乙", ""),
    (field(r"eq \o\ac(○,20)", ""), "甲⑳乙", ""),
    (field(r"EQ \f(1,2)"), "甲乙", r"REA09 域“EQ \f(1,2)”没有存下显示的字，没有读"),
    (field(r'SYMBOL 179 \f "Symbol" \s 10'), "甲≥乙", ""),
    (field(r'SYMBOL 0x41 \f "Marlett"'), "甲乙", "REA09 符号“Marlett 0041”不知道是什么字，没有读"),
    (field("MACROBUTTON NoMacro 单击此处输入"), "甲乙", "REA05 填写提示“单击此处输入”没有读"),
    (field("FORMCHECKBOX", data="<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"), "甲☑乙", ""),
    (field("FORMCHECKBOX", data='<w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>'), "甲☐乙", ""),
    (
        field(
            "FORMDROPDOWN",
            data='<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="一"/><w:listEntry w:val="二"/></w:ddList></w:ffData>',
        ),
        "甲二乙",
        "",
    ),
    (field("FORMTEXT", "\u2002\u2002\u2002\u2002\u2002"), "甲 乙", ""),
    (field("IF " + field("MERGEFIELD y", "假") + " = 1", "12场"), "甲12场乙", ""),
    ('<w:fldSimple w:instr="DOCPROPERTY x">' + t("12场") + "</w:fldSimple>", "甲12场乙", ""),
    ('<w:fldSimple w:instr="NUMPAGES"/>', "甲乙", "REA09 域“NUMPAGES”没有存下显示的字，没有读"),
    (
        "<w:r><w:ruby><w:rubyPr/><w:rt>" + t("fān") + "</w:rt><w:rubyBase>" + t("番") + "</w:rubyBase></w:ruby></w:r>",
        "甲番乙",
        "REA05 注音“fān”没有读",
    ),
    (t("宣", "<w:strike/>") + t("传", "<w:dstrike/>"), "甲乙", "REA05 划掉的文字“宣传”没有读"),
    (t("宣传", '<w:strike w:val="0"/>'), "甲宣传乙", ""),
    (t("1", '<w:vertAlign w:val="superscript"/>'), "甲乙", "REA09 抬高的“1”按注释的标记，没有读"),
    (t("［注2］", '<w:vertAlign w:val="superscript"/>'), "甲乙", "REA09 抬高的“［注2］”按注释的标记，没有读"),
    (t("500m") + t("2", '<w:vertAlign w:val="superscript"/>'), "甲500m²乙", ""),
    (t("3×10") + t("4", '<w:vertAlign w:val="superscript"/>'), "甲3×10⁴乙", ""),
    (t("CO") + t("2", '<w:vertAlign w:val="subscript"/>'), "甲CO2乙", ""),
    (t("科普", '<w:vertAlign w:val="superscript"/>'), "甲科普乙", "REA09 “科普”是抬高的小字，按普通的字读了"),
    (t("单击此处输入文字", '<w:rStyle w:val="ph"/>'), "甲乙", "REA05 填写提示“单击此处输入文字”没有读"),
    (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + t("选择一项。") + "</w:sdtContent></w:sdt>",
        "甲乙",
        "REA05 填写提示“选择一项。”没有读",
    ),
    (
        "<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>" + t("产出指标") + "</w:sdtContent></w:sdt>",
        "甲产出指标乙",
        "",
    ),
    (f"<m:oMath {MATH}><m:r><m:t>≥12</m:t></m:r></m:oMath>", "甲≥12乙", ""),
    (
        f"<m:oMath {MATH}><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
        "甲1/2乙",
        "",
    ),
    (
        f"<m:oMath {MATH}><m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>",
        "甲m²乙",
        "",
    ),
    (
        f"<m:oMath {MATH}><m:rad><m:deg/><m:e><m:r><m:t>2</m:t></m:r></m:e></m:rad></m:oMath>",
        "甲2乙",
        "REA09 公式“2”按一行读了",
    ),
]
STYLES = '<w:style w:styleId="ph"><w:name w:val="Placeholder Text"/></w:style>'


@pytest.mark.parametrize(("inside", "text", "message"), RUNS)
def test_every_element_of_a_run(decoded, inside: str, text: str, message: str) -> None:
    cell = f"<w:tc><w:tcPr/><w:p>{t('甲')}{inside}{t('乙')}</w:p></w:tc>"
    found = decoded(tbl(cell), styles=STYLES)
    assert lines(found) == [text, *([message] if message else [])]
    assert [str(finding.place) for finding in found.findings] == ["form.docx!第 1 张表!第 1 行第 1 格"] * bool(message)


@pytest.mark.parametrize("holder", ["rStyle", "pStyle"])
def test_looks_come_from_styles_too(decoded, holder: str) -> None:
    styles = (
        '<w:style w:styleId="base"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:styleId="gone"><w:basedOn w:val="base"/></w:style>'
    )
    own = '<w:rStyle w:val="gone"/>' if holder == "rStyle" else ""
    paragraph = '<w:pPr><w:pStyle w:val="gone"/></w:pPr>' if holder == "pStyle" else ""
    kept = t("新", '<w:strike w:val="0"/>')
    body = f"<w:p>{paragraph}{t('旧', own)}{kept}</w:p>"
    assert lines(decoded(body, styles=styles)) == ["新", "REA05 划掉的文字“旧”没有读"]


def test_styles_that_are_based_on_each_other_end(decoded) -> None:
    styles = (
        '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    assert lines(decoded(p("甲", '<w:pPr><w:pStyle w:val="a"/></w:pPr>'), styles=styles)) == ["甲"]


@pytest.mark.parametrize("inside", [p("请输入"), tbl(tc("请输入"))])
def test_prompts_around_paragraphs_and_tables(decoded, inside: str) -> None:
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    found = decoded(p("甲") + control)
    assert "".join(text.text for text in found.texts) == "甲"
    assert [finding.message for finding in found.findings] == ["填写提示“请输入”没有读"]


def test_mark_that_stands_alone_is_the_text(decoded) -> None:
    mark = t("12", '<w:vertAlign w:val="superscript"/>')
    found = decoded(f"<w:p>{mark}</w:p>")
    assert lines(found) == ["12", "REA09 “12”是抬高的小字，按普通的字读了"]


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Symbol", 0xB1, "±"),
        ("Symbol", 0xF0A5, "∞"),
        ("Symbol", 0x25, "%"),
        ("Wingdings", 0x6C, "●"),
        ("Wingdings", 0xA8, "□"),
        ("Wingdings", 0xFC, "✓"),
        ("Wingdings", 0x81, "①"),
        ("Wingdings", 0x4A, "☺"),
        ("Wingdings 2", 0xA3, "□"),
        ("Wingdings 2", 0x6A, "①"),
        ("Wingdings 3", 0x71, "▼"),
        ("Webdings", 0x61, "✔"),
        ("Symbol", 0xFF, ""),
        ("Symbol", -1, ""),
        ("None", 0xE000, ""),
        ("None", 0xD800, ""),
        ("None", 0x110000, ""),
    ],
)
def test_signs(font: str, code: int, sign: str) -> None:
    assert sign_of(font, code) == sign
