"""Chooses the decoder: by what a file holds, not by its name."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import groupby
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from generator.diagnostics import Finding
from generator.form import DRAFT, DRAFT_BANNER
from generator.reading.decoders.printed import Decoded, Printed
from generator.reading.remarks import draft, passed_over, unreadable
from generator.reading.texts.repair import is_rule
from generator.sources.text_file import MAX_BYTES, read_bytes

_DECODERS = {
    "docx": "generator.reading.decoders.decode_docx",
    "xlsx": "generator.reading.decoders.decode_xlsx",
    "pdf": "generator.reading.decoders.decode_pdf",
    "html": "generator.reading.decoders.decode_html",
    "text": "generator.reading.decoders.decode_text",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|table)[\s>]", re.IGNORECASE)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD = {
    "WordDocument\0".encode("utf-16-le"): "Word 文件（.doc）",
    "Workbook\0".encode("utf-16-le"): "Excel 文件（.xls）",
    "Book\0".encode("utf-16-le"): "Excel 文件（.xls）",
}
"""Names of the streams by which the old formats are told apart."""
_START = 4096
"""Bytes by which text is told from what is none."""
_DRAFT_MARKS = (DRAFT, DRAFT_BANNER)
_SPECS = (".yaml", ".yml")


def decode(path: Path, name: str) -> Decoded:
    """The texts of the file at ``path``, which is called ``name`` in places. Never raises for what the file holds."""
    if path.suffix.lower() in _SPECS:
        hint = f"它已经是数据文件：jixiao check {path}"
        return Decoded(findings=[unreadable(name, "这是数据文件，不是已公开的表", hint)])
    data, findings = read_bytes(path, name)
    if data is None:
        return Decoded(findings=findings)
    kind = _kind(data, path)
    if kind is None:
        return Decoded(findings=[_foreign(data, name)])
    module = import_module(_DECODERS[kind])
    decoder: Callable[[Path, str], Decoded] = getattr(module, f"decode_{kind}")
    decoded = decoder(path, name)
    _take_draft_marks(decoded)
    decoded.findings += _rules(decoded.texts)
    return decoded


def _take_draft_marks(decoded: Decoded) -> None:
    """Take away what our writers put beside a draft's form; texts of tables stay."""
    marks = [text for text in decoded.texts if not text.table and text.text in _DRAFT_MARKS]
    if marks:
        decoded.texts = [text for text in decoded.texts if text not in marks]
        decoded.findings.append(draft(marks[0].text, marks[0].place))


def _rules(texts: Iterable[Printed]) -> Iterator[Finding]:
    """Rows and paragraphs of dashes, which are nobody's content."""
    for _, row in groupby(texts, key=lambda text: text.line):
        filled = [text for text in row if text.text]
        if filled and all(is_rule(text.text) for text in filled):
            yield passed_over(filled[0].place, "只有横线，没有读")


def _kind(data: bytes, path: Path) -> str | None:
    if data.startswith(b"PK"):
        return _package(path)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE) or (b"\0" in data[:_START] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        return None
    return "html" if _MARKUP.search(_plain(data[:_START])) else "text"


def _plain(start: bytes) -> bytes:
    return start.replace(b"\0", b"") if start.startswith((b"\xff\xfe", b"\xfe\xff")) else start


def _package(path: Path) -> str | None:
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, BadZipFile, ValueError, NotImplementedError, struct.error):
        return path.suffix.lower()[1:] if path.suffix.lower() in (".docx", ".xlsx") else None
    for folder, kind in (("word/", "docx"), ("xl/", "xlsx")):
        if any(part.startswith(folder) for part in names):
            return kind
    return None


def _foreign(data: bytes, name: str) -> Finding:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return unreadable(name, "文件有打开密码（已加密），读不了", "用 Word、Excel 或 WPS 打开，去掉密码后再读")
        kind = next((kind for stream, kind in _OLD.items() if stream in data), "Office、WPS 文件")
        return unreadable(name, f"这是旧版的 {kind}，读不了", "在原软件里另存为 .docx、.xlsx 或 PDF 再读")
    hint = "要读的是 .docx、.xlsx、网页、有文字层的 PDF，或制表符分隔的文本"
    return unreadable(name, f"这不是能读的文件（{min(len(data), MAX_BYTES):,} 字节）", hint)
