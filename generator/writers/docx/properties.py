"""The document's properties (``docProps/core.xml``), without the clock, so that the same form gives the same bytes."""

from __future__ import annotations

from generator.form import Form
from generator.writers.docx.markup import DECLARATION, escape
from generator.writers.docx.opc import PartType, add_part, relationships
from generator.writers.docx.package import Parts

_NAME = "docProps/core.xml"
_TYPE = PartType(
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    "application/vnd.openxmlformats-package.core-properties+xml",
)
_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


def ensure_properties(parts: Parts) -> str:
    """The name of the part with the document's properties, which is made where ``parts`` have none."""
    found = [related.target for related in relationships(parts, "") if related.kind == "core-properties"]
    if found and found[0] in parts:
        return found[0]
    add_part(parts, "", _NAME, b"", _TYPE)
    return _NAME


def properties_of(form: Form) -> str:
    """The XML of the properties of ``form``: title, subject, author and language."""
    values = {"title": form.title, "subject": form.subject, "creator": form.author, "language": "zh-CN"}
    listed = "".join(f"<dc:{name}>{escape(value)}</dc:{name}>" for name, value in values.items())
    opening = f'<cp:coreProperties xmlns:cp="{_NAMESPACE}" xmlns:dc="{_DUBLIN_CORE}">'
    return f"{DECLARATION}{opening}{listed}</cp:coreProperties>"
