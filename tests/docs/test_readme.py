"""What the README shows works: its Python, its spec, its commands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.cli.main import main
from generator.pipeline import load

ROOT = Path(__file__).parents[2]
READMES = ["README.md", "README.zh-CN.md"]


def blocks(name: str, language: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("name", READMES)
def test_python_examples_run_in_order(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "specs", tmp_path / "specs")
    monkeypatch.chdir(tmp_path)
    seen: dict[str, Any] = {}
    for example in blocks(name, "python"):
        exec(compile(example, name, "exec"), seen)
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert files == ["again.yaml", "edit.xlsx", "huadu-jiguan-gongwei.docx", "huadu-jiguan-gongwei.html"]
    read, given = (seen[name].spec for name in ("spec", "document"))
    assert [project.name for project in read.projects()] == [project.name for project in given.projects()]
    assert (seen["edits"].failed, seen["edits"].data) == (False, None)


@pytest.mark.parametrize("name", READMES)
def test_spec_example_checks(name: str, tmp_path: Path) -> None:
    specs = [block for block in blocks(name, "yaml") if block.startswith("版式")]
    assert len(specs) == 1
    (tmp_path / "x.yaml").write_text(specs[0], encoding="utf-8")
    assert not load(tmp_path / "x.yaml").has_errors


def test_every_command_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    names = re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE)
    assert "render" in names
    for readme in READMES:
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert [name for name in names if f"jixiao {name}" not in text] == []
