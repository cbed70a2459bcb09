"""What the files of Word and Excel have in common, as text: escapes, relationships, content types, properties."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from generator.form import Form
from generator.layouts.filters import ILLEGAL_CHARACTERS

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
RELATIONSHIPS = f"{OFFICE}/relationships"
APPLICATION = f'<Properties xmlns="{OFFICE}/extended-properties"><Application>jixiao</Application></Properties>'
APPLICATION_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
PROPERTIES_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
PROPERTIES_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
# What XML does not hold as it is; [1:] is without the bracket that opens the class.
_TO_ESCAPE = re.compile(f'[&<>"{ILLEGAL_CHARACTERS.pattern[1:]}')


def escape(text: str) -> str:
    """``text`` as XML content: escaped, without the characters that XML cannot hold."""
    if not _TO_ESCAPE.search(text):  # most texts
        return text
    legal = ILLEGAL_CHARACTERS.sub("", text)
    return legal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def content_types(overrides: Mapping[str, str]) -> str:
    """The list of the package's content types: ``overrides`` gives those of parts by name."""
    listed = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def relationships(related: Iterable[tuple[str, str]]) -> str:
    """What a part refers to: kind and target of each, ``rId1`` and on.

    A kind is the last word of one of Office's, or an address of its own. Targets count from the part's folder, and the
    name space is the default one: several programs take neither a target that counts from the top nor a prefix.
    """
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind if ":" in kind else f"{RELATIONSHIPS}/{kind}"}" Target="{target}"/>'
        for number, (kind, target) in enumerate(related, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def properties_of(form: Form, more: str = "") -> str:
    """The part with the properties of ``form``: title, subject, author and language, and ``more`` (as XML).

    Without the clock, so that the same form gives the same bytes.
    """
    values = {"title": form.title, "subject": form.subject, "creator": form.author, "language": "zh-CN"}
    listed = "".join(f"<dc:{name}>{escape(value)}</dc:{name}>" for name, value in values.items())
    opening = f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="{_DUBLIN_CORE}">'
    return f"{DECLARATION}{opening}{listed}{more}</cp:coreProperties>"


def relative_target(owner: str, target: str) -> str:
    """How a relation of the part ``owner`` (empty: of the package) names the part ``target``: from the owner's folder.

    A target from the package's root is as valid (ISO/IEC 29500-2 §6.5.3), but pandoc 3.9 opens no workbook that has one.
    """
    return posixpath.relpath(target, posixpath.dirname(owner) or ".")
