"""What a face draws: the same as fontTools reads in the same file."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.ttLib import TTFont

from generator.fonts.face import EM, Face, face_of
from generator.fonts.font_choice import choose
from generator.fonts.installed import InstalledFace

_DEJAVU = sorted(Path("/usr/share/fonts/truetype").rglob("DejaVuSans.ttf"))


def _bounds(face: Face, char: str) -> tuple[float, ...]:
    flat = [at for contour in face.outline(char) for stretch in contour for at in stretch]
    points = list(zip(flat[::2], flat[1::2], strict=True))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize("char", "项目绩效≥A5，％")
def test_outlines_and_advances_are_the_fonts(char: str) -> None:
    found = choose("宋体")
    font = TTFont(found.path, fontNumber=found.index)
    name = font.getBestCmap()[ord(char)]
    glyphs = font.getGlyphSet()
    pen = ControlBoundsPen(glyphs)
    glyphs[name].draw(pen)
    face = face_of(found.face)
    assert face.advance(char) == glyphs[name].width
    assert _bounds(face, char) == pytest.approx(pen.bounds)


@pytest.mark.skipif(not _DEJAVU, reason="no TrueType font with quadratic curves is installed")
@pytest.mark.parametrize("char", "AgÖ&8")
def test_truetype_curves_are_told_as_cubic_ones_in_thousandths(char: str) -> None:
    font = TTFont(_DEJAVU[0])
    glyphs, name = font.getGlyphSet(), font.getBestCmap()[ord(char)]
    scale = EM / font["head"].unitsPerEm
    face = Face(InstalledFace(_DEJAVU[0], 0, 400))
    assert face.advance(char) == pytest.approx(glyphs[name].width * scale)
    box = font["glyf"][name]
    assert _bounds(face, char) == pytest.approx(
        [side * scale for side in (box.xMin, box.yMin, box.xMax, box.yMax)], abs=1.5
    )
    assert {len(stretch) for contour in face.outline(char) for stretch in contour} <= {2, 6}
    assert all(at == round(at) for contour in face.outline(char) for stretch in contour for at in stretch)


def test_blanks_have_no_outline() -> None:
    face = face_of(choose("宋体").face)
    assert face.outline("\u3000") == []
    assert face.advance("\u3000") == EM
    assert face.advance("\u200b") == 0
    assert face.glyph("\U0010fffd") is None
