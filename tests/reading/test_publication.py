"""A whole publication: a title page, a contents list, chapters and other tables before and after the form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.layouts.compose import compose
from generator.pipeline import load, render
from generator.reading.reader import Reading, read
from tests.reading.test_formats import form_of
from tests.support.browser import BROWSER, print_pdf
from tests.support.published import SPECS

NAMES = ("huadu-jiguan-gongwei", "shi-jiguan-gongwei", "qu-jiguan-gongwei")
_BREAK = '<div style="break-before: page"></div>'
_COVER = "<h1>2024年部门预算公开</h1><p>某某单位</p>"
_CONTENTS = "<h2>目录</h2><p>一、部门概况....................1</p><p>二、收支总表....................2</p>"
_CHAPTER = "<h2>第一部分 部门概况</h2><p>本部门贯彻落实党的方针政策，做好党员教育管理和服务工作。</p>"
_ROWS = "".join(
    f"<tr><td>{number}</td><td>一般公共服务支出{number}</td><td>{number * 13.5:.2f}</td></tr>"
    for number in range(1, 25)
)
_STYLE = """<style>@page {
  @top-center { content: "某某单位2024年部门预算" }
  @bottom-center { content: "第 " counter(page) " 页 共 " counter(pages) " 页" }
}</style>"""


def _other(title: str) -> str:
    head = "<tr><th>序号</th><th>项目</th><th>本年预算</th></tr>"
    table = f'<table border="1" style="border-collapse: collapse; width: 100%">{head}{_ROWS}</table>'
    return f"{_BREAK}<h2>{title}</h2><p>部门：某单位　单位：万元</p>{table}"


def publication(name: str, folder: Path) -> Path:
    """A page with the form of a published spec in the midst of other things."""
    [path] = render(load(SPECS[name]), folder, formats=("html",), force=True).files
    page = path.read_text(encoding="utf-8")
    found = re.search(r"(?s)(<body[^>]*>)(.*)(</body>)", page)
    assert found is not None
    before = _BREAK.join((_COVER, _CONTENTS, _CHAPTER + _other("收入支出预算总表"), ""))
    body = f"{found[1]}{before}{found[2]}{_other('政府采购预算表')}<p>附件：无</p>{found[3]}"
    page = page[: found.start()].replace("</head>", f"{_STYLE}</head>") + body + page[found.end() :]
    path.write_text(page, encoding="utf-8")
    return path


def assert_form_is_found(reading: Reading, name: str) -> None:
    assert len(reading.specs) == 1
    assert compose_text(reading) == form_of(SPECS[name])
    assert [finding.code for finding in reading.findings].count("REA07") == 2
    assert {finding.code for finding in reading.findings} == {"REA05", "REA07"}
    told = " ".join(finding.message for finding in reading.findings)
    assert "2024年部门预算公开" in told
    assert "政府采购预算表" in told


def compose_text(reading: Reading) -> str:
    spec, layout = reading.specs[0].spec, reading.layout
    assert spec is not None
    assert layout is not None
    return compose(spec, layout).as_text()


def told_of(reading: Reading, what: str) -> list[str]:
    return [finding.message for finding in reading.findings if what in finding.message and finding.code == "REA05"]


@pytest.mark.parametrize("name", NAMES)
def test_contents_list_is_told_where_the_form_has_none(name: str, tmp_path: Path) -> None:
    expected = [] if name == "qu-jiguan-gongwei" else ["目录（3 行）没有读"]
    assert told_of(read(publication(name, tmp_path)), "目录（") == expected


@pytest.mark.skipif(BROWSER is None, reason="no Chromium")
def test_running_heads_are_told(tmp_path: Path) -> None:
    reading = read(print_pdf(publication("huadu-jiguan-gongwei", tmp_path), tmp_path / "printed"))
    assert told_of(reading, "页眉页脚") == [f"页眉页脚“某某单位2024年部门预算”（{reading.pages} 页）没有读"]


@pytest.mark.parametrize("name", NAMES)
def test_the_form_is_found_in_a_page(name: str, tmp_path: Path) -> None:
    assert_form_is_found(read(publication(name, tmp_path)), name)


@pytest.mark.skipif(BROWSER is None, reason="no Chromium")
@pytest.mark.parametrize("name", NAMES)
def test_the_form_is_found_in_a_pdf(name: str, tmp_path: Path) -> None:
    assert_form_is_found(read(print_pdf(publication(name, tmp_path), tmp_path / "printed")), name)
