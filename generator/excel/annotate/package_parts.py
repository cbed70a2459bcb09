"""The parts of a workbook's file, to be changed: their XML, their relations and their content types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from generator.sources.workbook_package import DamagedError, target_of
from generator.writers.office import relative_target

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_ROWS = re.compile(rb"<(?:\w+:)?sheetData(?:\s[^>]*)?>(.*)</(?:\w+:)?sheetData\s*>", re.DOTALL)
_ROWS_MARK = b"<!--rows-->"
_STRICT = re.compile(rb"(?<==[\"'])http://purl\.oclc\.org/ooxml/(\w+)/(\w+)((?:/\w+)*)(?=[\"'])")
"""A name of the strict form, as the value of an attribute (ISO/IEC 29500-1, which dropped the year and the hyphens)."""

_HYPHENS = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}


def _usual_name(strict: re.Match[bytes]) -> bytes:
    kind = strict[3].removeprefix(b"/")
    rest = b"/" + _HYPHENS.get(kind, kind) if kind else b""
    return b"http://schemas.openxmlformats.org/" + strict[1] + b"/2006/" + _HYPHENS.get(strict[2], strict[2]) + rest


class Parts:
    """The parts of a workbook's file, to be changed."""

    def __init__(self, parts: dict[str, bytes], main: str) -> None:
        self.data = parts
        self.main = main

    def leave_strict_form(self) -> None:
        """Give a workbook in the strict form of the standard the usual names, which alone are known here."""
        if _STRICT.search(self.data[self.main]) is None:
            return
        for name, data in self.data.items():
            if name.lower().endswith((".xml", ".rels")):
                self.data[name] = _STRICT.sub(_usual_name, data)
        tree = self.tree(self.main)
        tree.attrib.pop("conformance", None)
        self.put(self.main, tree)

    def tree(self, name: str) -> Any:
        """A part as XML. Raises ``DamagedError``."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        data = self.data.get(name, b"")
        if name.lower().endswith(".vml"):
            data = data.replace(b"<br>", b"<br/>")  # so Excel writes line ends in the texts of buttons
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise DamagedError(name) from error

    def put(self, name: str, tree: Any) -> None:
        """Set a part."""
        self.data[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    @contextmanager
    def without_rows(self, sheet: str) -> Iterator[Any]:
        """The XML of a sheet without its rows, to be changed; then they stand in it again, as they were.

        The rows of a large department would take a gigabyte as a tree.
        """
        data = self.data[sheet]
        # Where a comment or CDATA may hold what looks like a tag, the whole is parsed.
        found = None if b"<!" in data else _ROWS.search(data)
        if found is not None:
            self.data[sheet] = b"".join((data[: found.start(1)], _ROWS_MARK, data[found.end(1) :]))
        tree = self.tree(sheet)
        yield tree
        self.put(sheet, tree)
        if found is not None:
            before, _, after = self.data[sheet].partition(_ROWS_MARK)
            self.data[sheet] = b"".join((before, found[1], after))

    def free_name(self, pattern: str) -> str:
        """The first name of the pattern ``xl/comments{}.xml`` that no part has."""
        return next(name for name in (pattern.format(number) for number in range(1, 10_000)) if name not in self.data)

    def relations(self, part: str) -> tuple[str, Any]:
        """The name and the tree of the relations of a part, made if there are none."""
        folder, _, name = part.rpartition("/")
        path = f"{folder}/_rels/{name}.rels"
        return path, self.tree(path) if path in self.data else etree.Element(
            f"{RELATIONS}Relationships", nsmap={None: RELATIONS[1:-1]}
        )

    def related(self, part: str, kind: str) -> str | None:
        """The first part of that kind that ``part`` has a relation to; ``None`` where there is none."""
        _, tree = self.relations(part)
        names = {name.lower(): name for name in self.data}
        for item in tree:
            if item.get("Type", "").endswith(f"/{kind}"):
                return names.get(target_of(part, item.get("Target", "")).lower())
        return None

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation to the part ``target``; its id."""
        path, tree = self.relations(part)
        used = {item.get("Id") for item in tree}
        new_id = next(name for name in (f"rIdJ{number}" for number in range(1, 10_000)) if name not in used)
        etree.SubElement(
            tree,
            f"{RELATIONS}Relationship",
            Id=new_id,
            Type=f"{OFFICE_RELATIONS}/{kind}",
            Target=relative_target(part, target),
        )
        self.put(path, tree)
        return new_id

    def declare(self, part: str, content_type: str) -> None:
        """Give a part its content type."""
        tree = self.tree("[Content_Types].xml")
        if all(item.get("PartName") != f"/{part}" for item in tree):
            etree.SubElement(tree, f"{_TYPES}Override", PartName=f"/{part}", ContentType=content_type)
            self.put("[Content_Types].xml", tree)

    def declare_suffix(self, suffix: str, content_type: str) -> None:
        """Give all parts with a suffix their content type."""
        tree = self.tree("[Content_Types].xml")
        if all(item.get("Extension", "").lower() != suffix for item in tree):
            tree.insert(0, etree.Element(f"{_TYPES}Default", Extension=suffix, ContentType=content_type))
            self.put("[Content_Types].xml", tree)

    def packed(self) -> bytes:
        """The file: the same for the same parts."""
        first = ("[Content_Types].xml", "_rels/.rels")
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
            for name in sorted(self.data, key=lambda name: (name not in first, name)):
                entry = ZipInfo(name, _EPOCH)
                entry.compress_type, entry.create_system = ZIP_DEFLATED, _UNIX
                archive.writestr(entry, self.data[name])
        return buffer.getvalue()
