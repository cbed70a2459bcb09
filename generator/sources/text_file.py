"""Reads a text file whole: bounded, in the encodings that offices use, without exceptions.

A file that cannot be read gives ``None`` and an error; one that is not UTF-8 gives its text and a warning.
"""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from pathlib import Path

from generator.diagnostics import Finding, Place, Severity
from generator.files import is_address_as_path

MAX_BYTES = 32 * 1024 * 1024
"""The largest file that is read. A department with 1,000 projects needs 2.5 MB, so more is a wrong file."""

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What YAML, and so the place of a finding, counts as the end of a line."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_KINDS = (
    (_ZIP, "zip", "ZIP 压缩包（.xlsx、.docx 等办公文件也是这种格式）"),
    (b"PK\x05\x06", "zip", "空的 ZIP 压缩包"),
    (_OLE, "office", "旧版或加密的 Excel/Word/WPS 文件（.xls、.doc、.et、.wps）"),
    (b"%PDF", "pdf", "PDF 文件"),
    (b"{\\rtf", "office", "RTF 文档（写字板、Word 可存出这种格式）"),
    (b"\x89PNG", "other", "PNG 图片"),
    (b"\xff\xd8\xff", "other", "JPEG 图片"),
    (b"Rar!\x1a\x07", "zip", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "zip", "7z 压缩包"),
    (b"\x1f\x8b", "zip", "gzip 压缩包"),
    (codecs.BOM_UTF32_LE, "text", "UTF-32 编码的文本"),
    (codecs.BOM_UTF32_BE, "text", "UTF-32 编码的文本"),
)
"""First bytes, what to advise, and the name of what it looks like. UTF-32 stands here, before UTF-16 is tried."""

_FIRST_BYTES = tuple(magic for magic, _, _ in _KINDS)

_PACKAGES = ((b"xl/", "Excel 文件（.xlsx）"), (b"word/", "Word 文件（.docx）"), (b"ppt/", "演示文稿（.pptx）"))
"""The folders by which the ZIP packages of the office formats are told apart."""

_ADVICE = {
    "zip": "请先解压，再指定其中的文本文件。",
    "office": "请在原软件中打开，把内容另存为 UTF-8 编码的纯文本文件；只改扩展名没有用。",
    "pdf": "PDF 是印出来的；请指定生成它的那份数据文件。已公开的表，用 jixiao read 读成数据文件。",
    "text": "请用记事本等编辑器另存为 UTF-8 编码。",
    "other": "请核对是否选错了文件。",
}

_READ = "已公开的表，用 jixiao read 读成数据文件。"
_AS_WORKBOOK = "填写用的工作簿，请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”后重试；只改扩展名没有用。"
_ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
"""What every .ods begins with, right after the header of its first part."""

