"""docs/checks.md says what the rules say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from generator.checks.rulebook import all_rules

ROOT = Path(__file__).parents[2]


def test_the_page_is_not_stale() -> None:
    command = [sys.executable, "scripts/generate_check_docs.py", "--check"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_code_stands_in_the_page() -> None:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert [rule.code for _, rule in all_rules() if f"\n### {rule.code} {rule.title}（" not in page] == []
