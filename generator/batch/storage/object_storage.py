"""Objects by their addresses, through fsspec: each is written whole or not at all.

Credentials and endpoints are what the storage's own tools use (``AWS_ENDPOINT_URL`` …, or fsspec's configuration).
"""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from generator.batch.storage.location import Url
from generator.files import is_editing_workbook, is_workbook, spared

AT_ONCE = 16
"""Requests under way: each takes some hundredths of a second, nearly all of it waiting."""
_TRIES = 2
"""Tries by s3fs. A read nests them, and each is up to five by botocore: a hiccup passes, an outage is told in seconds."""
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
}
"""What browsers are told; without it they save a page instead of showing it."""


# --- what storages say, in Chinese ----------------------------------------------------------------------------


class StorageError(OSError):
    """The storage refuses or does not answer. ``is_lasting`` says that it will refuse everything else too."""

    is_lasting = False

    def __str__(self) -> str:
        return f"对象存储 {self.filename}：{self.strerror}"


_KEYS = "设环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY，或写在 ~/.aws/credentials 里"
_CODES = {
    "NoSuchBucket": "没有这个存储桶",
    "InvalidAccessKeyId": f"访问密钥不对；{_KEYS}",
    "SignatureDoesNotMatch": f"访问密钥不对；{_KEYS}",
    "ExpiredToken": "访问密钥已过期",
    "InvalidBucketName": "存储桶的名字不合规矩",
}
_NO_KEYS = {"NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError"}
_UNREACHABLE = {"ConnectionError", "HTTPClientError", "ClientConnectionError", "TimeoutError"}
"""Kinds of error by name: what fsspec's implementations raise has no common class."""


@contextmanager
def told(url: str) -> Iterator[None]:
    """Whatever the storage raises comes out as ``FileNotFoundError``, ``FileExistsError`` or ``StorageError``."""
    try:
        yield
    except (StorageError, FileExistsError):
        raise
    except Exception as error:
        words, is_lasting = _words(error)
        if isinstance(error, FileNotFoundError) and not is_lasting:
            raise FileNotFoundError(errno.ENOENT, "没有这个对象", url) from error
        refusal = StorageError(error.errno if isinstance(error, OSError) else None, words, url)
        refusal.is_lasting = is_lasting
        raise refusal from error


def _words(error: Exception) -> tuple[str, bool]:
    """Why it failed, and whether everything else will too."""
    if isinstance(error, ImportError):
        return f"没有安装对象存储组件（{error}）；S3 用 pip install 'jixiao[s3]'", True
    if str(error).startswith("Protocol not known"):
        return "不认识这种地址；S3 写成 s3://桶/文件夹", True
    response = getattr(error.__cause__ or error, "response", None)
    code = response.get("Error", {}).get("Code") if isinstance(response, dict) else None
    if code in _CODES:
        return _CODES[code], True
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if kinds & _NO_KEYS:
        return f"没有访问密钥；{_KEYS}", True
    if kinds & _UNREACHABLE:
        return f"连不上（{error}）；地址由环境变量 AWS_ENDPOINT_URL 定", True
    if isinstance(error, PermissionError):
        return f"没有权限（{error}）", False
    return f"{type(error).__name__}: {error}", False


# --- objects by their addresses -------------------------------------------------------------------------------


def storage_for(url: str) -> Any:
    """fsspec's file system for an address; one a process and kind of storage. Raises as it likes: see ``told``."""
    return _storage_of(url.partition("://")[0])


@cache
def _storage_of(protocol: str) -> Any:
    fsspec = import_module("fsspec")
    if not protocol.startswith("s3"):
        return fsspec.filesystem(protocol, use_listings_cache=False)
    # One request an object, which is then one version of it: several at once would ask for its size before.
    storage = fsspec.filesystem(protocol, use_listings_cache=False, max_concurrency=1)
    storage.retries = _TRIES
    return storage


def fetch(url: str) -> bytes:
    """The content of an object. Raises ``FileNotFoundError``, ``StorageError``."""
    with told(url):
        data: bytes = storage_for(url).cat_file(url)
        return data


def put(url: str, data: bytes) -> str:
    """Write an object in one step, and give back its version. Raises ``StorageError``."""
    with told(url):
        storage = storage_for(url)
        # What the storage answers holds the version; where it does not say, it is asked.
        answer = storage.pipe_file(url, data, **_options(url))
        return version_of(answer if isinstance(answer, dict) else storage.info(url))


def put_form(url: str, data: bytes) -> str:
    """As ``put``. Raises ``OSError`` where a workbook that somebody fills in would be replaced."""
    if is_workbook(Url(url)):
        with suppress(FileNotFoundError):
            if is_editing_workbook(BytesIO(fetch(url))):
                raise spared(Url(url))
    return put(url, data)


def remove(url: str) -> None:
    """Remove an object, where there is one. Raises ``StorageError``."""
    with told(url), suppress(FileNotFoundError):
        storage_for(url).rm_file(url)


def _options(url: str) -> dict[str, str]:
    type_ = _TYPES.get(PurePosixPath(url).suffix, "text/plain; charset=utf-8")
    return {"ContentType": type_} if url.startswith("s3") else {}


def version_of(info: dict[str, Any]) -> str:
    """The version that a storage tells: its tag where it has one, otherwise all that it says."""
    tag = next((info[name] for name in ("ETag", "etag", "md5Hash", "content_md5") if info.get(name)), None)
    return str(tag).strip('"') if tag else json.dumps(info, sort_keys=True, default=str)


def digests_of(urls: Iterable[str]) -> Iterator[str]:
    """The SHA-256 of each object in order, many at once; nothing where it cannot be had. Raises what lasts."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        yield from threads.map(_digest, urls)


def _digest(url: str) -> str:
    try:
        return hashlib.sha256(fetch(url)).hexdigest()
    except OSError as error:
        if getattr(error, "is_lasting", False):
            raise
        return ""


def fetch_spec(url: str) -> bytes:
    """The content of a spec that was listed. Raises ``StorageError``, also where it is gone."""
    try:
        return fetch(url)
    except FileNotFoundError as error:
        raise StorageError(errno.ENOENT, "没有这个文件或文件夹", url) from error


def listing(url: Url) -> dict[str, dict[str, Any]]:
    """What there is at ``url`` and below: names relative to it; an empty one is the object itself."""
    with told(str(url)):
        storage = storage_for(str(url))
        own = storage._strip_protocol(str(url))
        found = storage.find(own, detail=True)
        return {name.removeprefix(own).removeprefix("/"): info for name, info in found.items()}


def names_in(folder: Url) -> set[str]:
    """The names right below an address; none where there is nothing. Raises ``StorageError``."""
    with told(str(folder)), suppress(FileNotFoundError):
        return {PurePosixPath(name).name for name in storage_for(str(folder)).ls(str(folder), detail=False)}
    return set()
