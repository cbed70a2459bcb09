"""What the files of a run are called, so that no two are called alike on any system."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from generator.batch.job import OVERALL, Part
from generator.files import MAX_NAME_BYTES, SpecFile, safe_stem

RESERVED = frozenset({"index"})
"""Names that the run itself uses at the top of the output folder."""


def document_id(file: SpecFile) -> str:
    """Where a spec's files go, relative to the output folder and without suffix: folder and name of the spec."""
    stem = safe_stem(file.path.stem)
    is_reserved = not file.folder.parts and folded(stem) in RESERVED
    return str(PurePosixPath(*file.folder.parts, f"_{stem}" if is_reserved else stem))


def plain_names(parts: Sequence[tuple[Part, str | None, str]]) -> list[str]:
    """Code (or number) and name of each of a spec's parts, as a file name without suffix; some may be alike."""
    width = len(str(len(parts)))
    first = 0 if parts and parts[0][0] == OVERALL else 1
    return [_plain_name(part, number, code, name, width) for number, (part, code, name) in enumerate(parts, first)]


def part_names(parts: Sequence[tuple[Part, str | None, str]]) -> list[str]:
    """The file names of a spec's parts, without suffix, no two alike on any system.

    The first of equal names stays as it is; the later ones get ``-2``, ``-3``.
    """
    plain = plain_names(parts)
    wanted = set(map(folded, plain))
    taken: set[str] = set()
    names = []
    for stem in plain:
        unique = stem if folded(stem) not in taken else _numbered_name(stem, taken | wanted)
        taken.add(folded(unique))
        names.append(unique)
    return names


def _plain_name(part: Part, number: int, code: str | None, name: str, width: int) -> str:
    mark = f"{number:0{width}}" if part == OVERALL or not (code and code.strip()) else code.strip()
    return safe_stem(f"{mark}-{name}")


def _numbered_name(stem: str, taken: set[str]) -> str:
    number = 2
    while folded(name := _with_suffix(stem, f"-{number}")) in taken:
        number += 1
    return name


def _with_suffix(stem: str, suffix: str) -> str:
    return stem.encode()[: MAX_NAME_BYTES - len(suffix)].decode(errors="ignore") + suffix


def folded(name: str) -> str:
    """``name`` as file systems compare it that know no case or write accents apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name).casefold())
