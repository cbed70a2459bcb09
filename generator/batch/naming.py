"""What the files of a run are called, so that no two are called alike on any system."""

from __future__ import annotations

import unicodedata
from collections import Counter
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


def part_names(parts: Sequence[tuple[Part, str | None, str]]) -> list[str]:
    """The file names, without suffix, of a spec's parts: code (or number) and name, no two alike.

    A name that only one part would have stays as it is; the later ones of an equal pair get ``-2``, ``-3``.
    """
    width = len(str(len(parts)))
    plain = [_plain_name(part, number, code, name, width) for number, (part, code, name) in _numbered(parts)]
    counts = Counter(map(folded, plain))
    taken: set[str] = set()
    names = []
    for stem in plain:
        unique = stem if folded(stem) not in taken else _numbered_name(stem, taken | counts.keys())
        taken.add(folded(unique))
        names.append(unique)
    return names


def _numbered(
    parts: Sequence[tuple[Part, str | None, str]],
) -> Sequence[tuple[int, tuple[Part, str | None, str]]]:
    first = 0 if parts and parts[0][0] == OVERALL else 1
    return list(enumerate(parts, first))


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
