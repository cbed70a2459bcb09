"""PDF: our own, what LibreOffice printed from the Word form, what Chromium printed from the page; and bad ones."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from generator.diagnostics import Finding
from generator.layouts.compose import compose
from generator.layouts.load import find_layout
from generator.pipeline import draw, load, render
from generator.reading.reader import read
from generator.writers.pdf import write
from generator.writers.pdf.weasyprint_engine import load_weasyprint
from tests.reading.strategies import specs
from tests.reading.test_formats import form_of, form_read
from tests.support.browser import BROWSER, print_pdf
from tests.support.office import convert, convert_all, pdf_pages_png
from tests.support.properties import examples
from tests.support.published import SPECS

LAYOUTS = ("guangzhou", "dongguan", "caofeidian")
LONG = "".join(f"第{number}项：围绕中心、服务大局，组织开展机关党建活动{number * 7}场次；" for number in range(1, 70))
PARAGRAPHS = "\n".join(
    f"（{number}）围绕中心、服务大局，组织开展机关党的建设各项活动，共{number * 7}场次，覆盖全部党员干部，"[
        : 30 + number % 17
    ]
    + "取得实效。"
    for number in range(1, 50)
)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every published spec as PDF, Word and HTML."""
    folder = tmp_path_factory.mktemp("rendered")
    for path in SPECS.values():
        assert not render(load(path), folder, formats=("pdf", "docx", "html"), force=True).failures
    return folder


def _own(folder: Path, name: str, _: Path) -> Path:
    return folder / f"{name}.pdf"


def _libreoffice(folder: Path, name: str, _: Path) -> Path:
    return _all_by_libreoffice(folder) / f"{name}.pdf"


@cache
def _all_by_libreoffice(folder: Path) -> Path:
    """A folder with what LibreOffice printed of each Word form in ``folder``, in one start."""
    convert_all(sorted(folder.glob("*.docx")), "pdf", folder / "printed by libreoffice")
    return folder / "printed by libreoffice"


def _chromium(folder: Path, name: str, out_dir: Path) -> Path:
    if BROWSER is None:
        pytest.skip("no Chromium")
    return print_pdf(folder / f"{name}.html", out_dir)


PRINTERS = [_own, _libreoffice, _chromium]


@pytest.mark.parametrize("printer", PRINTERS, ids=lambda printer: printer.__name__[1:])
@pytest.mark.parametrize("name", SPECS)
def test_printed_pdf_gives_its_spec(
    name: str, printer: Callable[[Path, str, Path], Path], rendered: Path, tmp_path: Path
) -> None:
    reading = read(printer(rendered, name, tmp_path))
    assert form_read(reading) == form_of(SPECS[name])
    assert reading.findings == []
    assert reading.pages >= 3


@pytest.mark.parametrize(
    ("printer", "text"),
    [(_own, LONG), (_own, PARAGRAPHS), (_libreoffice, PARAGRAPHS), (_chromium, PARAGRAPHS)],
    ids=["own, one sentence", "own", "libreoffice", "chromium"],
)
@pytest.mark.parametrize("name", ["huadu-jiguan-gongwei", "shi-jiguan-gongwei", "qu-jiguan-gongwei"])
def test_rows_cut_by_pages_are_one(
    name: str, printer: Callable[[Path, str, Path], Path], text: str, tmp_path: Path
) -> None:
    document = load(SPECS[name])
    assert document.spec is not None
    goal = next(document.spec.projects()).goal
    goal.__dict__["annual"] = text
    for kind, data in draw(document, formats=("pdf", "docx", "html"), force=True).data.items():
        (tmp_path / f"{name}.{kind}").write_bytes(data)
    reading = read(printer(tmp_path, name, tmp_path / "printed"))
    assert reading.specs[0].spec is not None
    assert next(reading.specs[0].spec.projects()).goal.annual == text


