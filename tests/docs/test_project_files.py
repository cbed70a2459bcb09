"""The files that hosts and tools read of the project itself."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import generator

ROOT = Path(__file__).parents[2]
FORMS = [path for path in sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")) if path.stem != "config"]


def hooks() -> list[dict[str, Any]]:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    return [hook for repository in config["repos"] for hook in repository["hooks"]]


def test_hooks_fetch_nothing_and_are_told_apart() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repository["repo"] for repository in config["repos"]] == ["local"]
    assert len({hook["id"] for hook in hooks()}) == len(hooks()) > 4


@pytest.mark.skipif(sys.platform == "win32", reason="programs of a virtual environment have other names")
def test_programs_of_hooks_are_there() -> None:
    entries = [hook["entry"].split() for hook in hooks() if hook["language"] == "system"]
    missing = [
        entry
        for entry in entries
        for word in entry
        if word.startswith((".venv/", "tests/")) and not (ROOT / word).exists()
    ]
    assert missing == []


@pytest.mark.parametrize(("subject", "is_refused"), [("x" * 72, False), ("x" * 73, True), ("x\n" + "y" * 99, False)])
def test_long_subjects_are_refused(subject: str, is_refused: bool) -> None:
    (pattern,) = [hook["entry"] for hook in hooks() if hook["id"] == "subject"]
    assert bool(re.search(pattern, subject, re.MULTILINE | re.DOTALL)) == is_refused


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_issue_forms_have_what_the_host_asks_for(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= form.keys()
    fields = [part for part in form["body"] if part["type"] != "markdown"]
    assert len({part["id"] for part in fields}) == len(fields) > 2
    assert all(part["attributes"]["label"] for part in fields)
    assert any(part.get("validations", {}).get("required") for part in fields)


def test_the_version_is_one_and_the_changelog_dates_it() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert version == generator.__version__
    newest = re.search(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert re.fullmatch(rf"{re.escape(version)} — \d{{4}}-\d\d-\d\d", newest.group(1))
