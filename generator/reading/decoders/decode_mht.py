"""Web archives (MHT; Word and Excel save them, too): the pages within, one after another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.reading.decoders.decode_html import decode_page
from generator.reading.decoders.printed import Decoded
from generator.reading.remarks import unreadable
from generator.sources.text_file import read_bytes

_HINT = "用浏览器、Word 或 Excel 打开它，另存为网页（.html）、.docx 或 .xlsx 再读"


def decode_mht(path: Path, name: str) -> Decoded:
    """The texts of the pages in a web archive: Excel keeps one a sheet."""
    data, findings = read_bytes(path, name)
    if data is None:
        return Decoded(findings=findings)
    try:
        pages = [*_pages(data)]
    except (RecursionError, ValueError, LookupError):
        pages = []
    if not pages:
        return Decoded(findings=[unreadable(name, "网页归档（.mht）里没有能读的网页，或已损坏", _HINT)])
    decoded = Decoded()
    for page in pages:
        _add(decoded, decode_page(page, name))
    return decoded


def _pages(data: bytes) -> Iterator[bytes]:
    """The pages of the archive, in UTF-8."""
    from email import message_from_bytes, policy  # here, because it takes a while

    for part in message_from_bytes(data, policy=policy.compat32).walk():
        content = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(content, bytes) and content.strip():
            yield content


def _add(decoded: Decoded, page: Decoded) -> None:
    """Put the texts of a page behind those of the pages before it."""
    line = max((text.line for text in decoded.texts), default=0)
    table = max((text.table for text in decoded.texts), default=0)
    for text in page.texts:
        decoded.texts.append(replace(text, line=text.line + line, table=text.table and text.table + table))
    decoded.findings += page.findings
