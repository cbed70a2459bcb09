"""The document's properties: the part of a skin that each form makes anew."""

from __future__ import annotations

from generator.writers.docx.opc import PartType, add_part, relationships
from generator.writers.office import PROPERTIES_RELATION, PROPERTIES_TYPE
from generator.writers.package import Parts

_NAME = "docProps/core.xml"
_TYPE = PartType(PROPERTIES_RELATION, PROPERTIES_TYPE)


def ensure_properties(parts: Parts) -> str:
    """The name of the part with the document's properties, which is made where ``parts`` have none."""
    found = [related.target for related in relationships(parts, "") if related.kind == "core-properties"]
    if found and found[0] in parts:
        return found[0]
    add_part(parts, "", _NAME, b"", _TYPE)
    return _NAME