@pytest.mark.parametrize("name", LAYOUTS)
@examples(8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_random_forms_come_back(name: str, data: st.DataObject, tmp_path: Path) -> None:
    """All but what a page does not show: whether a line that is full was also ended, and blanks at a line's end."""
    layout = find_layout(name)
    form = compose(data.draw(specs(layout)), layout)
    (tmp_path / "form.pdf").write_bytes(write(form, layout))
    reading = read(tmp_path / "form.pdf", layout=name)
    assert len(reading.specs) == 1
    spec = reading.specs[0].spec
    assert spec is not None, reading.specs[0].findings
    assert _unbroken(compose(spec, layout).as_text()) == _unbroken(form.as_text())


def _unbroken(text: str) -> str:
    return text.replace("⏎", "").replace(" ", "")


NAME = "机关团工作活动经费（含区直机关青年志愿服务与主题知识竞赛、“读书”活动等2024-2025年度若干ABC Learning Management System事项）"


@pytest.mark.parametrize("printer", [_own, _libreoffice], ids=["own", "libreoffice"])
@pytest.mark.parametrize("length", [25, 40, 70])
def test_contents_whose_lines_take_several(
    printer: Callable[[Path, str, Path], Path], length: int, tmp_path: Path
) -> None:
    source = SPECS["qu-jiguan-gongwei"].read_text(encoding="utf-8")
    name = NAME[:length]
    (tmp_path / "long.yaml").write_text(
        source.replace("名称: 2024年度机关团工作活动经费", f"名称: '{name}'"), encoding="utf-8"
    )
    render(load(tmp_path / "long.yaml"), tmp_path, formats=("pdf", "docx", "html"), force=True)
    (tmp_path / "printed").mkdir()
    reading = read(printer(tmp_path, "long", tmp_path / "printed"))
    assert [finding for finding in reading.findings if finding.code != "REA09"] == []
    assert name in reading.specs[0].text


def findings_of(path: Path) -> list[Finding]:
    reading = read(path)
    assert reading.specs == []
    return reading.findings


NO_UPRIGHTS = "td, th, table, tr { border: none !important }"
LINES_ACROSS = "td, th { border-width: 1px 0 !important; border-style: solid !important }"


def unruled(folder: Path, name: str, out_dir: Path, css: str) -> Path:
    """A published form as a PDF with other lines."""
    page = (folder / f"{name}.html").read_text(encoding="utf-8")
    styled = page.replace("</head>", f"<style>@page {{ size: A4 landscape }} {css}</style></head>")
    load_weasyprint().HTML(string=styled).write_pdf(out_dir / "form.pdf")
    return out_dir / "form.pdf"


def test_table_without_uprights_gives_its_spec(rendered: Path, tmp_path: Path) -> None:
    reading = read(unruled(rendered, "huadu-jiguan-gongwei", tmp_path, LINES_ACROSS))
    assert form_read(reading) == form_of(SPECS["huadu-jiguan-gongwei"])
    assert {(finding.code, finding.message) for finding in reading.findings} == {
        ("REA09", "这一页的表没有竖线，栏是按文字的位置分的")
    }


@pytest.mark.parametrize("name", ["huadu-jiguan-gongwei", "shi-jiguan-gongwei"])
def test_table_without_lines_is_refused(name: str, rendered: Path, tmp_path: Path) -> None:
    reading = read(unruled(rendered, name, tmp_path, NO_UPRIGHTS))
    assert reading.specs == []
    assert sorted(finding.code for finding in reading.findings) == ["REA03", "REA09"]


def test_page_with_lines_that_make_no_table_is_told(tmp_path: Path) -> None:
    table = (
        "<table style='border-collapse: collapse'><tr><td style='border: 1px solid'>a<td style='border: 1px solid'>b"
    )
    across = "<hr><p>1</p><hr>"
    markup = f"{table}</table><div style='break-before: page'>{across}</div>"
    load_weasyprint().HTML(string=markup).write_pdf(tmp_path / "form.pdf")
    told = [(finding.code, finding.place.sheet) for finding in read(tmp_path / "form.pdf").findings]
    assert ("REA09", "第 2 页") in told


def test_password(rendered: Path, tmp_path: Path) -> None:
    options = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'
    locked = convert(rendered / "yuexiu-zuzhibu.docx", f"pdf:writer_pdf_Export:{options}", tmp_path)
    (finding,) = findings_of(locked)
    assert (finding.code, finding.message) == ("REA01", "PDF 有密码")


def test_scan(rendered: Path, tmp_path: Path) -> None:
    pictures = pdf_pages_png(rendered / "yuexiu-zuzhibu.pdf", tmp_path, dpi=40)
    markup = "".join(f'<img src="{picture.as_uri()}" style="width:100%">' for picture in pictures)
    style = "<style>@page { size: A4 landscape; margin: 0 } img { display: block }</style>"
    load_weasyprint().HTML(string=style + markup).write_pdf(tmp_path / "scan.pdf")
    (finding,) = findings_of(tmp_path / "scan.pdf")
    assert (finding.code, finding.message) == ("REA01", "PDF 是扫描件，没有文字层的，读不出文字")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_cut_off(share: float, rendered: Path, tmp_path: Path) -> None:
    data = (rendered / "yuexiu-zuzhibu.pdf").read_bytes()
    (tmp_path / "cut.pdf").write_bytes(data[: int(len(data) * share)])
    (finding,) = findings_of(tmp_path / "cut.pdf")
    assert (finding.code, finding.message) == ("REA01", "PDF 已损坏")


def test_watermark_is_told(tmp_path: Path) -> None:
    markup = (
        '<p style="position:absolute;top:10cm;font-size:60pt;transform:rotate(-45deg)">草稿</p>'
        "<h1>项目支出绩效目标表</h1>"
    )
    load_weasyprint().HTML(string=markup).write_pdf(tmp_path / "draft.pdf")
    assert [finding.code for finding in findings_of(tmp_path / "draft.pdf")] == ["REA04", "REA09", "REA03"]


def pdf_of(*streams: tuple[bytes, bytes]) -> bytes:
    """A PDF with the given streams: (dictionary, data)."""
    data = b"%PDF-1.7\n"
    for number, (entries, stream) in enumerate(streams, 1):
        data += b"%d 0 obj\n<< /Length %d %s >>\nstream\n%s\nendstream\nendobj\n" % (
            number, len(stream), entries, stream,
        )  # fmt: skip
    return data + b"trailer << >>\n%%EOF\n"


def test_bomb(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(200)), packer.flush()])
    (tmp_path / "bomb.pdf").write_bytes(pdf_of((b"/Filter /FlateDecode", bomb)))
    (finding,) = findings_of(tmp_path / "bomb.pdf")
    assert (finding.code, finding.message) == ("REA02", "PDF 解压后超过 128 MB")


def test_bomb_within_a_bomb(tmp_path: Path) -> None:
    twice = zlib.compress(zlib.compress(bytes(1 << 24)))
    (tmp_path / "bomb.pdf").write_bytes(pdf_of((b"/Filter [/FlateDecode /FlateDecode]", twice)))
    assert [finding.code for finding in findings_of(tmp_path / "bomb.pdf")] == ["REA02"]


def test_nonsense(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(1, 256)) * 40)
    (finding,) = findings_of(tmp_path / "x.pdf")
    assert (finding.code, finding.message) == ("REA01", "PDF 已损坏")
