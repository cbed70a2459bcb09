"""Web pages: what a text is by its look."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.reading.decoders.decode import decode

STRUCK = "REA05 划掉的文字“宣传”没有读"
NOTE = "REA09 抬高的“1”按注释的标记，没有读"
HIDDEN = "REA05 网页上看不见的“宣传”没有读"


def lines(folder: Path, body: str, head: str = "") -> list[str]:
    """The texts of a page, and what is told of them."""
    page = folder / "form.html"
    page.write_text(f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>", encoding="utf-8")
    found = decode(page, "form.html")
    return [text.text for text in found.texts] + [f"{each.code} {each.message}" for each in found.findings]


PIECES = [
    ("<del>宣传</del>", "甲乙", STRUCK),
    ("<s>宣</s><strike>传</strike>", "甲乙", STRUCK),
    ("<span style='text-decoration: underline line-through red'>宣<b>传</b></span>", "甲乙", STRUCK),
    ("<span style='text-decoration-line:line-through'>宣传</span>", "甲乙", STRUCK),
    ("<span style='text-decoration:underline'>宣传</span>", "甲宣传乙", ""),
    ("<ins>宣传</ins>", "甲宣传乙", ""),
    ("<sup>1</sup>", "甲乙", NOTE),
    ("<sup><a href='#n'>1</a></sup>", "甲乙", NOTE),
    ("<span style='vertical-align:super;font-size:60%'>1</span>", "甲乙", NOTE),
    ("m<sup>2</sup>", "甲m²乙", ""),
    ("CO<sub>2</sub>", "甲CO2乙", ""),
    ("<sup>科普</sup>", "甲科普乙", "REA09 “科普”是抬高的小字，按普通的字读了"),
    ("<ruby>番<rp>（</rp><rt>fān</rt><rp>）</rp></ruby>", "甲番乙", "REA05 注音“fān”没有读"),
    ("<font face='Symbol'>³</font>", "甲≥乙", ""),
    ("<span style='font-family: \"Wingdings 2\", serif'>R</span>", "甲☑乙", ""),
    ("<span style='font-family:Symbol'><span style='font-family:宋体'>³</span></span>", "甲³乙", ""),
    ("<span style='font: italic 12pt Symbol'>³</span>", "甲≥乙", ""),
    ("<q>科普</q>", "甲“科普”乙", ""),
]


@pytest.mark.parametrize(("inside", "text", "message"), PIECES)
def test_looks_in_cells_and_paragraphs(tmp_path: Path, inside: str, text: str, message: str) -> None:
    expected = [text, *([message] if message else [])]
    assert lines(tmp_path, f"<p>甲{inside}乙</p>") == expected
    assert lines(tmp_path, f"<table><tr><td>甲{inside}乙</table>") == expected


@pytest.mark.parametrize(
    "row", ["<tr style='text-decoration:line-through'>{}</tr>", "<tbody><tr><td><s>宣传</s></td></tr>"]
)
def test_struck_rows(tmp_path: Path, row: str) -> None:
    assert lines(tmp_path, "<table>" + row.format("<td>宣传</td>") + "<tr><td>甲</td></tr></table>") == [
        "",
        "甲",
        STRUCK,
    ]


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        (".x {text-decoration: line-through}", STRUCK),
        ("p, span.x { color: red; text-decoration: line-through; }", STRUCK),
        ("/* .x {} */ #y{display:none}", HIDDEN),
        ("@page {margin: 0} .x{visibility:hidden}", HIDDEN),
        (".x{text-decoration:underline}", ""),
        ("@media print {.x{display:none}}", ""),
        (".z .x{display:none}", ""),
        ("em.x{display:none}", ""),
    ],
)
def test_looks_of_style_sheets(tmp_path: Path, sheet: str, message: str) -> None:
    found = lines(tmp_path, "<div>甲<span class='w x' id=y>宣传</span></div>", f"<style>{sheet}</style>")
    assert found == (["甲", message] if message else ["甲宣传"])


@pytest.mark.parametrize(
    ("ordered", "shown"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1.甲", "2.乙"]),
        ("<ol start=3 type=I><li><p>甲</p></li><li><b>乙</b></li></ol>", ["III.甲", "IV.乙"]),
        ("<ol reversed><li>甲</li><li value=9>乙</li></ol>", ["2.甲", "9.乙"]),
        ("<ol style='list-style-type: cjk-ideographic'><li>甲</li><li>乙</li></ol>", ["一、甲", "二、乙"]),
        ("<ol style='list-style: none'><li>甲</li></ol>", ["甲"]),
        ("<ol class=n><li>甲</li></ol>", ["甲"]),
        ("<ul><li>甲</li></ul>", ["甲"]),
        ("<ol><li><a href='#x'>甲</a></li></ol>", ["甲"]),
        ("<ol><li>甲<ol><li>乙</li></ol></li><li>丙</li></ol>", ["1.甲", "1.乙", "2.丙"]),
        ("<ol start=x><li>甲</li></ol>", ["1.甲"]),
    ],
)
def test_numbers_of_lists(tmp_path: Path, ordered: str, shown: list[str]) -> None:
    assert lines(tmp_path, ordered, "<style>.n {list-style-type: none}</style>") == shown
    (cell,) = lines(tmp_path, f"<table><tr><td>{ordered}</table>", "<style>.n {list-style-type: none}</style>")
    assert cell.split("\n") == shown
