"""The font files that are installed, found without any library of the system.

Where there is ``fc-list`` it says which files there are (it knows the folders that were configured); elsewhere the
system's own font folders are looked through.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import which
from typing import Any

_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_FAMILY_NAMES = frozenset({1, 16})
"""Family and typographic family in the table of names (OpenType, "name")."""
_SECONDS = 30
_MOST_FACES = 256
"""Faces of a collection that are looked at: a damaged file may say that it has billions."""
_REGULAR, _BOLD = 400, 700
_WEIGHT_AXIS = "wght"


@dataclass(frozen=True, slots=True)
class InstalledFace:
    """One face of an installed file; ``index`` is its place in a collection, ``weight`` 400 for regular, 700 for bold.

    ``is_variable``: the face is drawn in that weight by its weight axis.
    """

    path: Path
    index: int
    weight: int
    is_variable: bool = False


@cache
def installed_face(family: str, is_bold: bool) -> InstalledFace | None:
    """The installed face of ``family`` whose weight is nearest to regular or bold; ``None`` if there is none."""
    wanted = _BOLD if is_bold else _REGULAR
    faces = [face for path in _files().get(family.lower(), ()) for face in _faces_in(path, family, wanted)]
    return min(faces, key=lambda face: (abs(face.weight - wanted), str(face.path), face.index), default=None)


def font_files() -> list[Path]:
    """All installed font files."""
    return sorted({path for paths in _files().values() for path in paths})


@cache
def _files() -> dict[str, tuple[Path, ...]]:
    """The files of each family, by the family's name in lower case."""
    files: dict[str, dict[Path, None]] = {}
    for families, path in listed_files():
        for family in families:
            files.setdefault(family.lower(), {})[path] = None
    return {family: tuple(sorted(paths)) for family, paths in files.items()}


def listed_files() -> Iterator[tuple[list[str], Path]]:
    """Each installed file with the families in it."""
    program = which("fc-list")
    listed = list(_fontconfig_list(program)) if program else []
    yield from listed or _files_in_folders()


def _fontconfig_list(program: str) -> Iterator[tuple[list[str], Path]]:
    command = [program, "--format", r"%{file}\t%{family}\n"]
    try:
        run = subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return
    for line in run.stdout.split(b"\n"):
        name, _, families = line.partition(b"\t")
        path = Path(os.fsdecode(name))
        if path.suffix.lower() in _SUFFIXES:
            # A family's names in several languages are parted by commas, which fc-list escapes within a name.
            yield families.decode(errors="replace").replace("\\", "").split(","), path


def _files_in_folders() -> Iterator[tuple[list[str], Path]]:
    for folder in system_folders():
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in _SUFFIXES:
                names = {name for face in _open_faces(path) for name in _family_names(face)}
                yield sorted(names), path


def system_folders() -> list[Path]:
    """Where this system keeps fonts: for all users, then for this one."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        folders = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
        return [*folders, Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else folders
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), Path.home() / "Library/Fonts"]
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local/share")
    return [*(Path(base) / "fonts" for base in (*shared.split(":"), own) if base), Path.home() / ".fonts"]


# --- what is in a file --------------------------------------------------------------------------------------


def _faces_in(path: Path, family: str, wanted: int) -> Iterator[InstalledFace]:
    """The faces of a file that carry the name ``family``."""
    for index, face in enumerate(_open_faces(path)):
        if family.lower() in _family_names(face):
            axis = next((axis for axis in face.axis_infos if axis.tag == _WEIGHT_AXIS), None)
            weight = _weight(face) if axis is None else int(min(max(wanted, axis.min_value), axis.max_value))
            yield InstalledFace(path, index, weight, axis is not None)


def _open_faces(path: Path) -> Iterator[Any]:
    import uharfbuzz as hb  # type: ignore[import-untyped]  # here, because a run's own process opens no font

    try:
        blob = hb.Blob.from_file_path(str(path))
        count = _face_count(path)
    except Exception:  # a broken or vanished font file is as good as none
        return
    for index in range(count):
        yield hb.Face(blob, index)


def _face_count(path: Path) -> int:
    with path.open("rb") as file:
        header = file.read(12)
    return min(_MOST_FACES, int.from_bytes(header[8:12], "big")) if header[:4] == b"ttcf" else 1


def _family_names(face: Any) -> set[str]:
    return {
        (face.get_name(entry.name_id, entry.language) or "").lower()
        for entry in face.list_names()
        if entry.name_id in _FAMILY_NAMES
    }


def _weight(face: Any) -> int:
    table = face.reference_table("OS/2").data
    return int.from_bytes(table[4:6], "big") if table else _REGULAR
