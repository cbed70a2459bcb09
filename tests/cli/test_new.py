"""``jixiao new``: a starting spec that checks and renders, and never overwrites one's work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli.main import main
from generator.layouts.folders import layout_folders
from generator.pipeline import load
from tests.layouts.invented import write_region

LAYOUTS = sorted(layout_folders())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_new_spec_is_clean(layout: str, tmp_path: Path) -> None:
    assert main(["new", layout, str(tmp_path / "my.yaml")]) == 0
    assert load(tmp_path / "my.yaml").findings == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_new_spec_renders(layout: str, tmp_path: Path) -> None:
    assert main(["new", layout, str(tmp_path / "my.yaml")]) == 0
    assert main(["render", str(tmp_path / "my.yaml"), "-o", str(tmp_path / "out"), "-f", "docx,html,xlsx"]) == 0
    assert len(list((tmp_path / "out").glob("my.*"))) == 3


def test_new_spec_names_the_schema_that_lies_beside_it(tmp_path: Path) -> None:
    main(["new", "guangzhou", str(tmp_path / "my.yaml")])
    first = (tmp_path / "my.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=jixiao.schema.json"
    assert json.loads((tmp_path / "jixiao.schema.json").read_text(encoding="utf-8"))["title"]


def test_new_spec_explains_itself(tmp_path: Path) -> None:
    main(["new", "东莞", str(tmp_path / "my.yaml")])
    comments = [line for line in (tmp_path / "my.yaml").read_text(encoding="utf-8").splitlines() if "#" in line]
    assert len(comments) > 5


def test_next_steps_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "my.yaml"
    main(["new", "曹妃甸区", str(path)])
    out = capsys.readouterr().out
    assert f"jixiao check {path}" in out
    assert f"jixiao render {path}" in out


def test_existing_file_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "my.yaml"
    path.write_text("mine")
    assert main(["new", "guangzhou", str(path)]) == 1
    assert "已存在" in capsys.readouterr().err
    assert [(found.name, found.read_text()) for found in tmp_path.iterdir()] == [("my.yaml", "mine")]


def test_existing_file_is_overwritten_with_force(tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    path.write_text("mine")
    assert main(["new", "guangzhou", str(path), "--force"]) == 0
    assert "版式: guangzhou" in path.read_text(encoding="utf-8")


def test_folders_are_made(tmp_path: Path) -> None:
    assert main(["new", "guangzhou", str(tmp_path / "a/b/my.yaml")]) == 0
    assert (tmp_path / "a/b/my.yaml").is_file()


def test_layout_without_a_sample_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_region(tmp_path / "layouts")
    (folder / "sample.yaml").unlink()
    assert main(["new", "xinghai", str(tmp_path / "my.yaml"), "--layouts", str(folder.parent)]) == 1
    assert f"没有样例（{folder / 'sample.yaml'}）" in capsys.readouterr().err


def test_folder_in_the_place_of_the_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "guangzhou", str(tmp_path), "--force"]) == 1
    assert "读写文件失败" in capsys.readouterr().err
