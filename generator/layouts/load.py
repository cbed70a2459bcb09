"""Find and load layouts: each folder with a ``layout.yaml`` is one; nothing is registered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from generator.layouts.folders import folder_called, layout_folders, shared_folder
from generator.layouts.model import Layout
from generator.spec.scalars import shorten
from generator.speed import kept_of_layouts

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# Every scalar of a layout file is read as text and converted by the model, so that a code `01` stays `01`.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_WRONG = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这个字段",
    "int_parsing": "“{input}”不是整数",
    "int_type": "“{input}”不是整数",
    "int_from_float": "“{input}”不是整数",
    "decimal_parsing": "“{input}”不是数",
    "decimal_type": "“{input}”不是数",
    "bool_parsing": "“{input}”不是 true 或 false",
    "greater_than": "“{input}”应大于 {gt}",
    "greater_than_equal": "“{input}”应不小于 {ge}",
    "less_than": "“{input}”应小于 {lt}",
    "less_than_equal": "“{input}”应不大于 {le}",
    "tuple_type": "应是列表",
    "list_type": "应是列表",
    "dict_type": "应是若干字段",
    "model_type": "应是若干字段",
    "string_type": "应是一段文字",
    "string_too_short": "不能是空的",
}


class LayoutError(Exception):
    """A layout's own files are wrong: who maintains the layout has to mend it. Says which file and what."""


class UnknownLayout(LayoutError):  # noqa: N818 - says what is, and no error of the program
    """No layout has this id or name; the message lists those there are."""


def load_layouts(folders: Iterable[Path] = ()) -> list[Layout]:
    """All layouts there are. Raises ``LayoutError`` for the first that is broken."""
    return [load_layout_folder(folder) for folder in layout_folders(folders).values()]


def find_layout(name: str, folders: Iterable[Path] = ()) -> Layout:
    """The layout whose id, name or alias is ``name``. Raises ``UnknownLayout`` or ``LayoutError``."""
    folders, wanted = tuple(folders), name.strip()
    own = folder_called(wanted, folders)
    if own is not None:
        return load_layout_folder(own)
    known = layout_folders(folders)
    for layout_id, folder in known.items():
        if layout_id.lower() == wanted.lower():
            return load_layout_folder(folder)
    for folder in known.values():
        layout = load_layout_folder(folder)
        if wanted in (layout.name, *layout.aliases):
            return layout
    names = {layout_id: load_layout_folder(folder).name for layout_id, folder in known.items()}
    close = get_close_matches(wanted.lower()[:40], [*names, *names.values()], n=1)
    meant = f"（是不是“{close[0]}”？）" if close else ""
    existing = "、".join(f"{layout_id}（{name}）" for layout_id, name in names.items())
    raise UnknownLayout(f"没有版式“{wanted[:40]}”{meant}，现有：{existing}")


def layouts_showing(field: str) -> list[Layout]:
    """The layouts whose form shows ``field``; a layout that is broken shows nothing."""
    found: list[Layout] = []
    for folder in layout_folders().values():
        with suppress(LayoutError):
            layout = load_layout_folder(folder)
            found += [layout] if field in layout.fields.shown else []
    return found


@kept_of_layouts
@cache
def load_layout_folder(folder: Path) -> Layout:
    """Load and validate the layout in ``folder``; its id is the folder's name. Raises ``LayoutError``."""
    path = folder / "layout.yaml"
    data = _read(path)
    styles = _with_shared(data.get("styles") or {})
    try:
        return Layout.model_validate({**data, "id": folder.name, "folder": folder, "styles": styles})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        why = reason(first)
        raise LayoutError(f"{path}：第 {line_of(path, first['loc'])} 行：{where} 有误（{why}）") from error


def reason(detail: ErrorDetails) -> str:
    """What pydantic found wrong with a layout's value, in Chinese."""
    given = shorten(str(detail["input"]))
    if detail["type"] == "value_error":  # a validator of our own, in Chinese already
        return str(detail.get("ctx", {}).get("error", detail["msg"]))
    known = _WRONG.get(detail["type"], "“{input}”不合要求")
    return known.format_map({**detail.get("ctx", {}), "input": given})


def _with_shared(own: object) -> object:
    """The shared styles, changed by a layout's ``own``; what is no style stays for the model to refuse."""
    if not isinstance(own, dict):
        return own
    styles = _read(shared_folder() / "styles.yaml")
    for name, style in own.items():
        styles[name] = {**styles.get(name, {}), **style} if isinstance(style, dict) else style
    return styles


def line_of(path: Path, loc: Sequence[str | int]) -> int:
    """The line (1-based) of the value at ``loc`` in a layout's file, or of the nearest part around it."""
    node, line = yaml.compose(path.read_text(encoding="utf-8"), _Loader), 1
    for step in loc:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == step), None)
        else:
            found = (node.value[step],) * 2 if isinstance(node, yaml.SequenceNode) and isinstance(step, int) else None
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except yaml.MarkedYAMLError as error:
        line = f"第 {error.problem_mark.line + 1} 行：" if error.problem_mark else ""
        raise LayoutError(f"{path}：{line}不是合法的 YAML（{error.problem}）") from error
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        raise LayoutError(f"{path}：读不了（{error}）") from error
    if not isinstance(data, dict):
        raise LayoutError(f"{path}：最外层应是字段")
    return data