_OLD_SHEET = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book"))
_OLD_TEXT = tuple(f"{name}\0".encode("utf-16-le") for name in ("WordDocument", "PowerPoint Document"))
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Names of the streams by which the old office formats are told apart."""

_ENVIRONMENT = {
    errno.ENOENT: ("文件不存在", "请核对文件名（包括扩展名）和所在文件夹：{path}"),
    errno.ENOTDIR: ("路径中有一段不是文件夹", "请核对路径：{path}"),
    errno.EACCES: ("没有读取这个文件的权限", "请检查文件权限，或向管理员申请读取权限：{path}"),
    errno.EPERM: ("没有读取这个文件的权限", "请检查文件权限，或向管理员申请读取权限：{path}"),
    errno.EISDIR: ("这是一个文件夹，不是文件", "请指定文件夹里的某一个文件：{path}"),
    errno.ENAMETOOLONG: ("文件名或路径太长，系统无法打开", "请缩短文件名，或移到层级较浅的文件夹。"),
    errno.ELOOP: ("路径中的链接互相指向，形成了循环", "请改用文件的真实路径：{path}"),
}

_CLOSED_FOLDER = ("没有读取这个文件夹的权限", "请检查文件夹权限，或向管理员申请读取权限：{path}")


def read_text(path: Path, name: str) -> tuple[str | None, list[Finding]]:
    """The text of the file at ``path``, without a BOM, and what is to be said of it in the name ``name``.

    The text is ``None`` exactly when there is an error. Line ends stay as they are.
    """
    data, findings = read_bytes(path, name)
    return (None, findings) if data is None else decode(data, name)


def read_bytes(path: Path, name: str) -> tuple[bytes | None, list[Finding]]:
    """The bytes of a regular file of at most ``MAX_BYTES``: larger ones are not read, pipes and devices not opened."""
    try:
        status = path.stat()
        problem = _unfit(status.st_mode, status.st_size, path, name)
        if problem is not None:
            return None, [problem]
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        return None, [_environment(error, path, name)]
    problem = unfit(data, name)  # it grew, or its system does not know its size
    return (None, [problem]) if problem else (data, [])


def unfit(data: bytes, name: str) -> Finding | None:
    """Why nothing is read from a file that holds ``data``, or ``None``: it is too large, or there is nothing."""
    if len(data) > MAX_BYTES:
        return _too_large(len(data), name)
    return None if data else _empty(name)


def _unfit(mode: int, size: int, path: Path, name: str) -> Finding | None:
    """Why a file of this mode and size is not opened at all, or ``None``."""
    if stat.S_ISDIR(mode):
        is_open = os.access(path, os.R_OK | os.X_OK)
        message, hint = _ENVIRONMENT[errno.EISDIR] if is_open else _CLOSED_FOLDER
        return _error("SRC01", name, message, hint.format(path=printable(path)))
    if not stat.S_ISREG(mode):
        return _error(
            "SRC01", name, "这不是普通文件（是设备、管道或套接字）", f"请先存成普通文件再指定：{printable(path)}"
        )
    return _too_large(size, name) if size > MAX_BYTES else None


def _environment(error: OSError | ValueError, path: Path, name: str) -> Finding:
    """The finding for a file that the system does not open; ``ValueError`` is a path with a NUL."""
    if isinstance(error, ValueError):
        return _error("SRC01", name, "文件名中有系统不接受的字符", "请重新输入文件名。")
    number = error.errno or 0
    if number == errno.ENOENT and is_address_as_path(path):
        return _error(
            "SRC01", name, "这是对象存储的地址，这里只读本机的文件", "只有 jixiao render 直接读对象存储；请先下载。"
        )
    other = (f"系统无法读取这个文件（系统错误号 {number}）", "请检查磁盘或网络盘是否正常，然后重试：{path}")
    message, hint = _ENVIRONMENT.get(number, other)
    return _error("SRC01", name, message, hint.format(path=printable(path)))


def printable(path: Path | str) -> str:
    """A path as text that every output can encode: bytes of a name that are not UTF-8 become ``?``."""
    return str(path).encode("utf-8", errors="replace").decode("utf-8")


def decode(data: bytes, name: str) -> tuple[str | None, list[Finding]]:
    """The text that the bytes are: UTF-8, UTF-16 with a BOM, or GB18030; other bytes are an error."""
    kind = _foreign(data, name)
    if kind is not None:
        return None, [kind]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_utf16(data, name)
    if b"\x00" in data:
        return None, [_binary(data, name)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _decode_gb18030(data, error.start, name)
    return (text, []) if text else (None, [_empty(name)])


def _decode_utf16(data: bytes, name: str) -> tuple[str | None, list[Finding]]:
    """The text of bytes that begin with a UTF-16 BOM."""
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        message = f"文件开头标明是 UTF-16，但第 {error.start + 1} 个字节起无法解读"
        return None, [_error("SRC04", name, message, "文件可能不完整；请重新复制一份，或用记事本另存为 UTF-8 编码。")]
    return (text, [_other_encoding("UTF-16", name)]) if text else (None, [_empty(name)])


def _decode_gb18030(data: bytes, bad: int, name: str) -> tuple[str | None, list[Finding]]:
    """The text of bytes that are not UTF-8 from offset ``bad`` on.

    GB18030 accepts nearly half of all damaged UTF-8 and makes wrong characters of it, so that is told apart first.
    """
    line = data.count(b"\n", 0, bad) + 1
    hint = "请用记事本等编辑器打开原件，另存为 UTF-8 编码后重试。"
    if _is_damaged_utf8(data):
        message = f"文件是 UTF-8 编码，但第 {line} 行有损坏的字节 0x{data[bad]:02X}"
        return None, [_error("SRC04", name, message, f"请检查第 {line} 行是否有乱码并重新输入，或重新复制一份文件。")]
    try:
        return data.decode("gb18030"), [_other_encoding("GB18030", name)]
    except UnicodeDecodeError:
        message = f"无法识别文件的编码：既不是 UTF-8（第 {line} 行有字节 0x{data[bad]:02X}），也不是 GB18030"
        return None, [_error("SRC04", name, message, hint)]


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 still mostly are: more whole Chinese characters than bad places."""
    whole = len(re.findall(rb"[\xe3-\xe9\xef][\x80-\xbf]{2}", data))
    return whole > data.decode("utf-8", errors="replace").count("\ufffd")


