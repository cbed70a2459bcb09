"""Which font is used, and what is said where none is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from generator.fonts import face, installed, typeface
from generator.fonts import font_choice as choice
from generator.fonts.font_choice import choose, fonts_used
from generator.fonts.missing import FontMissing
from generator.writers import pdf
from tests.support.pdf_objects import page_streams
from tests.support.sample_forms import form, layout

_FORM = form("<section><p>甲乙</p></section>")


def _forget() -> None:
    for function in (choice.choose, installed.installed_face, installed._files, typeface.typeface, face.face_of):
        function.cache_clear()


@pytest.fixture
def fresh() -> Iterator[None]:
    """Forget what was found before and after the test."""
    _forget()
    yield
    _forget()


@pytest.fixture
def with_simsun(fresh: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # noqa: ARG001
    """A computer on which SimSun is installed, as in an office."""
    listed = [*installed.listed_files(), (["SimSun"], _simsun(tmp_path))]
    monkeypatch.setattr(installed, "listed_files", lambda: iter(listed))
    _forget()


def _family(found: choice.FontChoice) -> str | None:
    name: str | None = hb.Face(hb.Blob.from_file_path(str(found.path)), found.index).get_name(1)
    return name


def test_each_official_font_has_its_stand_in(tmp_path: Path) -> None:
    used = {found.official: found for found in fonts_used(layout(tmp_path))}
    assert list(used) == ["方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"]
    for found in used.values():
        assert found.is_official == (found.family == found.official)
        assert _family(found) == found.family


def test_title_is_bold_where_a_stand_in_draws_it() -> None:
    found = choose("方正小标宋简体")
    assert found.is_official or found.is_bold
    assert not choose("宋体").is_bold
    assert choose("宋体", is_bold=True).is_bold


def test_collection_gives_the_simplified_chinese_face() -> None:
    found = choose("黑体")
    assert found.is_official or face.face_of(found.face).name == "NotoSansCJKsc-Regular"


@pytest.mark.usefixtures("fresh")
def test_missing_fonts_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(installed, "listed_files", lambda: iter([(["DejaVu Sans"], Path("/nowhere.ttf"))]))
    with pytest.raises(FontMissing, match="fonts-noto-cjk"):
        pdf.write(_FORM, layout(tmp_path))


def _simsun(folder: Path) -> Path:
    """A font that is called SimSun and has no bold face, as the office's has none."""
    source = choose("宋体")
    font = TTFont(source.path, fontNumber=source.index)
    cut = Subsetter(Options(name_IDs=["*"], notdef_outline=True))
    cut.populate(text="甲乙项目abc123 ")
    cut.subset(font)
    for name, value in ((1, "SimSun"), (4, "SimSun"), (6, "SimSun"), (16, "SimSun")):
        font["name"].setName(value, name, 3, 1, 0x409)
    path = folder / "simsun.otf"
    font.save(path)
    return path


@pytest.mark.usefixtures("with_simsun")
def test_bold_stays_bold_where_the_font_has_no_bold_face(tmp_path: Path) -> None:
    found = choose("宋体", is_bold=True)
    assert (found.family, found.is_bold, found.is_stroked) == ("SimSun", False, True)
    sheet = layout(tmp_path)
    heavy = {**sheet.styles, "label": sheet.styles["label"].model_copy(update={"bold": True})}
    sample = form('<section><p class="label">甲</p><p class="text">乙</p></section>')
    data = pdf.write(sample, sheet.model_copy(update={"styles": heavy}))
    (content,) = page_streams(data)
    assert content.count("2 Tr") == 1  # filled and stroked
    assert content.index("2 Tr") < content.index("0 Tr")


@pytest.mark.usefixtures("with_simsun")
def test_a_character_that_the_first_font_lacks_comes_from_the_next() -> None:
    stretches = typeface.typeface("宋体").stretches("甲丙乙")
    assert [(cut.face.name, text) for cut, text in stretches] == [
        ("SimSun", "甲"),
        ("NotoSerifCJKsc-Regular", "丙"),
        ("SimSun", "乙"),
    ]
