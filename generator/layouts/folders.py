"""Where layouts and sample specs lie: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def data_folder(name: str) -> Path:
    """The folder ``templates`` or ``specs`` that came with the program."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def templates_folder() -> Path:
    """The folder that holds one folder a layout."""
    return data_folder("templates")


def shared_folder() -> Path:
    """The folder of what all layouts share: styles, fonts, macros, static style sheets."""
    return templates_folder() / "_shared"


def specs_folder() -> Path:
    """The folder of sample specs."""
    return data_folder("specs")
