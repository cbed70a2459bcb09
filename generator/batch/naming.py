"""What the files of a run are called, so that no two are called alike on any system."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePath

from generator.batch.making.job import OVERALL, Part
from generator.batch.storage.location import Spec
from generator.files import MAX_NAME_BYTES, safe_stem

RESERVED = frozenset({"index"})
"""Names that the run itself uses at the top of the output folder."""


def wanted_id(file: Spec) -> str:
    """Folder and name of a spec: where its files go if no other's do."""
    folder, stem = _wanted_folder(file.folder), safe_stem(file.path.stem)
    if folder:
        return f"{folder}/{stem}"
    return f"_{stem}" if folded(stem) in RESERVED else stem


@lru_cache(maxsize=1024)
def _wanted_folder(folder: PurePath) -> str:
    """The folder that the files of all specs in ``folder`` go to; nothing for the top."""
    return "/".join(map(safe_stem, folder.parts))


def unique_names(wanted: Sequence[str], given: Sequence[bool] = ()) -> list[str]:
    """Paths no two of which are alike on any system, nearest to ``wanted``.

    Of equal ones that which was ``given`` before stays as it is, or the first; the others get ``-2``, ``-3``, never a
    name that another wants.
    """
    all_wanted = set(map(folded, wanted))
    taken: set[str] = set()
    names = list(wanted)
    order = sorted(range(len(wanted)), key=lambda number: not given[number]) if given else range(len(wanted))
    for number in order:
        name = wanted[number]
        names[number] = name if folded(name) not in taken else _numbered_name(name, taken | all_wanted)
        taken.add(folded(names[number]))
    return names


def plain_names(parts: Sequence[tuple[Part, str | None, str]]) -> list[str]:
    """Code (or number) and name of each of a spec's parts, as a file name without suffix; some may be alike."""
    width = len(str(len(parts)))
    first = 0 if parts and parts[0][0] == OVERALL else 1
    return [_plain_name(part, number, code, name, width) for number, (part, code, name) in enumerate(parts, first)]


def _plain_name(part: Part, number: int, code: str | None, name: str, width: int) -> str:
    mark = f"{number:0{width}}" if part == OVERALL or not (code and code.strip()) else code.strip()
    return safe_stem(f"{mark}-{name}")


def _numbered_name(stem: str, taken: set[str]) -> str:
    number = 2
    while folded(name := _with_suffix(stem, f"-{number}")) in taken:
        number += 1
    return name


def _with_suffix(name: str, suffix: str) -> str:
    folder, slash, stem = name.rpartition("/")
    return folder + slash + stem.encode()[: MAX_NAME_BYTES - len(suffix)].decode(errors="ignore") + suffix


def folded(name: str) -> str:
    """``name`` as file systems compare it that know no case or write accents apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name).casefold())
