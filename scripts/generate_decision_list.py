#!/usr/bin/env python3
"""Write docs/decisions/README.md from the decisions in its folder: run ``python scripts/generate_decision_list.py``."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "decisions"
PAGE = FOLDER / "README.md"
INTRODUCTION = """\
# Decisions

What a newcomer would question: what was decided, what was measured, what would change it. A page each, of at most 40
lines. A decision that is changed keeps its number and says what was measured anew. The list is made by
`scripts/generate_decision_list.py`.
"""


def decisions() -> list[Path]:
    """The decisions' pages in order."""
    return sorted(FOLDER.glob("[0-9][0-9][0-9]-*.md"))


def page() -> str:
    """The whole of docs/decisions/README.md."""
    links = [f"- [{_title(path)}]({path.name})" for path in decisions()]
    return "\n".join([INTRODUCTION, *links, ""])


def _title(path: Path) -> str:
    return path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
