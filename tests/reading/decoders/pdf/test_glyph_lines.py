"""Lines are joined where the width broke them, and stay where somebody broke them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.decoders.pdf.glyph_lines import joined, lines_of
from generator.reading.decoders.pdf.glyphs import Glyph

SIZE = 10.0


def glyphs(text: str, *, x: float = 0.0, base: float = 10.0, size: float = SIZE) -> list[Glyph]:
    """The glyphs of one line: letters half as wide as ideographs."""
    found = []
    for char in text:
        width = size / 2 if char.isascii() else size
        found.append(Glyph(char, x, x + width, base, size, False))
        x += width
    return found


def lines(*texts: str) -> list[Glyph]:
    return [glyph for number, text in enumerate(texts) for glyph in glyphs(text, base=10.0 + 15 * number)]


def text_of(*texts: str, width: float) -> str:
    return joined([line for row in lines_of(lines(*texts)) for line in row], width)


@pytest.mark.parametrize(
    ("texts", "ems", "expected"),
    [
        (["组织开展党", "员培训"], 5, "组织开展党员培训"),
        (["组织开展", "党员培训"], 8, "组织开展\n党员培训"),
        (["党员培训率", "90%及以上"], 6, "党员培训率90%及以上"),
        (["组织开展党", "（一）培训"], 6, "组织开展党（一）培训"),
        (["党员培训", "率。及以上"], 5.5, "党员培训率。及以上"),
        (["Office of", "Finance"], 5, "Office of Finance"),
        (["Office-", "Finance"], 4, "Office-Finance"),
        (["201234567", "890"], 4.5, "201234567890"),
        (["年度指标", "值:90%以上"], 5.4, "年度指标值:90%以上"),
        (["1.完成一期。", "2.完成二期。", "3.完成三期"], 6, "1.完成一期。\n2.完成二期。\n3.完成三期"),
        (["1、完成；2、", "参加；3、组", "织"], 6, "1、完成；2、参加；3、组织"),
    ],
)
def test_breaks(texts: list[str], ems: float, expected: str) -> None:
    assert text_of(*texts, width=ems * SIZE) == expected


def test_a_gap_that_the_file_does_not_write_is_a_blank() -> None:
    row = [*glyphs("abc"), *glyphs("def", x=19.0)]
    assert [line.text for line in lines_of(row)[0]] == ["abc def"]


def test_wide_gaps_part_a_line() -> None:
    row = [*glyphs("部门名称"), *glyphs("单位：万元", x=200.0)]
    assert [line.text for line in lines_of(row, parts=True)[0]] == ["部门名称", "单位：万元"]
    assert [line.text for line in lines_of(row)[0]] == ["部门名称 单位：万元"]


def test_a_character_drawn_twice_is_one() -> None:
    row = [glyph for glyph in glyphs("合计") for glyph in (glyph, glyph._replace(x0=glyph.x0 + 0.3))]
    assert [line.text for line in lines_of(row)[0]] == ["合计"]
    assert [line.text for line in lines_of(glyphs("''22"))[0]] == ["''22"]


@given(st.text("预算绩效目标，。（）1aB%-", min_size=1, max_size=60), st.integers(3, 12))
def test_text_without_breaks_survives_any_width(text: str, ems: int) -> None:
    """A text cut anywhere at full lines comes back."""
    width, rows, row = ems * SIZE, [""], 0.0
    for char in text:
        wide = SIZE / 2 if char.isascii() else SIZE
        if row + wide > width:
            rows.append("")
            row = 0.0
        rows[-1] += char
        row += wide
    found = text_of(*rows, width=width)
    assert found.replace(" ", "") == text
    assert "\n" not in found
