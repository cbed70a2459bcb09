"""Opens a Word file safely: how big it is unpacked, then those of its parts that hold texts, as XML trees."""

from __future__ import annotations

import lzma
import posixpath
import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import count
from typing import Any
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from generator.diagnostics import Finding, Place
from generator.reading.remarks import passed_over, too_large, unreadable
from generator.sources.workbook_package import MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED

MAIN = "document"
_USUAL = "word/document.xml"
_BESIDE = re.compile(r"header|footer|footnotes|endnotes|comments|numbering|styles")
_BY_NAME = re.compile(r"(?P<kind>header|footer|footnotes|endnotes|comments|numbering|styles)\d*\.xml")
_UNPACKING = (BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError)
_BROKEN = (*_UNPACKING, KeyError, NotImplementedError, RuntimeError, ValueError)
_RATIO_FROM = 10 * 1024 * 1024
"""A small part packs better than any ratio; only large ones are suspect."""


def word_parts(data: bytes, name: str) -> tuple[dict[str, Any], list[Finding]]:
    """The parts of a Word file by kind (``document``, ``header1`` …) and what is to be said; no parts after an error."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            problem = _unsafe(archive, name)
            return ({}, [problem]) if problem is not None else _parts(archive, name)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            return {}, [too_large(name, "Word 文件里的元素一层套一层太深")]
        return {}, [_damaged(name)]
    except _BROKEN:
        return {}, [_damaged(name)]


def _parts(archive: ZipFile, name: str) -> tuple[dict[str, Any], list[Finding]]:
    """The main part and those that it leads to; that one of the others is damaged keeps nobody from reading the form."""
    main = _main_part(archive)
    parts, findings = {MAIN: _tree(archive, main)}, []
    for kind, path in _beside(archive, main).items():
        try:
            parts[kind] = _tree(archive, path)
        except (*_BROKEN, etree.XMLSyntaxError):
            findings.append(
                passed_over(Place(name), f"部件 {posixpath.basename(path).removesuffix('.xml')} 已损坏，没有读")
            )
    return parts, findings


def _main_part(archive: ZipFile) -> str:
    """Where the document is, as the package says; where programs put it, if the package does not."""
    named = [target for kind, target in _relations(archive, "") if kind == "officeDocument"]
    usual = [_USUAL, *(each for each in archive.namelist() if re.fullmatch(r"word/document\d*\.xml", each))]
    return next((each for each in (*named, *usual) if each in archive.NameToInfo), _USUAL)


def _beside(archive: ZipFile, main: str) -> Mapping[str, str]:
    """The other parts by kind, headers and footers numbered; those of the usual names, if no relations lead to any."""
    folder = posixpath.dirname(main)
    found = [(kind, path) for kind, path in _relations(archive, main) if _BESIDE.fullmatch(kind)]
    if not found:
        named = ((_BY_NAME.fullmatch(posixpath.relpath(each, folder or ".")), each) for each in archive.namelist())
        found = [(match["kind"], path) for match, path in named if match is not None]
    numbers = count(1)
    there = dict.fromkeys((kind, path) for kind, path in found if path in archive.NameToInfo)
    return {f"{kind}{next(numbers)}" if kind in ("header", "footer") else kind: path for kind, path in there}


def _relations(archive: ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """Kind and target of each relation of a part, or of the package; none where they are damaged."""
    folder, file = posixpath.split(part)
    try:
        tree = _tree(archive, posixpath.join(folder, "_rels", f"{file}.rels"))
    except (*_BROKEN, etree.XMLSyntaxError):
        return
    for relation in tree:
        target = unquote(str(relation.get("Target", "")))
        if target and relation.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield str(relation.get("Type", "")).rpartition("/")[2], path


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


def _tree(archive: ZipFile, path: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(archive.read(path), parser)
