"""Marks every page of a Word skin 草稿, in red at the head of each header that a page may show."""

from __future__ import annotations

from generator.writers.docx.markup import NAMESPACES, tag
from generator.writers.docx.opc import Element, PartType, add_part, free_name, parse, relationships, serialise
from generator.writers.office import RELATIONSHIPS
from generator.writers.package import Parts

_REFERENCE = tag("headerReference")
_KIND = tag("type")
_TYPE = PartType(f"{RELATIONSHIPS}/header", "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml")
_RED_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="12" w:space="0" w:color="FF0000"/>' for edge in ("top", "left", "bottom", "right")
)
# A frame of its own on the page: a mark that took room in the header could push the text to another page.
_MARK = (
    '<w:p><w:pPr><w:framePr w:w="2400" w:hRule="exact" w:h="560" w:wrap="around" w:vAnchor="page" w:hAnchor="page"'
    f' w:xAlign="center" w:y="340"/><w:pBdr>{_RED_EDGES}</w:pBdr>'
    '<w:spacing w:before="0" w:after="0" w:line="520" w:lineRule="exact"/>'
    '<w:ind w:firstLine="0"/><w:jc w:val="center"/></w:pPr>'
    '<w:r><w:rPr><w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"/><w:b/><w:bCs/><w:color w:val="FF0000"/>'
    '<w:spacing w:val="240"/><w:sz w:val="44"/><w:szCs w:val="44"/></w:rPr><w:t>草稿</w:t></w:r></w:p>'
)


def mark_draft(parts: Parts, main: str) -> None:
    """Put the mark into every header of the document ``main`` and make the headers that it lacks."""
    for header in {related.target for related in relationships(parts, main) if related.kind == "header"}:
        parts[header] = _marked(parts[header])
    document = parse(parts[main])
    section = next(document.iter(tag("sectPr")))
    # Later sections without a header of a kind show that of the section before them.
    present = {reference.get(_KIND) for reference in section.iter(_REFERENCE)}
    for kind in ("even", "first", "default"):
        if kind not in present:
            _add_header(parts, main, section, kind)
    parts[main] = serialise(document).encode()


def _marked(header: bytes) -> bytes:
    root = parse(header)
    root.insert(0, _mark())
    return serialise(root).encode()


def _mark() -> Element:
    return parse(f"<w:hdr {NAMESPACES}>{_MARK}</w:hdr>".encode())[0]


def _add_header(parts: Parts, main: str, section: Element, kind: str) -> None:
    header = f"<w:hdr {NAMESPACES}>{_MARK}<w:p/></w:hdr>".encode()
    name = free_name(parts, "word/header")
    new_id = add_part(parts, main, name, header, _TYPE)
    reference = section.makeelement(_REFERENCE, {_KIND: kind, f"{{{RELATIONSHIPS}}}id": new_id})
    section.insert(0, reference)
