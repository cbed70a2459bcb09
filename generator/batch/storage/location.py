"""Where specs and outputs are: paths of this machine, or addresses on object storage."""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from generator.files import SpecFile

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://")  # two letters at least: one is a drive


class Url(PurePosixPath):
    """``s3://bucket/folder/name``, with what a path can say of itself."""

    def __str__(self) -> str:
        """The address, with both its slashes after the colon: a path keeps only one of them."""
        return super().__str__().replace(":/", "://", 1)


Location = Path | Url


@dataclass(frozen=True, slots=True)
class StoredSpec:
    """A spec on object storage, as ``SpecFile`` is one on a disk.

    ``version`` is another one as soon as the object is written again; what it says is the storage's own business.
    """

    path: Url
    folder: PurePosixPath = field(default_factory=PurePosixPath)
    version: str = ""
    size: int = 0


Spec = SpecFile | StoredSpec


def is_address(text: str) -> bool:
    """Whether ``text`` is an address rather than a path."""
    return _ADDRESS.match(text) is not None


def location(text: str) -> Location:
    """What ``text`` means; ``file:///folder`` is a path."""
    if not is_address(text):
        return Path(text)
    return Path(unquote(urlsplit(text).path)) if text.startswith("file://") else Url(text)


def relative_source(path: Location, out: Location) -> str:
    """``path`` as the manifest names it: relative to the output folder, so that the working folder does not count.

    Whole where the two are in different buckets, on different drives, or one of them is not on object storage.
    """
    if isinstance(path, Url):
        is_near = isinstance(out, Url) and path.parts[:2] == out.parts[:2]
        return posixpath.relpath("/".join(path.parts), "/".join(out.parts)) if is_near else str(path)
    try:
        return path.resolve().as_posix() if isinstance(out, Url) else _relative_path(str(path), str(out))
    except ValueError:  # another drive
        return path.resolve().as_posix()


def _relative_path(path: str, out: str) -> str:
    folder, name = os.path.split(path)
    above = _relative_folder(folder, out, os.getcwd()) if name not in ("", "..") else ""  # noqa: PTH109 - a text, asked for each document
    return f"{above}/{name}" if above else os.path.relpath(path, out).replace(os.sep, "/")


@lru_cache(maxsize=1024)
def _relative_folder(folder: str, out: str, _here: str) -> str:
    """The way from ``out`` to ``folder``, asked for each file in it; empty where it is the same folder."""
    way = os.path.relpath(folder or os.curdir, out).replace(os.sep, "/")
    return "" if way == os.curdir else way


def source_location(source: str, out: Location) -> Location:
    """What ``relative_source`` gave as a location again."""
    if is_address(source):
        return Url(source)
    if isinstance(out, Path) or Path(source).is_absolute():
        # By its text, as it was made: where the output folder is a link, the system would go up from where that leads.
        return Path(os.path.normpath(Path(out, source)))
    return Url(posixpath.normpath("/".join((*out.parts, source))))
