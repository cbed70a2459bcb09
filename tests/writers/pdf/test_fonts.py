"""The fonts in a PDF: an independent library reads back the outlines and widths of the installed ones."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.pdftypes import resolve1, stream_value

from generator.fonts.face import Contour, face_of
from generator.fonts.font_choice import choose
from generator.writers import pdf
from generator.writers.pdf.cff_font import NOT_DEFINED, cff_font
from generator.writers.pdf.charstrings import charstring, number
from tests.support.pdf_objects import fonts_of
from tests.support.sample_forms import form, layout

_TEXT = "项目支出绩效目标表（2025年度）≥95%，ABCabc123"


def _read(data: bytes) -> Any:
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    return fonts[0]


def _drawn(glyph: Any) -> list[Any]:
    pen = RecordingPen()
    glyph.draw(pen)
    return [(name, points) for name, points in pen.value if name != "closePath"]


def test_outlines_and_widths_are_those_of_the_installed_font(tmp_path: Path) -> None:
    choice = choose("宋体")
    source = TTFont(choice.path, fontNumber=choice.index)
    glyphs, names = source.getGlyphSet(), source.getBestCmap()
    programs = [NOT_DEFINED, *(charstring(face_of(choice.face).outline(char), 1000) for char in _TEXT)]
    strings = _read(cff_font("Test", programs)).CharStrings
    assert len(strings) == len(programs)
    for place, char in enumerate(_TEXT, 1):
        mine, theirs = _drawn(strings[f"cid{place:05d}"]), _drawn(glyphs[names[ord(char)]])
        assert _points(mine) == _points(theirs), char
    data = pdf.write(form(f'<section><p class="text">{_TEXT}</p></section>'), layout(tmp_path))
    widths = [width for _, font in fonts_of(data).values() for width in resolve1(font["W"])[1]]
    assert all(width in {round(glyphs[names[ord(char)]].width) for char in _TEXT + "— 1"} for width in widths)


def _points(drawn: list[Any]) -> list[Any]:
    """The lines and curves, without lines that lead nowhere and those back to a contour's start."""
    steps, here, start = [], None, None
    for name, points in drawn:
        if name == "moveTo":
            start = points[0]
        if name == "lineTo" and points[0] in (here, start):
            here = points[0]
            continue
        steps.append((name, points))
        here = points[-1]
    return steps


@given(
    st.lists(
        st.tuples(st.sampled_from("hvlc"), st.integers(-1000, 1000), st.integers(-1000, 1000), st.integers(-500, 500)),
        min_size=1,
        max_size=60,
    )
)
def test_whatever_is_drawn_is_read_back(steps: list[tuple[str, int, int, int]]) -> None:
    contour: Contour = [(0, 0)]
    x = y = 0
    for kind, dx, dy, bend in steps:
        before = x, y
        x, y = (
            max(-3000, min(3000, x + (dx if kind != "v" else 0))),
            max(-3000, min(3000, y + (dy if kind != "h" else 0))),
        )
        contour.append((before[0] + bend, before[1], x, y - bend, x, y) if kind == "c" else (x, y))
    strings = _read(cff_font("Test", [NOT_DEFINED, charstring([contour], 777)])).CharStrings
    expected = [("moveTo", ((0, 0),))]
    for stretch in contour[1:]:
        points = tuple(zip(stretch[::2], stretch[1::2], strict=True))
        expected.append(("curveTo" if len(points) == 3 else "lineTo", points))
    assert _points(_drawn(strings["cid00001"])) == _points(expected)


@pytest.mark.parametrize("value", [-32000, -1132, -1131, -108, -107, 0, 107, 108, 1131, 1132, 32000])
def test_numbers_are_read_back(value: int) -> None:
    strings = _read(cff_font("Test", [NOT_DEFINED, number(value) + number(0) + b"\x15" + b"\x0e"])).CharStrings
    glyph = strings["cid00001"]
    glyph.decompile()
    assert glyph.program[0] == value


def test_each_character_has_a_number_of_its_own(tmp_path: Path) -> None:
    """Also where a font draws two by one glyph: a copied text never turns one into the other."""
    data = pdf.write(form('<section><p class="text">人⼈</p></section>'), layout(tmp_path))
    maps = [stream_value(font["ToUnicode"]).get_data().decode() for font, _ in fonts_of(data).values()]
    assert any("<0001> <4eba>\n<0002> <2f08>" in one for one in maps)