def _foreign(data: bytes, name: str) -> Finding | None:
    """The error for a file whose first bytes say that it is no text, or ``None``."""
    for magic, advice, kind in _KINDS if data.startswith(_FIRST_BYTES) else ():
        if data.startswith(magic):
            return (
                _sheet(data, name)
                or _office(data, name)
                or _other_package(data, name)
                or _error("SRC04", name, f"这不是文本文件，而是{kind}", _ADVICE[advice])
            )
    return None


def _sheet(data: bytes, name: str) -> Finding | None:
    """The error for a workbook in a format that is not read, or ``None``."""
    if data.startswith(_ZIP) and _ODS in data[:200]:
        return _error("WBK01", name, "这是 OpenDocument 表格（.ods），无法读取", _AS_WORKBOOK)
    if not data.startswith(_OLE):
        return None
    if _ENCRYPTED in data:
        hint = "请用 Excel 或 WPS 打开，去掉密码（文件 → 信息 → 保护工作簿）后，另存为“Excel 工作簿（.xlsx）”。"
        return _error("WBK01", name, "文件有打开密码，无法读取", hint)
    if any(stream in data for stream in _OLD_SHEET) and not any(stream in data for stream in _OLD_TEXT):
        return _error("WBK01", name, "这是旧版的 Excel 文件（.xls），无法读取", _AS_WORKBOOK)
    return None


def _office(data: bytes, name: str) -> Finding | None:
    """The error for a workbook or a document of today's formats, which are ZIP packages, or ``None``."""
    if not data.startswith(_ZIP):
        return None
    for folder, kind in _PACKAGES:
        if folder in data:
            hint = "请核对文件和扩展名是否对应；需要文本时请把内容另存为 UTF-8 编码的纯文本文件。" + _READ
            if folder == b"xl/":
                hint = "请核对文件和扩展名是否对应；填写用的工作簿，文件名要以 .xlsx 结尾。" + _READ
            return _error("SRC04", name, f"这不是文本文件，而是{kind}", hint)
    return None


def _other_package(data: bytes, name: str) -> Finding | None:
    """The error for a ZIP package of another kind (OpenDocument, OFD …), or ``None``."""
    if not data.startswith(_ZIP):
        return None
    from generator.sources.file_kinds import archived, kind_of  # here, because it is seldom wanted

    kind = kind_of(data)
    if kind is None or kind.id == "zip" or not archived(data):
        return None
    return _error("SRC04", name, f"这不是文本文件，而是{kind.said}", f"{kind.advice}。{_READ}")


def _binary(data: bytes, name: str) -> Finding:
    """The error for a NUL byte: binary data, or UTF-16 without a BOM when every second byte is NUL."""
    first, share = data.index(b"\x00"), data.count(b"\x00") / len(data)
    if share > 0.2 and (b"\n\x00" in data or b"\x00\n" in data):
        hint = "请用记事本等编辑器打开，另存为 UTF-8 编码。"
        return _error("SRC04", name, "文件像是没有标记的 UTF-16 文本，不能可靠读取", hint)
    message = f"这不是文本文件：第 {first + 1} 个字节是空字节（U+0000），文本里不会出现"
    return _error("SRC04", name, message, "请核对是否选错了文件，或文件是否损坏。")


def _other_encoding(encoding: str, name: str) -> Finding:
    """The warning that the text was read in another encoding than UTF-8."""
    message = f"文件不是 UTF-8，已按 {encoding} 读取"
    hint = "请核对输出中的汉字是否正确；建议用记事本另存为 UTF-8 编码，以后不再提示。"
    return Finding("SRC05", Severity.WARNING, message, hint, Place(name))


def _too_large(size: int, name: str) -> Finding:
    """The error for a file of ``size`` bytes, more than ``MAX_BYTES``."""
    limit, actual = MAX_BYTES / 1048576, size / 1048576
    message = f"文件有 {actual:,.1f} MB（{size:,} 字节），超过上限 {limit:g} MB"
    return _error("SRC02", name, message, "请核对是否选错了文件；确实有这么多内容时，请拆成几个文件。")


def _empty(name: str) -> Finding:
    """The error for a file without a character."""
    return _error("SRC03", name, "文件是空的，没有任何内容", "请填写内容并保存后重试；也可能是文件没有保存或复制完整。")


def _error(code: str, name: str, message: str, hint: str) -> Finding:
    """An error of the file as a whole."""
    return Finding(code, Severity.ERROR, message, hint, Place(name))
