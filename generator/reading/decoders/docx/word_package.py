"""Opens a Word file safely: how big it is unpacked, then those of its parts that hold texts, as XML trees."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from generator.diagnostics import Finding, Place
from generator.reading.remarks import passed_over, too_large, unreadable
from generator.sources.workbook_package import MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED

MAIN = "document"
_NEEDED = (MAIN, "numbering", "styles")
_BESIDE = re.compile(r"word/(?P<part>(?:header|footer)\d*|footnotes|endnotes|comments)\.xml")
_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError, RuntimeError, ValueError)
_RATIO_FROM = 10 * 1024 * 1024
"""A small part packs better than any ratio; only large ones are suspect."""


def word_parts(data: bytes, name: str) -> tuple[dict[str, Any], list[Finding]]:
    """The parts of a Word file by name (``document``, ``header1`` …) and what is to be said; no parts after an error."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            problem = _unsafe(archive, name)
            if problem is not None:
                return {}, [problem]
            parts = {
                part: _tree(archive, part) for part in _NEEDED if part == MAIN or _path(part) in archive.NameToInfo
            }
            return _with_beside(parts, archive, name)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            return {}, [too_large(name, "Word 文件里的元素一层套一层太深")]
        return {}, [_damaged(name)]
    except _BROKEN:
        return {}, [_damaged(name)]


def _with_beside(parts: dict[str, Any], archive: ZipFile, name: str) -> tuple[dict[str, Any], list[Finding]]:
    """The parts, with those beside the body; that one of them is damaged keeps nobody from reading the form."""
    findings = []
    for found in filter(None, map(_BESIDE.fullmatch, archive.namelist())):
        try:
            parts[found["part"]] = _tree(archive, found["part"])
        except (*_BROKEN, etree.XMLSyntaxError):
            findings.append(passed_over(Place(name), f"部件 {found['part']} 已损坏，没有读"))
    return parts, findings


def _damaged(name: str) -> Finding:
    return unreadable(name, "Word 文件已损坏，或不是 .docx", "用 Word 或 WPS 打开它，另存为 .docx 再读")


def _unsafe(archive: ZipFile, name: str) -> Finding | None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if any(entry.flag_bits & 1 for entry in entries):
        return unreadable(name, "文件有密码", "去掉密码后再读")
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or any(map(_is_bomb, entries)):
        return too_large(name, f"文件有 {len(entries):,} 个部件，解压后 {unpacked / 1048576:,.0f} MB，超过上限")
    return None


def _is_bomb(entry: ZipInfo) -> bool:
    return entry.file_size > _RATIO_FROM and entry.file_size > entry.compress_size * MAX_RATIO


def _path(part: str) -> str:
    return f"word/{part}.xml"


def _tree(archive: ZipFile, part: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(archive.read(_path(part)), parser)
