"""The table in Markdown, the versions above it, and its place in docs/performance.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from bench.rows import Row

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
_BEGIN, _END = "<!-- measured: python -m bench --write -->", "<!-- end of measured -->"
_PEERS = ("docxtpl", "weasyprint", "python-docx", "ruamel.yaml", "PyYAML", "lxml", "Jinja2", "XlsxWriter")
_HEAD = ("what", "ours", "peer", "ratio", "target", "met")


def versions() -> str:
    """What was measured with what."""
    listed = ", ".join(f"{name} {version(name)}" for name in _PEERS)
    return f"Python {platform.python_version()}, {os.cpu_count()} CPUs; {listed}."


def table_head() -> str:
    """The head of the table."""
    return f"{_line(_HEAD)}\n{_line(['---'] * len(_HEAD))}"


def title_line(title: str) -> str:
    """A line that names the rows below it."""
    return _line([f"**{title}**", *[""] * (len(_HEAD) - 1)])


def row_line(row: Row) -> str:
    """A row of the table."""
    met = "busy" if row.was_busy else {None: "", True: "yes", False: "**NO**"}[row.is_met]
    return _line([row.what, row.ours, row.peer, row.ratio, row.target, met])


def write_page(lines: Iterable[str]) -> None:
    """Put ``lines`` between the markers of docs/performance.md."""
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(_BEGIN)
    _, after = rest.split(_END)
    measured = "\n".join((_BEGIN, *lines, _END))
    PAGE.write_text(f"{before}{measured}{after}", encoding="utf-8")


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
