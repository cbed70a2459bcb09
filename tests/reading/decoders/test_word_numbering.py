"""Numbers that Word counts: from lists, styles and levels, begun anew, in every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.reading.decoders.counted_labels import label_of
from generator.reading.decoders.decode import decode
from tests.reading.packages import p, word


def level(depth: int = 0, form: str = "decimal", text: str = "%1.", more: str = "") -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(*levels: str, number: int = 0, more: str = "") -> str:
    """A list's levels."""
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def num(number: int, abstract_number: int = 0, more: str = "") -> str:
    """A list."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_number}"/>{more}</w:num>'


def item(text: str, number: int | str = "", depth: int | str = "", style: str = "") -> str:
    """A paragraph of a list, or of a style."""
    numbered = "".join(
        f'<w:{name} w:val="{value}"/>' for name, value in (("ilvl", depth), ("numId", number)) if value != ""
    )
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    return p(text, f"<w:pPr>{own}<w:numPr>{numbered}</w:numPr></w:pPr>" if numbered else f"<w:pPr>{own}</w:pPr>")


def style(name: str, numbered: str = "", base: str = "", more: str = "") -> str:
    """A style of paragraphs, which may be numbered."""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}"{more}>{based}<w:pPr>{numbered}</w:pPr></w:style>'


def lines(folder: Path, body: str, numbering: str, styles: str = "") -> list[str]:
    """The paragraphs, and what is told."""
    (folder / "form.docx").write_bytes(word(body, numbering=numbering, styles=styles))
    found = decode(folder / "form.docx", "form.docx")
    return [text.text for text in found.texts] + [finding.message for finding in found.findings]


ANEW = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
NUMBERED = '<w:numPr><w:numId w:val="1"/></w:numPr>'
SECOND = level(1, "decimal", "%1.%2")


def test_list_begins_anew_once(tmp_path: Path) -> None:
    numbering = abstract(level(form="chineseCounting", text="%1、")) + num(1) + num(2, more=ANEW) + num(3)
    body = item("甲", 1) + item("乙", 1) + item("丙", 2) + item("丁", 2) + item("戊", 3)
    assert lines(tmp_path, body, numbering) == ["一、甲", "二、乙", "一、丙", "二、丁", "三、戊"]


def test_level_of_a_list_in_another_form(tmp_path: Path) -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(form="upperRoman", text="%1)")}</w:lvlOverride>'
    numbering = abstract(level()) + num(1) + num(2, more=override)
    assert lines(tmp_path, item("甲", 1) + item("乙", 2), numbering) == ["1.甲", "II)乙"]


def test_numbers_of_styles(tmp_path: Path) -> None:
    styles = (
        style("base", NUMBERED)
        + style("on", base="base")
        + style("off", '<w:numPr><w:numId w:val="0"/></w:numPr>', "base")
    )
    body = (
        item("甲", style="base")
        + item("乙", style="on")
        + item("丙", style="off")
        + item("丁", 0, style="base")
        + item("戊")
    )
    assert lines(tmp_path, body, abstract(level()) + num(1), styles) == ["1.甲", "2.乙", "丙", "丁", "戊"]


def test_level_of_a_style(tmp_path: Path) -> None:
    levels = level(), level(1, text="（%2）", more='<w:pStyle w:val="second"/>')
    styles = style("first", NUMBERED) + style("second", NUMBERED) + style("third", base="second")
    body = (
        item("甲", style="first")
        + item("乙", style="second")
        + item("丙", style="third")
        + item("丁", depth=0, style="third")
    )
    assert lines(tmp_path, body, abstract(*levels) + num(1), styles) == ["1.甲", "（1）乙", "（2）丙", "2.丁"]


def test_default_style_is_numbered(tmp_path: Path) -> None:
    styles = style("usual", NUMBERED, more=' w:default="1"')
    assert lines(tmp_path, p("甲"), abstract(level()) + num(1), styles) == ["1.甲"]


def test_list_of_a_list_style(tmp_path: Path) -> None:
    link = '<w:numStyleLink w:val="lists"/>'
    numbering = abstract(level(text="%1）")) + abstract(number=1, more=link) + num(1) + num(2, 1)
    assert lines(tmp_path, item("甲", 2) + item("乙", 1), numbering, style("lists", NUMBERED)) == ["1）甲", "2）乙"]


@pytest.mark.parametrize(
    ("more", "last"), [("", "2.1丁"), ('<w:lvlRestart w:val="0"/>', "2.2丁"), ('<w:lvlRestart w:val="1"/>', "2.1丁")]
)
def test_deeper_level_begins_anew(more: str, last: str, tmp_path: Path) -> None:
    numbering = abstract(level(), level(1, "decimal", "%1.%2", more)) + num(1)
    body = item("甲", 1) + item("乙", 1, 1) + item("丙", 1) + item("丁", 1, 1)
    assert lines(tmp_path, body, numbering) == ["1.甲", "1.1乙", "2.丙", last]


def test_legal_numbers(tmp_path: Path) -> None:
    numbering = abstract(level(form="chineseCounting"), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + num(1)
    assert lines(tmp_path, item("甲", 1) + item("乙", 1, 1), numbering) == ["一.甲", "1.1乙"]


def test_format_of_its_own(tmp_path: Path) -> None:
    newer = (
        '<mc:AlternateContent xmlns:mc="m"><mc:Choice><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    own = f'<w:lvl w:ilvl="0">{newer}<w:lvlText w:val="%1."/></w:lvl>'
    assert lines(tmp_path, item("甲", 1), abstract(own) + num(1)) == ["001.甲"]


def test_unknown_format_is_told(tmp_path: Path) -> None:
    numbering = abstract(level(form="thaiCounting")) + num(1)
    told = "自动编号的格式“thaiCounting”不认识，按 1 这样的数字读了"
    assert lines(tmp_path, item("甲", 1) + item("乙", 1), numbering) == ["1.甲", "2.乙", told]


@pytest.mark.parametrize("number", ["²", "x", "-1", "99999999999", ""])
def test_odd_numbers(number: str, tmp_path: Path) -> None:
    odd = abstract(
        level().replace('w:ilvl="0"', f'w:ilvl="{number}"').replace('start w:val="1"', f'start w:val="{number}"')
    )
    override = ANEW.replace('"1"', f'"{number}"').replace('"0"', f'"{number}"')
    assert lines(tmp_path, item("甲", 1), odd + num(1, more=override)) == ["1.甲"]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", "1 2 10 11 20 21 101"),
        ("decimalZero", "01 02 10 11 20 21 101"),
        ("decimalFullWidth", "１ ２ １０ １１ ２０ ２１ １０１"),
        ("decimalEnclosedCircle", "① ② ⑩ ⑪ ⑳ 21 101"),
        ("decimalEnclosedCircleChinese", "① ② ⑩ ⑪ ⑳ 21 101"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑽ ⑾ ⒇ 21 101"),
        ("decimalEnclosedFullstop", "⒈ ⒉ ⒑ ⒒ ⒛ 21 101"),
        ("upperRoman", "I II X XI XX XXI CI"),
        ("lowerRoman", "i ii x xi xx xxi ci"),
        ("upperLetter", "A B J K T U WWWW"),
        ("lowerLetter", "a b j k t u wwww"),
        ("ordinal", "1st 2nd 10th 11th 20th 21st 101st"),
        ("hex", "1 2 A B 14 15 65"),
        ("chineseCounting", "一 二 十 十一 二十 二十一 一○一"),
        ("chineseCountingThousand", "一 二 十 十一 二十 二十一 一百零一"),
        ("taiwaneseCounting", "一 二 十 十一 二十 二十一 一○一"),
        ("taiwaneseCountingThousand", "一 二 十 十一 二十 二十一 一百零一"),
        ("taiwaneseDigital", "一 二 一○ 一一 二○ 二一 一○一"),
        ("japaneseCounting", "一 二 十 十一 二十 二十一 百一"),
        ("japaneseLegal", "壱 弐 拾 拾壱 弐拾 弐拾壱 百壱"),
        ("chineseLegalSimplified", "壹 贰 壹拾 壹拾壹 贰拾 贰拾壹 壹佰零壹"),
        ("ideographLegalTraditional", "壹 貳 壹拾 壹拾壹 貳拾 貳拾壹 壹佰零壹"),
        ("ideographDigital", "一 二 一〇 一一 二〇 二一 一〇一"),
        ("ideographTraditional", "甲 乙 癸 11 20 21 101"),
        ("ideographZodiac", "子 丑 酉 戌 20 21 101"),
        ("ideographZodiacTraditional", "甲子 乙丑 癸酉 甲戌 癸未 甲申 甲辰"),
        ("ideographEnclosedCircle", "㊀ ㊁ ㊉ 11 20 21 101"),
        ("aiueoFullWidth", "ア イ コ サ ト ナ 101"),
        ("irohaFullWidth", "イ ロ ヌ ル ネ ナ 101"),
        ("russianUpper", "А Б К Л Ф Х 101"),
    ],
)
def test_formats(form: str, shown: str) -> None:
    assert " ".join(str(label_of(form, number)) for number in (1, 2, 10, 11, 20, 21, 101)) == shown


def test_formats_without_a_number() -> None:
    assert [label_of("numberInDash", 3), label_of("chicago", 6), label_of("upperRoman", 0)] == ["- 3 -", "††", "0"]
    assert [label_of("hebrew1", 1), label_of("", 1), label_of("chineseCounting", 10_000)] == [None, None, "10000"]
