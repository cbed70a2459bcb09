"""The small commands: ``layouts``, ``schema`` and ``skin``."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from generator.cli.main import main
from generator.layouts.load import load_layouts
from tests.layouts.invented import write_region


@pytest.mark.parametrize("layout", load_layouts(), ids=lambda layout: layout.id)
def test_layouts_tells_all_of_a_layout(layout, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layouts"]) == 0
    out = capsys.readouterr().out
    for text in (f"{layout.id}（{layout.name}）", layout.title, layout.edition, *layout.aliases, *layout.settings):
        assert text in out
    for level1 in layout.classification:
        assert f"{level1.label}：{'、'.join(level2.label for level2 in level1.level2)}" in out


def test_layouts_tells_of_a_broken_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_region(tmp_path, layout="name: 星海\n")
    assert main(["layouts", "--layouts", str(tmp_path)]) == 1
    assert f"版式有误：{folder / 'layout.yaml'}：" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("checks", "line", "told"),
    [
        ("parameters: {longest_value: 0}", 2, "checks.parameters.longest_value 有误"),
        ("parameters: {no_such: 1}", 2, "checks.parameters.no_such 有误（没有这个参数"),
        ("ignore: [TXT99]", 2, "checks.ignore.0 有误（没有“TXT99”这个代码"),
    ],
)
def test_layouts_tells_of_wrong_checks(
    checks: str, line: int, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_region(tmp_path)
    path = folder / "layout.yaml"
    path.write_text(f"checks:\n  {checks}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    assert main(["layouts", "--layouts", str(tmp_path)]) == 1
    captured = capsys.readouterr()
    assert f"版式有误：{path}：第 {line} 行：{told}" in captured.err
    assert "guangzhou（广州）" in captured.out


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"].startswith("http://json-schema.org/draft-07")


@pytest.mark.parametrize("layout", load_layouts(), ids=lambda layout: layout.id)
def test_skin_is_a_word_file_that_holds_the_form(layout, tmp_path: Path) -> None:
    assert main(["skin", layout.name, str(tmp_path / "form.docx")]) == 0
    document = Document(BytesIO((tmp_path / "form.docx").read_bytes()))
    assert "{{ form }}" in [paragraph.text.strip() for paragraph in document.paragraphs]


def test_skin_of_a_layout_that_has_one_is_that(tmp_path: Path) -> None:
    folder = write_region(tmp_path / "layouts")
    (folder / "form.docx").write_bytes(b"the office's own")
    assert main(["skin", "xinghai", str(tmp_path / "my.docx"), "--layouts", str(folder.parent)]) == 0
    assert (tmp_path / "my.docx").read_bytes() == b"the office's own"


def test_skin_does_not_overwrite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "form.docx").write_text("mine")
    assert main(["skin", "guangzhou", str(tmp_path / "form.docx")]) == 1
    assert "已存在" in capsys.readouterr().err
    assert (tmp_path / "form.docx").read_text() == "mine"
    assert main(["skin", "guangzhou", str(tmp_path / "form.docx"), "--force"]) == 0


def test_a_folder_of_layouts_that_is_not_there_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["layouts", "--layouts", "nowhere"])
    assert stop.value.code == 2
    assert "没有文件夹“nowhere”" in capsys.readouterr().err
