"""Find and load layouts: each folder with a ``layout.yaml`` is one; nothing is registered."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from generator.layouts.folders import shared_folder, templates_folder
from generator.layouts.model import Layout

# Every scalar of a layout file is read as text and converted by the model, so that a code `01` stays `01`.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class LayoutError(Exception):
    """A layout's own files are wrong: who maintains the layout has to mend it. Says which file and what."""


class UnknownLayout(LayoutError):
    """No layout has this id or name; the message lists those there are."""


def layout_folders(folders: Iterable[Path] = ()) -> dict[str, Path]:
    """The folder of each layout by its id, sorted; those of ``folders`` stand before the program's own."""
    found: dict[str, Path] = {}
    for parent in (templates_folder(), *folders):
        found |= {path.parent.name: path.parent for path in sorted(parent.glob("*/layout.yaml"))}
    return dict(sorted(found.items()))


def load_layouts(folders: Iterable[Path] = ()) -> list[Layout]:
    """All layouts there are. Raises ``LayoutError`` for the first that is broken."""
    return [load_layout_folder(folder) for folder in layout_folders(folders).values()]


def find_layout(name: str, folders: Iterable[Path] = ()) -> Layout:
    """The layout whose id, name or alias is ``name``. Raises ``UnknownLayout`` or ``LayoutError``."""
    known = layout_folders(folders)
    wanted = name.strip()
    if wanted.lower() in known:
        return load_layout_folder(known[wanted.lower()])
    for folder in known.values():
        layout = load_layout_folder(folder)
        if wanted in (layout.name, *layout.aliases):
            return layout
    names = "、".join(f"{layout_id}（{load_layout_folder(folder).name}）" for layout_id, folder in known.items())
    raise UnknownLayout(f"没有版式“{wanted[:40]}”，现有：{names}")


@cache
def load_layout_folder(folder: Path) -> Layout:
    """Load and validate the layout in ``folder``; its id is the folder's name. Raises ``LayoutError``."""
    path = folder / "layout.yaml"
    data = _read(path)
    styles = _read(shared_folder() / "styles.yaml")
    for name, own in dict(data.get("styles") or {}).items():
        styles[name] = {**styles.get(name, {}), **own}
    try:
        return Layout.model_validate({**data, "id": folder.name, "folder": folder, "styles": styles})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise LayoutError(f"{path}：{where} 有误（{first['msg']}）") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        raise LayoutError(f"{path}：读不了（{error}）") from error
    if not isinstance(data, dict):
        raise LayoutError(f"{path}：最外层应是字段")
    return data
