"""Digests of what every output depends on besides its spec: the program, the layouts, the fonts."""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from generator import __version__
from generator.files import read_regular
from generator.fonts.installed import font_files
from generator.layouts.folders import layout_folders, shared_folder
from generator.writers.pdf.engines import AUTO, uses_weasyprint

_PACKAGE = Path(__file__).resolve().parents[2]
_NOT_THE_PROGRAM = frozenset({"_data", "__pycache__"})
"""Folders inside it: an installed copy's layouts, which have digests of their own, and what Python makes of modules."""
_LIBRARIES = ("jinja2", "lxml", "openpyxl", "python-docx", "uharfbuzz", "weasyprint", "pydyf", "fonttools")
_FONT_HEAD = 4096
"""Bytes of a font file that hold its table directory, and with it a checksum of every table."""

_PANGO = {"darwin": "libpango-1.0.0.dylib", "win32": "libpango-1.0-0.dll"}


@cache
def program_digest() -> str:
    """The program: its version, its own files, the libraries that draw."""
    parts = [f"{path.relative_to(_PACKAGE).as_posix()} {_sha256(path)}" for path in sorted(_files_of_the_program())]
    return _digest([__version__, *map(_library, _LIBRARIES), *parts])


def _files_of_the_program() -> Iterator[Path]:
    for folder, inner, names in os.walk(_PACKAGE):
        inner[:] = [name for name in inner if name not in _NOT_THE_PROGRAM and not _is_passing(name)]
        yield from (Path(folder, name) for name in names if not _is_passing(name))


def layout_digest(folder: Path) -> str:
    """The files of a layout's folder and of the folder that all layouts share."""
    return _digest([*_folder_lines(folder), *_folder_lines(shared_folder())])


def layouts_digest(folders: Iterable[Path]) -> str:
    """The files of all layouts there are, with those in ``folders``, and of the folder that they share."""
    lines = (line for folder in layout_folders(folders).values() for line in _folder_lines(folder))
    return _digest([*lines, *_folder_lines(shared_folder())])


def engine_digest(folders: Iterable[Path] = (), wanted: str = AUTO) -> str:
    """What only PDFs depend on: the installed fonts (any may stand in), who was ``wanted`` to set the pages, and Pango.

    That only where WeasyPrint may set one of the layouts that there are, with those in ``folders``.
    """
    may_be_set = uses_weasyprint(layout_folders(folders).values(), wanted)
    return _digest([wanted, _pango_version() if may_be_set else "", *_each(font_files(), _font_line)])


def digest_of(path: str | Path) -> str:
    """The SHA-256 of a file; nothing where it cannot be read."""
    return digest_and_size_of(path)[0]


def digest_and_size_of(path: str | Path) -> tuple[str, int]:
    """The SHA-256 of a file and its bytes; nothing where it cannot be read."""
    data = read_regular(path)
    return ("", 0) if data is None else (hashlib.sha256(data).hexdigest(), len(data))


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode(errors="surrogateescape")).hexdigest()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _library(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} -"


def _folder_lines(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if path.is_file() and not any(map(_is_passing, inner.parts)):
            yield f"{folder.name}/{inner.as_posix()} {_sha256(path)}"


def _is_passing(name: str) -> bool:
    """Whether a file or folder comes and goes: Word's lock files, editors' own."""
    return name.startswith((".", "~"))


# --- fonts ---------------------------------------------------------------------------------------------


def _pango_version() -> str:
    with suppress(OSError, AttributeError):
        ask: Any = ctypes.CDLL(_PANGO.get(sys.platform, "libpango-1.0.so.0")).pango_version_string
        ask.restype = ctypes.c_char_p
        return str(ask().decode())
    return "-"


def _each(files: Iterable[Path], line: Callable[[Path], str]) -> Iterator[str]:
    for file in files:
        with suppress(OSError):  # a file that is not there is not used
            yield line(file)


def _font_line(path: Path) -> str:
    with path.open("rb") as file:
        head = hashlib.sha256(file.read(_FONT_HEAD)).hexdigest()
    return f"{path.name} {path.stat().st_size} {head}"
