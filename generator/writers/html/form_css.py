"""A layout's own style sheet, ``form.css``: read, and refused where it refers to anything outside its folder.

A reference that no reader may follow would otherwise be dropped without a word.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.layouts.load import LayoutError
from generator.layouts.model import Layout

_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
# Comments and strings come first: what stands in them is no reference.
_TOKEN = re.compile(
    r"""/\*.*?(?:\*/|\Z)|(?P<load>@import\b[^;{}]*)
    |\burl\(\s*(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'|(?P<bare>[^"')\s][^)]*?))\s*\)
    |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_SHOWN = 100


def own_sheet(layout: Layout) -> str:
    """The text of ``form.css``, or nothing; ``LayoutError`` names the line and the address that it may not use."""
    path = layout.folder / "form.css"
    if not path.is_file():
        return ""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise LayoutError(f"{path}：读不了，应是 UTF-8 编码的文本（{error}）") from error
    for match, address in _references(text):
        why = "不能用 @import，请把那份样式写进 form.css" if match["load"] else _fault(address, layout.folder)
        if why:
            line = text.count("\n", 0, match.start()) + 1
            shown = " ".join(match[0].split())[:_SHOWN]
            raise LayoutError(f"{path}：第 {line} 行：“{shown}”：{why}")
    return text


def embedded(sheet: str, folder: Path) -> str:
    """``sheet``, which ``own_sheet`` has read from ``folder``, with the files that it uses written into it."""

    def replaced(match: re.Match[str]) -> str:
        address = _address(match)
        if address is None or address.startswith("#"):
            return match[0]
        file = folder / unquote(urlsplit(address).path)
        data = b64encode(file.read_bytes()).decode()
        return f'url("data:{_TYPES[file.suffix.lower()]};base64,{data}")'

    return _TOKEN.sub(replaced, sheet)


def _references(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _TOKEN.finditer(text):
        address = _address(match)
        if match["load"] or address is not None:
            yield match, address or ""


def _address(match: re.Match[str]) -> str | None:
    return next((match[name] for name in ("double", "single", "bare") if match[name] is not None), None)


def _fault(address: str, folder: Path) -> str:
    """Why ``form.css`` may not use ``address``; empty where it may."""
    if address.startswith("#"):
        return ""
    advice = "form.css 只能用版式文件夹里的图片和字体，请把文件放进版式文件夹，直接写文件名"
    try:
        parts = urlsplit(address)
        file = (folder / unquote(parts.path)).resolve()
        is_inside = not parts.scheme and not parts.netloc and file.is_relative_to(folder.resolve())
        if not is_inside or parts.path.startswith("/") or "\\" in address:
            return f"指向版式文件夹以外。{advice}"
        if not file.is_file():
            return f"版式文件夹里没有这个文件。{advice}"
    except (OSError, ValueError):
        return f"不是文件的地址。{advice}"
    known = "、".join(suffix.removeprefix(".") for suffix in _TYPES)
    return "" if file.suffix.lower() in _TYPES else f"不是可用的图片或字体（可用：{known}）"
