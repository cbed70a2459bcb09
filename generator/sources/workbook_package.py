"""Opens a workbook's file safely: what it is, how big it is unpacked, and its parts, before anything is parsed."""

from __future__ import annotations

import posixpath
import struct
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from generator.diagnostics import Finding, Place, Severity
from generator.sources.file_kinds import FOR_READING, kind_of
from generator.sources.text_file import read_bytes

MAX_ENTRIES = 1_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
MAX_TREE = 16 * 1024 * 1024
"""Bytes of a part that is parsed as a whole (styles, relations, the list of sheets): none of these is large."""

_RATIO_FROM = 10 * 1024 * 1024
"""A small file of empty rows packs better than any ratio; only large ones are suspect."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BROKEN = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
    ValueError,
    etree.LxmlError,
)
"""What reading a damaged zip or a damaged part of it raises."""


class DamagedError(Exception):
    """A part of the workbook is missing or cannot be read; says which."""


@dataclass(slots=True)
class Package:
    """A workbook's file: its parts by name, and where the sheets stand."""

    archive: ZipFile
    main: str
    _by_lower: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Part names are the same in capitals and small letters (ECMA-376 part 2, 6.2.2.3)."""
        self._by_lower = {name.lower(): name for name in self.archive.namelist()}

    def names(self) -> list[str]:
        """The names of all parts."""
        return self.archive.namelist()

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self.archive.NameToInfo

    def open(self, name: str) -> IO[bytes]:
        """A part as a stream. Raises ``DamagedError``."""
        try:
            if self.archive.getinfo(name).compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # all that packages may have
                raise DamagedError(name)
            return self.archive.open(name)
        except (KeyError, *BROKEN) as error:
            raise DamagedError(name) from error

    def read(self, name: str) -> bytes:
        """A part whole. Raises ``DamagedError``."""
        try:
            with self.open(name) as stream:
                return stream.read()
        except BROKEN as error:
            raise DamagedError(name) from error

    def tree(self, name: str) -> Any:
        """A part as an XML tree, without entities or anything from outside. Raises ``DamagedError``."""
        if self.has(name) and self.archive.getinfo(name).file_size > MAX_TREE:
            raise DamagedError(name)
        data = self.read(name)
        try:
            return etree.fromstring(data, _parser())
        except BROKEN as error:
            raise DamagedError(name) from error

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: by id, the last word of the kind and the name of the part."""
        folder, name = posixpath.split(part)
        path = self._named(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        if not self.has(path):
            return {}
        found = {}
        for item in self.tree(path):
            full = target_of(part, str(item.get("Target", "")))
            found[str(item.get("Id"))] = (str(item.get("Type", "")).rpartition("/")[2], self._named(full))
        return found

    def _named(self, part: str) -> str:
        """The part as the archive writes its name."""
        return self._by_lower.get(part.lower(), part)


def target_of(part: str, target: str) -> str:
    """The part that a relation of ``part`` leads to: ``target`` counts from its folder, or from the top."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def read_package(path: Path, name: str) -> tuple[Package | None, list[Finding]]:
    """The workbook at ``path`` opened, or ``None`` and why not."""
    data, findings = read_bytes(path, name)
    if data is None:
        return None, findings
    package, more = open_package(data, name)
    return package, findings + more


def open_package(data: bytes, name: str) -> tuple[Package | None, list[Finding]]:
    """The workbook that ``data`` is, or ``None`` and why not."""
    if data.startswith(_OLE):
        return None, [_ole(data, name)]
    try:
        archive = ZipFile(BytesIO(data))
    except BROKEN:
        return None, [_no_workbook(data, name)]
    problem = _unsafe(archive.infolist(), name)
    if problem is not None:
        return None, [problem]
    package, findings = _opened(archive, name)
    return package, findings or [_no_workbook(data, name)] if package is None else findings


def _no_workbook(data: bytes, name: str) -> Finding:
    hint = "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”后重试。"
    kind = kind_of(data)
    if kind is None and b"\0" not in data:
        return _error("WBK01", name, "这不是 Excel 工作簿（.xlsx），而是文本（多半是改了名的 CSV）", f"{FOR_READING}。")
    if kind is None or kind.id == "xlsx":
        return _error("WBK01", name, "这不是 Excel 工作簿（.xlsx），或文件已损坏", hint)
    hint = f"{FOR_READING}。" if kind.is_read else f"{kind.advice}。"
    return _error("WBK01", name, f"这不是 Excel 工作簿（.xlsx），而是{kind.said}", hint)


def _ole(data: bytes, name: str) -> Finding:
    if _ENCRYPTED in data:
        message, hint = (
            "工作簿有打开密码，无法读取",
            "请用 Excel 或 WPS 打开，去掉密码（文件 → 信息 → 保护工作簿）后另存。",
        )
    else:
        message, hint = (
            "这是旧版的 Excel 文件（.xls），无法读取",
            "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”。",
        )
    return _error("WBK01", name, message, hint)


def _unsafe(entries: list[ZipInfo], name: str) -> Finding | None:
    """The error for a file that would unpack to more than any honest workbook."""
    hint = "请核对文件来历；确实是自己的工作簿时，请新建一份，把内容复制过去。"
    if any(entry.flag_bits & 1 for entry in entries):
        return _error("WBK01", name, "压缩包有密码，无法读取", "请去掉密码后重试。")
    if len(entries) > MAX_ENTRIES:
        return _error("WBK02", name, f"文件里有 {len(entries):,} 个部件，超过上限 {MAX_ENTRIES:,} 个", hint)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        limit = MAX_UNPACKED // 1048576
        return _error("WBK02", name, f"文件解压后有 {unpacked / 1048576:,.0f} MB，超过上限 {limit} MB", hint)
    for entry in entries:
        if entry.file_size > _RATIO_FROM and entry.file_size > entry.compress_size * MAX_RATIO:
            ratio = entry.file_size // max(entry.compress_size, 1)
            return _error("WBK02", name, f"部件 {entry.filename[:60]} 的压缩比是 {ratio:,}，超过上限 {MAX_RATIO}", hint)
    return None


def _opened(archive: ZipFile, name: str) -> tuple[Package | None, list[Finding]]:
    """The workbook in ``archive``; without one and without a finding it is an archive of something else."""
    package = Package(archive, "")
    package.main = _main_part(package)
    try:
        is_workbook = not _is_binary(package) and package.has(package.main) and _root_of(package) == "workbook"
    except DamagedError as error:
        return None, [damaged(error, name)]
    if not is_workbook:
        return None, []
    return package, list(_ignored(package, name))


def _main_part(package: Package) -> str:
    """The part that lists the sheets: as the relations of the package say, or by its usual name where they are damaged."""
    try:
        kinds = dict(package.related("").values())
    except DamagedError:
        kinds = {}
    return kinds.get("officeDocument", "xl/workbook.xml")


def _is_binary(package: Package) -> bool:
    return package.main.endswith(".bin")


def _root_of(package: Package) -> str:
    """The local name of the main part's outermost element."""
    return str(etree.QName(package.tree(package.main)).localname)


def _ignored(package: Package, name: str) -> list[Finding]:
    """What a workbook may hold that is never run or followed."""
    findings = []
    if any(part.endswith("vbaProject.bin") for part in package.names()):
        findings.append(_warning(name, "工作簿里有宏，没有运行", "不需要宏时，请另存为“Excel 工作簿（.xlsx）”。"))
    if any("/externalLinks/" in part for part in package.names()):
        hint = "请在 Excel 的“数据 → 编辑链接”里断开链接，把数值留在本文件。"
        findings.append(_warning(name, "工作簿链接到别的文件，没有去读那些文件，只用保存下来的数值", hint))
    return findings


def damaged(error: DamagedError, name: str) -> Finding:
    """The error for a workbook one of whose parts cannot be read."""
    message = f"工作簿已损坏：部件 {str(error)[:60] or '（开头）'} 读不出来"
    return _error("WBK01", name, message, "请用 Excel 或 WPS 打开它（按提示修复），另存一份后重试。")


def _error(code: str, name: str, message: str, hint: str) -> Finding:
    return Finding(code, Severity.ERROR, message, hint, Place(name))


def _warning(name: str, message: str, hint: str) -> Finding:
    return Finding("WBK12", Severity.WARNING, message, hint, Place(name))
