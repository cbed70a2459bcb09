"""Who sets a form on the pages of a PDF."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from generator.layouts.model import Layout  # not for a run's own process, whose workers draw

AUTO = "auto"
PAGES, WEASYPRINT = "pages", "weasyprint"
ENGINES = (AUTO, PAGES, WEASYPRINT)
"""What may be asked for: ``auto`` lays out what it can itself, ``weasyprint`` what a style sheet of a layout describes."""

Engine = Literal["pages", "weasyprint"]


def engine_of(layout: Layout, wanted: str = AUTO) -> Engine:
    """Which engine sets a form of ``layout``: one with a ``form.css`` of its own is set by WeasyPrint, which reads it.

    Raises ``ValueError`` for an engine there is not.
    """
    if wanted not in ENGINES:
        raise ValueError(f"没有排版引擎“{wanted}”；可以有：{'、'.join(ENGINES)}")
    if wanted == AUTO:
        return "weasyprint" if has_own_sheet(layout) else "pages"
    return "weasyprint" if wanted == WEASYPRINT else "pages"


def has_own_sheet(layout: Layout) -> bool:
    """Whether ``layout`` brings a ``form.css``."""
    return _has_own_sheet(layout.folder)


def uses_weasyprint(folders: Iterable[Path], wanted: str = AUTO) -> bool:
    """Whether WeasyPrint may set a form of one of the layouts in ``folders``."""
    return wanted == WEASYPRINT or (wanted == AUTO and any(map(_has_own_sheet, folders)))


def _has_own_sheet(folder: Path) -> bool:
    return (folder / "form.css").is_file()


def told(layout: Layout) -> str:
    """Which engine sets forms of ``layout`` and why, in Chinese."""
    if has_own_sheet(layout):
        return "WeasyPrint 排版（版式带有自己的 form.css）"
    return "自行排版（版式没有 form.css）"
