"""The text layer: what a reader copies out of the PDF is, character by character, what was put in."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
import uharfbuzz as hb

from generator.fonts.font_choice import choose
from generator.fonts.missing import GlyphMissing
from generator.writers import pdf
from tests.support.pdf_texts import pdf_text
from tests.support.sample_forms import form, layout

_LINE = 40
_PAIRS = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
_GB2312 = "".join(pair.decode("gb2312", errors="ignore") for pair in _PAIRS)
_COMMON = "".join(map(chr, range(0x21, 0x7F))) + _GB2312.strip()


def _copied(text: str, folder: Path) -> str:
    lines = (text[start : start + _LINE] for start in range(0, len(text), _LINE))
    markup = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return pdf_text(pdf.write(form(f"<section>{markup}</section>"), layout(folder))).replace("\n", "")


def test_all_common_characters_survive(tmp_path: Path) -> None:
    choice = choose("宋体")
    drawn = hb.Face(hb.Blob.from_file_path(str(choice.path)), choice.index).unicodes
    text = "".join(char for char in _COMMON if ord(char) in drawn)
    assert len(text) > 6800
    assert _copied(text, tmp_path) == text


@pytest.mark.parametrize(
    "text",
    [
        "一⼀丨⼁人⼈",
        "—―–",
        "·・‧",
        "豈豈更更",
        "2020年--2022年",
        "fi ffi 办公office",
        "〇○零",
        "“三个代表”",
    ],
    ids=["radicals", "dashes", "dots", "compatibility", "hyphens", "ligatures", "zeros", "quotes"],
)
def test_lookalikes_are_not_exchanged(text: str, tmp_path: Path) -> None:
    assert _copied(text, tmp_path).replace(" ", "") == text.replace(" ", "")


def test_character_without_any_font_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(GlyphMissing, match=r"U\+10FFFD"):
        _copied("甲\U0010fffd乙", tmp_path)
