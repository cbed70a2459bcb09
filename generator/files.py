"""Files: which specs are meant, what their outputs are called, and writing that never leaves half a file."""

from __future__ import annotations

import errno
import os
import re
import stat
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path, PurePath
from typing import IO

from generator.invisible import without_unseen

SPEC_SUFFIXES = (".yaml", ".yml")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")
_OTHER_SUFFIXES = (".xls", ".xlsb", ".et", ".ods", ".doc", ".wps", ".odt")
_WORKBOOK_PART = "xl/workbook.xml"
_MAX_WORKBOOK_PART = 1024 * 1024
_OWN_SHEETS = ("部门", "项目", "指标")
_RECORD = "jixiao"
"""The hidden sheet of an editing workbook, which stays when others are renamed."""
ORIGIN_NAME = "底稿文件"
"""The defined name by which an editing workbook says what file it was made from."""

_ORIGIN = re.compile(f'<definedName [^>]*name="{ORIGIN_NAME}"[^>]*>(?:"|&quot;)([^<]*)(?:"|&quot;)</definedName>')
# Control characters too, and the surrogates by which Python calls bytes of a name that are not UTF-8.
_FORBIDDEN = re.compile('[<>:"/\\\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
MAX_NAME_BYTES = 200
"""Shorter than any file system's limit (255 bytes), so that a suffix and a temporary name still fit."""


@dataclass(frozen=True, slots=True)
class SpecFile:
    """A spec's file, and the folder (relative to the output folder) that its outputs belong into."""

    path: Path
    folder: Path = Path()


def find_specs(
    paths: Sequence[Path], tell: Callable[[str], object] | None = None, seen: set[str] | None = None
) -> Iterator[SpecFile]:
    """The spec files that ``paths`` (files or folders) mean, each once, in a stable order.

    A folder is searched with all it holds, except hidden files; its own shape is kept for the outputs.
    Links to folders are not followed: they may lead in circles. A workbook that stands beside the YAML file that it was
    made from, or beside one of its name, is passed over: it would be the same department twice. ``tell`` is called with
    a line (Chinese) for each of these, and for each link that leads nowhere.
    A path that does not exist, and a folder that may not be read, is given back as it is: reading it reports the finding.
    Files that ``seen`` names are left out, and those that are found join them: by where they really are.
    """
    seen = set() if seen is None else seen
    for path in paths:
        for found, real in _in_folder(path, tell) if _is_folder(path) else [(SpecFile(path), _real(path))]:
            if real not in seen:
                seen.add(real)
                yield found


def _in_folder(top: Path, tell: Callable[[str], object] | None) -> Iterator[tuple[SpecFile, str]]:
    """The specs in a folder, each with where it really is."""
    closed: list[Path] = []
    unread: list[Path] = []
    files = list(_named_like_specs(_Folder(top, Path(), _real(top)), closed, unread))
    if tell is not None:
        for path in unread:
            tell(_not_followed(path) if path.is_symlink() else other_format(path))
    yield from ((SpecFile(path), _real(path)) for path in sorted(closed))
    for file, real in _under_own_names(files, tell):
        path = file.path
        if is_workbook(path) and not is_to_read(path):
            continue
        twin = _yaml_beside(path) if is_workbook(path) else None
        if twin is None:
            yield file, real
        elif tell is not None:
            tell(passed_over(path, twin))


def _under_own_names(
    files: list[tuple[SpecFile, str]], tell: Callable[[str], object] | None
) -> list[tuple[SpecFile, str]]:
    """``files`` without links to others of them: a file that is found under its own name too keeps that."""
    if len({real for _, real in files}) == len(files):
        return files
    links = {file.path for file, _ in files if file.path.is_symlink()}
    own = {real for file, real in files if file.path not in links}
    doubled = {file.path for file, real in files if real in own and file.path in links}
    if tell is not None:
        for link in sorted(doubled):
            tell(f"{link}：没有读，它是链接，所指的文件也在这里（同一份数据不读两遍）")
    return [(file, real) for file, real in files if file.path not in doubled]


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder that is searched: its path, the way to it from where the search began, and where it really is."""

    path: Path
    inner: Path
    real: str

    def folder(self, name: str) -> _Folder:
        """One inside."""
        return _Folder(self.path / name, self.inner / name, os.path.join(self.real, name))  # noqa: PTH118 - a text


def _named_like_specs(folder: _Folder, closed: list[Path], unread: list[Path]) -> Iterator[tuple[SpecFile, str]]:
    """Files that may be specs by their names, in order, each with where it really is.

    Folders that the system does not let be read come to be in ``closed``; in ``unread`` links that lead to no file, and
    files in formats that are not read, which somebody may have filled in.
    """
    # There may be tens of thousands of files: only links are asked for where they lead.
    for entry in _entries(folder.path, closed):
        if entry.is_dir(follow_symlinks=False):
            yield from _named_like_specs(folder.folder(entry.name), closed, unread)
        elif entry.is_symlink():
            path = Path(entry.path)
            if _is_folder(path) or not _leads_somewhere(path):
                unread.append(path)
            elif _is_named_like_spec(entry.name) and path.is_file():
                yield SpecFile(path, folder.inner), _real(path)
        elif _is_named_like_spec(entry.name) and entry.is_file(follow_symlinks=False):
            yield SpecFile(Path(entry.path), folder.inner), os.path.join(folder.real, entry.name)  # noqa: PTH118 - a text
        elif has_other_format(PurePath(entry.name)):
            unread.append(Path(entry.path))


def _entries(folder: Path, closed: list[Path]) -> list[os.DirEntry[str]]:
    """What is in a folder and not hidden, in order."""
    try:
        with os.scandir(folder) as entries:
            seen = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as refusal:
        if refusal.errno != errno.ENOENT:
            closed.append(folder)
        return []
    return sorted(seen, key=lambda entry: os.path.normcase(entry.name))


def is_hidden(inner: PurePath) -> bool:
    """Whether a path inside a folder, or one of the folders on its way, is hidden."""
    return any(part.startswith(".") for part in inner.parts)


def has_spec_name(inner: PurePath) -> bool:
    """Whether a file of a folder may be a spec by its path in there: not hidden, nor Excel's mark of an open file."""
    return not is_hidden(inner) and _is_named_like_spec(inner.name)


def is_workbook(path: PurePath) -> bool:
    """Whether a file is a workbook by its name."""
    return _is_named_like_workbook(path.name)


def _is_named_like_spec(name: str) -> bool:
    return name.lower().endswith(SPEC_SUFFIXES) or _is_named_like_workbook(name)


def _is_named_like_workbook(name: str) -> bool:
    return name.lower().endswith(WORKBOOK_SUFFIXES) and not name.startswith("~$")


def passed_over(workbook: PurePath, twin: PurePath) -> str:
    """The line that says why a workbook is not read."""
    return (
        f"{workbook}：没有读，旁边已有 {twin.name}（同一份数据不读两遍）；工作簿里的改动用 jixiao excel import 写回，"
        "要单独校验或印它，就直接写它的文件名"
    )


def has_other_format(inner: PurePath) -> bool:
    """Whether a file of a folder is by its name in a format of other or older office programs, which is not read."""
    is_other = inner.name.lower().endswith(_OTHER_SUFFIXES) and not inner.name.startswith("~$")
    return is_other and not is_hidden(inner)


def other_format(path: PurePath) -> str:
    """The line that says why a file in a format of other or older office programs is not read."""
    return (
        f"{path}：没有读，程序不读这种格式；是填写用的工作簿，用 Excel 或 WPS 另存为 .xlsx；"
        "是已公开的表，另存为 .xlsx 或 .docx 后用 jixiao read 读"
    )


def is_to_read(workbook: Path | IO[bytes]) -> bool:
    """Whether a workbook in a folder is one to read: an editing workbook, or none that can be looked into.

    Reading the latter says what is wrong; it may be a department's. Others, forms among them, are passed over.
    """
    contents = _contents(workbook)
    return not contents or _is_ours(contents)


def _not_followed(link: Path) -> str:
    """The line that says why what a link leads to is not searched or read."""
    if _is_folder(link):
        return f"{link}：没有查找，它是指向文件夹的链接；里面的数据文件若也要，就直接写它的路径"
    return f"{link}：没有读，它是链接，所指的文件或文件夹不存在或不能读"


def is_editing_workbook(workbook: Path | IO[bytes]) -> bool:
    """Whether a workbook is one that is filled in: by our hidden sheet, or by all of our sheets."""
    return _is_ours(_contents(workbook))


def _is_ours(contents: str) -> bool:
    return f'name="{_RECORD}"' in contents or all(f'name="{sheet}"' in contents for sheet in _OWN_SHEETS)


def _contents(workbook: Path | IO[bytes]) -> str:
    """The part of a workbook that names its sheets and ranges; empty where it cannot be read."""
    from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile  # here, because most specs are YAML

    try:
        with ZipFile(workbook) as archive:
            if archive.getinfo(_WORKBOOK_PART).compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                return ""
            with archive.open(_WORKBOOK_PART) as part:
                return part.read(_MAX_WORKBOOK_PART).decode("utf-8", errors="replace")
    except (OSError, EOFError, BadZipFile, KeyError, ValueError, RuntimeError, zlib.error, struct.error):
        return ""


def _yaml_beside(workbook: Path) -> Path | None:
    """The YAML file in the same folder that says what a workbook says: its origin, or one of the same name."""
    beside = (workbook.with_name(name) for name in names_beside(workbook.stem, workbook))
    return next((path for path in beside if path.is_file()), None)


def names_beside(stem: str, workbook: Path | IO[bytes]) -> list[str]:
    """What a YAML file may be called that says what a workbook says: its origin's name, or the workbook's ``stem``."""
    import html  # here, because it is seldom wanted

    origin = _ORIGIN.search(_contents(workbook))
    recorded = html.unescape(origin[1]).replace('""', '"') if origin else ""
    names = [recorded, *(stem + suffix for suffix in SPEC_SUFFIXES)]
    return [name for name in names if Path(name).name == name and Path(name).suffix.lower() in SPEC_SUFFIXES]


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long
        return False


def _leads_somewhere(link: Path) -> bool:
    try:
        return link.exists()
    except OSError:  # through a folder that may not be entered
        return False


def _real(path: Path) -> str:
    try:
        return str(path.resolve())
    except (OSError, RuntimeError, ValueError):  # too long, links in a circle, a NUL
        return str(path)


def spare_editing_workbook(target: Path) -> None:
    """Raise ``OSError`` where a form would replace a workbook that somebody fills in: both are called ``x.xlsx``."""
    if target.suffix.lower() in WORKBOOK_SUFFIXES and target.is_file() and is_editing_workbook(target):
        raise spared(target)


def spared(target: PurePath) -> OSError:
    """Says that ``target`` is such a workbook."""
    return OSError(f"{target.name} 是填写用的工作簿，没有覆盖它；用 -o 换一个文件夹")


def safe_stem(name: str) -> str:
    """``name`` as a file name without suffix that every system takes: no separators, reserved names or excess length.

    Nor does it hold what nobody sees: such a name could not be typed.
    """
    stem = _FORBIDDEN.sub("_", without_unseen(name)).strip(" .")
    stem = stem.encode()[: MAX_NAME_BYTES - 1].decode(errors="ignore").strip(" .") or "_"
    return f"_{stem}" if _RESERVED.fullmatch(stem) else stem


def write_whole(file: RawIOBase, data: bytes) -> None:
    """Write all of ``data``; a system that has room for a part of it takes that without a word.

    Raises ``OSError`` where the rest finds no room.
    """
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) or 0 :]


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` beside ``path`` and move it into place: there is the old file or the new one, never half of it.

    Raises ``OSError`` as the system does (no room, no right); the old file is then as it was.
    """
    _write_beside(path, (data,))


def write_changed(path: Path, chunks: Iterable[bytes]) -> None:
    """As ``write_file``, a chunk at a time, unless that is what the file holds already."""
    _write_beside(path, chunks, keeps_same=True)


def _write_beside(path: Path, chunks: Iterable[bytes], *, keeps_same: bool = False) -> None:
    import filecmp  # here, because checking writes nothing
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".jixiao-", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            for chunk in chunks:
                stream.write(chunk)
        if keeps_same and path.is_file() and filecmp.cmp(temporary, path, shallow=False):
            temporary.unlink()
            return
        temporary.chmod(_mode(path))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """The mode of the file that is replaced; of a new one what the umask leaves (mkstemp's would hide it from others)."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:/")


def is_address_as_path(path: str | Path) -> bool:
    """Whether a path is an object's address (``s3://…``), of whose two slashes a path keeps one."""
    return _ADDRESS.match(str(path)) is not None


def read_regular(path: str | Path) -> bytes | None:
    """The bytes of a regular file; ``None`` where it cannot be read, or is a pipe, which might never end."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - a text, for each document
            return None
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a third of the calls that Path makes
            return file.readall()
    except (OSError, ValueError):
        return None


_REASONS = {
    errno.ENOENT: "没有这个文件夹或文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EROFS: "只能读，不能写",
    errno.EEXIST: "已经有同名的文件",
    errno.ENOTDIR: "路径中间有一个是文件，不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.ENAMETOOLONG: "名字太长",
    errno.EBUSY: "正被别的程序使用",
    errno.ETXTBSY: "正被别的程序使用",
    errno.EIO: "磁盘读写出错",
    errno.EFBIG: "超过了系统允许的文件大小",
}


def reason_of(error: OSError) -> str:
    """Why the system refused, in Chinese; in the system's own words where it is rare."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
