"""What kind of file some bytes are, whatever the file is called, and what to do with one that is not read."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

_START = 4096
"""Bytes by which kinds of text are told apart."""
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|table)[\s>]", re.IGNORECASE)
_MAIL = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?MIME-Version:", re.IGNORECASE)

_AS_WORD = "用 Word 或 WPS 打开，另存为 .docx 或 PDF"
_AS_EXCEL = "用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”"


FOR_READING = "已公开的表，用 jixiao read 读成数据文件"
"""What to do with a published form where a spec is asked."""


class Kind(NamedTuple):
    """A kind of file: its id, what it is called, and what to make of it. ``is_read``: by the reader of published forms."""

    id: str
    title: str
    advice: str = ""
    is_read: bool = False

    @property
    def said(self) -> str:
        """``title`` behind a Chinese word: what begins with a Latin letter stands apart from it."""
        return f" {self.title}" if self.title[0].isascii() else self.title


_KINDS = {
    kind.id: kind
    for kind in (
        Kind("docx", "Word 文件（.docx）", is_read=True),
        Kind("xlsx", "Excel 文件（.xlsx）", is_read=True),
        Kind("pdf", "PDF 文件", is_read=True),
        Kind("html", "网页", is_read=True),
        Kind("mht", "网页归档（.mht，也有叫 .doc、.xls 的）", is_read=True),
        Kind("spreadsheetml", "XML 表格（SpreadsheetML 2003，也有叫 .xls 的）", is_read=True),
        Kind("csv", "CSV 表格", is_read=True),
        Kind("encrypted", "有打开密码（已加密）的 Office、WPS 文件", "用 Word、Excel 或 WPS 打开，去掉密码后另存"),
        Kind("doc", "旧版的 Word 文件（.doc）", _AS_WORD),
        Kind("xls", "旧版的 Excel 文件（.xls）", _AS_EXCEL),
        Kind("ole", "旧版的 Office、WPS 文件（.doc、.xls、.wps、.et）", "在原软件里另存为 .docx、.xlsx 或 PDF"),
        Kind("xlsb", "二进制工作簿（.xlsb）", _AS_EXCEL),
        Kind("pptx", "演示文稿（.pptx）", "请核对是否选错了文件"),
        Kind("odt", "OpenDocument 文字文件（.odt）", _AS_WORD),
        Kind("ods", "OpenDocument 表格（.ods）", _AS_EXCEL),
        Kind("odf", "OpenDocument 文件", "在原软件里另存为 .docx、.xlsx 或 PDF"),
        Kind("ofd", "OFD 版式文件（国家标准 GB/T 33190）", "用 OFD 阅读器转为 PDF，或找 Word、Excel 原件"),
        Kind("rtf", "RTF 文档（写字板、Word 可存出这种格式，也有叫 .doc 的）", _AS_WORD),
        Kind("flat-opc", "XML 格式的 Word 文件（Flat OPC）", _AS_WORD),
        Kind("word-xml", "XML 格式的 Word 文件（WordprocessingML 2003）", _AS_WORD),
        Kind("image", "图片", "找 Word、Excel 原件，或有文字层的 PDF"),
        Kind("rar", "压缩包（.rar、.7z、.gz）", "先解压，再指定里面的文件"),
        Kind("zip", "ZIP 压缩包", "先解压，再指定里面的文件"),
    )
}

_MAGIC = (
    (b"{\\rtf", "rtf"), (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"),
    (b"II*\0", "image"), (b"MM\0*", "image"), (b"Rar!\x1a\x07", "rar"), (b"7z\xbc\xaf\x27\x1c", "rar"),
    (b"\x1f\x8b", "rar"),
)  # fmt: skip
_STREAMS = {"EncryptedPackage": "encrypted", "WordDocument\0": "doc", "Workbook\0": "xls", "Book\0": "xls"}
_NAME_SPACES = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", "spreadsheetml"),
    (b"http://schemas.microsoft.com/office/2006/xmlPackage", "flat-opc"),
    (b"http://schemas.microsoft.com/office/word/2003/wordml", "word-xml"),
    (b"urn:oasis:names:tc:opendocument:xmlns:office", "odf"),
)
_PARTS = (
    ("xl/workbook.bin", "xlsb"), ("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"), ("OFD.xml", "ofd"),
    ("content.xml", "odf"),
)  # fmt: skip
_TYPES, _MAX_TYPES = "[Content_Types].xml", 100_000
_MAIN_PARTS = ((b"wordprocessingml.document.main", "docx"), (b"spreadsheetml.sheet.main", "xlsx"))
"""What a package says of its main part, wherever it stands."""
_DAMAGED = (OSError, BadZipFile, ValueError, NotImplementedError, EOFError, RuntimeError, zlib.error, struct.error)
_ODF = {b"application/vnd.oasis.opendocument.text": "odt", b"application/vnd.oasis.opendocument.spreadsheet": "ods"}


def kind_of(data: bytes, name: str = "") -> Kind | None:
    """The kind of the file that holds ``data`` and is called ``name``; ``None`` for text of no special kind, and others."""
    kind = _binary_kind(data) or _text_kind(data)
    if kind == "zip" and not archived(data):  # damaged: only its name says what it was
        kind = name.lower().rpartition(".")[2] if name.lower().endswith((".docx", ".xlsx")) else kind
    if kind is None and name.lower().endswith(".csv") and (b"\0" not in data[:_START] or data.startswith(_UTF16)):
        kind = "csv"
    return _KINDS[kind] if kind else None


def archived(data: bytes) -> list[str]:
    """The names of the files in an archive of the kind ``zip``; none where it cannot be looked into."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return [name for name in archive.namelist() if not name.endswith("/")]
    except _DAMAGED:
        return []


def _binary_kind(data: bytes) -> str | None:
    if data.startswith(_ZIP):
        return _package_kind(data)
    if data.startswith(_OLE):
        return next((kind for stream, kind in _STREAMS.items() if stream.encode("utf-16-le") in data), "ole")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)


def _package_kind(data: bytes) -> str:
    names = archived(data)
    if "mimetype" in names:
        return next((kind for mime, kind in _ODF.items() if _part(data, "mimetype").startswith(mime)), "odf")
    for part, kind in _PARTS:
        if any(name.startswith(part) for name in names) or (not names and part.encode() in data):
            return kind
    types = _part(data, _TYPES) if _TYPES in names else b""
    return next((kind for content, kind in _MAIN_PARTS if content in types), "zip")


def _part(data: bytes, name: str) -> bytes:
    """The beginning of a part of a package; nothing where it cannot be read."""
    try:
        with ZipFile(BytesIO(data)) as archive, archive.open(name) as part:
            return part.read(_MAX_TYPES)
    except (*_DAMAGED, KeyError):
        return b""


def _text_kind(data: bytes) -> str | None:
    start = data[:_START]
    if start.startswith(_UTF16):
        start = start.replace(b"\0", b"")
    for name_space, kind in _NAME_SPACES if b"<" in start else ():
        if name_space in start and start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
            return kind
    if b"MIME-Version" in start and _MAIL.match(start) is not None and b"multipart/" in start:
        return "mht"
    return "html" if _PAGE.search(start) else None
