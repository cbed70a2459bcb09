"""Where layouts and sample specs lie: beside the package in a checkout, inside it in an installed wheel.

None of the layouts is read here: what only has to know where they are need not wait for pydantic.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
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


def layout_folders(folders: Iterable[Path] = ()) -> dict[str, Path]:
    """The folder of each layout by its id, sorted; those of ``folders`` stand before the program's own."""
    found: dict[str, Path] = {}
    for parent in (templates_folder(), *folders):
        found |= {path.parent.name: path.parent for path in parent.glob("*/layout.yaml")}
    return dict(sorted(found.items()))


def folder_called(layout_id: str, folders: Sequence[Path]) -> Path | None:
    """The folder of the layout with just this id: what nearly every spec names, found without looking at the others."""
    for parent in (*reversed(folders), templates_folder()):
        folder = parent / layout_id
        # Listed, because some systems would find it under a name in other letters too.
        with suppress(OSError):
            if folder in parent.iterdir() and (folder / "layout.yaml").exists():
                return folder
    return None
