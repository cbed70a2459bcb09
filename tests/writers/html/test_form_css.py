"""A layout's form.css uses pictures and fonts of its own folder, and is told what else it asks for."""

from pathlib import Path

import pytest

from generator.layouts.load import LayoutError
from generator.writers import html, pdf
from generator.writers.html.form_css import embedded, own_sheet
from tests.support.sample_forms import form, layout

_FORM = form('<section><p class="own">甲</p></section>')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "layout"
    (own / "字体").mkdir(parents=True)
    for path in (tmp_path / "secret.png", own / "a b.png", own / "字体" / "a.woff2", own / "a.css"):
        path.write_bytes(b"x")
    (own / "link.png").symlink_to(tmp_path / "secret.png")
    return own


@pytest.mark.parametrize(
    "reference",
    [
        "url(http://h/a.png)",
        "URL( 'https://h/a.png' )",
        "url(//h/a.png)",
        "url(file:///etc/passwd)",
        "url(/etc/passwd)",
        "url(../secret.png)",
        "url(%2e%2e/secret.png)",
        "url(link.png)",
        'url("data:image/png;base64,eA==")',
        "url(nosuch.png)",
        "url(a.css)",
    ],
)
def test_what_it_may_not_use_is_named(folder: Path, reference: str) -> None:
    (folder / "form.css").write_text(f"/* url(x) */\n.own {{\n  background: {reference} }}", encoding="utf-8")
    for write in (html.write, pdf.write):
        with pytest.raises(LayoutError) as caught:
            write(_FORM, layout(folder))
        assert f"{folder / 'form.css'}：第 3 行：“{reference}”：" in str(caught.value)


@pytest.mark.parametrize("reference", ["@import url(http://h/x.css);", "@import 'a.css';", "@IMPORT url(a.css) print;"])
def test_no_other_sheet_is_imported(folder: Path, reference: str) -> None:
    (folder / "form.css").write_text(f"{reference}\np{{}}", encoding="utf-8")
    with pytest.raises(LayoutError, match=r"第 1 行.*不能用 @import"):
        own_sheet(layout(folder))


def test_its_own_files_are_written_into_the_page(folder: Path) -> None:
    sheet = "@font-face{src:url('字体/a.woff2')} .own{background:url( a%20b.png );mask:url(#m)}"
    (folder / "form.css").write_text(sheet, encoding="utf-8")
    page = html.write(_FORM, layout(folder)).decode()
    assert (
        'src:url("data:font/woff2;base64,eA==")} .own{background:url("data:image/png;base64,eA==");mask:url(#m)' in page
    )
    assert "img-src data:; font-src data:" in page


@pytest.mark.parametrize("sheet", ["/* url(http://h/) @import 'x'; */", "p::before{content:'url(http://h/)'}", "p{}"])
def test_comments_and_texts_are_no_references(folder: Path, sheet: str) -> None:
    (folder / "form.css").write_text(sheet, encoding="utf-8")
    assert embedded(own_sheet(layout(folder)), folder) == sheet


def test_a_sheet_that_is_not_utf_8_is_named(folder: Path) -> None:
    (folder / "form.css").write_bytes("/* 宋体 */".encode("gbk"))
    with pytest.raises(LayoutError, match=r"form\.css：读不了，应是 UTF-8"):
        own_sheet(layout(folder))
