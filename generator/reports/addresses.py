"""How other programs are told of files: by POSIX paths and URIs relative to the working directory."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def posix_path(file: str) -> str:
    """``file`` relative to the working directory, with ``/``; a file outside of it keeps its absolute path."""
    path = Path(os.path.abspath(file))  # noqa: PTH100 — resolve() would follow links to where the reader does not look
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def uri(file: str) -> str:
    """``file`` as a URI: relative to the working directory, or absolute (``file:///…``) outside of it."""
    path = Path(posix_path(file))
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
