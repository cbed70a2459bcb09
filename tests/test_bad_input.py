"""Bad input gives a clear finding or a safe result: no traceback, no hang, nothing outside the output folder."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from generator.cli.main import main
from generator.fonts import font_choice as choice
from generator.fonts import installed, typeface
from generator.layouts.compose import compose as compose_form
from generator.layouts.folders import layout_folders
from generator.layouts.load import find_layout
from generator.pipeline import FORMATS, compose, load, render
from generator.spec.model import Spec
from generator.speed import forget_layouts
from tests.layouts.invented import FORM, write_region
from tests.support.published import folded
from tests.support.readers import READERS

LAYOUTS = sorted(layout_folders())
HEAD = "版式: guangzhou\n部门: 甲局\n"
PROJECT = HEAD + "预算单位:\n  - 项目:\n      - 项目名称: 乙\n"


def write(folder: Path, data: str | bytes, name: str = "my.yaml") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


# --- files that are no spec -----------------------------------------------------------------------------------

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + level)}: &{chr(98 + level)} [{','.join([f'*{chr(97 + level)}'] * 9)}]\n" for level in range(8)
)
NO_SPECS = {
    "empty": (b"", "SRC03", "空的"),
    "blank": (b"\n \n# x\n", "SRC03", "没有内容"),
    "not-yaml": ("版式: [guangzhou\n".encode(), "SRC", ""),
    "prose": ("关于预算绩效的通知\n".encode(), "FLD04", "最外层"),
    "a-list": (b"- a\n- b\n", "FLD04", "最外层"),
    "zip": (b"PK\x03\x04xl/", "SRC04", "Excel"),
    "binary": (b"\x7fELF\x00\x00", "SRC04", "不是文本"),
    "no-encoding": (b"\x81\xff\xff", "SRC04", "编码"),
    "bomb": (BOMB.encode(), "SRC", "别名|引用|展开"),
    "flow-10000-deep": (b"a: " + b"[" * 10_000 + b"]" * 10_000, "SRC", "层"),
    "flow-10000-open": (b"a: " + b"{a: " * 10_000, "SRC", ""),
    "blocks-10000-deep": (b"".join(b" " * depth + b"a:\n" for depth in range(3_000)), "SRC", "层"),
    "dashes-10000-deep": (b"- " * 10_000, "SRC", "层"),
    "control": (HEAD.encode() + b"x: a\x07b\n", "SRC", "U\\+0007|响铃"),
    "python": (b"a: !!python/object/apply:os.system [id]\n", "SRC", ""),
}


@pytest.mark.parametrize("name", NO_SPECS)
def test_file_that_is_no_spec_has_a_clear_finding(name: str, tmp_path: Path) -> None:
    data, code, said = NO_SPECS[name]
    document = load(write(tmp_path, data))
    assert document.has_errors
    first = document.findings[0]
    assert first.code.startswith(code)
    assert any(part.replace("\\", "") in first.message for part in said.split("|"))
    assert first.hint
    assert len(first.message) < 300


@pytest.mark.parametrize("name", NO_SPECS)
def test_command_tells_it_and_writes_nothing(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, NO_SPECS[name][0])
    assert main(["check", str(path)]) == 1
    assert main(["render", str(path), "-o", str(tmp_path / "out"), "--force"]) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert "程序出错" not in said.err
    assert not list((tmp_path / "out").glob("my*"))


def test_file_of_100_mb_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    (finding,) = load(path).findings
    assert finding.code == "SRC02"
    assert "100.0 MB" in finding.message


def test_gb18030_is_read_and_said(tmp_path: Path) -> None:
    text = (layout_folders()["guangzhou"] / "sample.yaml").read_text(encoding="utf-8")
    document = load(write(tmp_path, text.encode("gb18030")))
    assert [finding.code for finding in document.findings] == ["SRC05"]
    assert list(compose(document).texts()) == list(compose(load(write(tmp_path, text))).texts())


@pytest.mark.parametrize("kind", ["missing", "folder", "loop", "pipe"])
def test_path_that_is_no_file(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    if kind == "folder":
        path.mkdir()
    elif kind == "loop":
        path.symlink_to(path)
    elif kind == "pipe":
        os.mkfifo(path)
    (finding,) = load(path).findings
    assert finding.code == "SRC01"


# --- values ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (f"        资金: {{财政拨款: {'9' * 4000}}}\n", "FLD05"),
        (f"        资金: {{财政拨款: 0.{'1' * 4000}}}\n", "FLD05"),
        (f"        资金支出计划: {{3月底: {'9' * 4000}}}\n", "FLD07"),
        (f"        实施周期: {{开始年度: {'2' * 4000}}}\n", "FLD06"),
    ],
)
def test_number_of_4000_digits_is_refused(lines: str, code: str, tmp_path: Path) -> None:
    (finding,) = load(write(tmp_path, PROJECT + lines)).findings
    assert finding.code == code
    assert finding.place.line == 6
    assert len(finding.message) < 200


def test_number_of_4000_digits_is_a_text_where_texts_stand(tmp_path: Path) -> None:
    digits = "9" * 4000
    indicator = f"{{二级指标: 数量指标, 三级指标: {digits}, 年度指标值: {digits}}}"
    text = PROJECT.replace("乙", digits) + f"        项目编码: {digits}\n        绩效指标: [{indicator}]\n"
    form = compose(load(write(tmp_path, text)), force=True)
    assert digits in list(form.texts())


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\b", "\\e", "\\x1f", "\\uFFFE"])
def test_control_character_that_is_escaped_is_reported(escape: str, tmp_path: Path) -> None:
    document = load(write(tmp_path, PROJECT.replace("乙", f'"乙{escape}丙"')))
    assert document.has_errors
    assert any(finding.place.line == 5 for finding in document.findings)


@pytest.mark.parametrize("name", FORMATS)
def test_control_characters_are_never_printed(name: str) -> None:
    layout = find_layout("guangzhou")
    units = [{"projects": [{"name": "乙\x00\x08\x1b\ufffe丙", "goal": {"annual": "甲\r\n乙\r丙"}}]}]
    spec = Spec.model_validate({"layout": "guangzhou", "department": {"name": "\x07局"}, "units": units})
    data = import_module(f"generator.writers.{name}").write(compose_form(spec, layout), layout)
    text = folded(READERS[name](data))
    assert "乙丙" in text
    assert "甲乙丙" in text


# --- texts are never more than texts --------------------------------------------------------------------------

NAMES = ["../../x", "CON", "预" * 300, "<script>", "a/b\\c:d*e?", "[x]", "{{ 7*7 }}", "=1+1", "]]>", "History"]
TEXTS = [
    *("{% raw %}", "{% endraw %}", "{# 注 #}", "{{ department.__class__ }}", "{%tr for x in y %}", "{{ form }}"),
    *("<b>粗</b>", "<script>alert(1)</script>", "</section>", "&amp;", "&#65;", "<![CDATA[x]]>", "<!--x-->"),
    *("+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "'=1", "_x0041_", "#REF!", "1e3", "0010", "TRUE"),
    *("x" * 300, "%s %d {0} ${x}", "\\n \\u0041", "\"'`", "null", "2024-01-01", "1/2"),
]


def nasty_spec(layout_id: str) -> str:
    """A spec whose projects have nasty names and every other text of which is nasty too."""
    level1 = find_layout(layout_id).classification[0]
    labels = {"level1": level1.name, "level2": level1.level2[0].name}
    projects = []
    for name, goal, indicator, value in zip(NAMES, TEXTS, TEXTS[10:], TEXTS[20:], strict=False):
        indicators = [{**labels, "name": indicator, "annual_value": value}]
        projects.append({"name": name, "goal": goal, "indicators": indicators})
    spec = {"layout": layout_id, "department": {"name": "<script>../../x"}, "units": [{"projects": projects}]}
    return json.dumps(spec, ensure_ascii=False)


def test_every_nasty_text_is_used() -> None:
    spec = nasty_spec("guangzhou")
    assert (len(NAMES), len(TEXTS)) == (10, 30)
    assert all(json.dumps(text, ensure_ascii=False) in spec for text in NAMES + TEXTS)


@pytest.mark.parametrize("layout_id", LAYOUTS)
def test_nasty_texts_arrive_literally_in_every_format(layout_id: str, tmp_path: Path) -> None:
    spec, layout = load(write(tmp_path, nasty_spec(layout_id))).spec, find_layout(layout_id)
    assert spec is not None
    form = compose_form(spec, layout)
    expected = folded("".join(form.texts()))
    assert all(folded(text) in expected for text in NAMES + TEXTS)
    for name in FORMATS:
        data = import_module(f"generator.writers.{name}").write(form, layout)
        assert folded(READERS[name](data)) == expected, name


@pytest.mark.parametrize("layout_id", LAYOUTS)
def test_nasty_texts_put_no_file_anywhere_else(layout_id: str, tmp_path: Path) -> None:
    path = write(tmp_path, nasty_spec(layout_id))
    assert main(["render", str(path), "-o", str(tmp_path / "out"), "-f", "docx,xlsx,html", "--force"]) == 0
    assert sorted(found.name for found in tmp_path.iterdir()) == ["my.yaml", "out"]
    assert sorted(found.name for found in (tmp_path / "out").glob("my*")) == ["my.docx", "my.html", "my.xlsx"]
    assert not [found for found in (tmp_path / "out").iterdir() if found.is_dir()]


def test_page_holds_no_element_of_a_text(tmp_path: Path) -> None:
    document = load(write(tmp_path, nasty_spec("guangzhou")))
    (path,) = render(document, tmp_path / "out", formats=["html"], force=True).files
    page = path.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


# --- layouts read nothing outside their folder ----------------------------------------------------------------


@pytest.mark.parametrize("tag", ['{% include "/etc/passwd" %}', '{% include "../../x" %}', '{% import "os" as os %}'])
def test_template_that_reads_files_or_imports_fails(
    tag: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_region(tmp_path / "layouts", form=tag + FORM)
    arguments = ["render", str(folder / "sample.yaml"), "--layouts", str(folder.parent), "-o", str(tmp_path / "out")]
    assert main(arguments) == 1
    assert f"{folder / 'form.html.j2'}：第 1 行：没有模板" in capsys.readouterr().err
    assert not list((tmp_path / "out").glob("sample*"))


OUTSIDE = (
    '@import url("file:///etc/passwd");',
    '@import url("../../secret.css");',
    '@import "http://127.0.0.1:9/x.css";',
    "h1 { background: url(file:///etc/passwd) }",
    "h1 { background: url(/etc/passwd) }",
)


@pytest.mark.parametrize("rule", OUTSIDE)
def test_style_sheet_that_refers_to_the_outside_is_refused(rule: str, tmp_path: Path) -> None:
    folder = write_region(tmp_path / "layouts")
    (folder / "form.css").write_text(f"p {{ color: black }}\n{rule}", encoding="utf-8")
    document = load(folder / "sample.yaml", layout_folders=[folder.parent])
    rendered = render(document, tmp_path / "out", formats=["pdf", "html", "docx"])
    assert [path.suffix for path in rendered.files] == [".docx"]
    for name in ("pdf", "html"):
        assert "form.css" in rendered.failures[name]
        assert "第 2 行" in rendered.failures[name]


# --- what the computer lacks ----------------------------------------------------------------------------------


@pytest.fixture
def no_cached_fonts() -> Iterator[None]:
    """The program asks anew which fonts are installed, now and after the test."""
    cached = (choice.choose, installed.installed_face, installed._files, typeface.typeface)
    for function in cached:
        function.cache_clear()
    forget_layouts()  # and with the layouts the types of their texts
    yield
    for function in cached:
        function.cache_clear()
    forget_layouts()


@pytest.mark.usefixtures("no_cached_fonts")
def test_no_chinese_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "listed_files", lambda: iter(()))
    document = load(layout_folders()["guangzhou"] / "sample.yaml")
    rendered = render(document, tmp_path, formats=list(FORMATS))
    assert [path.suffix for path in rendered.files] == [".docx", ".xlsx", ".html"]
    assert "fonts-noto-cjk" in rendered.failures["pdf"]
    assert "\n" not in rendered.failures["pdf"]
