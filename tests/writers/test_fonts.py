"""Fonts: which is used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz as hb

from generator.writers import fonts, pdf
from tests.support.sample_forms import form, layout

_FORM = form("<section><p>甲乙</p></section>")


@pytest.fixture
def fresh() -> Iterator[None]:
    """Forget what was found before and after the test."""
    known = (fonts.choose, fonts._installed_face, fonts._installed_files)
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
