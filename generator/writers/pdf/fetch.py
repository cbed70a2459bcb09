"""What a document may read while it is set: files of its layout and of the font cache, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname


class RefusedError(ValueError):
    """A style sheet asks for something outside its own folder. The document is set without it."""


def allowed_path(url: str, folders: Iterable[Path]) -> Path:
    """The file that ``url`` names, if it lies in one of ``folders``; raises ``RefusedError`` otherwise.

    Links are followed first, so neither ``..`` nor a symbolic link leads outside.
    """
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        raise RefusedError(f"not a file: {url[:200]}")
    path = Path(url2pathname(parts.path)).resolve()
    if not any(path.is_relative_to(folder.resolve()) for folder in folders):
        raise RefusedError(f"outside the layout: {url[:200]}")
    return path


def fetcher_for(folders: tuple[Path, ...]) -> Any:
    """A WeasyPrint fetcher that reads from ``folders`` only."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]

    class _Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ARG002
            return URLFetcherResponse(url, allowed_path(url, folders).read_bytes())

    return _Fetcher()
