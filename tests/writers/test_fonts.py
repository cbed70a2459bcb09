"""Fonts: which is used, and the cut that makes small PDFs fast."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz as hb

from generator.writers import fonts, pdf
from generator.writers.pdf import font_cuts
from tests.support.pdf_texts import pdf_text
from tests.support.sample_forms import form, layout

_FORM = form("<section><p>甲乙</p></section>")


@pytest.fixture
def fresh() -> Iterator[None]:
    """Forget what was found before and after the test."""
    known = (fonts.choose, fonts._installed_face, fonts._installed_files, fonts.load_weasyprint, font_cuts._face)
    for function in known:
        function.cache_clear()
    yield
    for function in known:
        function.cache_clear()


def _face(choice: fonts.FontChoice) -> Any:
    return hb.Face(hb.Blob.from_file_path(str(choice.path)), choice.index)


def test_each_official_font_has_its_stand_in(tmp_path: Path) -> None:
    used = {choice.official: choice for choice in fonts.fonts_used(layout(tmp_path))}
    assert list(used) == [
        "方正小标宋简体",
        "黑体",
        "楷体_GB2312",
        "仿宋_GB2312",
        "宋体",
    ]
    for choice in used.values():
        assert choice.is_official == (choice.family == choice.official)
        assert _face(choice).get_name(1) == choice.family


def test_title_is_bold_where_a_stand_in_draws_it() -> None:
    choice = fonts.choose("方正小标宋简体")
    assert choice.is_official or choice.is_bold
    assert not fonts.choose("宋体").is_bold
    assert fonts.choose("宋体", is_bold=True).is_bold


def test_collection_gives_the_simplified_chinese_face() -> None:
    choice = fonts.choose("黑体")
    assert choice.is_official or _face(choice).get_name(6) == "NotoSansCJKsc-Regular"


@pytest.mark.usefixtures("fresh")
def test_missing_fonts_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "_fontconfig_list", lambda: iter([(["DejaVu Sans"], Path("/nowhere.ttf"))]))
    with pytest.raises(fonts.FontMissing, match="fonts-noto-cjk"):
        pdf.write(_FORM, layout(tmp_path))


@pytest.mark.usefixtures("fresh")
def test_missing_pango_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def without_pango(name: str, *rest: Any) -> Any:
        if name == "weasyprint":
            print("-----")
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(fonts.PangoMissing, match=r"libpango-1\.0-0 libpangoft2-1\.0-0"):
        pdf.write(_FORM, layout(tmp_path))
    assert capfd.readouterr() == ("", "")


def test_cut_is_made_once_and_holds_one_character_a_glyph(tmp_path: Path) -> None:
    choice = fonts.choose("宋体")
    file = font_cuts.cut_font(choice.path, choice.index, tmp_path)
    made = file.stat().st_mtime_ns
    assert font_cuts.cut_font(choice.path, choice.index, tmp_path).stat().st_mtime_ns == made
    assert list(tmp_path.iterdir()) == [file]
    face = hb.Face(hb.Blob.from_file_path(str(file)))
    font = hb.Font(face)
    glyphs = [font.get_nominal_glyph(code) for code in face.unicodes]
    assert len(glyphs) == len(set(glyphs)) > 7000


def test_cut_follows_the_font_file(tmp_path: Path) -> None:
    choice = fonts.choose("宋体")
    copy = tmp_path / choice.path.name
    copy.write_bytes(choice.path.read_bytes())
    first = font_cuts.cut_font(copy, choice.index, tmp_path / "cache")
    with copy.open("ab") as file:
        file.write(b"\0")
    assert font_cuts.cut_font(copy, choice.index, tmp_path / "cache") != first


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("kind", ["a file", "below a file"])
def test_whole_font_serves_where_the_cache_cannot_be_written(
    kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "cache"
    blocked.write_text("no folder")
    monkeypatch.setattr(font_cuts, "cache_folder", lambda: blocked if kind == "a file" else blocked / "jixiao")
    assert pdf_text(pdf.write(_FORM, layout(tmp_path))) == "甲乙"


def test_cache_folder_follows_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(font_cuts.sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert font_cuts.cache_folder() == tmp_path / "jixiao"
    monkeypatch.setattr(font_cuts.sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert font_cuts.cache_folder() == tmp_path / "local" / "jixiao"
