"""Which part of a .docx is which: relationships and content types (Open Packaging Conventions)."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from lxml import etree

from generator.writers.office import DECLARATION, relative_target
from generator.writers.package import CONTENT_TYPES, Parts

Element = etree._Element

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


class Relationship(NamedTuple):
    """A part that another one refers to: the last word of the reference's type, the part's name."""

    kind: str
    target: str


def parse(data: bytes) -> Element:
    """The root of the XML ``data``; nothing outside of it is read."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def serialise(root: Element) -> str:
    """``root`` as the text of a part, with the declaration that Word writes."""
    return DECLARATION + etree.tostring(root, encoding="unicode")


def main_part(parts: Parts) -> str | None:
    """The name of the Word document among ``parts``, if there is one."""
    names = [found.target for found in relationships(parts, "") if found.kind == "officeDocument"]
    return next((name for name in names if name in parts and content_type(parts, name) == MAIN_TYPE), None)


def relationships(parts: Parts, owner: str) -> list[Relationship]:
    """What the part ``owner`` refers to inside the package; ``owner`` is ``""`` for the package itself."""
    data = parts.get(_relationships_name(owner))
    found = parse(data).iter(_RELATIONSHIP) if data else ()
    folder = posixpath.dirname(owner)
    return [_relationship(item, folder) for item in found if item.get("TargetMode") != "External"]


def content_type(parts: Parts, name: str) -> str | None:
    """The content type that the package gives to the part ``name``."""
    root = parse(parts[CONTENT_TYPES])
    for item in root.iter(f"{_TYPES}Override"):
        if item.get("PartName") == f"/{name}":
            return item.get("ContentType")
    extension = name.rpartition(".")[2].lower()
    defaults = (item for item in root.iter(f"{_TYPES}Default") if item.get("Extension", "").lower() == extension)
    return next((item.get("ContentType") for item in defaults), None)


class PartType(NamedTuple):
    """What a part is: the type of the relation to it, and the type of its content."""

    relation: str
    content: str


def add_part(parts: Parts, owner: str, name: str, data: bytes, type_: PartType) -> str:
    """Put ``data`` into ``parts`` as ``name``, related to ``owner``; the id by which ``owner`` may refer to it."""
    parts[name] = data
    types = parse(parts[CONTENT_TYPES])
    etree.SubElement(types, f"{_TYPES}Override", {"PartName": f"/{name}", "ContentType": type_.content})
    parts[CONTENT_TYPES] = serialise(types).encode()
    relations_name = _relationships_name(owner)
    relations = parse(parts.get(relations_name) or _RELS.encode())
    taken = {item.get("Id") for item in relations}
    new_id = next(found for number in range(1, 10**6) if (found := f"rId{number}") not in taken)
    named = {"Id": new_id, "Type": type_.relation, "Target": relative_target(owner, name)}
    etree.SubElement(relations, _RELATIONSHIP, named)
    parts[relations_name] = serialise(relations).encode()
    return new_id


def free_name(parts: Parts, stem: str) -> str:
    """The first of ``stem1.xml``, ``stem2.xml`` … that is not in ``parts``."""
    return next(name for number in range(1, 10**6) if (name := f"{stem}{number}.xml") not in parts)


def _relationships_name(owner: str) -> str:
    folder, base = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _relationship(item: Element, folder: str) -> Relationship:
    target = posixpath.normpath(posixpath.join("/", folder, item.get("Target", "")))
    return Relationship(item.get("Type", "").rpartition("/")[2], target.lstrip("/"))
